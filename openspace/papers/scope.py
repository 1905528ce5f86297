"""What the program is for and not for, with the questions of DTAC and DCB0129 answered."""

from collections.abc import Iterator

from openspace.papers.facts import KEY_BITS, Facts
from openspace.papers.writing import Paper, decide, head, pairs, part, points, say
from openspace.proceedings.blocks import Block


def paper(facts: Facts) -> Paper:
    return Paper(
        "scope",
        "What it is for, and what not",
        (
            "For clinical safety, digital and procurement teams. It answers the questions "
            "of DTAC version 2 and DCB0129."
        ),
        (
            part("Scope statement", *_statement(facts)),
            part("Is it a digital health technology?", *_dht()),
            part("DCB0129 and DCB0160: clinical safety", *_clinical_safety()),
            part("Hazard log, in short", *_hazards()),
            part("DTAC version 2: our answers", *_dtac(facts)),
        ),
    )


def _statement(facts: Facts) -> Iterator[Block]:
    yield say(
        "openspace is for a gathering: people propose topics, agree on rooms and "
        "times, write down what was said, and "
        "take a book of it home."
    )
    yield points(
        (
            "It is not for care. It gives no advice about a person, and nobody is "
            "assessed, monitored or treated with it."
        ),
        (
            "It is no crisis service. It says so on its help pages, and outside the hours "
            "it names others to turn to."
        ),
        "It holds no health record, and is connected to none.",
        (
            "Nothing in it is used for research about the people who take part, unless the "
            "controller decides and says so."
        ),
    )
    yield decide(
        "Does somebody in your organisation have to sign this statement? Name, role, date."
    )
    if not facts.outside_help:
        yield decide(
            "Whom can people turn to at other hours? Type it into Settings, “Help and quiet space”.",
            "Facilitator",
        )


def _dht() -> Iterator[Block]:
    yield say(
        "DTAC is for digital health technologies as NICE defines them. These questions "
        "help to decide. The buyer "
        "decides; this is our reading."
    )
    yield pairs(
        (
            "Does it benefit people’s health or care?",
            "Not directly. It helps people to talk and to learn from each other.",
        ),
        ("Is its purpose health or care?", "No. It is used for meetings of any kind."),
        ("Is it part of the care system?", "No. It is connected to no system."),
        (
            "Would it be commissioned as such?",
            ("Unlikely. It is nearer to a tool for meetings and training, which NICE leaves out."),
        ),
    )
    yield say(
        "Our reading: no, or the lowest tier. The answers below are for those who want to "
        "see them anyway."
    )
    yield decide(
        "Do you agree that it is no digital health technology? Who decides that in your "
        "organisation?"
    )


def _clinical_safety() -> Iterator[Block]:
    yield pairs(
        ("Does it influence real-time or near-real-time direct care?", "No."),
        (
            "Does it hold or show data about an identified patient?",
            "No. People may write about themselves; no item is a record.",
        ),
        ("Does a clinician decide about care with it?", "No."),
        ("Is it a medical device?", "No. It has no medical purpose."),
        (
            "DCB0129 (manufacturer)",
            "Does not apply, in our reading. There is no clinical safety officer.",
        ),
        ("DCB0160 (organisation that uses it)", "Does not apply, in our reading."),
    )
    yield say(
        "Both standards are being reviewed. If the use changes, for example for groups in "
        "treatment, ask again."
    )


def _hazards() -> Iterator[Block]:
    for hazard, control, left in (
        (
            "Somebody writes that they are in distress, and nobody sees it",
            (
                "Help on every page; “Tell the facilitator”; outside the hours the phone "
                "sends nothing and names help."
            ),
            "A flag waits until the facilitator looks. Agree who looks.",
        ),
        (
            "Somebody is recognised, and is harmed by it",
            "No names by default; items can be taken back; senders are shown to nobody.",
            "Style, time and content can tell.",
        ),
        (
            "Somebody reads what upsets them",
            (
                "Content notes by authors; covering at once; a quiet room and a support "
                "person are shown."
            ),
            "What was read was read.",
        ),
        (
            "Somebody takes a post for advice",
            "Posts are shown as words of people; evidence has its kind and its source.",
            "Low.",
        ),
    ):
        yield head(hazard)
        yield pairs(("Control", control), ("What is left", left))


def _dtac(facts: Facts) -> Iterator[Block]:
    yield say(
        "By the sections of the form. The form itself is NHS England’s, and is "
        "obligatory on request since 6 April 2026: "
        "copy these answers into it."
    )
    yield head("A. Company information")
    yield pairs(
        ("Product", f"openspace {facts.version}"),
        (
            "Type",
            ("Web application, open source, run by the organisation itself or by somebody for it"),
        ),
        ("Supplier", f"There is no company. It is run by: {facts.named('server')}"),
        ("CQC", "Not applicable"),
    )
    yield head("B. Value proposition")
    yield pairs(
        ("Intended use", "To hold an Open Space gathering, and to keep what was found"),
        ("Intended users", "People who attend, and a facilitator"),
        ("Validation", "None as a health technology, and none is claimed"),
        ("Data flows", "In the data protection impact assessment"),
    )
    yield head("C1. Clinical safety")
    yield pairs(
        ("Medical device or AI", "No, and no"),
        ("DCB0129", "Does not apply; see above"),
        ("Clinical safety officer", "None"),
        ("Hazard log", "In short, above"),
    )
    yield head("C2. Data protection")
    yield pairs(
        ("DPIA", "In this folder; the controller completes it"),
        ("ICO registration", "That of the controller"),
        (
            "DSPT",
            (
                "The program holds no NHS patient data by design. A body that hosts it for "
                "trusts needs it."
            ),
        ),
        ("Where data is", f"{facts.host_name or 'One server'}; country: as the controller decides"),
    )
    yield decide(
        "Your ICO registration number, and the DSPT status of the operator (whoever runs the server)."
    )
    yield head("C3. Technical security")
    yield pairs(
        ("Summary", "In this folder: security summary"),
        ("Penetration test by outsiders", "None yet"),
        ("Accounts", f"None for attendees; a host key with {KEY_BITS} random bits"),
        ("Components", "All pinned by hash; list by bin/sbom; known vulnerabilities by bin/audit"),
    )
    yield head("C4. Interoperability")
    yield pairs(
        ("Health systems", "None are connected, so no NHS number and no FHIR"),
        (
            "Interfaces",
            (
                "Open and documented (OpenAPI at /api/openapi.json); calendars (iCalendar), "
                "schedules, JSON, SQLite"
            ),
        ),
    )
    yield head("D1. Usability and accessibility")
    yield pairs(
        ("Standard", "WCAG 2.2 AA is the goal; see the accessibility statement"),
        ("Tests", "Automatic in three browsers; not yet by people with disabilities"),
        ("Support", f"The facilitator on the day; {facts.named('data_contact')}"),
    )
