"""The error for a file that cannot be imported."""


class ImportRefused(Exception):
    """What is wrong with the file, as a sentence for the person at the terminal."""
