"""“I plan to come”: anybody who joined can say so ahead of the day, and take it back.

Only the person and the host read a plan. For everybody else its changes look like a mark of interest, because
the number of changes would tell how many plan to come.
"""

from collections.abc import Collection, Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.coming import fits, listed, moved_up, open_plans, plan_of
from openspace.domain.command import Command, HostCommand, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.needs import Need
from openspace.domain.private_tables import AttendancePlan
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import RuleContext, found, given, rule
from openspace.domain.rules.flags import SETTLING_LOOKS_LIKE
from openspace.domain.rules.notices import notice_row
from openspace.domain.vocabulary import PRIVATE_CHANGE

MOST_PLACES = 4
"""Places of one plan: for oneself and for whom one brings along."""

MOVED_UP = "moved_up"
"""Kind of notice: a place on the waiting list became a place."""

REMOVED = "plan_removed"
"""Kind of notice: the host took the plan off the list."""


class PlanToCome(Command, frozen=True, kw_only=True):
    """Plan to come, or change one's plan. What is not given stays."""

    not_for_host = "join"
    needs = (
        Need({"gathering.planning": True}, Refused("not_now", why="no_planning")),
        Need({"gathering.phase": ("lobby",)}, Refused("not_now", why="planning_over")),
    )

    places: int | UnsetType = UNSET
    name: Text = UNSET
    access: Text = UNSET


@rule(PlanToCome)
def plan_to_come(context: RuleContext, command: PlanToCome) -> Effect:
    context.check(command)
    me = context.me()
    before = plan_of(context.gathering, me["id"])
    row = with_columns(before or _new_plan(context, me["id"]), **plan_columns(command))
    if row == before:
        return Effect(result={"plan": row["id"], "waiting": row["waiting"]})
    row["changed_at"] = context.at
    if before and row["access"] != before["access"]:
        # The answer was to other words.
        row["arranged"] = ""
    row["waiting"] = _has_to_wait(context, row, before)
    puts = _with_those_who_move_up(context, [row])
    result = {"plan": row["id"], "waiting": _as_put(puts, row)["waiting"]}
    return Effect(puts, result=result, change_name=PRIVATE_CHANGE)


