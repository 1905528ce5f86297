"""LibreOffice as a reader of our files, where it is installed."""

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

needed = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def text_of(docx: bytes, folder: Path) -> str:
    """All words of a Word document."""
    (folder / "book.docx").write_bytes(docx)
    said = convert(folder / "book.docx", "txt:Text (encoded):UTF8")
    text = folder / "out" / "book.txt"
    assert text.is_file(), said
    return text.read_text("utf-8-sig")


def convert(file: Path, to: str, *options: str) -> str:
    """What LibreOffice said. What it made, if it could, lies in the folder `out` beside the file."""
    profile = f"-env:UserInstallation=file://{_profile()}"
    out = ["--outdir", str(file.parent / "out")]
    done = subprocess.run(
        ["soffice", "--headless", profile, *options, "--convert-to", to, *out, str(file)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stderr


@cache
def _profile() -> Path:
    """One for all tests of this process: to make one takes longer than to read a book."""
    folder = Path(tempfile.mkdtemp(prefix="openspace-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
