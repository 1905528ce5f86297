"""A community: a series of gatherings, and what it keeps of them. Its rows, commands and rules."""
