"""epubcheck, where it and Java are installed."""

import atexit
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_JAR = Path("/usr/share/java/epubcheck.jar")
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A book is read sooner than the virtual machine could get faster."""
_MANY = Path(__file__).with_name("Epubchecks.java")

needed = pytest.mark.skipif(
    not (_JAR.is_file() and shutil.which("java")), reason="epubcheck or Java is not installed"
)


def said_of(epub: bytes, folder: Path) -> str:
    """All that epubcheck says."""
    file = folder / "checked.epub"
    file.write_bytes(epub)
    if shutil.which("javac"):
        return _said_again_of(file)
    check = ["java", *_QUICK, "-jar", str(_JAR), str(file)]
    done = subprocess.run(check, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr


def _said_again_of(file: Path) -> str:
    """The same, by one Java for many books: most of a check is what epubcheck reads at its start."""
    process = _checks()
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{file}\n")
    process.stdin.flush()
    said: list[str] = []
    while not (line := process.stdout.readline()).startswith("ENDS"):
        assert line, f"epubcheck ended: {''.join(said)}"
        said.append(line)
    return "".join(said)


@cache
def _checks() -> "subprocess.Popen[str]":
    command = ["java", *_QUICK, "-cp", str(_JAR), str(_MANY)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True
    )
    atexit.register(_end, process)
    return process


def _end(process: "subprocess.Popen[str]") -> None:
    # It ends when there are no more files.
    process.communicate()
