"""The language of each request: texts, dates and the page's scripts are in it.

A reader chooses it with `?language=cy`, on any page; a cookie keeps the choice until somebody is
forgotten or signs out, and a script takes it out of the address. Without one the browser's
languages decide (`languages/preference.py`). A wall, a book and a sheet of paper speak the gathering's.
"""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, request

from openspace.domain import vocabulary
from openspace.languages import formats, markup, text
from openspace.languages.known import LANGUAGES, SOURCE, Language, for_gatherings, listed
from openspace.languages.preference import preferred

COOKIE = "language"
_YEAR = 365 * 24 * 3600


def speak_languages(app: Flask) -> None:
    app.before_request(speak_to_reader)
    app.after_request(_keep_choice)
    app.after_request(_vary)
    app.teardown_request(lambda _: text.speak(SOURCE.code))
    app.context_processor(_words)
    markup.add_to(app.jinja_env)


def speak_to_reader(of_the_gathering: str = "en") -> None:
    """Answer this request in the reader's language, or in the gathering's if the reader has none that we
    have."""
    chosen = request.args.get(COOKIE) or request.cookies.get(COOKIE)
    accepted = request.headers.get("Accept-Language", "")
    text.speak(preferred(chosen, accepted, of_the_gathering))


def speak_to_all(of_the_gathering: str) -> None:
    """Answer this request in the gathering's language, because many read it together. One wall of several
    can have another: the one that its address names."""
    named = request.args.get(COOKIE)
    text.speak(named if named in LANGUAGES else of_the_gathering)
    g.is_read_together = True


def _vary(response: Response) -> Response:
    """Tell caches that a page depends on its reader's language, unless its headers say what it depends on."""
    if response.mimetype == "text/html" and "Vary" not in response.headers:
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def _keep_choice(response: Response) -> Response:
    """Keep the choice of whoever reads a page. A file may be kept by a cache, and a cookie in it would be
    everybody's."""
    chosen = request.args.get(COOKIE)
    is_page = request.method == "GET" and response.mimetype == "text/html"
    if chosen in LANGUAGES and is_page and "is_read_together" not in g:
        secure = request.is_secure
        response.set_cookie(COOKIE, chosen, _YEAR, samesite="Lax", httponly=True, secure=secure)
    return response


def forget_choice(response: Response) -> None:
    """Delete the cookie: a browser that nobody is any more keeps no language of somebody."""
    response.delete_cookie(COOKIE, samesite="Lax", httponly=True, secure=request.is_secure)


def _words() -> dict[str, Any]:
    language = text.spoken()
    return {
        "language": language,
        "languages": listed(),
        "in_language": _in_language,
        "words_of_dates": formats.words_of_dates,
        "vocabulary": _vocabulary(language.code),
        "phone_vocabulary": _phone_vocabulary(language.code),
    }


def choices() -> list[dict[str, str]]:
    """Return the languages that a phone offers, for `page.languages`; none where there is no choice."""
    known = [
        {"code": one.code, "name": one.name, "tag": one.tag, "direction": one.direction}
        for one in listed()
    ]
    return known if len(known) > 1 else []


def choices_for_gatherings() -> list[tuple[str, str]]:
    """Return (code, name) of the languages that a host can choose for a gathering; none where there is no
    choice."""
    return list(for_gatherings().items()) if len(listed()) > 1 else []


def _in_language(language: Language) -> str:
    """Return a link to the requested page in another language. It has no path: that may begin with `//`."""
    others = [pair for pair in request.args.items(multi=True) if pair[0] != COOKIE]
    return f"?{urlencode([*others, (COOKIE, language.code)])}"


@cache
def _vocabulary(code: str) -> dict[str, Any]:
    with text.speaking(code):
        return vocabulary.for_pages()


@cache
def _phone_vocabulary(code: str) -> dict[str, Any]:
    with text.speaking(code):
        return vocabulary.for_phones()
