"""What a file of any format holds, read by other hands than wrote it."""

import io
import shutil
import subprocess
import zipfile

import pikepdf
import pypdf

from openspace.proceedings.contents import Book
from openspace.proceedings.formats import FORMATS

IN_LETTERS = [one for one in FORMATS.values() if one.ending != "brf"]
"""The formats that can be read without knowing Braille."""


def made(ending: str, book: Book) -> bytes:
    """The file, made here: a process of its own for each PDF would start longer than it works."""
    if ending == "zip":
        return FORMATS["zip"].make(book, {"pdf": FORMATS["pdf"].make(book)})
    return FORMATS[ending].make(book)


def held_in(written: bytes, ending: str) -> str:
    """All that a file holds, its parts and its metadata too."""
    if zipfile.is_zipfile(io.BytesIO(written)):
        archive = zipfile.ZipFile(io.BytesIO(written))
        parts = [held_in(archive.read(one), one.filename) for one in archive.infolist()]
        return "\n".join([*archive.namelist(), str(archive.comment), *parts])
    if written.startswith(b"%PDF"):
        pdf = pikepdf.open(io.BytesIO(written))
        outline = [item.title for item in pdf.open_outline().root]
        return "\n".join([str(pdf.docinfo), str(pdf.open_metadata()), *outline, words_of(written)])
    return written.decode("utf-8", "replace")


def words_of(pdf: bytes) -> str:
    """The text of a PDF, read by poppler if it is installed, which is much faster than pypdf."""
    if not shutil.which("pdftotext"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return read.stdout.decode()
