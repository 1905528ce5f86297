"""The data protection impact assessment."""

from collections.abc import Iterator

from openspace.papers.facts import (
    CLEAN_UP_MINUTES,
    COOKIE_DAYS,
    PHOTO_CLEAN_UP,
    SLOW_ERASURE,
    SNAPSHOT_HOURS,
    SNAPSHOT_SECONDS,
    SNAPSHOTS_NEWEST,
    VISIT_DAYS,
    Facts,
)
from openspace.papers.inventory import KINDS, Kind
from openspace.papers.kept import kept_sentences
from openspace.papers.writing import Paper, decide, head, pairs, part, points, say
from openspace.proceedings.blocks import Block, Part


def paper(facts: Facts) -> Paper:
    return Paper(
        "data-protection-impact-assessment",
        "Data protection impact assessment",
        "For information governance. It says who holds what, where, how long, and who decides.",
        (
            part("In short", *_in_short(facts)),
            part("Why an assessment", *_why()),
            part("Necessity and proportion", *_necessity()),
            part("Who decides, who holds", *_roles(facts)),
            part("What is stored, who reads it, how long", *_inventory(facts)),
            part("Where it is", *_where(facts)),
            part("How data flows", *_flows(facts)),
            part("How long", points(*kept_sentences(facts)), *_other_times()),
            part("Lawful basis", *_basis()),
            part("Rights of people", *_rights(facts)),
            _risks(facts),
            part("Outcome", *_outcome()),
        ),
    )


def _in_short(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Who decides", facts.named("controller")),
        ("Who holds it", facts.named("server")),
        (
            "Where",
            (
                f"{_servers(facts)}: {facts.host_name or 'to be named'}. Nothing goes to "
                "other companies."
            ),
        ),
        (
            "What",
            ("What people write at a gathering; a name only if they type one; no patient records"),
        ),
        ("People are kept", _days(facts.people_days, "as long as the book")),
        ("The book is kept", _days(facts.book_days, "until somebody deletes it")),
        ("Questions", facts.named("data_contact")),
    )


def _servers(facts: Facts) -> str:
    return "The servers behind one address" if facts.is_postgres else "One server"


def _days(days: int, for_ever: str) -> str:
    return f"{days} days after the last day of the gathering" if days else for_ever


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
        ("Processor", f"Whoever runs the server: {facts.named('server')}"),
        (
            "Facilitator",
            "Acts for the controller. Has a key to the host’s page, which shows no authors.",
        ),
        (
            "Sub-processors",
            "None in the program. The company that owns the machine, if it is rented.",
        ),
        ("Contact", facts.named("data_contact")),
    )
    yield decide(
        "Is the server run by the controller itself? If not, sign a processor agreement "
        "(Article 28)."
    )
    yield decide(
        "Does your data protection officer agree with this assessment? Name, date, advice."
    )


def _inventory(facts: Facts) -> Iterator[Block]:
    for kind in KINDS:
        yield head(kind.name)
        yield pairs(("What", kind.what), ("Read by", kind.read_by), ("Kept", _kept(kind, facts)))
    yield head("Pictures")
    yield pairs(
        ("What", "JPEG files, stored without place, time, camera and name."),
        ("Read by", "everybody with the code of the gathering, while their note is visible"),
        ("Kept", f"With the book. A picture that no note uses is deleted within {PHOTO_CLEAN_UP}."),
    )
    yield head("The log of changes")
    yield pairs(
        (
            "What",
            (
                "Each change with its time: it makes the replay and earlier versions of the "
                "book possible."
            ),
        ),
        ("Read by", "nobody as such; each reader gets what the present state allows"),
        (
            "Kept",
            (
                "With the book. What was taken back, and people when they are forgotten, are "
                "removed from it."
            ),
        ),
    )
    yield head("What facilitators did")
    yield pairs(
        (
            "What",
            (
                "A kind of action, a session code, a time and the number of a device. No "
                "words, no names."
            ),
        ),
        ("Read by", "the facilitators, at /host-log"),
        ("Kept", "With the gathering. No export has it."),
    )
    yield head("On the page of a community")
    yield pairs(
        (
            "What",
            (
                "If the gathering belongs to a community: what people agreed to give "
                "to its collection, and "
                "the addresses of those who asked to be written to."
            ),
        ),
        ("Read by", "The collection: everybody. The addresses: the hosts of the community."),
        (
            "Kept",
            "Until its author or the community takes it back. It does not end with the gathering.",
        ),
    )
    yield head("What is not stored")
    yield points(
        (
            "Accounts, e-mail addresses (unless somebody types one as a contact), dates of "
            "birth, NHS numbers."
        ),
        "Internet addresses of phones, locations, logs of who opened which page.",
        "Sound, film, and who is in which room, unless somebody keeps a list for themselves.",
        "Statistics about people.",
    )


def _kept(kind: Kind, facts: Facts) -> str:
    if kind.name == "The gathering itself":
        return _days(facts.book_days, "until somebody deletes it").capitalize()
    if kind.with_book:
        book = _days(facts.book_days, "until somebody deletes it")
        return f"Who wrote it: {_days(facts.people_days, 'as long as the book')}. The text: {book}"
    return _days(facts.people_days, "as long as the book").capitalize()


