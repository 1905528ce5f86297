"""The closing: one optional reflection from each person, for the book alone. It is edited and taken back like
evidence (`rules/evidence.py`), because it is stored with it."""

from openspace.domain.closing import REFLECTION_ID, is_reflection
from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.needs import Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.evidence import MOST_EVIDENCE, reflection_columns
from openspace.domain.rules.harvest import name_shown
from openspace.domain.tables import Evidence
from openspace.domain.vocabulary import PRIVATE_CHANGE, REFLECTION


class PostReflection(Command, frozen=True, kw_only=True):
    """The host sends one for each person without a phone who wants it."""

    in_harvest = True
    needs = (
        Need({"gathering.reflections": True}, Refused("not_now", why="no_reflections")),
        Need(
            {"gathering.phase": ("closing", "harvest")},
            Refused("not_now", why="no_reflections"),
            not_for_host=True,
        ),
    )

    text: str
    content_note: str = ""
    named: bool = False


@rule(PostReflection)
def post_reflection(context: RuleContext, command: PostReflection) -> Effect:
    context.check(command, gathering=context.gathering.code)
    if context.by.role != "host" and _has_one(context):
        raise Refused("not_now", why="has_reflection")
    if context.is_full("evidence", MOST_EVIDENCE):
        raise Refused("too_many", why="full_of_evidence")
    typed = {"form": REFLECTION, "text": command.text, "content_note": command.content_note}
    row = new(
        Evidence,
        id=context.next_id(REFLECTION_ID),
        author=context.by.key,
        shown_as=name_shown(context, command.named),
        session="",
        seeded=False,
        at=context.at,
        **reflection_columns(typed),
    )
    return Effect({"evidence": [row]}, result={"evidence": row["id"]}, change_name=PRIVATE_CHANGE)


def _has_one(context: RuleContext) -> bool:
    return any(
        is_reflection("evidence", row) and row["author"] == context.by.person
        for row in context.gathering.rows("evidence")
    )
