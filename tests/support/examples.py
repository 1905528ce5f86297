"""How many random examples a test tries."""

from tests.support.fast import IS_FAST


def examples(whole: int) -> int:
    """Return `whole`, or a tenth of it in a fast run."""
    return -(-whole // 10) if IS_FAST else whole
