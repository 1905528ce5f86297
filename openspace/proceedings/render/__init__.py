"""Where and when books are made: in other processes, once, and kept until something changes."""
