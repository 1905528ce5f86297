"""The book as one page to read and to print, without any script.

Everything that people typed passes Jinja's autoescape; what is no web address
never becomes a link.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import urlize
from markupsafe import Markup, escape

from openspace.proceedings import pages
from openspace.proceedings.blocks import Document
from openspace.proceedings.contents import Book
from openspace.proceedings.outline import outline
from openspace.proceedings.plain import paragraphs, web_address, without_lone_percent

_HREF = re.compile(r'href="[^"]*"')
_MAY_HOLD_ADDRESS = re.compile(r"\.\w|@|://|:\w")


def write(book: Book) -> bytes:
    """A file that stands alone: styles and photos are inside, and scripts cannot run in it."""
    return page(book).encode("utf-8", "replace")


def page(
    book: Book,
    stylesheets: Sequence[str] = (),
    icon: str = "",
    font: str = "",
    downloads: Sequence[tuple[str, str]] = (),
) -> str:
    """The page with links to `stylesheets`, or with styles and photos inside when there are none.

    `font` is the address of the face that the page is set in: asked for at once, so that nothing moves when
    it arrives. `downloads` are (name, address) of the same book in other formats.
    """
    template = environment().get_template("proceedings/book.html")
    document = outline(book)
    return template.render(
        document=document,
        source_of=str if stylesheets else _inside(document),
        stylesheets=stylesheets,
        styles="" if stylesheets else pages.styles(),
        downloads=downloads,
        icon=icon,
        font=font,
    )


def macros() -> Any:
    """What draws each kind of block as HTML, by its name: `macros().part(part, source_of)`.

    `source_of` answers for the address of a photo where its picture is found, or nothing.
    """
    return environment().get_template("proceedings/blocks.html").module


def agenda(book: Book, stylesheets: Sequence[str], icon: str, font: str) -> str:
    """The agenda alone, as a page of the house."""
    template = environment().get_template("proceedings/agenda.html")
    return template.render(book=book, stylesheets=stylesheets, icon=icon, font=font)


def _inside(document: Document) -> Callable[[str], str]:
    """The photo at an address as one that needs no request; nothing for one that is not at hand."""
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
    environment.filters["paragraphs"] = paragraphs
    environment.filters["web_address"] = lambda url: without_lone_percent(web_address(url))
    environment.filters["urlize"] = linked
    return environment


def linked(text: str) -> Markup:
    """`text` escaped, its addresses as links. Jinja's own looks at every word, which takes long: here
    only at lines that could hold an address."""
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
