"""Measures every row of the goal table and writes the results beside it: `bin/bench`, or `bin/bench --quick`.

Only on 127.0.0.1, and it stops by itself: in under 3 minutes when quick, in about 8 otherwise.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import scenarios
from plot import latency_plot
from scenarios import Absent, Figures
from servers import SOCKET_IO

HERE = Path(__file__).parent
NAMES = {
    "limit": "C, the limit",
    "eventlet": "openspace, eventlet",
    "gevent": "openspace, gevent",
    "node": f"Node socket.io {SOCKET_IO}",
}


class Plan:
    def __init__(self, quick: bool, mode: str) -> None:
        self.mode = mode
        self.sizes = (200, 2_000) if quick else (200, 500, 2_000, 5_000)
        self.kinds = ("limit", mode, "node") if quick else ("limit", "eventlet", "gevent", "node")
        self.runs, self.seconds = (2, 3.0) if quick else (5, 3.0)
        self.rush = 10.0 if quick else 60.0
        self.phones = 2_000
        self.commands = 4.0 if quick else 8.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs and sizes; writes nothing")
    parser.add_argument("--mode", default="eventlet", choices=("eventlet", "gevent", "threading"))
    given = parser.parse_args()
    begin, plan = time.time(), Plan(given.quick, given.mode)
    crowds = measure_fan_out(plan)
    rows = [*fan_out_rows(plan, crowds), *other_rows(plan)]
    table = as_table(("figure", "goal", "measured", "reached"), rows)
    page = f"{table}\n\n{fan_out_table(crowds)}\n"
    print(f"\n{page}\n{time.time() - begin:.0f} s")
    if not given.quick:
        write(page, crowds)


# --- one claim onto every screen

Crowds = dict[tuple[str, int], list[Figures]]


def measure_fan_out(plan: Plan) -> Crowds:
    crowds: Crowds = {}
    absent: set[str] = set()
    for size in plan.sizes:
        for kind in plan.kinds:
            if kind in absent or (kind == "node" and size > 2_000):
                continue
            try:
                runs = scenarios.fan_out(kind, size, 10, plan.seconds, plan.runs)
            except Absent as reason:
                absent.add(kind)
                print(f"without {NAMES[kind]}: {reason}")
                continue
            except (TimeoutError, RuntimeError, OSError) as error:
                print(f"{NAMES[kind]} at {size}: {error}")
                continue
            crowds[kind, size] = runs
            print(
                f"{NAMES[kind]} @ {size}: {median(runs, 'median'):.1f} / {median(runs, 'p99'):.1f} ms",
                flush=True,
            )
    return crowds


def median(runs: list[Figures], figure: str) -> float:
    return statistics.median(run[figure] for run in runs)


Row = tuple[str, str, str, str]


def fan_out_rows(plan: Plan, crowds: Crowds) -> list[Row]:
    ours = {size: runs for (kind, size), runs in crowds.items() if kind == plan.mode}
    rows: list[Row] = []
    if 2_000 in ours and ("limit", 2_000) in crowds:
        middle, late = (median(ours[2_000], figure) for figure in ("median", "p99"))
        best = crowds["limit", 2_000]
        ratio = middle / median(best, "median"), late / median(best, "p99")
        text = f"{middle:.0f} / {late:.0f} ms: {ratio[0]:.2f} × and {ratio[1]:.2f} × the limit"
        ahead = True
        if ("node", 2_000) in crowds:
            theirs = crowds["node", 2_000]
            ahead = middle < median(theirs, "median")
            text += f"; Node {median(theirs, 'median'):.0f} / {median(theirs, 'p99'):.0f} ms"
        done = ratio[0] <= 1.5 and ratio[1] <= 1.6 and ahead
        goal = "median ≤ 1.5 ×, p99 ≤ 1.6 × the limit, ahead of Node"
        rows.append(("claim → every screen, 2,000 @ 10/s", goal, text, said(done)))
    if 200 in ours:
        late = median(ours[200], "p99")
        rows.append(("the same at 200", "p99 ≤ 7 ms", f"{late:.1f} ms", said(late <= 7)))
    if 5_000 in ours:
        late = median(ours[5_000], "p99")
        each = (ours[5_000][0]["memory"] - ours[500][0]["memory"]) / 4_500 / 1_000
        text = f"{late:.0f} ms, {each:.0f} kB"
        done = late <= 100 and each <= 75
        rows.append(("5,000 @ 10/s", "p99 ≤ 100 ms, ≤ 75 kB each", text, said(done)))
        cost = [median(ours[size], "server_cpu") / size for size in (500, 5_000)]
        ratio_ = cost[1] / cost[0]
        text = f"{ratio_:.2f} × the processor time of each at 500"
        goal = "linear within 10 %"
        rows.append(("cost per extra client, 500 → 5,000", goal, text, said(ratio_ <= 1.1)))
    return rows


# --- the others


def other_rows(plan: Plan) -> list[Row]:
    mode = plan.mode
    wanted: list[Callable[[], Row]] = [
        lambda: rush_row(plan),
        lambda: burst_row(plan),
        lambda: commands_row(plan),
        lambda: stall_row(mode),
        lambda: notes_row(mode),
        lambda: gatherings_row(plan),
        lambda: large_row(mode),
    ]
    rows = []
    for row in wanted:
        try:
            rows.append(row())
            print(" | ".join(rows[-1]), flush=True)
        except (TimeoutError, RuntimeError, OSError, AssertionError) as error:
            print(f"not measured: {error!r}", flush=True)
    return rows


def rush_row(plan: Plan) -> Row:
    (run,) = scenarios.fan_out(plan.mode, 2_000, 100, plan.rush, 1)
    text = f"{run['median']:.0f} / {run['p99']:.0f} ms, {run['lost']:.0f} dropped, {run['missed']:.0f} missed"
    done = run["median"] <= 70 and run["p99"] <= 130 and not run["lost"]
    figure = f"100 claims/s onto 2,000 for {plan.rush:.0f} s"
    return figure, "median ≤ 70, p99 ≤ 130 ms, nobody dropped", text, said(done)


def burst_row(plan: Plan) -> Row:
    run = scenarios.burst(plan.mode, plan.phones)
    text = (
        f"{run['all_live'] / 1000:.1f} s, {run['refused']:.0f} refused, claim {run['claim_p99']:.0f} ms "
        f"(median {run['claim_median']:.0f})"
    )
    done = run["all_live"] <= 4_000 and not run["refused"] and run["claim_p99"] <= 250
    goal = "all live ≤ 4 s, none refused, a claim ≤ 250 ms p99"
    return f"{plan.phones:,} phones at once: page, join, state, socket", goal, text, said(done)


def commands_row(plan: Plan) -> Row:
    run = scenarios.commands(plan.mode, 500, plan.commands)
    text = f"{run['per_second']:,.0f}/s (answer {run['median']:.0f} / {run['p99']:.0f} ms)"
    return "durable commands, 500 senders", "≥ 5,000/s", text, said(run["per_second"] >= 5_000)


def stall_row(mode: str) -> Row:
    run = scenarios.stall(mode)
    text = f"answer after {run['answer']:.0f} ms, reads {run['median']:.1f} / {run['worst']:.1f} ms"
    goal = "delays answers, not reads"
    return "a second in which nothing can be written", goal, text, said(run["worst"] < 100)


def notes_row(mode: str) -> Row:
    run = scenarios.notes(mode, 200, 5)
    text = f"{run['median']:.1f} / {run['p99']:.1f} ms"
    return "a note → the other 200", "p99 ≤ 8 ms", text, said(run["p99"] <= 8)


def gatherings_row(plan: Plan) -> Row:
    many = scenarios.gatherings(plan.mode, 50, 40, 10, 4)
    one = scenarios.gatherings(plan.mode, 1, 2_000, 10, 4)
    ratio = many["median"] / one["median"]
    text = f"{many['median']:.1f} against {one['median']:.1f} ms: {ratio:.2f} ×"
    return (
        "50 gatherings of 40, 10 claims/s",
        "within 1.3 × of one of 2,000",
        text,
        said(ratio <= 1.3),
    )


def large_row(mode: str) -> Row:
    with TemporaryDirectory() as folder:
        run = scenarios.large_gathering(mode, Path(folder))
    text = (
        f"{run['start']:.0f} ms to the first answer; state {run['state_gzip'] / 1000:.0f} kB, "
        f"again in {run['again']:.1f} ms"
    )
    done = run["start"] <= 1_000 and run["state_gzip"] <= 150_000
    goal = "first answer ≤ 1 s, state ≤ 150 kB gzipped"
    return f"1,440 cells, 1,000 topics, {run['seq']:,.0f} changes", goal, text, said(done)


def said(done: bool) -> str:
    return "yes" if done else "no"


# --- what is shown


def fan_out_table(crowds: Crowds) -> str:
    rows: list[tuple[str, ...]] = []
    for (kind, size), runs in sorted(crowds.items(), key=lambda item: item[0][1]):
        figures = [median(runs, name) for name in ("median", "p99", "server_cpu", "crowd_cpu")]
        lost = sum(run["lost"] + run["missed"] + run["refused"] for run in runs)
        cells = [
            f"{figures[0]:.1f} / {figures[1]:.1f}",
            *(f"{value:.0f} %" for value in figures[2:]),
        ]
        rows.append((f"{size:,}", NAMES[kind], *cells, f"{lost:.0f}"))
    heads = ("screens", "server", "median / p99 ms", "server's CPU", "crowd's CPU", "lost")
    return as_table(heads, rows)


def as_table(heads: tuple[str, ...], rows: list[Any]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(page: str, crowds: Crowds) -> None:
    """Puts the results between the marks of bench/README.md, and the plot beside it."""
    readme = HERE / "README.md"
    before, mark, rest = readme.read_text("utf-8").partition("<!-- results -->\n")
    _, end, after = rest.partition("<!-- end -->")
    day = date.today().isoformat()  # noqa: DTZ011
    load = os.getloadavg()[0]
    machine = f"Measured on {day}: {machine_name()}, {load:.1f} waiting for a core at the end."
    readme.write_text(f"{before}{mark}{machine}\n\n{page}{end}{after}", "utf-8")
    lines = {
        NAMES[kind]: sorted(
            (size, median(runs, "median"), median(runs, "p99"))
            for (k, size), runs in crowds.items()
            if k == kind
        )
        for kind in NAMES
    }
    (HERE / "latency.svg").write_text(latency_plot({n: p for n, p in lines.items() if p}), "utf-8")


def machine_name() -> str:
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (line.split(":")[1].strip() for line in info.splitlines() if "model name" in line), ""
    )
    cores = info.count("processor\t")
    return f"{model or platform.processor()}, {cores} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
