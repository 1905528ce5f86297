"""Silent hops of the Wi-Fi: phones with the product's own modules, in Node, and a link that dies without an
error."""

import json
import random
import subprocess
import time
from pathlib import Path
from typing import Any

from bench.faults.days import opened, unlimited
from bench.faults.verdict import Verdict, percentile
from bench.faults.wifi import Wifi
from tests.support.server import LEAN, ROOT, Server

AWAY = (0.1, 1.0, 2.0, 4.0, 6.0)


def hops(folder: Path, how_many: int, phones: int = 50, within: float = 3.0) -> Verdict:
    """In each hop all phones write something while the link is dead: both ways, or one way only."""
    with Server(folder, program=LEAN, **unlimited()) as server:
        code, tokens, host = opened(server, phones)
        with Wifi(server.port) as wifi, _Phones(wifi.url, code, tokens) as crowd:
            return _play(server, wifi, crowd, code, host, how_many, within)


def _play(
    server: Server, wifi: Wifi, crowd: "_Phones", code: str, host: str, how_many: int, within: float
) -> Verdict:
    true_after: list[float] = []
    saved_after: list[float] = []
    time.sleep(2)
    for nth in range(how_many):
        wifi.dies(random.choice(("both", "up", "down")))
        crowd.tell({"ask": f"hop {nth}"})
        _host_asks(server, code, host, f"from elsewhere {nth}")
        time.sleep(random.choice(AWAY))
        wifi.heals()
        true_after += _until_true(server, crowd, code, f"from elsewhere {nth}")
        healed = time.monotonic() - max(true_after[-crowd.count :])
        crowd.until(lambda phones: not any(phone["waiting"] for phone in phones), 20)
        saved_after.append(time.monotonic() - healed)
    titles = [t["title"] for t in server.get(f"/api/{code}/state")["tables"]["topics"]]
    crowd.until(lambda phones: all(phone["topics"] == sorted(titles) for phone in phones), 20)
    found = crowd.report()
    saved = [title for phone in found for title in phone["saved"]]
    asked = len(found) * how_many
    return Verdict(
        f"silent hops, {len(found)} phones",
        {
            "hops": how_many,
            "asked": asked,
            "acknowledged lost": len(set(saved) - set(titles)),
            "silently lost": asked - len(saved) - sum(phone["refused"] for phone in found),
            "doubled": len(titles) - len(set(titles)),
            "screens untrue": sum(phone["topics"] != sorted(titles) for phone in found),
            "true after p50 s": round(percentile(true_after, 50), 2),
            "true after p99 s": round(percentile(true_after, 99), 2),
            "all saved after p99 s": round(percentile(saved_after, 99), 1),
            "said late after, most s": round(
                max(t for p in found for t in [0, *p["lateAfter"]]), 2
            ),
        },
        zero=("acknowledged lost", "silently lost", "doubled", "screens untrue"),
        most={"true after p99 s": within},
    )


def _host_asks(server: Server, code: str, host: str, title: str) -> None:
    command = {
        "id": f"hop-{time.monotonic_ns()}",
        "name": "propose_topic",
        "args": {"title": title},
    }
    assert server.post(f"/api/{code}/commands", command, host)["ok"]


def _until_true(server: Server, crowd: "_Phones", code: str, title: str) -> list[float]:
    """For each phone the seconds from healing until it shows what happened meanwhile."""
    began, seen = time.monotonic(), {}
    while time.monotonic() - began < 15:
        for nth, shown in enumerate(crowd.shown(title)):
            if shown:
                seen.setdefault(nth, time.monotonic() - began)
        if len(seen) == crowd.count:
            break
        time.sleep(0.05)
    return [seen.get(nth, 99.0) for nth in range(crowd.count)]


class _Phones:
    def __init__(self, url: str, code: str, tokens: list[str]) -> None:
        self.count = len(tokens)
        people = [{"token": token, "id": f"p{nth}"} for nth, token in enumerate(tokens)]
        modules = (ROOT / "static" / "js" / "core").as_uri()
        self._how = json.dumps({"modules": modules, "url": url, "code": code, "people": people})

    def __enter__(self) -> "_Phones":
        self._process = subprocess.Popen(
            [node(), "--no-warnings", str(Path(__file__).with_name("phones.mjs")), self._how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == "live\n"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def tell(self, what: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def report(self) -> list[dict[str, Any]]:
        return self._hear({"report": True})

    def shown(self, title: str) -> list[bool]:
        return self._hear({"shown": title})

    def _hear(self, asked: dict[str, Any]) -> list[Any]:
        self.tell(asked)
        assert self._process.stdout
        return list(json.loads(self._process.stdout.readline()))

    def until(self, true: Any, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not true(self.report()):
            time.sleep(0.3)


def node() -> str:
    """The Node that playwright brings: a system's own may be too old to have WebSocket."""
    import playwright

    return str(Path(playwright.__file__).parent / "driver" / "node")
