"""The accessibility statement, in the wording that public bodies in the United Kingdom use."""

from openspace.papers.facts import Facts
from openspace.papers.writing import Paper, decide, part, points, say


def paper(facts: Facts) -> Paper:
    where = facts.host_name or "the server of this gathering"
    return Paper(
        "accessibility-statement",
        "Accessibility statement",
        (
            "For communications teams, and for everybody who needs pages, paper or the "
            "book in another way."
        ),
        (
            part(
                f"Accessibility statement for {where}",
                say(
                    f"This website is run by {facts.named('controller')}. We want as many "
                    "people as possible to be able to use it. You should be able to:"
                ),
                points(
                    "change colours and contrast with the settings of your browser or device",
                    "zoom in up to 400 % without the text spilling off the screen",
                    "do everything with a keyboard, and without dragging",
                    "listen to the pages with a screen reader",
                    "take part on paper, or let a helper post for you",
                ),
            ),
            part(
                "How accessible it is",
                say("We know that some parts are not fully accessible:"),
                points(
                    "people who use assistive technology have not tested it yet",
                    "photos have a description only if somebody wrote one",
                    (
                        "the replay of the grid moves quickly, and has no description "
                        "besides the agenda"
                    ),
                    "words that people type are not always in plain language",
                ),
            ),
            part(
                "Feedback and contact",
                say(
                    "If you need this in another format, such as large print, easy read or "
                    f"paper, contact: {facts.named('data_contact')}"
                ),
                say("On the day, talk to the facilitator."),
                decide(
                    "In how many days do you answer? The government’s sample statement "
                    "asks for a number."
                ),
            ),
            part(
                "Enforcement procedure",
                say(
                    "The Equality and Human Rights Commission (EHRC) enforces the "
                    "Public Sector Bodies (Websites and Mobile "
                    "Applications) (No. 2) Accessibility Regulations 2018. If you are "
                    "not happy with how we respond to your "
                    "complaint, contact the Equality Advisory and Support Service "
                    "(EASS). In Northern Ireland, contact the Equality Commission "
                    "for Northern Ireland."
                ),
            ),
            part(
                "Technical information",
                say(
                    "The organisation named above is committed to making its website "
                    "accessible, in accordance with the "
                    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) "
                    "Accessibility Regulations 2018."
                ),
                say(
                    "This website is partially compliant with the Web Content "
                    "Accessibility Guidelines version 2.2 AA standard, "
                    "due to the non-compliances listed above."
                ),
                say("Exempt: live sound and film of calls that a room links to."),
            ),
            part(
                "How we tested it",
                say(
                    "The program is tested automatically (axe-core in Chromium, and "
                    "keyboard and layout in further browsers) with each change. "
                    f"This statement was prepared on {facts.made_on} for version {facts.version}."
                ),
                decide(
                    "Has somebody in your organisation walked through it by hand? When? "
                    "Then write it here."
                ),
                decide(
                    "Do the regulations apply to you? Charities only if mostly publicly "
                    "funded, or for essential services or disabled people."
                ),
            ),
        ),
    )
