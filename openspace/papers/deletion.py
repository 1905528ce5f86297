"""Who decides that something is deleted, and on what grounds; what is possible after who wrote what is
erased, and for somebody without their phone."""

from collections.abc import Iterator

from openspace.papers.facts import MOST_DAYS, Facts
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
            f"The server erases it by itself{on_day(facts.people_gone_on)}. {_OTHER_DAY}",
        ),
        ("All of it", _of_book(facts)),
        ("Backups", "The operator deletes them, when the controller says."),
        ("Other copies", "Whoever holds them. See “Copies outside the store”."),
        ("Keeping longer", _KEEPING_LONGER),
    )
    yield from _left_over()
    yield from _grounds(facts)
    yield decide(
        "Who decides on requests, and who stands in? Name the roles. How soon is an item hidden while "
        "you decide?"
    )


_OTHER_DAY = "The controller decides on another day, and the facilitator sets it (Settings)."


_KEEPING_LONGER = (
    "The controller alone, in writing, with a reason: for example a complaint or a legal claim. Before that "
    f"day, the facilitator can set a later one (Settings), at most {MOST_DAYS:,} days after the last day. It "
    "holds for everybody: one person or one item cannot be kept alone. Tell people. Opening a closed "
    "gathering again also starts the time anew."
)


def on_day(day: str) -> str:
    return f" on {day}" if day else ""


def _left_over() -> Iterator[Block]:
    yield head("What is left when the gathering is deleted")
    yield points(
        "Texts of the repertoire, and contacts left with the community. See “The page of a community”.",
        "Backups and all other copies outside the store, until their holders delete them.",
        "Keyed hashes of those who were erased, as long as the store. They tell nothing else.",
        "One line on the page of the community (title, days, place), only if the server erased the "
        "gathering after its time.",
    )


def _of_book(facts: Facts) -> str:
    by_hand = (
        "the facilitator (“Delete this gathering”) or the operator (openspace purge) does it, also "
        "earlier."
    )
    if not facts.book_days:
        return f"The controller decides; {by_hand} The server does not do it by itself."
    return f"The server deletes it by itself{on_day(facts.purged_on)}. The controller decides; {by_hand}"


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
            "Hide the item. Hiding can be undone, deleting for good cannot. Neither shows who asked.",
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
    book = days(facts.book_days, "until the gathering is deleted")
    yield say(
        "On that day the server erases who wrote what, in the rows and in the log. Once backups from before "
        "are deleted, too, nobody is known as an author, not even to the operator, unless the text itself "
        "shows it. So nobody can take back an item."
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
            (
                "Interests, own list of sessions, dots; wishes, companions, invitations, muted senders; "
                "requests and news for one person; who joined an action; flags, reports of names, pauses; "
                "plans to come, offers"
            ),
            "Erased, with their words.",
        ),
        (
            "“Help and quiet space”, links to calls, Wi-Fi, names in the timetable",
            "Erased from the settings of the gathering.",
        ),
        (
            "Withdrawn topics",
            (
                "Their words are erased, because nobody is left who could restore them. Notes on them are "
                "not erased: the facilitator can read them."
            ),
        ),
        (
            "Hidden items, topics that were not approved, closing reflections that are not in the book",
            (
                f"Not erased, and not shown. The facilitator and the operator can read them, {book}. "
                "The facilitator can delete for good what is hidden."
            ),
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
        "session, or its first words. To have it hidden, they need not prove that it is theirs: hiding can "
        "be undone, and shows no authors.",
        "The facilitator hides it. It leaves all screens, the book and its earlier versions at once. In "
        "the store it stays: the facilitator and the operator can read it.",
        "Hiding is not erasing. If a request for erasure is granted, the facilitator chooses “Delete for "
        "good” (Safety, “Hidden”). Then the words are in no page, file or list of the server, and nobody can "
        "bring them back.",
        "Deleting does not reach backups and the repertoire. The operator deletes backups from before: if "
        "one is restored without the list of erasures, the text is back, and it has to be hidden and deleted "
        "again. A text of the "
        "repertoire is taken back with its author’s link, or hidden by the facilitator of the community.",
        "Whoever holds an older file of the book replaces it (see “Records and retention”, another paper of "
        "this folder).",
    )
    yield decide(
        "If you rely on consent, let all of it be erased on the same day (Settings, “Days until all of it is "
        "erased”). Otherwise tell people before they join that after that day they have to ask the "
        "facilitator, who deletes one text at a time."
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
        "them. What has "
        "to go is deleted for good, one item at a time. No command erases all that is theirs.",
        "Names, contacts and who wrote what are erased for everybody together"
        f"{on_day(facts.people_gone_on)}. The facilitator can set an earlier day, from the day after the "
        "last one on.",
        "After that day, and once backups from before are deleted, nobody can find out whose an item was, "
        "unless the text itself shows it.",
    )
    yield head("Why not more")
    yield say(
        "The facilitator is shown no authors. A command that erases everything of the author of one note "
        "would show which other items vanish with it: they would be linked. It could not be undone, and "
        "anybody could ask for it in the name of somebody else. Hiding can be undone, so it needs no proof. "
        "Deleting one item for good cannot: decide whether it has to go, whoever wrote it."
    )
    yield say(
        "Until that day the operator, who has the store and the secret, could find out which items are "
        "whose (openspace export). So do not rely on Article 11 before it. Look only if the controller "
        "decides it in writing, because the law requires it or a life is in danger, and write down who "
        "looked. Whoever gets the answer knows which items belong together; a name is found only where one "
        "was typed. After that day, and once backups are deleted, Article 11 can apply: tell the person that "
        "nobody can tell whose an item is, and ask for what would identify it."
    )
    yield decide(
        "Who tells people before they join to add a second device, if they want to be able to erase "
        "later?",
        "Facilitator",
    )
