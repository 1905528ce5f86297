"""Markdown of hosts as HTML that is safe to show."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from openspace.domain.text import is_web_address

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def prose(text: str) -> Markup:
    """Return the HTML of `text`. Tags in it are shown as text, links lead to web addresses only, pictures are
    left out, and headings begin below those of the page."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        _lower_heading(token)
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("rel", "noopener noreferrer nofollow ugc")
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _lower_heading(token: "Token") -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


@cache
def _parser() -> "MarkdownIt":
    # Imported here, because it takes a while and few pages need it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
    parser.validateLink = is_web_address  # type: ignore[assignment,method-assign]
    return parser
