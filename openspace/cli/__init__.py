"""The program `openspace`."""
