"""Answers that get lost: the same command again and again, by several ways at once, has one effect."""

import asyncio
import random
import secrets
from collections import Counter
from pathlib import Path
from typing import Any

import socketio

from bench.faults.days import opened, unlimited
from bench.faults.verdict import Verdict
from tests.support.server import LEAN, Server

TIMES_EACH = 20


def lost_answers(folder: Path, retries: int, people: int = 8) -> Verdict:
    """`retries` sendings, 20 of each command: some hear no answer, some come by another socket."""
    with Server(folder, program=LEAN, **unlimited()) as server:
        return asyncio.run(_play(server, retries, people))


async def _play(server: Server, retries: int, people: int) -> Verdict:
    code, tokens, _ = opened(server, people)
    each = retries // people // TIMES_EACH
    rounds = [_person(server.url, code, token, each) for token in tokens]
    told = [answer for answers in await asyncio.gather(*rounds) for answer in answers]
    titles = Counter(
        topic["title"] for topic in server.get(f"/api/{code}/state")["tables"]["topics"]
    )
    wanted = {title for title, _ in told}
    return Verdict(
        "answers lost",
        {
            "sendings": each * people * TIMES_EACH,
            "commands": len(wanted),
            "second effects": sum(titles.values()) - len(titles),
            "lost": len(wanted - set(titles)),
            "unlike answers": sum(unlike for _, unlike in told),
        },
        zero=("second effects", "lost", "unlike answers"),
    )


async def _person(url: str, code: str, token: str, commands: int) -> list[tuple[str, bool]]:
    sockets = [socketio.AsyncClient(handle_sigint=False) for _ in range(2)]
    for one in sockets:
        auth = {"gathering": code, "token": token}
        await one.connect(url, auth=auth, transports=["websocket"], wait_timeout=10)
    told = []
    for _ in range(commands):
        title = secrets.token_hex(8)
        command = {"id": secrets.token_hex(8), "name": "propose_topic", "args": {"title": title}}
        answers = await asyncio.gather(
            *(_send(random.choice(sockets), command) for _ in range(TIMES_EACH))
        )
        heard = [answer for answer in answers if answer is not None]
        told.append((title, any(answer != heard[0] or not answer["ok"] for answer in heard)))
    for one in sockets:
        await one.disconnect()
    return told


async def _send(socket: Any, command: dict[str, Any]) -> Any:
    if random.random() < 0.5:
        await socket.emit("command", command)  # nobody listens to the answer
        return None
    return await socket.call("command", command, timeout=20)
