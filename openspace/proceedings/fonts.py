"""Font coverage of the printed book: the bundled fonts, then the system's.

A character that no font has is printed as its code point in brackets, [U+1F9FF], and is never dropped.
"""

import os
import re
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from openspace.proceedings.contents import Book

FOLDER = Path(__file__).resolve().parent / "fonts"

FAMILIES = {
    "Atkinson Hyperlegible Next": "atkinson-hyperlegible-next-latin-[0-9]*.ttf",
    "Atkinson Hyperlegible Next Ext": "atkinson-hyperlegible-next-latin-ext-*.ttf",
    "Noto Sans": "NotoSans-*.ttf",
    "Noto Sans Arabic": "NotoSansArabic-*.ttf",
    "Noto Sans Hebrew": "NotoSansHebrew-*.ttf",
    "Noto Sans Devanagari": "NotoSansDevanagari-*.ttf",
    "Noto Sans Thai": "NotoSansThai-*.ttf",
    "Noto Sans Symbols": "NotoSansSymbols-*.ttf",
    "Noto Sans Symbols2": "NotoSansSymbols2-*.ttf",
    "Noto Sans Math": "NotoSansMath-*.ttf",
    "Noto Emoji": "noto-emoji.ttf",
}
"""The bundled font families with their files, in the order in which they are searched for a character."""

_SAMPLES = {
    "Chinese": "人",
    "Japanese": "あ",
    "Korean": "한",
    "Bengali": "ব",
    "Tamil": "த",
    "Georgian": "ა",
    "Ethiopic": "አ",
    "Khmer": "ក",
}
"""A letter of each large script that our own fonts have not."""

_SEARCH_SECONDS = 4.0

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U000e0000-\U000e0fff]"
)
"""Characters that are invisible by definition, so that no font needs them."""


@dataclass(frozen=True)
class Face:
    family: str
    files: tuple[Path, ...]

    @cached_property
    def has(self) -> frozenset[str]:
        """Return the characters that all its weights have. Files are read when they are needed: most books
        need one family."""
        return frozenset.intersection(*(_read(file)[1] for file in self.files))


def missing_glyphs(book: Book) -> list[str]:
    """Return the characters of `book` that neither bundled nor system fonts have, in code order."""
    texts = [text for text in texts_of(book) if not text.isascii()]
    covered = coverage(texts)
    return sorted({c for text in texts for c in _absent(text, covered)})


def scripts_without_font() -> str:
    """Return the names of the large scripts that the printed book cannot show here, one on each line."""
    faces = coverage(_SAMPLES.values())
    lacking = (name for name, letter in _SAMPLES.items() if not _is_shown(letter, faces))
    return "\n".join(lacking)


def coverage(texts: Iterable[str]) -> tuple[Face, ...]:
    """Return the bundled fonts, and those system fonts that have characters that the bundled ones lack."""
    ours = _bundled_faces()
    used = set().union(*texts)
    lacking = {c for c in used if not (c.isspace() or _INVISIBLE.match(c))}
    for face in ours:
        if not lacking:
            return ours
        lacking -= face.has
    return (*ours, *_system_faces(frozenset(lacking))) if lacking else ours


def shown(text: str, faces: tuple[Face, ...]) -> str:
    """Return `text` with characters that no font has as code points in brackets."""
    if any(_has_all(face, text) for face in faces[:1]):
        return text
    parts = list(clusters(text))
    # Each once, because a text in other letters than Latin ones has thousands of them.
    drawn = {one: one if _is_shown(one, faces) else _bracketed(one, faces) for one in set(parts)}
    return "".join(drawn[one] for one in parts)


def clusters(text: str) -> Iterator[str]:
    """Split `text` into clusters that one font must show together: a letter with its marks."""
    part = ""
    for c in text:
        if part and not (unicodedata.category(c)[0] == "M" and not part[-1].isspace()):
            yield part
            part = ""
        part += c
    if part:
        yield part


