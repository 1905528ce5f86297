"""The data protection impact assessment."""

from collections.abc import Iterator

from openspace.papers import erased
from openspace.papers.community import community
from openspace.papers.copies import copies
from openspace.papers.deletion import after_the_people, on_day, who_decides, without_phone
from openspace.papers.dpia_risks import outcome, risks
from openspace.papers.erased import AFTER
from openspace.papers.facts import Facts
from openspace.papers.kept import is_book_kept_longer, kept_sentences
from openspace.papers.stored import BY_CHOICE, days, inventory, where
from openspace.papers.writing import Paper, decide, pairs, part, points, say
from openspace.proceedings.blocks import Block


def paper(facts: Facts) -> Paper:
    return Paper(
        "data-protection-impact-assessment",
        "Data protection impact assessment",
        "For information governance. It says who holds what, where, how long, and who decides.",
        (
            part("What this is", *_introduction(facts)),
            part("In short", *_in_short(facts)),
            part("Why an assessment", *_why()),
            part("Necessity and proportion", *_necessity()),
            part("Who decides, who holds", *_roles(facts)),
            part("What is stored, who reads it, how long", *inventory(facts)),
            part("Where it is", *where(facts)),
            part("Copies outside the store", *copies(facts)),
            part("The page of a community", *community(facts)),
            part("How data flows", *_flows()),
            part("How long, and how it is erased", *_how_long(facts)),
            part("Who decides on deletion", *who_decides(facts)),
            part(AFTER, *after_the_people(facts)),
            part("Somebody without their phone", *without_phone(facts)),
            part("Lawful basis", *_basis()),
            part("Rights of people", *_rights(facts)),
            risks(facts),
            part("Outcome", *outcome(facts)),
        ),
    )


def _introduction(facts: Facts) -> Iterator[Block]:
    yield say(
        "Open Space is a way to meet: people propose topics on the day, choose a room and a time, and "
        "go where they want to talk. openspace is a program for it. People join with a code on their "
        "phones, propose topics, and write down what was said. A screen shows the agenda. At the end "
        "everybody can download a book of what was found."
    )
    yield pairs(
        ("Facilitator", "Leads the gathering for the controller. Screens also say “host”."),
        ("Operator", "Whoever runs the server. The processor, if not the controller itself."),
        ("That day", _that_day(facts)),
        ("Code", "The short code in the address. Who has it can join and read."),
        ("Host key", "What lets the facilitator act. It shows no authors."),
        ("Store, secret", "The store has all data; the secret decrypts people in it."),
        ("Log", "The list of all changes, a part of the store."),
        (
            "Snapshot, backup",
            "A copy that the program makes beside the store; one that people make.",
        ),
        ("Book", "The report of the gathering, with what people wrote. A version is published."),
        (
            "Community, repertoire",
            "A series of gatherings with a page of its own; texts that authors gave to that page.",
        ),
        ("Cover, hide", "The facilitator hides the words for a moment; takes an item off."),
        ("Delete for good", "The facilitator erases what is hidden, from the store as well."),
        ("Take back, erase", "An author deletes an item; it is removed from the files."),
    )


def _that_day(facts: Facts) -> str:
    if is_book_kept_longer(facts):
        day = on_day(facts.people_gone_on) or f" {facts.people_days} days after the last day"
        return f"Names, contacts and who wrote what are erased{day}. The book stays longer."
    if facts.book_days:
        return f"All of it is erased together{on_day(facts.purged_on)}."
    return "Not set: names, contacts and who wrote what are kept as long as the book."


def _in_short(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Who decides", facts.named("controller")),
        ("Who holds it", facts.named("server")),
        (
            "Where",
            (
                f"{_servers(facts)}: {facts.host_name or 'to be named'}. The program itself sends nothing "
                f"to other companies. {BY_CHOICE}"
            ),
        ),
        (
            "What",
            (
                "What people write at a gathering; a name only if they type one. The program asks for no "
                "patient records."
            ),
        ),
        ("Names, contacts, who wrote what", _people_in_short(facts)),
        ("The book, with what people wrote", _book_in_short(facts)),
        (
            "Who deletes",
            (
                "People their own items and themselves. The facilitator hides what harms, and can delete "
                "it for good, or the whole gathering. The server erases names, contacts and who wrote what "
                "on that day. "
                "The controller decides on requests, on the gathering and on backups."
            ),
        ),
        (
            "Copies elsewhere",
            (
                "Backups, exports, downloads, paper: see “Copies outside the store”. Copies of others "
                "cannot be called back."
            ),
        ),
        ("Questions", facts.named("data_contact")),
    )


def _people_in_short(facts: Facts) -> str:
    if not is_book_kept_longer(facts):
        return "Kept as long as the book."
    return (
        f"Erased {days(facts.people_days, 'already')}. The facilitator can still delete one text."
    )


