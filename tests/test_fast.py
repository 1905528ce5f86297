"""`bin/test --fast` leaves out what it says, and nothing else."""

from pathlib import Path

import pytest

from tests.support.fast import is_left_out


@pytest.mark.parametrize(
    "source",
    [
        "pytestmark = pytest.mark.live\n",
        "import os\n\npytestmark = pytest.mark.slow\n",
        "pytestmark = [\n    pytest.mark.filterwarnings('ignore'),\n    pytest.mark.browser,\n]\n",
    ],
)
def test_a_file_that_marks_all_its_tests_is_left_out(tmp_path: Path, source: str) -> None:
    assert is_left_out(written(tmp_path, source))


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.live\ndef test_one() -> None: ...\n",
        "pytestmark = pytest.mark.skipif(True, reason='it is not live')\n",
        "pytestmark = [pytest.mark.alone]\n\n\n@pytest.mark.slow\ndef test_one() -> None: ...\n",
    ],
)
def test_a_file_with_other_tests_is_read(tmp_path: Path, source: str) -> None:
    assert not is_left_out(written(tmp_path, source))


def written(folder: Path, source: str) -> Path:
    file = folder / "test_one.py"
    file.write_text(source, "utf-8")
    return file
