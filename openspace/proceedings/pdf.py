"""The book as a tagged PDF (PDF/UA-1), to read aloud, to read and to print.

What people typed reaches Typst as data (JSON), never as source: nothing they write can be code.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from openspace.proceedings import fonts
from openspace.proceedings.blocks import Document
from openspace.proceedings.contents import Book
from openspace.proceedings.fonts import Face
from openspace.proceedings.outline import outline
from openspace.proceedings.pdf_data import Setter

_SOURCE = Path(__file__).resolve().parent / "typst" / "book.typ"
_CREATOR = re.compile(
    rb"/Creator\(Typst [\d.]+\)(?=>>\nendobj)|<xmp:CreatorTool>Typst [\d.]+</xmp:CreatorTool>"
)
"""The compiler signs what it makes, and cannot be told not to. Blanks of the same length move nothing."""


def make(book: Book) -> bytes:
    """The PDF, made here: in a process that ends soon, since the compiler keeps its memory.

    Where a text cannot be set as it is, all that is not plain is shown by its code points; where
    even that does not satisfy PDF/UA-1, a plain PDF is better than none.
    """
    # Here and not above: the live process knows this file, and has no use for the compiler.
    import typst

    document = outline(book)
    faces = fonts.coverage(fonts.texts_of(document))
    try:
        return _compile(document, faces, ["ua-1"])
    except typst.TypstError:
        few = faces[:3]
    try:
        return _compile(document, few, ["ua-1"])
    except typst.TypstError:
        return _compile(document, few, [])


def _compile(document: Document, faces: tuple[Face, ...], standards: list[Any]) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "book.typ").write_bytes(_SOURCE.read_bytes())
        data = Setter(document, faces, folder).data()
        (folder / "book.json").write_text(json.dumps(data), "utf-8")
        compiled = typst.compile(
            folder / "book.typ",
            root=folder,
            font_paths=[fonts.FOLDER, *(face.path.parent for face in faces[len(fonts.FAMILIES) :])],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=standards,
            timestamp=0,
        )
    assert isinstance(compiled, bytes)
    return _CREATOR.sub(lambda found: b" " * len(found[0]), compiled)
