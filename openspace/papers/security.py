"""The security summary: what was tried, what held, and what did not."""

from collections.abc import Iterator

from openspace.papers.facts import CODE_BITS, KEY_BITS, LINK_MINUTES, SNAPSHOT_SECONDS, Facts
from openspace.papers.writing import Paper, decide, pairs, part, points, say
from openspace.proceedings.blocks import Block

TRIED = (
    (
        "Server killed under load",
        "1,017 times: 136,014 acknowledged, 0 lost, 0 applied twice, 0 double-booked",
    ),
    ("Power cut (simulated)", "1,000 trials: 4,331 acknowledged, 0 lost, 0 stores damaged"),
    ("Racing claims", "25,000 cells: one winner in each"),
    (
        "Malformed messages",
        "1,000,000 frames: 0 tracebacks, 249,482 requested an answer: 0 unanswered",
    ),
    ("Wi-Fi lost and back", "100 hops, 50 phones: 0 lost, 0 silently lost"),
    ("Hostile texts", "674 hostile strings in every field, and in every format of the book"),
)
"""What docs/reliability.md and docs/proceedings.md report. A test finds each figure there."""


def paper(facts: Facts) -> Paper:
    return Paper(
        "security-summary",
        "Security summary",
        "For information security. What was tried, what held, and what did not.",
        (
            part("How access works", *_access(facts)),
            part("What is encrypted", *_encrypted(facts)),
            part("What was tried, and held", *_held()),
            part("What does not hold", *_does_not_hold(facts)),
            part("Continuity", *_continuity(facts)),
            part("Updates and reports", *_updates(facts)),
        ),
    )


def _access(facts: Facts) -> Iterator[Block]:
    yield pairs(
        (
            "Attendees",
            ("Whoever has the code can join; a word or a closed door can be set. No accounts."),
        ),
        (
            "Facilitator",
            (
                f"A host key with {KEY_BITS} random bits, stored as a hash; links that work "
                "once: for one "
                f"more device {LINK_MINUTES} minutes, the first one until it is used or the key replaced"
            ),
        ),
        ("Second factor", _second_factor(facts)),
        ("What facilitators did", "A log of kinds, codes, times and devices, for them to read"),
        ("Opening gatherings", "Needs the server key, except on the server itself"),
        (
            "Every message",
            (
                "Is authorised on the server by itself. A test calls each command and page in "
                "each role."
            ),
        ),
        (
            "Browser",
            (
                "Content security policy without other hosts; cookies HttpOnly, SameSite; "
                "other sites cannot act for a visitor"
            ),
        ),
        (
            "Limits",
            ("By person and by gathering, for commands, bytes and pictures; never by IP address"),
        ),
        ("Logs", "Hold no names, texts, tokens or addresses of people. Requests are not logged."),
    )


def _second_factor(facts: Facts) -> str:
    if facts.has_second_factor:
        return "Required from facilitators: a passkey, or a code of an app"
    return "Not required on this server"


def _encrypted(facts: Facts) -> Iterator[Block]:
    yield pairs(
        (
            "On the way",
            "TLS (https)" if facts.is_encrypted else "Not encrypted: this address is plain http",
        ),
        (
            "In the store",
            (
                "Ids of people, names, contacts and plans to come (AES-SIV). Texts and "
                "pictures are not."
            ),
        ),
        ("Backups, snapshots", "As the store, without the secret that decrypts people"),
        ("The disk", "Not by the program"),
    )
    yield decide(
        "Encrypt the disk, and keep the secret apart from backups. Who has checked that?",
        "Operator",
    )


def _held() -> Iterator[Block]:
    yield pairs(*TRIED)
    yield points(
        (
            "Anonymity: on random days a test exchanges the authors of items, and requires "
            "that nobody sees a difference."
        ),
        "Erasure: a test looks for the erased words in tables, log, snapshots and write-ahead log.",
        "Rights: a test fails if a command or page has no row in the matrix of who may do what.",
        (
            "Floods: of joins, messages, pictures and connections. Honest phones went on, "
            "and nothing of theirs was refused."
        ),
    )


def _does_not_hold(facts: Facts) -> Iterator[Block]:
    yield points(
        "Nobody from outside has tested the program yet.",
        "The operator (whoever runs the server) can read everything, also who wrote what.",
        (
            "Times: every note has one. Notes that arrive in the same second were probably "
            "sent by one phone."
        ),
        f"Whoever knows the code of a gathering can read its wall. Codes have {CODE_BITS} bits.",
        "One person with many phones counts as many people.",
        "Downloads, paper and photographs of screens cannot be taken back.",
        "Under a load far above the usual, answers were late: up to a second and more.",
        *_of_several_servers(facts),
        "Set on plain http, whoever listens to the network can read and change everything.",
    )
    yield say("SECURITY.md, in the program’s files, has the whole list, with reasons.")
    yield decide("Do you need a penetration test before you use it? Who pays for it?")


def _of_several_servers(facts: Facts) -> tuple[str, ...]:
    if not facts.is_postgres:
        return ()
    return (
        "A dump that is restored without the list of erasures brings back who was erased since.",
    )


def _continuity(facts: Facts) -> Iterator[Block]:
    copies = (
        "The backups of PostgreSQL: as often as the operator makes them"
        if facts.is_postgres
        else f"Snapshots beside the store, at most every {SNAPSHOT_SECONDS} seconds while "
        "something changes. "
        "Backups on another machine: as often as the operator makes them"
    )
    yield pairs(
        ("Copies", copies),
        (
            "If the server stops",
            "Phones keep what is not saved, show it, and send it when it is back",
        ),
        ("If it stays away", "Paper: wall, cards and forms with the same codes"),
        ("Lost at most", "Nothing that was answered as saved, as long as the disk is there"),
    )
    yield decide(
        "If the disk dies: how old may the newest copy be, and how soon must the server be "
        "back? When was "
        "a restore tried last?",
        "Operator",
    )


def _updates(facts: Facts) -> Iterator[Block]:
    yield pairs(
        ("Version", facts.version),
        (
            "Components",
            (
                "Pinned by hash; checked for known vulnerabilities (bin/audit); listed "
                "(bin/sbom): what the "
                "Software Security Code of Practice asks of whoever makes software"
            ),
        ),
        (
            "Report to",
            facts.security_contact or "privately to the maintainers; an answer within a week",
        ),
    )
    yield decide(
        "Who has an account on the machine, and does each need a second factor? When was the list last "
        "looked at?",
        "Operator",
    )
    yield decide(
        "Who updates the program on your server, and how soon after a security fix?", "Operator"
    )
