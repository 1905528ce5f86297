"""Converts HTML in descriptions to plain text. Paragraphs, list items and links are kept."""

import re

from lxml import html

from openspace.domain.text import is_web_address

_IS_HTML = re.compile(
    r"</?(?:p|br|div|ul|ol|li|a|b|i|em|strong|span|code|pre|blockquote|h[1-6])\b[^<>]*>", re.I
)
_PARAGRAPHS = {"p", "div", "ul", "ol", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_SKIPPED = {"script", "style", "head", "title"}


def text_of(value: str) -> str:
    """Return `value` without its tags if it is HTML, else unchanged. A link keeps its address."""
    if not _IS_HTML.search(value):
        return value
    try:
        root = html.fragment_fromstring(value, create_parent="div")
    except (ValueError, html.etree.ParserError):
        return value
    text = "".join(_parts(root))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", text)).strip() or value


def _parts(element: html.HtmlElement) -> list[str]:
    """Recursive; the parser limits the nesting to 256 levels."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return []
    is_pre = element.tag == "pre"
    found = [_flat(element.text, is_pre)]
    for child in element:
        found += [*_parts(child), _flat(child.tail, is_pre)]
    match element.tag:
        case "br":
            return ["\n"]
        case "li":
            return ["\n- ", *found]
        case "a":
            return [*found, _address(element, "".join(found))]
        case tag if tag in _PARAGRAPHS:
            return ["\n\n", *found, "\n\n"]
    return found


def _flat(text: str | None, is_pre: bool) -> str:
    return (text or "") if is_pre else re.sub(r"\s+", " ", text or "")


def _address(link: html.HtmlElement, shown: str) -> str:
    to = (link.get("href") or "").strip()
    return f" ({to})" if is_web_address(to) and to not in shown else ""
