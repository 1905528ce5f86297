"""What the page of a community holds: a part of the data protection impact assessment. A test compares the
groups with the tables of a community."""

from collections.abc import Iterator

from openspace.papers.facts import Facts
from openspace.papers.inventory import Kind, blocks_of
from openspace.papers.writing import decide, head, pairs, say
from openspace.proceedings.blocks import Block

ITS_FACILITATOR = "The facilitator of the community"
EVERYBODY = "Everybody on the web, without a code"

KINDS = (
    Kind(
        "The page itself, and its series",
        "Name, texts and contact that its facilitator typed. Codes, titles, days and places of its "
        "gatherings. Of a gathering that was erased after its time one line stays: title, "
        "days and place.",
        f"{EVERYBODY}. The codes: {ITS_FACILITATOR.lower()}.",
        ("communities", "series"),
        ("everybody", "host"),
        kept="Until its facilitator removes it.",
    ),
    Kind(
        "The repertoire",
        "Texts that authors gave to it, with the gathering, the session and the date, and a name only if "
        "the author typed one there. The author has to agree a second time, a week later or after. No "
        "person is stored with it.",
        f"{EVERYBODY}; search engines list it. What is hidden: {ITS_FACILITATOR.lower()}, and its author "
        "by the link.",
        ("entries", "parts"),
        ("everybody", "host"),
        kept="Until its author takes it back, with a link that works as long as the community. Before who "
        "wrote what is erased at the gathering, it also goes with its note: taken back, hidden or erased. "
        "After that, and if the gathering is deleted, it stays.",
    ),
    Kind(
        "Contacts of those who may be written to",
        "A contact and a day. It is linked to no person and no item of a gathering.",
        f"{ITS_FACILITATOR} alone",
        ("contacts",),
        ("host",),
        kept="Until its owner removes it with the link, or the facilitator of the community does. No time "
        "ends it.",
    ),
    Kind(
        "Contacts of those who want to work together on an entry",
        "A contact, and with whom its owner agreed to exchange it.",
        "Those who agreed both ways. Nobody else, also not the facilitator of the community.",
        ("companions",),
        (),
        kept="Until its owner removes it with the link, or the entry goes.",
    ),
    Kind(
        "Briefs",
        "Which items of published books the facilitator of the community chose, and an introduction. The "
        "words of the items are not copied.",
        f"A published one: {EVERYBODY.lower()}. The choice: {ITS_FACILITATOR.lower()}.",
        ("briefs",),
        ("everybody", "host"),
        kept="Until its facilitator removes it. An item leaves it when it is taken back or hidden, or when "
        "its gathering is erased.",
    ),
)


def community(facts: Facts) -> Iterator[Block]:
    yield say(_which(facts))
    yield pairs(
        ("Who holds it", f"The same server. Runs the server: {facts.named('server')}"),
        (
            "Who decides",
            (
                "The controller of the community, who can be another one than that of the gathering. Its "
                "facilitator, who has a host key of the community’s own, acts for them."
            ),
        ),
        (
            "Who takes part",
            "Nobody joins it. It has no list of people, and links nobody from one gathering to another.",
        ),
    )
    for kind in KINDS:
        yield from blocks_of(kind, kind.kept)
    yield head("Who deletes it")
    yield pairs(
        ("Own texts and contacts", "Their owner, with the link, at any time, without a reason."),
        (
            "A link is lost",
            (
                "The facilitator of the community hides the text, or removes the contact. The words of a "
                "hidden text stay in the store."
            ),
        ),
        ("All of it", "The facilitator of the community (“Delete”). Its gatherings stay."),
    )
    yield decide(
        "Who is the controller of the community’s page? If two bodies decide together, write down who "
        "answers for what (Article 26). The page has no privacy notice of its own: write that into its "
        "text."
    )


def _which(facts: Facts) -> str:
    if facts.community:
        return f"This gathering names the community “{facts.community}”. It has a page on the same server."
    return (
        "This gathering belongs to no community yet. If it is added to one, the community has a page on "
        "the same server, and this is what it holds:"
    )
