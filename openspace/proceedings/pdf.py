"""The book as a tagged PDF (PDF/UA-1), to read aloud, to read and to print.

User input reaches Typst as data (JSON), and never as source code.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from openspace.proceedings import fonts
from openspace.proceedings.document import Document
from openspace.proceedings.fonts import Face
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import Outlined, outline
from openspace.proceedings.pdf_data import LARGE, USUAL, Setter

TEMPLATE = Path(__file__).resolve().parent / "typst"
_CREATOR = re.compile(
    rb"/Creator\(Typst [\d.]+\)(?=>>\nendobj)|<xmp:CreatorTool>Typst [\d.]+</xmp:CreatorTool>"
)
"""The compiler's name in its output, which cannot be disabled. It is overwritten with blanks of the same
length, so that no offset in the file changes."""


@in_its_language
def make(book: Outlined, body: int = USUAL) -> bytes:
    """Return the PDF, with a body of so many points. Call it in a process that ends soon, because the
    compiler does not free its memory.

    If a text cannot be typeset, it is retried with only three fonts, and other characters as code points. If
    the result still violates PDF/UA-1, a PDF that does not claim the standard is returned, which is better
    than none.
    """
    # Imported here, because the server imports this module and does not need the compiler.
    import typst

    document = outline(book)
    faces = fonts.coverage(fonts.texts_of(document))
    try:
        return _compile(document, faces, body, ["ua-1"])
    except typst.TypstError:
        few = faces[:3]
    try:
        return _compile(document, few, body, ["ua-1"])
    except typst.TypstError:
        return _compile(document, few, body, [])


def before_forking() -> None:
    """Import and read what every PDF needs. The compiler does not run here: its threads would not be in the
    fork, which would wait for them."""
    import typst  # noqa: F401

    fonts.read_bundled()


def make_large(book: Outlined) -> bytes:
    """Return the PDF in large print: no text is smaller than 18 points."""
    return make(book, LARGE)


def _compile(document: Document, faces: tuple[Face, ...], body: int, standards: list[Any]) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in TEMPLATE.glob("*.typ"):
            (folder / file.name).write_bytes(file.read_bytes())
        setter = Setter(document, faces, folder, body)
        (folder / "look.json").write_text(json.dumps(setter.look()), "utf-8")
        (folder / "book.json").write_text(json.dumps(setter.book()), "utf-8")
        compiled = typst.compile(
            folder / "book.typ",
            root=folder,
            font_paths=[
                fonts.FOLDER,
                *(face.files[0].parent for face in faces[len(fonts.FAMILIES) :]),
            ],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=0,
        )
    assert isinstance(compiled, bytes)
    return _CREATOR.sub(lambda found: b" " * len(found[0]), compiled)
