"""The accessibility statement, in the wording that public bodies in the United Kingdom use.

It says the same as the page (`templates/accessibility.html`); a test compares the gaps.
"""

from openspace.papers.facts import Facts
from openspace.papers.writing import Paper, decide, head, pairs, part, points, say

GAPS = (
    (
        "people write topics and notes in their own language, and the pages do not say "
        "which language that is, "
        "so a screen reader may read them with the wrong voice"
    ),
    "a photo of a flip chart has a description only if its sender wrote one",
    (
        "on a projected wall nobody can choose the size of the text or the speed at which "
        "pages turn; the same "
        "grid is on every phone, and as a plain agenda"
    ),
    (
        "the PDF of the book is tagged, but we have tested it less than the book as a web "
        "page, which we recommend"
    ),
    "translations that a machine made may be hard to understand",
)
FAILED_CRITERIA = (
    "The language of what people wrote is not marked (success criterion 3.1.2, language of parts).",
    "Photos may have no description (1.1.1, non-text content). The page asks each sender for one.",
    "On the projected wall, pages of the grid turn by themselves (2.2.2, pause, stop, hide).",
)
_REGULATIONS = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)


def paper(facts: Facts) -> Paper:
    return Paper(
        "accessibility-statement",
        "Accessibility statement",
        (
            "For communications teams, and for everybody who needs pages, paper or the "
            "book in another way."
        ),
        (
            part(
                "What you can do",
                say(
                    "This statement applies to "
                    f"{facts.host_name or 'the server of this gathering'}. It is "
                    f"run by: {facts.named('server')}. We want as many people as "
                    "possible to be able to use "
                    "it. That means you should be able to:"
                ),
                points(
                    "zoom in up to 400 % without the text spilling off the screen",
                    (
                        "do everything with a keyboard, and everything that can be dragged "
                        "also by tapping"
                    ),
                    "use the pages with a screen reader or with speech recognition software",
                    "choose larger text, high contrast, a plain look, or no motion, on this device",
                    "take part without a phone: on paper, or with somebody who types for you",
                ),
            ),
            part(
                "How accessible it is",
                say("We know some parts of these pages are not fully accessible:"),
                points(*GAPS),
            ),
            part(
                "Needs that people tell in advance",
                say(
                    "NHS bodies and publicly funded adult social care follow the Accessible Information "
                    "Standard (DAPB1605). It has six steps:"
                ),
                pairs(
                    (
                        "Identify, record",
                        "Plans to come ask what somebody needs to take part; or on paper.",
                    ),
                    ("Flag", "The facilitator has a list of needs. Nobody else is shown it."),
                    (
                        "Share",
                        "Not by the program: the facilitator tells those who have to do something.",
                    ),
                    ("Meet", "The facilitator writes back in the plan what was arranged."),
                    (
                        "Review",
                        "The person changes the plan at any time, with a link of their own.",
                    ),
                ),
                decide(
                    "Who is your lead for the standard? Who asks people for their needs in "
                    "advance, and who "
                    "answers them?",
                    "Facilitator",
                ),
            ),
            part(
                "Feedback and contact",
                say(
                    "If you need this in another format, such as large print, easy "
                    "read or paper, or find a "
                    f"problem that is not listed here, contact: {facts.named('data_contact')}"
                ),
                say("On the day, tell the facilitator, who can print everything."),
                decide(
                    "Is this the right contact for accessibility? In how many days do you answer?"
                ),
            ),
            part(
                "Enforcement procedure",
                say(
                    "The Equality and Human Rights Commission (EHRC) is responsible "
                    "for enforcing the "
                    f"{_REGULATIONS}. If you are not happy with how we respond to your "
                    "complaint, contact "
                    "the Equality Advisory and Support Service (EASS); in Northern "
                    "Ireland, the Equality "
                    "Commission for Northern Ireland (ECNI)."
                ),
            ),
            part(
                "Technical information",
                say(
                    f"The controller, {facts.named('controller')}, is committed to "
                    "making this website "
                    f"accessible, in accordance with the {_REGULATIONS}."
                ),
                head("Compliance status"),
                say(
                    "This website is partially compliant with the Web Content "
                    "Accessibility Guidelines "
                    "version 2.2 AA standard, due to the non-compliances listed below."
                ),
                head("Non-accessible content"),
                points(*FAILED_CRITERIA),
                head("Outside the regulations"),
                say("Calls and captions are on other services, and live video is exempt."),
            ),
            part(
                "How it was tested",
                say(
                    "By those who make the program: with axe-core, with the keyboard, "
                    "at 320 pixels, and by "
                    "reading what a screen reader is given. People who use assistive "
                    "technology have not "
                    "tested it yet, and nobody outside has audited it. Prepared on "
                    f"{facts.made_on} for "
                    f"version {facts.version}."
                ),
                decide(
                    "Has somebody in your organisation walked through it by hand? Then write when."
                ),
                decide(
                    "Do the regulations apply to you? To charities only if they are "
                    "mostly publicly funded, "
                    "or offer services that are essential or for disabled people."
                ),
            ),
        ),
    )
