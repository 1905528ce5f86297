"""How long what is kept, in sentences that the papers and the pages share."""

from openspace.languages.text import _, ngettext
from openspace.papers.facts import Facts


def kept_sentences(facts: Facts) -> tuple[str, ...]:
    """Return sentences in the language that is spoken, for everybody."""
    return (
        _of_people(facts),
        *((_of_texts_without_author(),) if is_book_kept_longer(facts) else ()),
        _of_book(facts),
        _of_taken_back(),
        _of_withdrawn_topics(),
    )


def is_book_kept_longer(facts: Facts) -> bool:
    """Return whether the book stays when the people are erased."""
    days = facts.people_days
    return facts.people_are_gone or bool(days and not 0 < facts.book_days <= days)


def _of_people(facts: Facts) -> str:
    if facts.people_are_gone:
        return _("Names, contacts and who wrote what are erased.")
    days, until = facts.people_days, facts.people_gone_on
    if not is_book_kept_longer(facts):
        return _("Names, contacts and who wrote what are kept as long as the book.")
    after = ngettext(
        "Names, contacts and who wrote what are erased {count} day after the last day.",
        "Names, contacts and who wrote what are erased {count} days after the last day.",
        days,
    )
    return _with_day(after, until)


def _of_texts_without_author() -> str:
    return _(
        "After that nobody can take back their own texts. The facilitator can hide a text, and delete it for "
        "good."
    )


def _of_book(facts: Facts) -> str:
    if not facts.book_days:
        return _(
            "The book with what people wrote stays, without names, until the gathering is deleted."
        )
    after = ngettext(
        "All of it is erased {count} day after the last day.",
        "All of it is erased {count} days after the last day.",
        facts.book_days,
    )
    return _with_day(after, facts.purged_on)


def _with_day(sentence: str, day: str) -> str:
    on_day = _("That is on {day}.", day=day)
    return f"{sentence} {on_day}" if day else sentence


def _of_taken_back() -> str:
    return _(
        "What you take back disappears from all screens at once. It leaves the files "
        "of the server soon "
        "after, usually within minutes."
    )


def _of_withdrawn_topics() -> str:
    return _(
        "A topic that you withdraw stays on the server, so that you can bring it back. The facilitator "
        "cannot read it. “Forget me” with your texts erases it."
    )