def _where(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Server", facts.host_name or "to be named"),
        ("Store", _store(facts)),
        ("Key", "A secret in a file of its own, readable only by the account of the server"),
        ("Snapshots", _snapshots(facts)),
        ("On the way", "TLS (https)" if facts.is_encrypted else "Not encrypted: plain http"),
        (
            "On phones",
            f"A cookie and a token, for {COOKIE_DAYS} days; drafts; what is not saved yet",
        ),
        ("Other companies", "None"),
    )
    yield say(
        "In the store, ids, names, contacts and plans are encrypted, and differently "
        "in each row. A lost copy "
        "shows texts and times, but not their authors. Whoever has the copy and the "
        "secret can read everything. "
        "Texts and pictures are not encrypted by the program."
    )
    if not facts.is_encrypted:
        yield decide(
            "The address is plain http. Use TLS on every network that is not your own closed Wi-Fi."
        )
    yield decide(
        "Is the disk of the server encrypted? In which country is it? Who has an account on it?"
    )
    if facts.is_postgres:
        yield decide(
            "When are dumps and write-ahead archives deleted? They have what was erased until then."
        )
    yield decide(
        "Is a proxy in front (nginx, Caddy)? Switch its access log off, or write what it keeps."
    )
    yield decide(
        "Who makes backups, where are they, and when are they deleted? Is the secret kept apart?"
    )


def _store(facts: Facts) -> str:
    if facts.is_postgres:
        return "A PostgreSQL database" + (
            ", with Redis for hints that it does not store" if facts.has_redis else ""
        )
    return "One file (SQLite) beside the program, readable only by the account of the server"


def _snapshots(facts: Facts) -> str:
    if facts.is_postgres:
        return "None by the program: the backups of PostgreSQL"
    return (
        f"Copies beside the store, at most every {SNAPSHOT_SECONDS} seconds: the "
        f"{SNAPSHOTS_NEWEST} newest, and "
        f"one for each of {SNAPSHOT_HOURS} earlier hours. After an erasure they are replaced."
    )


def _flows(facts: Facts) -> Iterator[Block]:
    yield points(
        "A person scans a code, and opens a page of the server. They type a name, or none.",
        (
            "What they write goes to the server, is written to its disk, and is then sent "
            "to all screens."
        ),
        "Screens get only what everybody may read. Who wrote it is not sent to any of them.",
        "The facilitator reads flags and plans to come on the host’s page, without senders.",
        (
            "The book is made from what everybody may read. The host publishes it, and "
            "people download it."
        ),
        "After the time below, the server erases by itself.",
    )


def _other_times() -> Iterator[Block]:
    yield say("Further times that the program keeps by itself:")
    yield points(
        (
            "What somebody takes back leaves the log and the snapshots at the next "
            f"clean-up, every {CLEAN_UP_MINUTES} minutes."
        ),
        (
            "Somebody who is forgotten: name and contact at once; texts, if they wish, at "
            f"once or one by one within {SLOW_ERASURE}."
        ),
        f"The list of sessions that somebody keeps for themselves: {VISIT_DAYS} days.",
        (
            "A keyed hash of each erased person stays, so that a backup does not bring "
            "them back. It tells nothing else."
        ),
    )
    yield decide(
        "Do these times fit your retention schedule? They are set on the host’s page, "
        "under Settings."
    )


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
        "or by “Forget me”."
    )
    yield decide("Which basis of Article 6, and which condition of Article 9?")
    yield decide("If it is consent: how do you ask? Note that you asked, and not who said what.")


def _rights(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("To be informed", "Privacy notice, linked before joining and on the invitation"),
        (
            "Access, portability",
            "“My data” on the phone: everything about oneself, to read and to download",
        ),
        ("Correction", "Everybody edits their own items"),
        ("Erasure", "“Forget me” on the phone, also from the log and the snapshots"),
        ("Restriction, objection", f"By writing to {facts.named('data_contact')}"),
        (
            "Automated decisions",
            "None. Nothing is ranked, scored or decided by the program, and there is no AI.",
        ),
    )
    yield say(
        "Without the person’s phone the facilitator cannot find out which anonymous "
        "items are theirs. A request "
        "that comes by letter can name items, and the facilitator can hide those. "
        "Whoever runs the server "
        "could find out, and should do so only if the law requires it."
    )


def _risks(facts: Facts) -> Part:
    return part(
        "Risks",
        *_risk(
            "Somebody is recognised by what they wrote, or when",
            "Possible",
            "High",
            (
                "No names by default, content notes, people can take things back at any "
                "time, nobody sees senders."
            ),
            ("Style, times and content remain. Low to medium: brief people in the opening circle."),
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
                "The host’s page, exports and the book have no authors. A test "
                "exchanges authors and requires equal views."
            ),
            "Whoever watches a person and the screen at the same moment can guess. Low.",
        ),
        *_risk(
            "Whoever runs the server reads who wrote what",
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
            "A copy without the secret names nobody. Times of erasure limit what is there.",
            "A whole disk has both. Low with an encrypted disk.",
        ),
        *_risk(
            "Somebody listens to the network",
            "Unlikely" if facts.is_encrypted else "Possible",
            "High",
            "TLS is on." if facts.is_encrypted else "None: this address is plain http.",
            "Low." if facts.is_encrypted else "High, except in a closed Wi-Fi of your own.",
        ),
        *_risk(
            "Data is lost during the day",
            "Unlikely",
            "Medium",
            ("What was answered as saved is on disk. What is not saved is shown on the phone."),
            "Low.",
        ),
        *_risk(
            "Copies stay outside: downloads, paper, photographs of the wall",
            "Likely",
            "Medium",
            "The book has names only of those who chose it.",
            "Medium: ask people not to photograph the wall.",
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


def _outcome() -> Iterator[Block]:
    yield decide("Who accepts the risks that are left? Name, role, date.")
    yield decide(
        "Is a risk still high? Then the Information Commissioner’s Office has to be "
        "consulted before you begin."
    )
    yield decide(
        "When is this assessment looked at again? At the latest before the next gathering."
    )
