"""What the page of a community holds: a part of the data protection impact assessment, and of the privacy
notice of that page (`community_notice.py`), which has it in the reader's language. A test compares the
groups with the tables of a community."""

from collections.abc import Iterator

from openspace.languages.text import N_
from openspace.papers.facts import Facts
from openspace.papers.inventory import Kind, blocks_of
from openspace.papers.writing import decide, head, pairs, say
from openspace.proceedings.blocks import Block

ITS_FACILITATOR = "the facilitator of the community"
EVERYBODY = "Everybody on the web"
"""Words of which `read_by` has one for each reader."""

KINDS = (
    Kind(
        N_("The page itself, and its series"),
        N_(
            "Name, texts and contact that its facilitator typed. Codes, titles, days and places of its "
            "gatherings. Was a gathering erased after its time? One line stays: title, days and place."
        ),
        N_(
            "Everybody on the web, without a code. The code of a gathering that has not agreed: the "
            "facilitator of the community."
        ),
        ("communities", "series"),
        ("everybody", "host"),
        kept=N_("Until its facilitator removes it."),
    ),
    Kind(
        N_("The repertoire"),
        N_(
            "Texts that authors gave to it, with the gathering, the session and the date. A name only if "
            "the author typed one there. The author has to agree a second time, a week later or after. No "
            "person is stored with it."
        ),
        N_(
            "Everybody on the web, without a code. Search engines list it. What is hidden: the facilitator "
            "of the community, and its author by the link."
        ),
        ("entries", "parts"),
        ("everybody", "host"),
        kept=N_(
            "Until its author takes it back. The link for that works as long as the community. Before who "
            "wrote what is erased at the gathering, it also goes with its note: taken back, hidden or "
            "erased. After that it stays, also if the gathering is deleted."
        ),
    ),
    Kind(
        N_("Contacts of those who may be written to"),
        N_("A contact and a day. It is linked to no person and no item of a gathering."),
        N_("Only the facilitator of the community."),
        ("contacts",),
        ("host",),
        kept=N_(
            "Until its owner removes it with the link, or the facilitator of the community does. No time "
            "ends it."
        ),
    ),
    Kind(
        N_("Contacts of those who want to work together on an entry"),
        N_("A contact, and with whom its owner agreed to exchange it."),
        N_("Those who agreed both ways. Nobody else, also not the facilitator of the community."),
        ("companions",),
        (),
        kept=N_("Until its owner removes it with the link, or the entry goes."),
    ),
    Kind(
        N_("Briefs"),
        N_(
            "Which items of published books the facilitator of the community chose, and an introduction. The "
            "words of the items are not copied."
        ),
        N_(
            "A published one: everybody on the web, without a code. What was chosen: the facilitator of the "
            "community."
        ),
        ("briefs",),
        ("everybody", "host"),
        kept=N_(
            "Until its facilitator removes it. An item leaves it when it is taken back or hidden, or when "
            "its gathering is erased."
        ),
    ),
)

DELETED = (
    (
        N_("Own texts and contacts"),
        N_("Their owner deletes them with the link, at any time, without a reason."),
    ),
    (
        N_("A link is lost"),
        N_(
            "The facilitator of the community hides the text, or removes the contact. The words of a "
            "hidden text stay on the server."
        ),
    ),
    (N_("All of it"), N_("The facilitator of the community can delete it. Its gatherings stay.")),
)
"""(what, who deletes it)."""


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
    yield pairs(*DELETED)
    yield decide(
        "Who is the controller of the community’s page? If two bodies decide together, write down who "
        "answers for what (Article 26). Type who it is into the texts of the community, at “Responsible "
        "for the data”. The page has a privacy notice of its own, at /c/…/privacy, which shows it."
    )


def _which(facts: Facts) -> str:
    if facts.community:
        return f"This gathering names the community “{facts.community}”. It has a page on the same server."
    return (
        "This gathering belongs to no community yet. If it is added to one, the community has a page on "
        "the same server, and this is what it holds:"
    )
