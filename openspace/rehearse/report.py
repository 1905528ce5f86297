"""Formats the result of a rehearsal: a table, and sentences about problems."""

from collections.abc import Sequence

from openspace.client.tally import Tally, quantile
from openspace.rehearse.outcome import Contest, Outcome

_SHOWN = 8


def format_report(outcome: Outcome) -> str:
    tally = outcome.tally
    parts = [
        _table(outcome),
        _times(tally, outcome),
        *_contests(outcome.contests),
        *_remarks(outcome),
        _verdict(outcome),
    ]
    return "\n\n".join(part for part in parts if part)


def _table(outcome: Outcome) -> str:
    tally = outcome.tally
    rows = [("asked for", "sent", "acknowledged", "refused", f"seen by all {outcome.screens}")]
    for name, sent in tally.sent.items():
        refusals = [f"{n} {code}" for (what, code), n in tally.refused.items() if what == name]
        acknowledged = tally.acknowledged[name]
        seen = acknowledged - outcome.unseen.get(name, 0)
        rows.append((name, str(sent), str(acknowledged), ", ".join(refusals) or "–", str(seen)))
    seen_of_all = tally.acknowledged.total() - sum(outcome.unseen.values())
    rows.append(
        (
            "together",
            str(tally.sent.total()),
            str(tally.acknowledged.total()),
            str(tally.refused.total()) if tally.refused else "–",
            str(seen_of_all),
        )
    )
    return _lined_up(rows)


def _lined_up(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  "
        + row[0].ljust(widths[0])
        + "".join("  " + cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    ]
    rule = "  " + "─" * (sum(widths) + 2 * (len(widths) - 1))
    return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _times(tally: Tally, outcome: Outcome) -> str:
    to_last_screen = tally.claim_to_last_screen(outcome.screens)
    rows = [
        ("", "median", "95 of 100", "slowest"),
        ("until the answer", *_quantiles(tally.answer_times)),
        ("from a claim to the last screen", *_quantiles(to_last_screen)),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  "
        + row[0].ljust(widths[0])
        + "".join("  " + cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    ]
    lines.append(
        f"  It took {outcome.took:.1f} seconds with {outcome.screens - 1} people and a wall."
    )
    return "\n".join(lines)


def _quantiles(times: list[float]) -> tuple[str, str, str]:
    if not times:
        return ("–", "–", "–")
    found = (quantile(times, 0.5), quantile(times, 0.95), max(times))
    return (_ms(found[0]), _ms(found[1]), _ms(found[2]))


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 10 else f"{seconds:.0f} s"


def _contests(contests: Sequence[Contest]) -> list[str]:
    lines = []
    for contest in contests:
        for title, where in contest.losers:
            place = f"now in {where}" if where else "not placed"
            lines.append(
                f"  {contest.code}: “{_short(contest.winner)}” was first; "
                f"“{_short(title)}” was told so, {place}."
            )
    if not lines:
        return []
    return ["  Places that the file gives to more than one topic:\n" + "\n".join(lines)]


def _remarks(outcome: Outcome) -> list[str]:
    tally = outcome.tally
    lines = []
    if tally.waited:
        lines.append(
            f"  The server asked to wait {tally.waited} times (its limits: docs/deploy.md)."
        )
    if tally.sent_again:
        lines.append(f"  Sent again until answered: {tally.sent_again}.")
    if tally.reconnects:
        lines.append(f"  Connections lost and made again: {tally.reconnects}.")
    if tally.resyncs:
        lines.append(f"  Screens that had to start over from the whole state: {tally.resyncs}.")
    if outcome.notes_without_session:
        lines.append(
            f"  Notes not posted, because their topic has no place: {outcome.notes_without_session} "
            "(--settle finds one)."
        )
    if outcome.unnamed_notes:
        lines.append(
            f"  Notes posted without their author's name, since there are more names than people: "
            f"{outcome.unnamed_notes}."
        )
    return ["\n".join(lines)] if lines else []


def _verdict(outcome: Outcome) -> str:
    total = outcome.placed + len(outcome.misplaced)
    if outcome.complete:
        return (
            f"  Complete: {outcome.placed} of {total} placements are right, and all {outcome.screens} "
            "screens show the same."
        )
    lines = ["  Not complete:"]
    if outcome.misplaced:
        titles = [f"“{_short(title)}”" for title in outcome.misplaced]
        lines.append(f"  · {len(titles)} of {total} placements are wrong: {_some(titles)}.")
    lines += [
        "  · a place that several people wanted is still free: "
        f"{_some([f'“{_short(t)}”' for t, _ in c.losers])}."
        for c in outcome.contests
        if not c.winner
    ]
    if outcome.behind:
        behind = [f"{who} by {missing} changes" for who, missing in outcome.behind.items()]
        lines.append(f"  · {len(behind)} screens are behind: {_some(behind)}.")
    if outcome.different:
        shown = [f"{who} ({_some(rows, 3)})" for who, rows in outcome.different.items()]
        lines.append(f"  · {len(shown)} screens show something else: {_some(shown)}.")
    for (name, code), message in outcome.unexpected.items():
        times = outcome.tally.refused[name, code]
        lines.append(f"  · {name} was refused {times} times as {code}: {message}")
    if sum(outcome.unseen.values()):
        lines.append(
            f"  · {sum(outcome.unseen.values())} acknowledged changes were not seen by all."
        )
    return "\n".join(lines)


def _some(texts: Sequence[str], most: int = _SHOWN) -> str:
    more = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {more} more" if more > 0 else "")


def _short(title: str) -> str:
    return title if len(title) <= 48 else title[:47].rstrip() + "…"
