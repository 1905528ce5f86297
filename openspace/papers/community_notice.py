"""The privacy notice of a community's page, in the reader's language. What is kept, who reads it and for how
long is said as in the data protection impact assessment (`community.py`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from openspace.languages.text import _
from openspace.papers.community import DELETED, KINDS
from openspace.papers.inventory import Kind
from openspace.papers.privacy import calendars, copies_stay, no_ai, to_ask, to_the_regulator
from openspace.papers.writing import head, pairs, part, points, say, state
from openspace.proceedings.blocks import Block
from openspace.proceedings.document import Part


def notice_of_community(about: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the notice. `about` is what everybody sees of the community's own row."""
    return (
        part(_("Who is responsible"), *_responsible(about)),
        part(_("What is kept"), *_what()),
        part(_("Why"), say(_why())),
        part(
            _("Who deletes it"),
            pairs(*((_(what), _(how)) for what, how in DELETED)),
            *copies_stay(),
        ),
        part(_("Your rights"), *_rights(about)),
        part(
            _("No AI, no other companies"),
            say(no_ai()),
            *calendars(_("It sees that you follow this community.")),
        ),
    )


def _responsible(about: Mapping[str, Any]) -> Iterator[Block]:
    if about["controller"]:
        yield state(
            _("{controller} decides what is done with the data.", controller=about["controller"])
        )
    else:
        yield say(
            _(
                "The organisers decide what is done with the data. The facilitator can tell you more."
            )
        )
    if about["contact"]:
        yield say(_("Questions about your data: {contact}", contact=about["contact"]))
    yield say(
        _("Each gathering has a privacy notice of its own. Somebody else may be responsible there.")
    )


def _what() -> Iterator[Block]:
    yield say(
        _("Nobody joins a community, and there is no list of its people. You decide what you give.")
    )
    yield points(
        _("What you search for is not stored, and neither is who opens this page."),
        _("A cookie keeps a language that you choose. A facilitator’s device has another one."),
        _(
            "Whoever runs the server has all files. They can read all of this, also the contacts, and could "
            "find out who gave a text."
        ),
    )
    for kind in KINDS:
        yield from _of(kind)


def _of(kind: Kind) -> Iterator[Block]:
    yield head(_(kind.name))
    yield pairs(
        (_("What"), _(kind.what)),
        (_("Who can read it"), _(kind.read_by)),
        (_("How long it is kept"), _(kind.kept)),
    )


def _why() -> str:
    return _(
        "So that people find the next gathering, keep what helped, and find each other again. It is used "
        "for nothing else: no advertising, and no profiles of people."
    )


def _rights(about: Mapping[str, Any]) -> Iterator[Block]:
    yield points(
        _("See, correct, take back or remove what you gave: with your link, at any time."),
        to_ask(about["contact"]),
    )
    yield to_the_regulator()
