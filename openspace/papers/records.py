"""Records and retention."""

from openspace.papers import erased
from openspace.papers.facts import WARNED_WEEKS, Facts
from openspace.papers.kept import kept_sentences
from openspace.papers.writing import Paper, decide, pairs, part, points, say


def paper(facts: Facts) -> Paper:
    address = facts.address or "the address of the gathering"
    return Paper(
        "records-and-retention",
        "Records and retention",
        "For records management.",
        (
            part(
                "What is the record?",
                say(
                    "The published book is the record of the gathering, and it belongs "
                    "to the organisation that "
                    "invited. Download it: as PDF, Word, web page, or as a ZIP with "
                    "tables for an archive. "
                    "What is on the server is the working copy, and is erased."
                ),
                pairs(
                    (
                        "The book",
                        (
                            f"{address}/proceedings, with .pdf, .docx, .html, .epub, .md, "
                            ".json, .zip"
                        ),
                    ),
                    (
                        "Whole gathering",
                        (
                            "The facilitator’s backup (export.json), without the authors of "
                            "anonymous items"
                        ),
                    ),
                    ("Belongs to", facts.organisation or facts.named("controller")),
                ),
            ),
            part(
                "How long the server keeps it",
                points(*kept_sentences(facts)),
                *erased.at_the_end(facts),
            ),
            part("How it is erased", *erased.places(facts), *erased.exceptions()),
            part(
                "Before it is erased",
                points(
                    "The facilitator’s page shows both dates, and warns in the "
                    f"{WARNED_WEEKS} weeks before.",
                    "The page to join shows them to everybody, too.",
                    "The facilitator can delete all of it at any time.",
                ),
                decide("Who downloads the book, when, and where is it filed?", "Facilitator"),
                decide(
                    "Under which entry of your retention schedule is it kept, and for how long?"
                ),
                decide(
                    "Is it minutes of a meeting of an NHS body? Then the Records "
                    "Management Code applies to the book."
                ),
            ),
            part(
                "Showing how people were involved",
                say(
                    "A body that has to show how people were involved can show the book: who "
                    "was invited, "
                    "what people proposed, what came of each session, and what was "
                    "recommended. Answers of "
                    "organisations to recommendations, and what became of actions, are added to it."
                ),
                decide(
                    "Who answers recommendations, and how do people learn what changed? Public bodies "
                    "usually answer within three months."
                ),
            ),
            part(
                "What people take back later",
                say(
                    "Somebody may take back an item after you filed the book. The "
                    "server changes its published "
                    "versions. A file that you hold does not change by itself."
                ),
                decide(
                    "Will you download it again before you use or publish it? Who does that?",
                    "Facilitator",
                ),
            ),
        ),
    )
