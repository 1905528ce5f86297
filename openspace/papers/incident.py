"""The plan for an incident, with the 72 hours."""

from openspace.papers.facts import LINE, Facts
from openspace.papers.writing import Paper, decide, pairs, part, points, say


def paper(facts: Facts) -> Paper:
    return Paper(
        "incident-plan",
        "If something goes wrong",
        "For everybody who is responsible on the day. Print it.",
        (
            part(
                "Who is called",
                pairs(
                    ("Controller", facts.named("controller")),
                    ("Data protection", facts.named("data_contact")),
                    ("Server", facts.named("server")),
                    (
                        "Security of the program",
                        facts.security_contact or "see the file SECURITY.md of the program",
                    ),
                    ("Safeguarding", LINE),
                    ("Phone at the weekend", LINE),
                ),
                decide("Fill in the two empty lines, and try the numbers.", "Facilitator"),
            ),
            part(
                "In the first minutes",
                points(
                    "Somebody is in danger: call 999. Look after people first, then after data.",
                    (
                        "Something should not be read: cover or hide it on the facilitator’s "
                        "page, under “Safety”. “Delete for good” erases what is hidden; it cannot be undone."
                    ),
                    (
                        "Somebody floods the wall: pause the author of one item, hide the "
                        "flood, or pause everybody."
                    ),
                    (
                        "Somebody has the host key: replace it, under Settings. All "
                        "other devices are ended at once."
                    ),
                    "Somebody has the code who should not: close joining, or ask for a word, under “Safety”. "
                    "Whoever has it can still read: hide what harms.",
                    "A life is in danger, and only the operator could look up who wrote something: the "
                    "data protection impact assessment says who decides that.",
                    "A phone is lost: its owner signs it out from another device. Without one, the "
                    "facilitator can hide items and delete them for good, or pause the author of an item.",
                    (
                        "The server may be in wrong hands: stop it, keep its disk, and "
                        "change its secret (openspace new-secret)."
                    ),
                    (
                        "See what other facilitators did: at /host-log, below the address "
                        "of the gathering."
                    ),
                    "Write down what happened, and when. Delete nothing that shows it.",
                ),
            ),
            part(
                "Within 72 hours",
                say(
                    "A breach of personal data is reported to the Information "
                    "Commissioner’s Office within 72 hours "
                    "after the controller learnt of it, unless it is unlikely to harm "
                    "anybody’s rights (UK GDPR, Article "
                    "33). The operator (whoever runs the server) tells the controller without delay. "
                    "If the risk for people is "
                    "high, they are told too (Article 34)."
                ),
                pairs(
                    ("Hour 0", "Somebody learns of it. The clock starts. Tell the controller."),
                    ("Until hour 4", "Stop it. Find out whose data, how many people, since when."),
                    (
                        "Until hour 24",
                        (
                            "The controller and the data protection officer judge the risk, "
                            "and write it down."
                        ),
                    ),
                    ("Until hour 48", "Prepare the report, and words for the people concerned."),
                    (
                        "Until hour 72",
                        (
                            "Report to the ICO (0303 123 1113, ico.org.uk), even if not all is "
                            "known yet."
                        ),
                    ),
                    (
                        "Afterwards",
                        (
                            "Tell people, in plain words, and say whom they can talk to. Look "
                            "at what to change."
                        ),
                    ),
                ),
                decide(
                    "Do you also report in the Data Security and Protection Toolkit, or to "
                    "the police?"
                ),
            ),
            part(
                "How to tell people who are anonymous",
                say(
                    "The facilitator cannot find out who wrote an item, so its author "
                    "cannot be written to. Tell "
                    "everybody: as news on all phones while the gathering runs, on the "
                    "invitation, and through "
                    "the community."
                ),
                decide("Who writes that text, and who supports people who are upset by it?"),
            ),
            part(
                "If the server fails on the day",
                points(
                    "Phones keep what is not saved, and send it when the server is back.",
                    (
                        "Go on with paper: the facilitator’s page prints the wall, cards and "
                        "report forms, with the same codes."
                    ),
                    "A dump is restored with pg_restore, with all servers stopped. People "
                    "who were erased since are in it again, until a server applies its list of erasures."
                    if facts.is_postgres
                    else "A backup or a snapshot is restored with “openspace restore”, with the newest "
                    "list of erasures (sessions.erased).",
                ),
                decide(
                    "Print the wall and the forms before the opening. Who does that?", "Facilitator"
                ),
            ),
            part(
                "Near misses",
                say("Note what nearly went wrong. Look at the list together after the gathering."),
                pairs(("What", LINE), ("When", LINE), ("What we change", LINE)),
            ),
        ),
    )
