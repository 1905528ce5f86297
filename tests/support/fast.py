"""`bin/test --fast`: a file all of whose tests are left out is not read. A plugin of pytest, see
tests/conftest.py."""

import os
import re
import sys
from pathlib import Path

IS_FAST = os.environ.get("OPENSPACE_TEST_FAST") == "1"
"""Set by `bin/test --fast`."""

if IS_FAST:
    # sqlite_utils imports it where it is there, and needs it for nothing here. It takes a second.
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]

_WHOLE_FILE = re.compile(r"^pytestmark = (?:\[[^]]*?)?pytest\.mark\.(?:browser|live|slow)\b", re.M)


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    is_left = IS_FAST and collection_path.is_file() and is_left_out(collection_path)
    return is_left or None


def is_left_out(file: Path) -> bool:
    """Whether the file marks all its tests."""
    return file.suffix == ".py" and bool(_WHOLE_FILE.search(file.read_text("utf-8")))
