"""Encodes changes for a stream as it is now: each change once for all viewers who see the same of it."""

from typing import Any

from openspace.domain.audience import (
    HOST,
    PUBLIC,
    Viewer,
    concerned,
    see_change,
)
from openspace.domain.change import Change
from openspace.domain.stream import Stream
from openspace.live.transport.manager import Encoded
from openspace.runtime import compact_json


class ChangeEncoder:
    """Used only while `stream` is the newest state, because names are shown as they are now."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self._encoded: dict[tuple[int, str], tuple[str, bool]] = {}
        self._concerned: dict[int, set[str]] = {}
        self._batches: dict[tuple[int, int, bool], tuple[list[str], dict[str, list[Change]]]] = {}

    def at(self, stream: Stream, since: int) -> "ChangeEncoder":
        """Return an encoder for `stream`. It reuses the encoded changes after `since` that are empty."""
        if stream is self.stream:
            return self
        newer = ChangeEncoder(stream)
        newer._encoded = {
            key: done for key, done in self._encoded.items() if done[1] and key[0] > since
        }
        newer._concerned = {seq: who for seq, who in self._concerned.items() if seq > since}
        return newer

    def message(self, since: int, changes: list[Change], viewer: Viewer) -> Encoded:
        """Return `{since, seq, changes}` for `viewer`. `changes` are those after `since`, without repeats."""
        encoded = ",".join(self._changes(changes, viewer))
        seq = changes[-1].seq if changes else since
        return Encoded(f'{{"since":{since},"seq":{seq},"changes":[{encoded}]}}')

    def _changes(self, changes: list[Change], viewer: Viewer) -> list[str]:
        """Return the encoded changes for `viewer`.

        Hundreds of viewers may need nearly the same list, each with one change of their own in it, so the
        common list is cached.
        """
        if not changes:
            return []
        first = changes[0].seq
        key = first, len(changes), viewer.role == "host"
        if key not in self._batches:
            seen_by = HOST if viewer.role == "host" else PUBLIC
            whose: dict[str, list[Change]] = {}
            for change in changes:
                for person in self.concerned(change):
                    whose.setdefault(person, []).append(change)
            self._batches[key] = [self._change(c, seen_by)[0] for c in changes], whose
        encoded, whose = self._batches[key]
        own = whose.get(viewer.person or "", []) if viewer.role == "person" else []
        if own:
            encoded = encoded.copy()
            for change in own:
                encoded[change.seq - first] = _encode(see_change(self.stream, change, viewer))[0]
        return encoded

    def is_empty(self, change: Change) -> bool:
        """Return whether the change shows nothing to the public and to the host."""
        return self._change(change, PUBLIC)[1] and self._change(change, HOST)[1]

    def concerned(self, change: Change) -> set[str]:
        if change.seq not in self._concerned:
            self._concerned[change.seq] = concerned(change)
        return self._concerned[change.seq]

    def _change(self, change: Change, viewer: Viewer) -> tuple[str, bool]:
        key = change.seq, "host" if viewer.role == "host" else "public"
        if key not in self._encoded:
            seen_by = HOST if viewer.role == "host" else PUBLIC
            self._encoded[key] = _encode(see_change(self.stream, change, seen_by))
        return self._encoded[key]


def _encode(seen: dict[str, Any]) -> tuple[str, bool]:
    """Return (json, is_empty). An empty change omits `at`: the time is long, and would reveal when somebody
    else was active."""
    nothing = not (seen["puts"] or seen["drops"] or seen["name"] == "ring_bell")
    if nothing:
        seen = {key: value for key, value in seen.items() if key != "at"}
    return compact_json.dumps(seen), nothing
