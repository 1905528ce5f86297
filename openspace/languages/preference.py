"""Which language a reader gets: the chosen one, else one that the browser asks for, else the gathering's."""

from functools import lru_cache

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from openspace.languages.known import EASY, LANGUAGES, SOURCE, listed


def preferred(chosen: str | None, accept_language: str, of_the_gathering: str = "en") -> str:
    """Return the code of a language. A chosen one need not be listed, so that translators can look at theirs.
    A gathering in Easy English is so for everybody who reads English."""
    if chosen in LANGUAGES:
        return chosen
    found = asked_for(accept_language)
    if found is None or (found == SOURCE.code and of_the_gathering == EASY):
        return of_the_gathering if of_the_gathering in LANGUAGES else SOURCE.code
    return found


def asked_for(accept_language: str) -> str | None:
    """Return the language that a browser asks for, None if we have none of its languages."""
    return known_in(accept_language[:500])


@lru_cache(maxsize=256)
def known_in(accept_language: str) -> str | None:
    """Return the first known language of a header. The cache keeps the header, so it has to be short."""
    if not accept_language:
        return None
    codes = {language.code for language in listed()}
    for tag, quality in parse_accept_header(accept_language, LanguageAccept):
        known = codes.intersection((tag, tag.lower().split("-")[0]))
        if known and quality > 0:
            return known.pop()
    return None
