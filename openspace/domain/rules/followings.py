"""A companion, such as an interpreter or a carer, follows one person who agreed, and sees which sessions that
person chose (docs/decisions/0055-people-at-home.md).

The person lets them by a code, which is valid once and for some minutes. Only these two know of it: neither
the host nor an export has any of it, and to everybody else each of these changes looks like a mark of
interest.
"""

from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.followings import is_valid
from openspace.domain.gathering import Gathering
from openspace.domain.private_tables import Following
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, found, rule
from openspace.domain.vocabulary import PRIVATE_CHANGE

MOST_COMPANIONS = 5
MOST_FOLLOWED = 10


class LetFollow(Command, frozen=True, kw_only=True):
    """The server makes the code from the row (`web/following.py`), so it is stored nowhere."""

    not_for_host = "join"
    takes_back = True


@rule(LetFollow)
def let_follow(context: RuleContext, command: LetFollow) -> Effect:
    me = context.me()
    mine = [row for row in context.gathering.rows("followings") if row["person"] == me["id"]]
    unused = [row["id"] for row in mine if row["companion"] is None]
    if len(mine) - len(unused) >= MOST_COMPANIONS:
        raise Refused("too_many", why="companions", most=MOST_COMPANIONS)
    row = new(Following, id=context.next_id("follow"), person=me["id"], at=context.at)
    return Effect(
        {"followings": [row]},
        {"followings": unused} if unused else {},
        result={"following": row["id"]},
        change_name=PRIVATE_CHANGE,
    )


class Follow(Command, frozen=True, kw_only=True):
    """Sent by the server for the companion who entered the code."""

    not_for_host = "join"
    takes_back = True
    on_the_wire = False

    following: str


@rule(Follow)
def follow(context: RuleContext, command: Follow) -> Effect:
    me, row = context.me(), context.gathering.row("followings", command.following)
    if row is None or not is_valid(row, context.at) or row["person"] == me["id"]:
        raise Refused("unknown_code")
    followed = _followed_by(context.gathering, me["id"])
    if any(one["person"] == row["person"] for one in followed):
        return Effect()
    if len(followed) >= MOST_FOLLOWED:
        raise Refused("too_many", why="followed", most=MOST_FOLLOWED)
    used: Following = {**row, "companion": me["id"], "at": context.at}
    return Effect({"followings": [used]}, change_name=PRIVATE_CHANGE)


class EndFollowing(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True
    takes_back = True

    following: str


@rule(EndFollowing)
def end_following(context: RuleContext, command: EndFollowing) -> Effect:
    """End it, by either of the two. Without a reason, and the other is not told."""
    me, row = context.me(), context.gathering.row("followings", command.following)
    is_mine = (
        row is not None and not row["closed"] and me["id"] in (row["person"], row["companion"])
    )
    row = found(row if is_mine else None, "following")
    if row["person"] == me["id"]:
        return Effect(drops={"followings": [row["id"]]}, change_name=PRIVATE_CHANGE)
    # A drop is told only to its sender, and the person's pages must drop it too.
    over: Following = {**row, "companion": None, "closed": True}
    return Effect({"followings": [over]}, change_name=PRIVATE_CHANGE)


def _followed_by(gathering: Gathering, companion: str) -> list[Row]:
    return [row for row in gathering.rows("followings") if row["companion"] == companion]
