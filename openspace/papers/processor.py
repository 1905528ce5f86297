"""The agreement between the controller and whoever runs the server for them (UK GDPR, Article 28)."""

from collections.abc import Iterator

from openspace.papers.facts import LINE, Facts
from openspace.papers.inventory import KINDS
from openspace.papers.stored import days
from openspace.papers.writing import Paper, decide, pairs, part, points, say
from openspace.proceedings.blocks import Block

TERMS = (
    (
        "Instructions",
        (
            "The processor uses the data only on written instructions of the controller, "
            "also for a transfer "
            "to another country, unless a law of the United Kingdom requires something else. "
            "Then it says so "
            "before, if it may. This agreement and the settings of the gathering are "
            "instructions. It says so "
            "if it thinks that an instruction breaks the law."
        ),
    ),
    (
        "Confidence",
        (
            "Everybody who can reach the server or its copies has promised in writing to "
            "keep what they see to "
            "themselves. Nobody looks up who wrote what, unless the controller asks for it "
            "in writing, because "
            "a law requires it or a life is in danger."
        ),
    ),
    ("Security", "What Article 32 requires, and at least what is below under “Security”."),
    (
        "Sub-processors",
        (
            "Only those that are named below. Before another one, the processor asks the controller in "
            "writing. It binds each by the same duties, and answers for them."
        ),
    ),
    (
        "Rights of people",
        (
            "The processor helps the controller to answer requests. It passes on at once "
            "what reaches it, and "
            "does not answer by itself."
        ),
    ),
    (
        "Help",
        (
            "It helps with security, breaches, impact assessments and questions of the ICO "
            "(Articles 32 to 36)."
        ),
    ),
    (
        "Breaches",
        (
            f"It tells the controller without delay, at the latest after {LINE} hours: what "
            "happened, whose "
            "data, since when, and what it does about it."
        ),
    ),
    (
        "At the end",
        (
            "It gives the book and the facilitator’s backup to the controller if the "
            "controller wishes, and "
            "then deletes the gathering, the community’s page if it is the controller’s, and "
            "all copies that "
            "it made."
        ),
    ),
    (
        "Proof",
        (
            "It gives the controller what is needed to show that all this is kept, and allows audits and "
            "inspections by the controller or by somebody the controller sends."
        ),
    ),
)
"""The minimum of Article 28(3)."""


def paper(facts: Facts) -> Paper:
    return Paper(
        "processor-agreement",
        "Agreement with whoever runs the server",
        "For the controller and the operator, if they are not the same body (UK GDPR, Article 28).",
        (
            part("Do you need it?", *_needed(facts)),
            part("Between", *_between(facts)),
            part("What is processed", *_details(facts)),
            part("What the processor agrees", pairs(*TERMS)),
            part("What the controller agrees", *_controller()),
            part("Security", *_security(facts)),
            part("Sub-processors", *_sub_processors(facts)),
            part("Signed", *_signed()),
        ),
    )


def _needed(facts: Facts) -> Iterator[Block]:
    yield say(
        "Not if the controller runs the server itself, which is the simplest answer: then "
        "leave this paper "
        "out. It is needed as soon as another body runs the server, because that body has the store and "
        "the secret, and could read who wrote what. A company that only rents out the machine is a "
        "processor, too, and usually has terms of its own."
    )
    yield decide(
        "Another body runs the server: sign this, or have your own text signed."
        if facts.is_run_by_another
        else "Who runs the server? If it is another body, sign this, or have your own text signed."
    )


def _between(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Controller", facts.named("controller")),
        ("Processor", facts.named("server")),
        ("Gathering", facts.title),
        ("Contact of the controller", facts.named("data_contact")),
        ("Contact of the processor", facts.security_contact or LINE),
    )


def _details(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Subject", f"Running the server of the gathering, at {facts.host_name or LINE}"),
        ("From, until", f"From the day on which the gathering is opened. {_until(facts)}"),
        ("Nature", "Storing, showing, copying for backups, and erasing"),
        (
            "Purpose",
            (
                "So that people can make their agenda together, and so that there is a book of "
                "what they found"
            ),
        ),
        ("Kinds of data", "; ".join(_lower(kind.name) for kind in KINDS) + "; pictures."),
        (
            "Special categories",
            (
                "Possible, in what people write and in plans to come: health above all. "
                "Nothing asks for them, "
                "except what somebody needs to take part."
            ),
        ),
        (
            "Kinds of people",
            "Those who take part, those about whom they write, and facilitators",
        ),
        ("Country", LINE),
    )
    yield decide(
        "In which country are the server and its backups? Outside the United Kingdom a transfer needs a "
        "basis of its own (Chapter V)."
    )


def _until(facts: Facts) -> str:
    people = days(facts.people_days, "as long as the book")
    book = days(facts.book_days, "until the controller has it deleted")
    return f"Who wrote what: {people}. The book: {book}."


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _controller() -> Iterator[Block]:
    yield points(
        "It has a lawful basis, and tells people what is done with their data.",
        "It gives instructions in writing, and names who may give them.",
        "It sets the times after which people and the book are erased.",
    )
    yield decide("Who may give instructions? Name the roles on both sides.")


def _security(facts: Facts) -> Iterator[Block]:
    yield points(
        "TLS on every network that is not a closed Wi-Fi of one’s own"
        + (": it is on." if facts.is_encrypted else ". It is not on at this address."),
        "The disk is encrypted. The secret is kept apart from all backups.",
        "Few accounts on the machine, each with a second factor. No access log that has addresses.",
        "Security fixes of the program and of the system are put in within the days named below.",
        f"Backups are deleted after {LINE} days, and a restore was tried on {LINE}.",
        f"Security fixes: within {LINE} days.",
    )
    yield decide("Fill in the three lines, and have the operator confirm the list.", "Operator")


def _sub_processors(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Owner of the machine, if it is rented", LINE),
        *((("PostgreSQL, if a company runs it", LINE),) if facts.is_postgres else ()),
        *((("Redis, if a company runs it", LINE),) if facts.has_redis else ()),
        ("Storage of backups, if it is rented", LINE),
    )
    yield decide("Name each, with its country, or write “none”.", "Operator")


def _signed() -> Iterator[Block]:
    yield pairs(
        ("For the controller: name, role, date", LINE),
        ("For the processor: name, role, date", LINE),
    )
