"""What happens while people look: commands in, changes out, who is here, the bell."""
