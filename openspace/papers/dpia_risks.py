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
            "each; the facilitator hides it at once, also in published books, and can delete it for good.",
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
            "A flag waits until the facilitator looks, and does not say who sent it. Only the operator "
            "could look up who wrote something, and finds a name only where one was typed. Medium: name a "
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
                "once, also in published books. The facilitator can delete the words for good."
            ),
            "Somebody read it before, and older backups have it. Low to medium.",
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
            "The code gets into wrong hands",
            "Possible",
            "High",
            "No names by default. The facilitator lets nobody new join, or asks for a word (“Who can "
            "join”), pauses writing, covers and hides. Search engines are told not to list the pages.",
            "The code cannot be changed. Whoever has it can read the wall and the book, also if joining is "
            "closed. Medium: give it only to those who are invited.",
        ),
        *_risk(
            "The host key or a facilitator’s device is stolen",
            "Unlikely",
            "High",
            "The facilitator replaces the key (Settings): all other devices are ended at once. /host-log "
            f"shows what was done. Second factor: {_second_factor(facts)}.",
            "Until then the thief reads what the facilitator reads, also hidden items and plans to come, "
            "but no authors, and can delete texts for good, and the gathering. "
            + ("Low." if facts.has_second_factor else "Medium: ask the operator to require one."),
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
            "Backups are without the secret. Copies of the operator and the facilitators get a holder and a "
            "day (“Copies outside the store”)."
            + (
                " After a restore the program erases again what the list of erasures has."
                if facts.is_postgres
                else " After “restore” the program erases again who and what was erased."
            ),
            "Medium with PostgreSQL: a dump that is restored without the list of erasures brings people "
            "back. Keep dumps for days, not months."
            if facts.is_postgres
            else "If the list of erasures or the secret is lost, too, a restore brings erased people back. "
            "Copies of others cannot be called back. Low, if backups are deleted in time and people know "
            "that day.",
        ),
        *_risk(
            "Somebody cannot erase what is theirs, because their phone is gone",
            "Possible",
            "High",
            "A second device can be added before. The facilitator hides the items that the person names, "
            "and can delete them for good.",
            "Hiding is not erasing, and it is one item at a time. Low to medium.",
        ),
        *_risk(
            "Copies stay outside: downloads, paper, photographs of the wall",
            "Likely",
            "Medium",
            "The book has names only of those who chose it.",
            "Medium: ask people not to photograph the wall.",
        ),
        say(
            "A breach: do what the incident plan of this folder says (“If something goes wrong”), with its "
            "72 hours."
        ),
        decide(
            "Who is the safeguarding lead on the day? Write the name where people find help.",
            "Facilitator",
        ),
        decide(
            "If a life is in danger: which role decides whether the operator looks up who wrote something? "
            "It must be reached at any hour. Who writes down what was looked up, and why?"
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
    if not facts.is_encrypted:
        yield say(
            f"High now. {_why_high(facts)}: whoever listens to the network can read and change "
            "everything. Do not start over an open network without TLS."
        )
    yield say(
        "The controller concludes, after the open points are closed. The levels above are suggestions, and "
        "hold only with the measures in place."
    )
    yield decide(
        "With all other points closed: does a high risk stay? If one does, ask the Information "
        "Commissioner’s Office (ICO) before you begin (Article 36)."
    )
    yield decide("Who accepts the risks that are left? Name, role, date.")
    yield decide(
        "When is this assessment looked at again? At the latest before the next gathering."
    )


def _second_factor(facts: Facts) -> str:
    return "required" if facts.has_second_factor else "not required on this server"


def _why_high(facts: Facts) -> str:
    return "The address is plain http" if facts.host_name else "No address with TLS is set yet"
