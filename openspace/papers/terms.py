"""The terms, and how what is written is moderated: a page of every gathering, and a paper with the risk
assessment that the Online Safety Act asks for."""

from collections.abc import Iterator

from openspace.languages.text import _
from openspace.papers.facts import Facts
from openspace.papers.online_safety import assessment
from openspace.papers.writing import Paper, part, points, say
from openspace.proceedings.blocks import Block
from openspace.proceedings.document import Part


def paper(facts: Facts) -> Paper:
    return Paper(
        "terms-and-moderation",
        "Terms, moderation and online safety",
        "For everybody who takes part, for safeguarding, and for the Online Safety Act.",
        (*terms(facts), *assessment(facts)),
    )


def terms(facts: Facts) -> tuple[Part, ...]:
    """Return the terms in the language that is spoken."""
    return (
        part(_("What this is for"), *_purpose(facts)),
        part(_("What you may not post"), *_not_allowed()),
        part(_("If something worries you"), *_worries(facts)),
        part(_("What the facilitator can do"), *_moderation()),
        part(_("If you do not agree, or want to complain"), *_complaints(facts)),
        part(_("What you write stays yours"), say(_ownership())),
    )


def _purpose(facts: Facts) -> Iterator[Block]:
    yield say(
        _(
            "For a conversation among the people who came. Everybody can propose a "
            "topic, and write down what "
            "was said."
        )
    )
    yield say(
        _(
            "It is not a crisis service, and no part of anybody’s care or records. If "
            "somebody is in danger now, "
            "call the emergency services."
        )
    )
    if facts.outside_help:
        yield say(_("Whom you can turn to at other hours: {whom}", whom=facts.outside_help))


def _not_allowed() -> Iterator[Block]:
    yield points(
        _("Who somebody is, or enough that others can guess it, unless that person agreed."),
        _("Photos in which somebody can be recognised, unless that person agreed."),
        _("Threats, hatred, or anything that is meant to hurt somebody."),
        _("Anything that encourages somebody to harm themselves."),
        _("Sexual content, advertising, and anything that is against the law."),
    )
    yield say(
        _(
            "You may write about hard things. Add a content note, so that others can choose to "
            "read it."
        )
    )


def _worries(facts: Facts) -> Iterator[Block]:
    yield say(
        _(
            "Every item has “Tell the facilitator”. Nobody learns that you sent "
            "something, and you need no "
            "reason. Outside the hours of the gathering your phone says whom else you can turn to."
        )
    )


def _moderation() -> Iterator[Block]:
    yield points(
        _("Cover an item for the moment, and look at it."),
        _("Hide an item, with a reason. Its author is told, and can read the reason."),
        _("Delete for good what is hidden. Its author is told."),
        _("Pause somebody’s writing, or everybody’s, without learning who it is."),
        _("Close joining, or ask for a word that is said in the room."),
    )
    yield say(
        _(
            "The facilitator looks at what people tell them, not at every item before "
            "it appears. No program "
            "decides what is hidden."
        )
    )


def _complaints(facts: Facts) -> Iterator[Block]:
    yield say(_("Talk to the facilitator first: about something that was hidden, or that was not."))
    if facts.complaints:
        yield say(_("Complaints: {contact}", contact=facts.complaints))
    elif facts.controller:
        yield say(_("Complaints: {contact}", contact=facts.controller))


def _ownership() -> str:
    return _(
        "By posting it you agree that it is shown here and in the book of the "
        "gathering. You can take it back."
    )
