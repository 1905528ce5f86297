"""epubcheck, where it and Java are installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

_JAR = Path("/usr/share/java/epubcheck.jar")
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A book is read sooner than the virtual machine could get faster."""

needed = pytest.mark.skipif(
    not (_JAR.is_file() and shutil.which("java")), reason="epubcheck or Java is not installed"
)


def said_of(epub: bytes, folder: Path) -> str:
    """All that epubcheck says."""
    file = folder / "checked.epub"
    file.write_bytes(epub)
    check = ["java", *_QUICK, "-jar", str(_JAR), str(file)]
    done = subprocess.run(check, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr
