"""The book as one page to read and to print, without any script.

Everything that people typed passes Jinja's autoescape; what is no web address
never becomes a link.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import urlize
from markupsafe import Markup, escape

from openspace.proceedings import charts, method, pages
from openspace.proceedings.contents import Book

_MAY_HOLD_ADDRESS = re.compile(r"\.\w|@|://|:\w")


def write(book: Book) -> bytes:
    """A file that stands alone: styles and photos are inside, and scripts cannot run in it."""
    return page(book).encode("utf-8", "replace")


def page(
    book: Book,
    stylesheets: Sequence[str] = (),
    icon: str = "",
    downloads: Sequence[tuple[str, str]] = (),
) -> str:
    """The page with links to `stylesheets`, or with styles and photos inside when there are none.

    `downloads` are (name, address) of the same book in other formats.
    """
    template = environment().get_template("proceedings/book.html")
    return template.render(
        book=book,
        charts={chart.name: chart for chart in charts.charts(book)},
        pictures={} if stylesheets else _inside(book),
        method=list(method.sentences(book)),
        stylesheets=stylesheets,
        styles="" if stylesheets else pages.styles(),
        downloads=downloads,
        icon=icon,
    )


def agenda(book: Book, stylesheets: Sequence[str], icon: str) -> str:
    """The agenda alone, as a page of the house."""
    template = environment().get_template("proceedings/agenda.html")
    return template.render(book=book, stylesheets=stylesheets, icon=icon)


def _inside(book: Book) -> dict[str, str]:
    """The photos at hand as addresses that need no request."""
    return {
        at: f"data:image/jpeg;base64,{b64encode(jpeg).decode()}"
        for at, jpeg in book.pictures.items()
    }


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
    environment.filters["web_address"] = web_address
    environment.filters["urlize"] = linked
    return environment


def paragraphs(text: str) -> list[str]:
    """`text` parted at its blank lines; the style sheet keeps the other line breaks."""
    return [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


def linked(text: str) -> Markup:
    """`text` escaped, its addresses as links. Jinja's own looks at every word, which takes long: here
    only at lines that could hold an address."""
    lines = (
        urlize(one, rel="noopener") if _MAY_HOLD_ADDRESS.search(one) else escape(one)
        for one in text.split("\n")
    )
    return Markup("\n").join(Markup(one) for one in lines)


def web_address(url: str) -> str:
    """`url` when it is safe to link to, else nothing."""
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""
