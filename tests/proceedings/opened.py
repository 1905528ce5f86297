"""What a file of any format holds, read by other hands than wrote it."""

import io
import zipfile

import pikepdf
import pypdf


def held_in(written: bytes, ending: str) -> str:
    """All that a file holds, its parts and its metadata too."""
    if zipfile.is_zipfile(io.BytesIO(written)):
        archive = zipfile.ZipFile(io.BytesIO(written))
        parts = [held_in(archive.read(one), one.filename) for one in archive.infolist()]
        return "\n".join([*archive.namelist(), str(archive.comment), *parts])
    if written.startswith(b"%PDF"):
        pdf = pikepdf.open(io.BytesIO(written))
        outline = [item.title for item in pdf.open_outline().root]
        text = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(written)).pages]
        return "\n".join([str(pdf.docinfo), str(pdf.open_metadata()), *outline, *text])
    return written.decode("utf-8", "replace")
