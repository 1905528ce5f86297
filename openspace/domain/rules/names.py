"""Names that should not be shown: anybody can report one to the host, who can remove it."""

from collections.abc import Sequence
from typing import cast

from openspace.domain.change import Row
from openspace.domain.command import Command, HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.needs import Need
from openspace.domain.private_tables import Report
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.action_joins import without_names
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.items import check_seen
from openspace.domain.rules.notices import to_authors
from openspace.domain.rules.puts import together
from openspace.domain.tables import CATALOGUE, Note


class ReportName(Command, frozen=True, kw_only=True):
    """Exactly one of `topic`, `note` and `evidence`."""

    not_for_host = "join"
    needs = (
        Need(
            {
                "item.convener_name": True,
                "item.by_name": True,
                "item.initiator_name": True,
                "item.joined_names": True,
            },
            Refused("no_name_shown"),
        ),
    )
    when_closed = True
    takes_back = True

    topic: str = ""
    note: str = ""
    evidence: str = ""


@rule(ReportName)
def report_name(context: RuleContext, command: ReportName) -> Effect:
    """Report a name on an item to the host, who does not see who reports it."""
    me = context.me()
    table, item = context.item(command.topic, command.note, command.evidence)
    check_seen(context, (table, item))
    context.check(command, item=item["id"])
    earlier = [row for row in _reports(context.gathering, item["id"]) if row["person"] == me["id"]]
    if any(not row["closed"] for row in earlier):
        return NOTHING_TO_DO
    if earlier:
        again: Report = {**earlier[0], "at": context.at, "closed": False}
        return Effect({"reports": [again]})
    row = new(
        Report,
        id=context.next_id("report"),
        topic=command.topic,
        note=command.note,
        evidence=command.evidence,
        person=me["id"],
        at=context.at,
    )
    return Effect({"reports": [row]})


class RemoveName(HostCommand, frozen=True, kw_only=True):
    """Exactly one of `topic`, `note` and `evidence`. `removed` false leaves the name and
    settles its reports."""

    topic: str = ""
    note: str = ""
    evidence: str = ""
    removed: bool = True


@rule(RemoveName)
def remove_name(context: RuleContext, command: RemoveName) -> Effect:
    """Remove every name from the item, or leave them. Its reports are closed either way."""
    table, item = context.item(command.topic, command.note, command.evidence)
    reports: list[Report] = [
        {**row, "closed": True}
        for row in _reports(context.gathering, item["id"])
        if not row["closed"]
    ]
    puts: dict[str, Sequence[Row]] = {"reports": reports} if reports else {}
    # Only visible names. The host must not find out whether an item had a name that was removed since.
    named = _columns_that_name(context.gathering, table, item)
    if command.removed and named:
        puts[table] = [with_columns(item, **dict.fromkeys(named))]
        if told := to_authors(context, (table, item), "name_removed"):
            puts["notices"] = told
    if command.removed and table == "notes":
        unnamed, drops = without_names(context, cast(Note, item))
        if unnamed or drops:
            return Effect(together({"notes": [item]}, puts, unnamed), drops)
    return Effect(puts) if puts else NOTHING_TO_DO


def _columns_that_name(gathering: Gathering, table: str, item: Row) -> list[str]:
    return [c for c in CATALOGUE[table].shown_names if gathering.shown_name(item[c])]


def _reports(gathering: Gathering, item: str) -> list[Report]:
    return [
        row
        for row in gathering.rows("reports")
        if item in (row["topic"], row["note"], row["evidence"])
    ]
