"""A second convener of a topic, who has the same rights (docs/decisions/0049-two-conveners.md).

The convener gets a code that is good once, and gives it to the other person. Whoever uses it chooses whether
they are named. Without a name nobody else can tell that there is a second convener: to others the change
looks like a mark of interest.
"""

import re
import secrets
from dataclasses import replace
from types import MappingProxyType

from msgspec import field

from openspace.domain.change import Drops, Row
from openspace.domain.codes import as_code
from openspace.domain.command import Command
from openspace.domain.conveners import conveners_shown, without_leaver
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import conveners_of, is_off_the_wall
from openspace.domain.needs import OWN_TOPIC, Need
from openspace.domain.private_tables import Invite
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import RuleContext, person_row, rule
from openspace.domain.rules.puts import Rows, together
from openspace.domain.rules.topics import refuse_too_many_open
from openspace.domain.tables import Topic
from openspace.domain.vocabulary import PRIVATE_CHANGE

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""32 letters and digits that are not taken for each other."""

CODE_LENGTH = 8
"""Characters of a code, 40 bits. People may send a few commands a second, so nobody finds one by trying."""

_CODE = re.compile(f"[A-Z0-9]{{{CODE_LENGTH},20}}", re.ASCII)

_VISIBLE = "edit_topic"
"""The name of a change of the conveners that everybody sees, because it adds or removes a name."""


def new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))


class InviteConvener(Command, frozen=True, kw_only=True):
    """`invited` false takes the invitation back. `code` is made when the command is read, so that its rule is
    pure. The host may not invite: a code that is refused would reveal that there is a second convener."""

    not_for_host = "convener_only"
    needs = (OWN_TOPIC, Need({"topic.shared": False}, Refused("too_many", why="conveners")))
    takes_back = frozenset({"invited"})

    topic: str
    invited: bool = True
    code: str = field(default_factory=new_code)


@rule(InviteConvener)
def invite_convener(context: RuleContext, command: InviteConvener) -> Effect:
    """Return the open code, or a new one."""
    topic = context.own_topic(command, command.topic)
    code = as_code(command.code)
    if not _CODE.fullmatch(code):
        raise Refused("unknown_invitation")
    earlier = [row for row in _open_invites(context) if row["topic"] == topic["id"]]
    if not command.invited:
        drops = {"invites": [row["id"] for row in earlier]}
        return Effect(drops=drops, change_name=PRIVATE_CHANGE) if earlier else NOTHING_TO_DO
    if earlier:
        return Effect(result={"code": earlier[0]["code"]})
    if _invite(context, code):
        raise Refused("unknown_invitation")
    id = context.next_id("invite")
    row = new(Invite, id=id, topic=topic["id"], person=topic["convener"], code=code)
    return Effect({"invites": [row]}, result={"code": code}, change_name=PRIVATE_CHANGE)


class AcceptConvening(Command, frozen=True, kw_only=True):
    """`convener_name`: the name to show; empty: anonymous. The host accepts for a person without a phone."""

    code: str
    convener_name: str = ""


@rule(AcceptConvening)
def accept_convening(context: RuleContext, command: AcceptConvening) -> Effect:
    """Become the second convener of the topic whose code was given to the asker."""
    invite = _invite(context, as_code(command.code))
    topic = context.gathering.row("topics", invite["topic"]) if invite else None
    if invite is None or topic is None or is_off_the_wall(topic):
        raise Refused("unknown_invitation")
    result = {"topic": topic["id"]}
    signed, shown_as = context.sign(command.convener_name, own=True)
    if context.by.person in conveners_of(topic):
        return Effect(result=result)
    if len(conveners_of(topic)) > 1:
        raise Refused("unknown_invitation")
    refuse_too_many_open(context, context.by.person)
    second = context.by.person
    if context.by.role == "host":
        # Somebody without a phone: a person of their own, as in `propose_topic`.
        second = shown_as or context.next_id("p")
        signed = signed or {"people": [person_row(second, "", context.at, kept_by="host")]}
    row = without_leaver({**topic, "second": second, "second_shown_as": shown_as})
    # Closed and not dropped, because a drop is sent to its sender alone.
    used: Invite = {**invite, "code": "", "closed": True}
    return _changed(context, topic, row, together(signed, {"invites": [used]}), result=result)


class LeaveTopic(Command, frozen=True, kw_only=True):
    not_for_host = "convener_only"
    needs = (OWN_TOPIC, Need({"topic.shared": True}, Refused("not_now", why="only_convener")))
    when_closed = True
    takes_back = True

    topic: str


@rule(LeaveTopic)
def leave_topic(context: RuleContext, command: LeaveTopic) -> Effect:
    """Leave the topic to its other convener."""
    topic = context.own_topic(command, command.topic)
    is_second = context.by.person == topic["second"]
    left = ("second", "second_shown_as") if is_second else ("convener", "shown_as")
    row = with_columns(topic, **dict.fromkeys(left))
    if is_second:
        row["second_wrote"] = False
    drops = context.typed_only_for(topic, left[1])
    return _changed(context, topic, without_leaver(row), drops=drops)


def _changed(
    context: RuleContext,
    before: Topic,
    topic: Row,
    puts: Rows = MappingProxyType({}),
    drops: Drops = MappingProxyType({}),
    result: dict[str, str] | None = None,
) -> Effect:
    """Return the change of a topic's conveners. It is private if no name appears or disappears."""
    gathering = context.gathering
    people = {row["id"]: row for row in puts.get("people", ())}
    named = replace(
        gathering, tables={**gathering.tables, "people": {**gathering.tables["people"], **people}}
    )
    is_same = conveners_shown(gathering, before) == conveners_shown(named, topic)
    puts = together(puts, {"topics": [topic]})
    return Effect(puts, drops, result, PRIVATE_CHANGE if is_same else _VISIBLE)


def _open_invites(context: RuleContext) -> list[Invite]:
    return [row for row in context.gathering.rows("invites") if not row["closed"]]


def _invite(context: RuleContext, code: str) -> Invite | None:
    return next((row for row in _open_invites(context) if row["code"] == code), None)
