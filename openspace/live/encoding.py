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

Batch = tuple[dict[int, str], dict[str, list[Change]]]
"""What everybody sees of some changes, seq → JSON; and person → the changes that concern them."""


class ChangeEncoder:
    """Used only while `stream` is the newest state, because names are shown as they are now."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self._encoded: dict[tuple[int, str], tuple[str, bool]] = {}
        self._concerned: dict[int, set[str]] = {}
        self._batches: dict[tuple[int, int, bool, bool], Batch] = {}

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

    def message(
        self, since: int, changes: list[Change], viewer: Viewer, is_brief: bool = False
    ) -> Encoded:
        """Return `{since, seq, changes}` for `viewer`. `changes` are those after `since`, without repeats.
        `is_brief` leaves out those that are empty for `viewer`."""
        encoded = ",".join(self._changes(changes, viewer, is_brief))
        seq = changes[-1].seq if changes else since
        return Encoded(f'{{"since":{since},"seq":{seq},"changes":[{encoded}]}}')

    def _changes(self, changes: list[Change], viewer: Viewer, is_brief: bool) -> list[str]:
        """Return the encoded changes for `viewer`."""
        if not changes:
            return []
        common, whose = self._batch(changes, HOST if viewer.role == "host" else PUBLIC, is_brief)
        own = whose.get(viewer.person or "", []) if viewer.role == "person" else []
        if not own:
            return list(common.values())
        merged = {**common, **{c.seq: self._own(c, viewer, is_brief) for c in own}}
        if is_brief:
            return [json for _, json in sorted(merged.items()) if json]
        return list(merged.values())

    def _own(self, change: Change, viewer: Viewer, is_brief: bool) -> str:
        json, is_empty = _encode(see_change(self.stream, change, viewer))
        return "" if is_brief and is_empty else json

    def _batch(self, changes: list[Change], viewer: Viewer, is_brief: bool) -> Batch:
        """Return what everybody in the role of `viewer` sees. Hundreds may need nearly the same list, each
        with one change of their own in it."""
        key = changes[0].seq, len(changes), viewer.role == "host", is_brief
        if key not in self._batches:
            encoded = [(change.seq, *self._change(change, viewer)) for change in changes]
            whose: dict[str, list[Change]] = {}
            for change in changes:
                for person in self.concerned(change):
                    whose.setdefault(person, []).append(change)
            common = {seq: json for seq, json, empty in encoded if not (is_brief and empty)}
            self._batches[key] = common, whose
        return self._batches[key]

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
