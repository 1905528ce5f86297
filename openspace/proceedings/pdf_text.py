"""People's text as typst/ reads it: with what the fonts have, in lines that Typst can break."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from openspace.languages.direction import is_right_to_left
from openspace.proceedings import fonts
from openspace.proceedings.fonts import Face, shown
from openspace.proceedings.plain import paragraphs, plain

_LONGEST_WORD = 24
_LONGER_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1}}}")
_IN_SVG_TEXT = re.compile("(?<=>)[^<>]+(?=</text>)")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class TextSetter:
    """Sets text in the first of `faces` that has its characters."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces

    def words(self, text: str) -> list[dict[str, Any]]:
        """Return paragraphs, each with its direction and its lines. A line is a string, or a list of parts.

        Typst breaks lines only between words, so a word that is longer than a line is split into parts.
        """
        # Ogham has the only visible space, which no font has.
        whole = plain(text).replace("\u1680", " ")
        return [
            {"rtl": is_right_to_left(part), "lines": [self._line(one) for one in part.split("\n")]}
            for part in paragraphs(whole)
        ]

    def _line(self, line: str) -> str | list[str]:
        visible = shown(line.expandtabs(4), self.faces)
        if not _LONGER_WORD.search(visible):
            return visible
        return [part for word in re.split(r"(\s+)", visible) for part in _parts(word)]

    def _plain(self, text: str) -> str:
        return " ".join(shown(plain(text), self.faces).split())

    def _whole(self, text: str) -> str:
        """`text` for the bookmarks, where no face can show all of it; else nothing."""
        whole = " ".join(plain(text).split())
        return whole if whole != self._plain(text) else ""

    def _drawn(self, svg: str) -> str:
        """Return the chart with the font of each character, because none is searched for in a picture."""

        def in_fonts(found: re.Match[str]) -> str:
            words = found[0]
            if words.isascii():
                return words
            runs = groupby(fonts.clusters(words), key=self._family)
            return "".join(
                f'<tspan font-family="{one}">{"".join(run)}</tspan>' for one, run in runs
            )

        return _IN_SVG_TEXT.sub(in_fonts, shown(svg, self.faces))

    def _family(self, cluster: str) -> str:
        return next((face.family for face in self.faces if face.has.issuperset(cluster)), "")


def _parts(word: str) -> Iterable[str]:
    if len(word) <= _LONGEST_WORD or _WIDE.search(word):
        yield from filter(None, [word])
        return
    part = ""
    for cluster in fonts.clusters(word):
        if len(part) >= _LONGEST_WORD // 3 and not part.endswith("\u200d") and cluster != "\u200d":
            yield part
            part = ""
        part += cluster
    yield part
