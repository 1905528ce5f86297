"""Consent to photos."""

from openspace.papers.facts import LINE, Facts
from openspace.papers.kept import kept_sentences
from openspace.papers.writing import Paper, decide, part, points, say


def paper(facts: Facts) -> Paper:
    return Paper(
        "photo-consent",
        "Photos: how we ask, and a form",
        "For whoever takes photos, and for people who are in one.",
        (
            part(
                "How photos are used here",
                points(
                    (
                        "Photos are of flip charts and of things. People are in them only "
                        "if each of them agreed."
                    ),
                    (
                        "The program removes place, time, camera and name from every photo "
                        "before it is stored."
                    ),
                    (
                        "Everybody with the code of the gathering can see a photo, and the "
                        "book has it."
                    ),
                    (
                        "“I am in this photo” is below each photo. The facilitator is "
                        "told, and not who told it."
                    ),
                    (
                        "The facilitator can hide a photo at once. Then it is in no page "
                        "and in no edition of the book. “Delete for good” erases it from the server."
                    ),
                    (
                        "Downloads, paper and screenshots that somebody made before cannot "
                        "be taken back."
                    ),
                ),
            ),
            part("How long they are kept", points(*kept_sentences(facts))),
            part(
                "What you decide",
                decide("Do you allow photos of people at all? The safest answer here is no."),
                decide(
                    "Who asks people before a photo is taken, and what may it be used for? "
                    "One purpose a form.",
                    "Facilitator",
                ),
                decide(
                    "Will you give out stickers for people who do not want to be in any photo?",
                    "Facilitator",
                ),
            ),
            part(
                "Form",
                say(f"Gathering: {facts.title}. {facts.dates}".strip()),
                say(f"What the photo is for: {LINE}{LINE}"),
                say(
                    "I was shown the photo. It may be used for that purpose and no other. "
                    "I can change my mind at any time, without a reason."
                ),
                say(f"It may be used until: {LINE}"),
                say(f"To change my mind I write to: {facts.named('data_contact')}"),
                say(f"Name or initials: {LINE}    Date: {LINE}"),
                say("The facilitator keeps this form apart from the program."),
            ),
        ),
    )