def _book_in_short(facts: Facts) -> str:
    if facts.book_days:
        return f"Erased {days(facts.book_days, '')}."
    return "Kept until the gathering is deleted. No day is set: you decide it, with the role that does it."


def _servers(facts: Facts) -> str:
    return "The servers behind one address" if facts.is_postgres else "One server"


def _why() -> Iterator[Block]:
    yield say(
        "People with a diagnosis of “personality disorder”, carers and practitioners "
        "may take part. What they "
        "write can be special category data, and being identified can harm them. So "
        "the risk is assessed before "
        "the gathering, even if the number of people is small."
    )


def _necessity() -> Iterator[Block]:
    yield points(
        (
            "Nobody has to give a name, an address or a reason. Whoever wants to take part "
            "on paper can."
        ),
        "What is written is what the gathering is for: without it there is no agenda and no book.",
        "Who wrote something is kept only so that this person can change it, and is erased first.",
        (
            "Paper alone would need no program. Then all notes are typed later, by "
            "somebody who knows each hand."
        ),
    )
    yield decide(
        "How many people will come, and who? Are there children, or adults who cannot decide alone?"
    )
    yield decide(
        "Have you asked some of those who will take part what they think of this? What "
        "did they say?"
    )


def _roles(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Controller", facts.named("controller")),
        ("Operator", f"Runs the server: {facts.named('server')}"),
        (
            "Facilitator",
            "Acts for the controller, with the host key. Pages for the facilitator show no authors.",
        ),
        (
            "Sub-processors",
            "None in the program. The company that owns the machine, if it is rented.",
        ),
        ("Contact", facts.named("data_contact")),
    )
    yield decide(
        "Another body runs the server: sign the processor agreement of this folder (Article 28)."
        if facts.is_run_by_another
        else "Is the server run by the controller itself? If not, sign the processor agreement of this "
        "folder (Article 28)."
    )
    yield decide(
        "Does your data protection officer agree with this assessment? Name, date, advice."
    )


def _flows() -> Iterator[Block]:
    yield points(
        "A person scans a code, and opens a page of the server. They type a name, or none.",
        "What they write goes to the server, is written to its disk, and is then sent to all screens.",
        "Screens get only what everybody may read. Who wrote it is not sent to any of them.",
        "The facilitator reads flags without their senders, and plans to come: these have a name only "
        "if the person typed one.",
        "The book is made from what everybody may read. The facilitator publishes it, and people "
        "download it.",
        "On the days below, the server erases by itself.",
    )


def _how_long(facts: Facts) -> Iterator[Block]:
    yield points(*kept_sentences(facts))
    yield from erased.places(facts)
    yield from erased.exceptions()
    yield from erased.on_phones()
    yield decide("Do these times fit your retention schedule? They are under Settings.")
    yield decide(
        f"Until which day is each kept, and which role ends it then? {_without_a_day(facts)} contacts that "
        "were left with a community (its facilitator removes each); texts of a repertoire (their authors "
        "take them back, or its facilitator hides them or deletes the community). The program sets no day."
    )


def _without_a_day(facts: Facts) -> str:
    return "" if facts.book_days else "The book (the gathering is deleted);"


def _basis() -> Iterator[Block]:
    yield say(
        "The controller chooses. For a public body often Article 6(1)(e), a public "
        "task; for a charity 6(1)(f), "
        "legitimate interests. For special category data often Article 9(2)(a), "
        "explicit consent; a not-for-profit "
        "body may use 9(2)(d) for its members and people in regular contact with it. "
        "Consent has to be specific, "
        "separate from other things, and as easy to withdraw as to give. In the "
        "program it is withdrawn by taking back an item "
        f"or by “Forget me”, until who wrote what is erased. What is possible after that is in “{AFTER}”."
    )
    yield decide("Which basis of Article 6, and which condition of Article 9?")
    yield decide(
        "If it is consent: how do you ask? Keep proof that you asked and that each person agreed. Do not "
        "link it to what they wrote."
    )


def _rights(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("To be informed", "Privacy notice, linked before joining and on the invitation"),
        (
            "Access, portability",
            "“My data” on the phone: everything about oneself, to read and to download",
        ),
        ("Correction", "Everybody edits their own items while the gathering is open"),
        (
            "Erasure",
            (
                "“Forget me” on the phone, until who wrote what is erased; with or without texts. Else on "
                f"request, to {facts.named('data_contact')}"
            ),
        ),
        (
            "Restriction, objection",
            f"By writing to {facts.named('data_contact')}. An item is hidden meanwhile.",
        ),
        ("Complaint", f"{facts.named('complaints')}; then the ICO"),
        (
            "Automated decisions",
            "None. Nothing is ranked, scored or decided by the program, and there is no AI.",
        ),
    )
