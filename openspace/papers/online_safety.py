"""The risk assessment of illegal content, children's access and complaints (Online Safety Act 2023)."""

from openspace.papers.facts import Facts
from openspace.papers.writing import decide, head, pairs, part, points, say
from openspace.proceedings.document import Part


def assessment(facts: Facts) -> tuple[Part, ...]:
    return (_scope(), _risks(), _children(), _duties(facts))


def _scope() -> Part:
    return part(
        "Does the Online Safety Act apply?",
        say(
            "People read what other people post, so this is a “user-to-user service”. "
            "There is no exemption for "
            "small services. Some uses are exempt, for example an organisation’s "
            "internal service for its own "
            "staff. Ofcom has a checker on its website."
        ),
        decide(
            "Does an exemption apply to you? If not, who is the provider of the service? "
            "Use Ofcom’s checker."
        ),
    )


def _risks() -> Part:
    return part(
        "Risk assessment of illegal content",
        say(
            "Ofcom names 17 kinds of priority illegal content. What makes them likely "
            "elsewhere is missing "
            "here: there are no private messages, no profiles, no live video, no payments and no "
            "recommendations. A gathering is open only to those who have its code. Public is only what "
            "authors gave to the repertoire of a community, and briefs with items of published books."
        ),
        say(
            "Two people who want to work on the same thing see each other’s contact only if both agree, "
            "and they send no words with it."
        ),
        head("What is possible"),
        pairs(
            (
                "Harassment, threats, hatred",
                "Low. A text on a wall that everybody reads, also the facilitator.",
            ),
            (
                "Encouraging self-harm or suicide",
                (
                    "Low to medium in a community that talks about it. Content notes, "
                    "“Tell the facilitator”, help "
                    "on every page."
                ),
            ),
            (
                "Intimate images, images of children",
                "Low. Pictures are seen by all, and can be hidden at once.",
            ),
            (
                "Links to illegal content, fraud",
                "Low. Links are text, are opened on purpose, and can be hidden.",
            ),
            (
                "Terrorism, drugs, weapons, the other kinds",
                "Very low. Nothing here helps to find or to sell.",
            ),
        ),
        head("What lowers the risk"),
        points(
            (
                "Only people with the code can join. The facilitator can close joining, or "
                "ask for a word."
            ),
            "“Tell the facilitator” is at every item. Nobody learns who sent it.",
            "The facilitator can cover or hide one item, or everything of a flood, at once.",
            "There are limits on how much one person can post.",
            "What is hidden leaves every screen, every book, and earlier editions. It can be deleted for "
            "good.",
        ),
        decide(
            "Do you agree with these levels for your community? Name who signs this "
            "assessment, and the date."
        ),
        decide("Review it every 12 months, and before a significant change. Who does that?"),
    )


def _children() -> Part:
    return part(
        "Children",
        say("Nothing in the program is made for children, and nothing checks anybody’s age."),
        decide(
            "Are children likely to use it? If only invited adults come, write that "
            "down: it is your children’s "
            "access assessment."
        ),
    )


def _duties(facts: Facts) -> Part:
    return part(
        "Who does what",
        pairs(
            (
                "Terms",
                (
                    "Everybody can read them before joining, at "
                    f"{facts.address or 'the address of the gathering'}/terms"
                ),
            ),
            ("Reports", "“Tell the facilitator”, at every item"),
            ("Complaints", facts.named("complaints")),
            ("Records", "This paper. Keep what you decided, with the date."),
        ),
        decide(
            "Who looks at what people report during the day, and who takes over in their breaks?",
            "Facilitator",
        ),
        decide(
            "Who is the safeguarding lead, and how is that person reached? Type it into "
            "Settings, “Help”.",
            "Facilitator",
        ),
        decide("Who looks after the facilitators, if they have to read what harms?"),
    )
