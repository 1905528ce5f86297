"""Frames that are nearly right, as a broken phone, another version or an attacker sends them."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

_GOOD = {"id": "12345678", "name": "propose_topic", "args": {"title": "A topic"}}
_NAMES = [
    "propose_topic",
    "edit_topic",
    "claim_cell",
    "post_note",
    "edit_note",
    "edit_me",
    "join",
    "",
]
_RAW = (
    "NaN",
    "Infinity",
    "-0",
    "1e999",
    "9223372036854775808",
    '"\\ud800"',
    "null",
    "true",
    '"\\u0000"',
    '""',
)
_HEADS = (
    "421",
    "42",
    "421",
    "421",
    "421",
    "451-1",
    "42/admin,1",
    "40",
    "41",
    "431",
    "44",
    "4",
    "49",
    "2",
    "3",
    "6",
    "x",
    "",
)


def odd_frames(random: Random, count: int) -> Iterator[str]:
    """`count` frames; those that begin with `421` ask for an answer. None closes the socket."""
    for _ in range(count):
        head = random.choice(_HEADS)
        frame = head + _body(random)
        if head in ("41", "1", "") or frame[:1] in ("1",) or frame.startswith("41"):
            continue  # says good-bye, as it may
        yield frame


def _body(random: Random) -> str:
    kind = random.randrange(8)
    if kind == 0:
        return "[" * random.choice((1, 10, 500, 30_000))
    if kind == 1:
        depth = random.choice((1, 33, 900, 30_000))
        return '["command",' + "[" * depth + "]" * depth + "]"
    if kind == 2:
        return "".join(chr(random.randrange(32, 0x2FF)) for _ in range(random.randrange(60)))
    event = ["command", _mutated(random, {**_GOOD, "name": random.choice(_NAMES)})]
    if kind == 3:
        event = [
            random.choice(("command", "connect", "disconnect", "*", "message", 7, None)),
            *event[1:],
        ]
    if kind == 4:
        event = event[:1] + event[1:] * random.choice((0, 2, 3))
    text = json.dumps(event)
    if kind == 5:
        return text[: random.randrange(len(text) + 1)]
    if kind == 6:
        at = random.randrange(len(text))
        return text[:at] + random.choice(_RAW) + text[at + random.randrange(4) :]
    return text.replace('"A topic"', random.choice(_RAW))


def _mutated(random: Random, command: dict[str, Any]) -> Any:
    odd: Any = random.choice(
        [None, [], {}, 2**63, -1, 0.5, "", "\ud800", "x" * 20_000, True, [[]], {"title": {}}]
    )
    match random.randrange(5):
        case 0:
            return odd
        case 1:
            return {key: value for key, value in command.items() if random.random() < 0.7}
        case 2:
            return {**command, random.choice(list(command)): odd}
        case 3:
            return {
                **command,
                "args": {random.choice(("title", "topic", "note", "rev", "tags")): odd},
            }
    return command
