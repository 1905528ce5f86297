"""The risks and the outcome of the data protection impact assessment."""

from collections.abc import Iterator

from openspace.papers.facts import Facts
from openspace.papers.writing import decide, head, pairs, part, say
from openspace.proceedings.blocks import Block
from openspace.proceedings.document import Part


def risks(facts: Facts) -> Part:
    return part(
        "Risks",
        say(
            "Likelihood: unlikely (we would be surprised), possible (it may happen once), likely (expect "
            "it). Severity: medium (distress, or work to put right), high (lasting harm to somebody’s "
            "safety, care, work or family). “What is left” is the risk with the measures in place."
        ),
        *_risk(
            "Somebody is recognised by what they wrote, or when",
            "Possible",
            "High",
            (
                "No names by default; nobody is shown who wrote or sent something; people can take "
                "texts back, until who wrote what is erased."
            ),
            ("Style, times and content remain. Low to medium: brief people in the opening circle."),
        ),
        *_risk(
            "Somebody is recognised in a photograph",
            "Possible",
            "High",
            "Photos of flip charts and things only; consent on a form; “I am in this photo” below "
            "each; the facilitator hides it at once, also in published books.",
            "Everybody with the code saw it before, and may have a copy. Low if no faces are "
            "allowed, else medium.",
        ),
        *_risk(
            "Somebody is in distress or danger, and nobody sees it",
            "Possible",
            "High",
            "“Tell the facilitator” at each item; a support person, a quiet room and help at other "
            "hours on every page (Settings, “Help and quiet space”). Outside the hours the phone "
            "sends nothing, and names that help.",
            "A flag waits until the facilitator looks, and does not say who sent it. Medium: name a "
            "safeguarding lead who is in the building.",
        ),
        *_risk(
            "A phone is lost, or somebody else reads it",
            "Possible",
            "Medium",
            "The person signs it out from another device. The facilitator can hide items and pause "
            "the author of an item, without learning who it is.",
            "With no other device nobody can sign it out, and drafts stay on it. Low with a "
            "locked screen.",
        ),
        *_risk(
            "Somebody writes about another person",
            "Possible",
            "High",
            (
                "Terms, “Tell the facilitator” at each item, covering and hiding at "
                "once, also in published books."
            ),
            "Somebody read it before. Low to medium.",
        ),
        *_risk(
            "The facilitator or a colleague finds out who wrote something",
            "Unlikely",
            "High",
            (
                "Facilitators’ pages, exports and the book name an author only where that person "
                "chose it. A test exchanges authors and requires equal views."
            ),
            "Whoever watches a person and the screen at the same moment can guess. Low.",
        ),
        *_risk(
            "The operator reads who wrote what",
            "Unlikely",
            "High",
            "Ids are encrypted in the store; the secret is a file of its own.",
            (
                "The operator has both. Medium: choose an operator whom people trust, "
                "and say who it is."
            ),
        ),
        *_risk(
            "The server or a copy of the store is stolen",
            "Unlikely",
            "High",
            (
                "Without the secret, ids, names, contacts and plans in a copy cannot be read; texts and "
                "pictures can. Times of erasure limit what is there."
            ),
            "A whole disk has both. Low with an encrypted disk.",
        ),
        *_risk(
            "Somebody listens to the network",
            "Unlikely" if facts.is_encrypted else "Possible",
            "High",
            "TLS is on." if facts.is_encrypted else "None: this address is plain http.",
            "Low." if facts.is_encrypted else "High, except in a closed Wi-Fi of your own: medium.",
        ),
        *_risk(
            "Data is lost during the day",
            "Unlikely",
            "Medium",
            ("What was answered as saved is on disk. What is not saved is shown on the phone."),
            "Low.",
        ),
        *_risk(
            "A backup still has what people were told is erased, or brings it back",
            "Possible",
            "High",
            "Backups are without the secret. Each copy has somebody who deletes it, and a day."
            + (
                ""
                if facts.is_postgres
                else " After “restore” the program erases again who was erased."
            ),
            "Medium with PostgreSQL: a restored dump brings people back. Keep dumps for days, not months."
            if facts.is_postgres
            else "Low, if backups are deleted in time.",
        ),
        *_risk(
            "Somebody cannot erase what is theirs, because their phone is gone",
            "Possible",
            "High",
            "A second device can be added before. The facilitator hides the items that the person names.",
            "What is hidden is still in the store, until the book is deleted. Low to medium.",
        ),
        *_risk(
            "Copies stay outside: downloads, paper, photographs of the wall",
            "Likely",
            "Medium",
            "The book has names only of those who chose it.",
            "Medium: ask people not to photograph the wall.",
        ),
        decide(
            "Who is the safeguarding lead on the day? Write the name where people find help.",
            "Facilitator",
        ),
        decide(
            "Do you agree with likelihood and severity for your community? Add risks of your own."
        ),
    )


def _risk(what: str, likely: str, severe: str, measures: str, left: str) -> tuple[Block, ...]:
    return (
        head(what),
        pairs(
            ("Likelihood", likely),
            ("Severity", severe),
            ("Measures", measures),
            ("What is left", left),
        ),
    )


def outcome(facts: Facts) -> Iterator[Block]:
    if facts.is_encrypted:
        yield say(
            "With the measures above we see no risk that stays high. You know your community "
            "better: if you see one, consult the Information Commissioner’s Office (ICO) before you "
            "begin."
        )
    else:
        yield say(
            f"High now. {_why_high(facts)}: whoever listens to the network can read and change "
            "everything. Do not start over an open network without TLS. If you want to start "
            "anyway, consult the Information Commissioner’s Office (ICO) first."
        )
    yield decide("Who accepts the risks that are left? Name, role, date.")
    yield decide(
        "When is this assessment looked at again? At the latest before the next gathering."
    )


def _why_high(facts: Facts) -> str:
    return "The address is plain http" if facts.host_name else "No address with TLS is set yet"
