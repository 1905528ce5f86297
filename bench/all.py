"""Measures every row of the goal table and writes the results beside it: `bin/bench`, or `bin/bench --quick`.

Only on 127.0.0.1, and it stops by itself: in under 3 minutes when quick, in about 20 otherwise. What cannot
be measured is said in its row, and the others go on.
"""

import argparse
import os
import platform
import statistics
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import scenarios
import servers
from plot import latency_plot
from rows import ROWS, Bench, Crowds, NotInPlan, Plan, Row, median
from servers import SOCKET_IO, Absent

HERE = Path(__file__).parent
NAMES = {
    "limit": "C, the limit",
    "eventlet": "openspace, eventlet",
    "gevent": "openspace, gevent",
    "node": f"Node socket.io {SOCKET_IO}",
}
MOST_FOR_NODE = 2_000
BEGAN = time.time()
PACES: list[float] = []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs and sizes; writes nothing")
    parser.add_argument("--mode", choices=("eventlet", "gevent", "threading"), help="only this one")
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default=servers.STORE)
    parser.add_argument("--workers", type=int, default=1, help="processes of ours; writes nothing")
    given = parser.parse_args()
    os.environ.update(servers.with_workers(given.workers))
    servers.STORE = given.store
    modes = (
        (given.mode,) if given.mode else ("eventlet",) if given.quick else ("eventlet", "gevent")
    )
    plan = Plan(modes)
    if given.quick:
        plan = Plan(
            modes,
            (200, 2_000),
            1,
            2,
            2,
            6,
            3,
            again=1,
            halls=(10, 500),
            pings=False,
            notes_searched=0,
        )
    load = os.getloadavg()[0]
    crowds = measure_fan_out(plan)
    page = f"{goal_table(plan, crowds)}\n\n{fan_out_table(crowds)}\n"
    print(f"\n{page}\n{time.time() - BEGAN:.0f} s")
    if not (given.quick or given.mode) and given.workers == 1 and given.store == "sqlite":
        write(f"{measured_on(plan, load)}\n\n{page}", crowds)


def measure_fan_out(plan: Plan) -> Crowds:
    """One claim onto every screen, for each kind of server and number of screens."""
    crowds: Crowds = {}
    absent: set[str] = set()
    kinds = ("limit", *plan.modes, "node")
    for size in plan.sizes:
        # In turns: what the machine gives changes from minute to minute, and kinds are compared.
        for kind in kinds * plan.rounds:
            if kind in absent or (kind == "node" and size > MOST_FOR_NODE):
                continue
            try:
                runs = scenarios.fan_out(kind, size, 10, plan.seconds, plan.runs)
            except Absent as reason:
                absent.add(kind)
                say(f"without {NAMES[kind]}: {reason}")
                continue
            except Exception as error:
                say(f"{NAMES[kind]} at {size:,} could not be measured: {error!r}")
                continue
            crowds.setdefault((kind, size), []).extend(runs)
            say(f"{NAMES[kind]} @ {size:,}: {delays(runs)} ms")
    return crowds


def goal_table(plan: Plan, crowds: Crowds) -> str:
    benches = [Bench(plan, mode, crowds) for mode in plan.modes]
    heads = ["figure", "goal"]
    for mode in plan.modes:
        heads += [f"measured, {mode}" if len(plan.modes) > 1 else "measured", "reached"]
    rows = []
    for row in ROWS:
        cells = [row.figure, row.goal]
        for bench in benches:
            cells += measured(row, bench)
        rows.append(cells)
        say(" | ".join(cells))
    return as_table(heads, rows)


def measured(row: Row, bench: Bench) -> list[str]:
    """What is measured, and whether that reaches the goal."""
    if row.once and bench.mode != bench.plan.modes[0]:
        return ["", ""]
    try:
        text, done = row.measure(bench)
    except NotInPlan:
        return ["not measured in this run", "–"]
    except Absent as reason:
        return [f"left out: {reason}", "–"]
    except Exception as error:
        what = f"{type(error).__name__}: {error}".replace("|", "/").replace("\n", " ")
        return [f"could not be measured: {what[-300:]}", "**no**"]
    return [text, "yes" if done else "**no**"]


def fan_out_table(crowds: Crowds) -> str:
    rows = []
    for (kind, size), runs in sorted(crowds.items(), key=lambda item: item[0][1]):
        shares = [f"{median(runs, name):.0f} %" for name in ("server_cpu", "crowd_cpu")]
        lost = sum(run["lost"] + run["missed"] + run["refused"] for run in runs)
        rows.append([f"{size:,}", NAMES[kind], delays(runs), *shares, f"{lost:.0f}"])
    heads = ["screens", "server", "median / p99 ms", "server's CPU", "crowd's CPU", "lost"]
    return as_table(heads, rows)


def delays(runs: list[scenarios.Figures]) -> str:
    return f"{median(runs, 'median'):.1f} / {median(runs, 'p99'):.1f}"


def as_table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def measured_on(plan: Plan, load: float) -> str:
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = (line.split(":")[1].strip() for line in info.splitlines() if "model name" in line)
    model = next(models, platform.processor())
    day = date.today().isoformat()  # noqa: DTZ011
    return (
        f"Measured on {day}: {model}, {os.cpu_count()} cores, Python {platform.python_version()}. "
        f"Medians of {plan.all_runs} runs of {plan.seconds} s, {plan.runs} at a time in turns "
        f"({plan.again} where a hall comes in, and of commands; the rush, the hanging disk and gatherings "
        f"side by side once).\n{load:.1f} processes waited for a core at the beginning, "
        f"{os.getloadavg()[0]:.1f} at the end, with the bench's own. The same loop of Python, timed between "
        f"the rows, took {min(PACES):.0f} to {max(PACES):.0f} ms, {statistics.median(PACES):.0f} in the "
        "median: so much does change what the machine gives."
    )


def pace() -> float:
    """Milliseconds of a loop that is always the same: other guests of a host share its processor."""
    began, found = time.perf_counter(), 0
    for n in range(1_000_000):
        found += n & 7
    return 1000 * (time.perf_counter() - began)


def write(page: str, crowds: Crowds) -> None:
    """Puts the results between the marks of bench/README.md, and the plot beside it."""
    readme = HERE / "README.md"
    before, mark, rest = readme.read_text("utf-8").partition("<!-- results -->\n")
    _, end, after = rest.partition("<!-- end -->")
    if not end:
        raise SystemExit("bench/README.md has no marks between which results could go.")
    readme.write_text(f"{before}{mark}{page}{end}{after}", "utf-8")
    lines = {
        NAMES[kind]: sorted(
            (size, median(runs, "median"), median(runs, "p99"))
            for (k, size), runs in crowds.items()
            if k == kind
        )
        for kind in NAMES
    }
    (HERE / "latency.svg").write_text(latency_plot({n: p for n, p in lines.items() if p}), "utf-8")


def say(text: str) -> None:
    PACES.append(pace())
    print(f"{time.time() - BEGAN:4.0f} s  {text}", flush=True)


if __name__ == "__main__":
    main()
