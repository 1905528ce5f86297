"""How many random examples a test tries."""

import os

IS_FAST = os.environ.get("OPENSPACE_TEST_FAST") == "1"
"""Set by `bin/test --fast`."""


def examples(whole: int) -> int:
    """Return `whole`, or a tenth of it in a fast run."""
    return -(-whole // 10) if IS_FAST else whole
