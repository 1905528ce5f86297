"""Floods: somebody asks for far too much, and honest phones are measured meanwhile. One case, one file."""