class CancelComing(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True
    takes_back = True


@rule(CancelComing)
def cancel_coming(context: RuleContext, command: CancelComing) -> Effect:
    row = plan_of(context.gathering, context.me()["id"])
    if row is None:
        return NOTHING_TO_DO
    puts = _with_those_who_move_up(context, [_closed(row)])
    moved = [one for one in puts.pop("plans") if one["id"] != row["id"]]
    puts |= {"plans": moved} if moved else {}
    return Effect(puts, {"plans": [row["id"]]}, change_name=PRIVATE_CHANGE)


class AnswerAccess(HostCommand, frozen=True, kw_only=True):
    """The host says what was arranged. Sent by the web package, because clients of the host know no ids of
    plans."""

    on_the_wire = False

    plan: str
    arranged: str


@rule(AnswerAccess)
def answer_access(context: RuleContext, command: AnswerAccess) -> Effect:
    row = _open_plan(context, command.plan)
    arranged = text.many_lines(command.arranged, "arranged", "line")
    if arranged == row["arranged"]:
        return NOTHING_TO_DO
    puts = {"plans": [with_columns(row, arranged=arranged)]}
    return Effect(puts, change_name=SETTLING_LOOKS_LIKE)


class RemovePlan(HostCommand, frozen=True, kw_only=True):
    """The host takes a plan off the list, for somebody who says so, or against a prank."""

    on_the_wire = False

    plan: str


@rule(RemovePlan)
def remove_plan(context: RuleContext, command: RemovePlan) -> Effect:
    return _removed(context, [_open_plan(context, command.plan)])


class RemoveNewPlans(HostCommand, frozen=True, kw_only=True):
    """The host takes off all plans that they cannot read yet: somebody has filled the list for fun."""

    on_the_wire = False


@rule(RemoveNewPlans)
def remove_new_plans(context: RuleContext, command: RemoveNewPlans) -> Effect:
    read, _ = listed(context.gathering, context.at)
    kept = {row["id"] for row in read}
    new = [row for row in open_plans(context.gathering.rows("plans")) if row["id"] not in kept]
    return _removed(context, new) if new else NOTHING_TO_DO


class FillPlaces(Command, frozen=True, kw_only=True):
    """Sent by the server after an erasure, which makes no change of its own."""

    may = "server"
    on_the_wire = False


@rule(FillPlaces)
def fill_places(context: RuleContext, command: FillPlaces) -> Effect:
    return Effect(_with_those_who_move_up(context, []), change_name=PRIVATE_CHANGE)


def plan_columns(command: PlanToCome) -> dict[str, Any]:
    """Return the columns that are given, cleaned. Raises Refused."""
    columns = given(places=command.places, name=command.name, access=command.access)
    if not 1 <= columns.get("places", 1) <= MOST_PLACES:
        raise Refused("out_of_range", field="places", least=1, most=MOST_PLACES)
    if "name" in columns:
        columns["name"] = text.one_line(columns["name"], "name", "name")
    if "access" in columns:
        columns["access"] = text.many_lines(columns["access"], "needs", "line")
    return columns


def freed(context: RuleContext, row: AttendancePlan) -> Effect:
    """Return the effect that closes the plan of an erased person. It is not dropped, because everybody is
    sent what the server drops."""
    return Effect(_with_those_who_move_up(context, [_closed(row)]), change_name=PRIVATE_CHANGE)


def _removed(context: RuleContext, rows: Sequence[AttendancePlan]) -> Effect:
    """Return the effect of the host that takes plans off the list. Their owners are told."""
    puts = _with_those_who_move_up(context, [_closed(row) for row in rows])
    told = puts.get("notices", [])
    for nth, row in enumerate(rows, len(puts["plans"]) + 1):
        if row["person"]:
            told.append(notice_row(context, nth, row["person"], REMOVED))
    return Effect({**puts, "notices": told}, change_name=SETTLING_LOOKS_LIKE)


def _closed(row: AttendancePlan) -> AttendancePlan:
    return with_columns(row, closed=True, places=0, name="", access="", arranged="")


def filled(
    context: RuleContext, changed: Collection[AttendancePlan], most: int
) -> dict[str, list[Row]]:
    """Return the rows of those who move up if there are `most` places and `changed` plans, with their
    notices."""
    plans = {row["id"]: row for row in (*context.gathering.rows("plans"), *changed)}
    moved = moved_up(list(plans.values()), most)
    if not moved:
        return {}
    notices = [
        notice_row(context, nth, row["person"], MOVED_UP)
        for nth, row in enumerate(moved, 1)
        if row["person"] and row["person"] != context.by.person
    ]
    return {"plans": list(moved), **({"notices": list(notices)} if notices else {})}


def _with_those_who_move_up(
    context: RuleContext, changed: list[AttendancePlan]
) -> dict[str, list[Row]]:
    puts = filled(context, changed, context.gathering.info["places"] or 0)
    rows = {row["id"]: row for row in (*changed, *puts.get("plans", ()))}
    return {**puts, "plans": list(rows.values())} if rows else {}


def _as_put(puts: dict[str, list[Row]], row: AttendancePlan) -> Row:
    return next(one for one in puts["plans"] if one["id"] == row["id"])


def _new_plan(context: RuleContext, person: str) -> AttendancePlan:
    return new(
        AttendancePlan,
        id=context.next_id("plan"),
        person=person,
        places=1,
        at=context.at,
        changed_at=context.at,
    )


def _has_to_wait(context: RuleContext, row: AttendancePlan, before: AttendancePlan | None) -> bool:
    """Return whether the plan waits; `_with_those_who_move_up` may still move it up. Raises Refused for more
    places than there are: a plan that has its places does not lose them by asking."""
    others = [one for one in open_plans(context.gathering.rows("plans")) if one["id"] != row["id"]]
    most = context.gathering.info["places"] or 0
    if before and not before["waiting"]:
        is_more = row["places"] > before["places"]
        is_queue = any(one["waiting"] for one in others)
        if is_more and (is_queue or not fits(others, row["places"], most)):
            raise Refused("too_many", why="no_places")
        return False
    return True


def _open_plan(context: RuleContext, id: str) -> AttendancePlan:
    row = context.gathering.row("plans", id)
    return found(row if row and not row["closed"] else None, "plan")
