"""The book as one page to read and print, without scripts.

All user input passes Jinja's autoescape. Text that is not a web address never becomes a link.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import urlize
from markupsafe import Markup, escape

from openspace.domain.vocabulary import LEAVE
from openspace.languages import markup
from openspace.languages.known import language_of
from openspace.languages.text import _
from openspace.proceedings import pages
from openspace.proceedings.contents import Book
from openspace.proceedings.document import Document
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import Outlined, outline
from openspace.proceedings.plain import paragraphs, web_address, without_lone_percent

_HREF = re.compile(r'href="[^"]*"')
_MAY_HOLD_ADDRESS = re.compile(r"\.\w|@|://|:\w")


@in_its_language
def write(book: Outlined) -> bytes:
    """Return a self-contained file: styles and photos are inside, and scripts cannot run in it."""
    return page(book).encode("utf-8", "replace")


@in_its_language
def page(
    book: Outlined,
    stylesheets: Sequence[str] = (),
    icon: str = "",
    font: str = "",
    downloads: Sequence[tuple[str, str]] = (),
    back: tuple[str, str] = ("", ""),
    contact: str = "",
) -> str:
    """Return the page with links to `stylesheets`, or with styles and photos inside if there are none.

    `font` is the address of the font of the page. It is preloaded, so that nothing moves when it arrives.
    `downloads` are (name, address) of the same book in other formats, and `back` is a link (text, address) to
    what it is about. `contact` is the address for help.
    """
    template = environment().get_template("proceedings/book.html")
    document = outline(book)
    return template.render(
        document=document,
        source_of=str if stylesheets else _inside(document),
        stylesheets=stylesheets,
        styles="" if stylesheets else pages.styles(),
        downloads=downloads,
        back=back,
        contact=contact,
        icon=icon,
        font=font,
    )


def macros() -> Any:
    """Return the macros that draw each kind of block as HTML: `macros().part(part, source_of)`.

    `source_of(address)` returns the image source for a photo's address, or "".
    """
    return environment().get_template("proceedings/blocks.html").module


@in_its_language
def agenda(book: Book, stylesheets: Sequence[str], icon: str, font: str) -> str:
    """Return the agenda alone, as a page with the app's style sheets."""
    template = environment().get_template("proceedings/agenda.html")
    return template.render(book=book, stylesheets=stylesheets, icon=icon, font=font, leave=_(LEAVE))


def _inside(document: Document) -> Callable[[str], str]:
    """Return a function that maps a photo's address to a data URI; "" for one that is not available."""
    found = {
        at: f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
        for at, jpeg in document.pictures.items()
    }
    return lambda address: found.get(address, "")


@cache
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(pages.folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    markup.add_to(environment)
    environment.globals["lang_of"] = _lang_of
    environment.filters["paragraphs"] = paragraphs
    environment.filters["web_address"] = lambda url: without_lone_percent(web_address(url))
    environment.filters["urlize"] = linked
    return environment


def _lang_of(code: str) -> Markup:
    """Return the attributes of a page in that language."""
    language = language_of(code)
    turned = Markup(' dir="rtl"') if language.direction == "rtl" else ""
    return Markup('lang="{}"{}').format(language.tag, turned)


def linked(text: str) -> Markup:
    """Return `text` escaped, with addresses as links. Jinja's `urlize` checks every word, which is slow, so
    only lines that may contain an address are passed to it."""
    if not _MAY_HOLD_ADDRESS.search(text):
        return escape(text)
    lines = (
        _HREF.sub(_strict, urlize(one, rel="noopener"))
        if _MAY_HOLD_ADDRESS.search(one)
        else escape(one)
        for one in text.split("\n")
    )
    return Markup("\n").join(Markup(one) for one in lines)


def _strict(href: re.Match[str]) -> str:
    return without_lone_percent(href[0])
