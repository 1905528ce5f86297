"""Who decides that something is deleted, and on what grounds; what is possible after who wrote what is
erased, and for somebody without their phone."""

from collections.abc import Iterator

from openspace.papers.facts import Facts
from openspace.papers.kept import is_book_kept_longer
from openspace.papers.stored import days
from openspace.papers.writing import decide, head, pairs, points, say
from openspace.proceedings.blocks import Block

COMPLAINT_DAYS = 30
"""Within which a controller acknowledges a complaint (Data Protection Act 2018, section 164A)."""


def who_decides(facts: Facts) -> Iterator[Block]:
    yield pairs(
        (
            "One’s own item",
            "Its author takes it back. No reason is asked, and nobody has to agree.",
        ),
        (
            "Oneself",
            (
                "The person, with “Forget me”, and chooses whether the texts go, too. No "
                "reason is asked, "
                "and nobody has to agree."
            ),
        ),
        (
            "Another’s item",
            (
                "The facilitator covers or hides it at once, if it breaks the terms: it harms somebody, "
                "shows who somebody is, or is against the law. Its author is told, reads the reason, and "
                f"can complain: {facts.named('complaints')}"
            ),
        ),
        (
            "A request",
            (
                "The controller decides, within one month. It goes to: "
                f"{facts.named('data_contact')}. The "
                "facilitator or the operator does what was decided."
            ),
        ),
        (
            "Who wrote what",
            f"The server erases it by itself{_on(facts.people_gone_on)}. {_OTHER_DAY}",
        ),
        ("All of it", _of_book(facts)),
        ("Backups", "The operator deletes them, when the controller says."),
        ("Other copies", "Whoever holds them. See “Copies outside the store”."),
        (
            "Keeping longer",
            "The controller alone, in writing, with a reason: for example a complaint or a legal claim.",
        ),
    )
    yield from _grounds(facts)
    yield decide(
        "Who decides on requests, and who stands in? Name the roles. How soon is an item hidden while "
        "you decide?"
    )


_OTHER_DAY = "The controller decides on another day, and the facilitator sets it (Settings)."


def _on(day: str) -> str:
    return f" on {day}" if day else ""


def _of_book(facts: Facts) -> str:
    by_hand = (
        "the facilitator (“Delete this gathering”) or the operator (openspace purge) does it, also "
        "earlier."
    )
    if not facts.book_days:
        return f"The controller decides; {by_hand} The server does not do it by itself."
    return (
        f"The server deletes it by itself{_on(facts.purged_on)}. The controller decides; {by_hand}"
    )


def _grounds(facts: Facts) -> Iterator[Block]:
    yield head("Grounds for a request")
    yield pairs(
        (
            "To delete",
            (
                "UK GDPR, Article 17(1): consent is withdrawn; the person objects, and "
                "nothing weighs more; "
                "it is not needed any more; it was not lawful; a law requires it."
            ),
        ),
        (
            "To refuse",
            (
                "Article 17(3), as far as it is needed for freedom of expression and "
                "information, a public "
                "task, archiving or research in the public interest, or legal claims."
            ),
        ),
        (
            "Until then",
            "Hide the item. Hiding can be undone, and does not show who asked.",
        ),
        ("Write down", "The date, what was asked, what was decided, and why. Not who wrote what."),
        (
            "A complaint",
            (
                f"To: {facts.named('complaints')}. The controller says within "
                f"{COMPLAINT_DAYS} days that it "
                "arrived, and answers without delay (Data Protection Act 2018, section "
                "164A). Then people "
                "can go to the Information Commissioner’s Office (ICO)."
            ),
        ),
    )


def after_the_people(facts: Facts) -> Iterator[Block]:
    """Yield what becomes of each thing when who wrote what is erased, and of consent after that."""
    if not is_book_kept_longer(facts):
        yield say(
            "Who wrote what is kept as long as the book. Until then everybody can take back their own "
            "texts, and all of it is erased together."
        )
        return
    book = days(facts.book_days, "until somebody deletes the book")
    yield say(
        "On that day the server erases who wrote what, in the rows and in the log. Nobody is known as "
        "an author any more, not even to the operator, unless a backup from before is still there. So "
        "nobody can take back an item."
    )
    yield pairs(
        ("Texts, pictures", f"Stay in the book, without author and sender, {book}."),
        (
            "Names, contacts, list of participants",
            (
                "Erased, also where people had shown them, and in earlier versions of the book on the "
                "server. A name inside a text stays."
            ),
        ),
        (
            "Contacts that two people exchanged",
            "Erased on the server. Both have read them, and may have written them down.",
        ),
        (
            "Marks, wishes, requests, flags, plans to come, offers",
            "Erased, with everything else that only its owner or the facilitator could read.",
        ),
        (
            "Withdrawn topics",
            "Their words are erased, because nobody is left who could restore them.",
        ),
        (
            "Hidden items",
            f"Stay hidden. The facilitator can read them, {book}.",
        ),
        (
            "Repertoire of a community, contacts left with it",
            "Not changed. See “The page of a community”.",
        ),
        (
            "Consent forms on paper",
            "Not in the program. Whoever asked keeps them, as long as the photo is used.",
        ),
    )
    yield from _consent_later(facts)


def _consent_later(facts: Facts) -> Iterator[Block]:
    yield head("If somebody withdraws consent after that")
    yield points(
        f"They write to {facts.named('data_contact')}, and name the text or the picture: the code of its "
        "session, or its first words. They need not prove that it is theirs.",
        "The facilitator hides it. It leaves all screens, the book and its earlier versions at once. In "
        "the store it stays: the facilitator and the operator can read it.",
        "No command deletes one text then. If hiding is not enough: hide it, download the book, which is "
        "now without it, and delete the gathering. The downloaded book is the record.",
        "Whoever holds an older file of the book replaces it (see “Records and retention”).",
    )
    yield decide(
        "Is consent your basis? Then tell people before they join that after "
        f"{facts.people_days} days a text can only be hidden; or let all of it be erased on the same day "
        "(Settings, “Days until all of it is erased”)."
    )


def without_phone(facts: Facts) -> Iterator[Block]:
    yield say(
        "The phone is what proves who somebody is: there are no accounts and no passwords. A "
        "lost phone, a "
        "cleared browser, or somebody who writes a letter:"
    )
    yield points(
        "Whoever added another device before (“Me”, “Add a device”) does everything there, also “Forget "
        "me”.",
        "Else the facilitator hides the items that the person names, and takes names off "
        "them. No command "
        "takes back or erases what is theirs.",
        f"All people are erased together{_on(facts.people_gone_on)}. The facilitator can set an earlier "
        "day, from the day after the last one on.",
        "After that nobody can find out whose an item was, unless a backup from before is still there.",
    )
    yield head("Why not more")
    yield say(
        "The facilitator is shown no authors. A command that erases everything of the author of one note "
        "would show which other items vanish with it: they would be linked, and anybody could ask for it "
        "in the name of somebody else."
    )
    yield say(
        "The operator, who has the store and the secret, could find out which items are whose "
        "(openspace export), until who wrote what is erased. Do it only if the law requires "
        "it, and write "
        "down who looked. If the controller cannot tell whose an item is, Article 11 can apply: tell the "
        "person so, and ask for what would identify the items."
    )
    yield decide(
        "Who tells people before they join to add a second device, if they want to be able to erase "
        "later?",
        "Facilitator",
    )