def texts_of(book: Any) -> Iterator[str]:
    """Yield every text in a value made of dataclasses, tuples and mappings."""
    if isinstance(book, str):
        yield book
    elif isinstance(book, tuple | list):
        for one in book:
            yield from texts_of(one)
    elif hasattr(book, "__dataclass_fields__"):
        for name in book.__dataclass_fields__:
            if name not in ("pictures", "svg"):
                yield from texts_of(getattr(book, name))


def _absent(text: str, faces: tuple[Face, ...]) -> Iterator[str]:
    if not any(_has_all(face, text) for face in faces[:1]):
        for cluster in clusters(text):
            if not _is_shown(cluster, faces):
                yield from (c for c in cluster if not _has_together(cluster, c, faces))


def _is_shown(cluster: str, faces: tuple[Face, ...]) -> bool:
    return any(_has_all(face, cluster) for face in faces)


def _has_all(face: Face, text: str) -> bool:
    return all(c.isspace() or _INVISIBLE.match(c) for c in set(text) - face.has)


def _bracketed(cluster: str, faces: tuple[Face, ...]) -> str:
    return "".join(c if _has_together(cluster, c, faces) else f"[U+{ord(c):04X}]" for c in cluster)


def _has_together(cluster: str, c: str, faces: tuple[Face, ...]) -> bool:
    """Return whether a font can show `c` in this cluster. A mark needs the font of the letter it belongs
    to."""
    first = next((face for face in faces if _has_all(face, cluster[0])), None)
    return first is not None and _has_all(first, cluster[0] + c)


# --- available fonts


def read_bundled() -> None:
    """Read the characters of the bundled fonts, which this process then knows."""
    for face in _bundled_faces():
        for file in face.files:
            _read(file)


@cache
def _bundled_faces() -> tuple[Face, ...]:
    return tuple(Face(family, tuple(FOLDER.glob(files))) for family, files in FAMILIES.items())


def _system_faces(lacking: frozenset[str]) -> list[Face]:
    """Return system fonts that cover as much of `lacking` as can be found within the time limit, the font
    with most of it first.

    A font whose characters the others have too is left out: a few letters of a script from another font would
    be separated from their vowel signs.
    """
    until = time.monotonic() + _SEARCH_SECONDS
    left = set(lacking)
    found: list[Face] = []
    for path in system_files():
        if not left or time.monotonic() > until:
            break
        family, has = _read(path)
        if family and left & has:
            left -= has
            found.append(Face(family, (path,)))
    found.sort(key=lambda face: len(face.has & lacking), reverse=True)
    needed: list[Face] = []
    covered: set[str] = set()
    for face in found:
        if face.has & lacking - covered:
            covered |= face.has
            needed.append(face)
    return needed


@cache
def system_files() -> tuple[Path, ...]:
    """Return the system's font files, with Noto's upright regular fonts first."""
    found = [
        path
        for folder in _system_folders()
        for ending in ("*.ttf", "*.otf", "*.ttc")
        for path in folder.rglob(ending)
        if not re.search(r"color|italic|oblique|bold|emoji", path.name, re.IGNORECASE)
    ]
    return tuple(sorted(found, key=lambda path: (not path.name.startswith("Noto"), path.name)))


def _system_folders() -> list[Path]:
    home = Path.home()
    configured = os.environ.get("OPENSPACE_FONTS", "")
    if sys.platform == "win32":
        usual = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        usual = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        usual = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts"]
        usual.append(home / ".local/share/fonts")
    return [
        folder for folder in (*map(Path, filter(None, [configured])), *usual) if folder.is_dir()
    ]


@cache
def _read(path: Path) -> tuple[str, frozenset[str]]:
    """Return (family, characters) of the file's first font; ("", nothing) for a file that cannot be read."""
    try:
        if path.suffix == ".ttc":
            with path.open("rb") as file:
                return _name_and_characters(TTCollection(file, lazy=True).fonts[0])
        with TTFont(path, lazy=True) as font:
            return _name_and_characters(font)
    except (TTLibError, OSError, KeyError, AttributeError, ValueError, AssertionError):
        return "", frozenset()


def _name_and_characters(font: TTFont) -> tuple[str, frozenset[str]]:
    names = font["name"]
    family = str(names.getDebugName(16) or names.getDebugName(1) or "")
    return family, frozenset(map(chr, font.getBestCmap()))
