"""The live side: commands in, changes out, presence, and the bell."""
