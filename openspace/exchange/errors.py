"""What a file that is brought in is refused with."""


class ImportRefused(Exception):
    """What is wrong with the file, as a sentence for whoever sits at the terminal."""
