"""The privacy notice: a page of every gathering, in the reader's language, and a paper."""

from collections.abc import Iterator

from openspace.languages.formats import with_commas
from openspace.languages.text import _
from openspace.papers.facts import Facts
from openspace.papers.kept import kept_sentences
from openspace.papers.writing import Paper, decide, part, points, say, state
from openspace.proceedings.blocks import Block
from openspace.proceedings.document import Part


def paper(facts: Facts) -> Paper:
    return Paper(
        "privacy-notice",
        "Privacy notice",
        "For everybody who takes part. Phones link to the same text before somebody joins.",
        (*notice(facts), _of_the_controller()),
    )


def notice(facts: Facts) -> tuple[Part, ...]:
    """Return the notice in the language that is spoken."""
    return (
        part(_("Who is responsible"), *_responsible(facts)),
        part(_("What is kept"), *_what(facts)),
        part(
            _("Why"),
            say(
                _(
                    "So that people can make their agenda together, and so that there "
                    "is a book of what they "
                    "found. It is used for nothing else: no advertising, and no profiles of people."
                )
            ),
        ),
        part(_("Who can read it"), *_who(facts)),
        part(_("How long it is kept"), points(*kept_sentences(facts)), *copies_stay()),
        part(_("Your rights"), *_rights(facts)),
        part(_("Sound, film and photos"), *_recordings(facts)),
        part(_("No AI, no other companies"), say(no_ai()), *calendars(_of_my_day())),
    )


def _responsible(facts: Facts) -> Iterator[Block]:
    if facts.controller:
        yield state(
            _("{controller} decides what is done with the data.", controller=facts.controller)
        )
    else:
        yield say(
            _(
                "The organisers decide what is done with the data. The facilitator can tell "
                "you more."
            )
        )
    if facts.data_contact:
        yield say(_("Questions about your data: {contact}", contact=facts.data_contact))
    if facts.server:
        yield say(_("The server is run by: {server}", server=facts.server))


def _what(facts: Facts) -> Iterator[Block]:
    named = (
        _("This gathering names nobody.")
        if facts.names_nobody
        else _("Your name, only if you type it. It is shown only where you choose.")
    )
    yield points(
        _(
            "What you write and the pictures that you add, with the time of each. You "
            "choose what that is."
        ),
        named,
        _("What you mark and choose, for example topics that interest you."),
        _("What you send to the facilitator, for example what you need to take part."),
        _("A cookie, so that your phone stays you. Another keeps a language that you choose."),
        _(
            "Only if you ask for it: times, rooms and titles of the wall, on your phone. So you "
            "can read them without a network."
        ),
        _(
            "On your phone alone: what you typed and did not send yet. Signing out there removes it, and so "
            "does “Forget me”."
        ),
    )
    yield say(
        _(
            "You need no account and no e-mail address. The program does not store "
            "where you are, or the "
            "internet address of your phone."
        )
    )
    yield say(
        _(
            "What you write can say something about your health or your life. The law "
            "protects such data more "
            "strongly. Write only what you would also say in the room, and about "
            "others only so that nobody "
            "can recognise them."
        )
    )


def _who(facts: Facts) -> Iterator[Block]:
    names = (
        ()
        if facts.names_nobody
        else (_("A name is seen by everybody, where its owner chose to show it."),)
    )
    readers = (
        _(
            "A public page leads to this gathering. So everybody on the web can read what is on the wall and "
            "in the book."
        )
        if facts.is_public
        else _(
            "Everybody who has the code of the gathering can read what is on the wall and "
            "in the book."
        )
    )
    yield points(
        readers,
        _(
            "Without your name, the program shows to nobody what you wrote, not even to "
            "the facilitator."
        ),
        *names,
        *_of_the_community(facts),
        _(
            "What you need to take part, and what worries you, is read by the "
            "facilitator. The facilitator is "
            "not told who sent a worry."
        ),
        _("Whoever runs the server has all files, and could find out who wrote what."),
    )
    yield say(
        _(
            "Times and the way somebody writes can still tell others who it was. If "
            "that could harm you, do "
            "not write it down: say it to somebody you trust."
        )
    )


def _of_the_community(facts: Facts) -> tuple[str, ...]:
    if not facts.community:
        return ()
    return (
        _(
            "What you give to the repertoire of the community is on the web for everybody. You are asked "
            "twice before."
        ),
    )


def copies_stay() -> Iterator[Block]:
    yield say(_("Backups still have what was erased, until they are deleted, too."))
    yield say(
        _(
            "Copies that people made outside this server cannot be taken back: downloads, "
            "paper, photographs "
            "of a screen."
        )
    )


def _rights(facts: Facts) -> Iterator[Block]:
    yield points(
        _("See and download what is stored about you: on your phone, under “Me”."),
        _(
            "Correct or take back what you wrote: at any time while the gathering is open, "
            "without a reason."
        ),
        _("Be forgotten: on your phone, under “Me”. You choose whether your texts go, too."),
        to_ask(facts.data_contact),
    )
    if facts.complaints:
        yield say(_("Complaints: {contact}", contact=facts.complaints))
    yield to_the_regulator()


def to_ask(contact: str) -> str:
    """Return whom to ask for what people cannot do themselves. `contact` is above, or empty."""
    if contact:
        return _(
            "Object, or ask for anything else: write to the contact above, or talk to the facilitator."
        )
    return _("Object, or ask for anything else: talk to the facilitator.")


def to_the_regulator() -> Block:
    return say(
        _(
            "In the United Kingdom you can also complain to the Information "
            "Commissioner’s Office, ico.org.uk."
        )
    )


def _recordings(facts: Facts) -> Iterator[Block]:
    yield say(_("This program records no sound and no film."))
    if facts.recorded:
        rooms = with_commas(*facts.recorded)
        yield say(_("The organisers record what is said in these rooms: {rooms}", rooms=rooms))
    yield say(
        _(
            "Photos that people add lose their place, time and camera. If you are in "
            "one and do not agree, "
            "tell the facilitator with one tap below the photo."
        )
    )


def no_ai() -> str:
    return _(
        "Nothing that you write is given to an AI. Pages load nothing from other "
        "companies, and no other company "
        "gets data from them. A link that somebody posted leads to another site, which "
        "has its own rules."
    )


def calendars(what_it_sees: str) -> Iterator[Block]:
    yield points(
        _(
            "An address of ours in a calendar app is your own choice. The app’s company (such as Google, "
            "Apple or Microsoft) then fetches it from here."
        ),
        what_it_sees,
    )


def _of_my_day() -> str:
    return _("With “My day” it sees which sessions you want to go to.")


def _of_the_controller() -> Part:
    return part(
        "For the controller: what this notice does not say",
        decide(
            "On which lawful basis do you keep the data (UK GDPR Article 6), and under "
            "which condition "
            "special category data (Article 9)? Tell people, for example in the invitation."
        ),
        decide("Does your own privacy policy apply, too? Then link to it from the invitation."),
    )
