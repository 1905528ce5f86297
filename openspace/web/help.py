"""Help, which is in the same corner of every page (WCAG 3.2.6): whom the host of the gathering named, or else
where to ask."""

from typing import NamedTuple

from flask import g

from openspace.domain.gathering import Gathering
from openspace.domain.vocabulary import LEAVE, labelled_help
from openspace.languages.text import _


class Help(NamedTuple):
    """What the corner has. A page of no gathering has only the contact."""

    contact: str
    """An address: the part of the accessibility statement that says whom to ask."""
    leave: str = ""
    texts: tuple[tuple[str, str], ...] = ()


def help_is_of(gathering: Gathering) -> None:
    """Offer the help of this gathering on the page that answers this request."""
    g.help_of = gathering


def page_help() -> Help:
    gathering: Gathering | None = g.get("help_of")
    if gathering is None:
        return Help("/accessibility#help")
    texts = labelled_help(gathering.info.get("help") or {})
    return Help(f"/{gathering.code}/accessibility#help", _(LEAVE), tuple(texts))
