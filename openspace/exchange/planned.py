"""What a gathering file says about a rehearsal: topics with their cells and notes, and evidence."""

import msgspec

from openspace.domain.opening import SeededEvidence


class PlannedCell(msgspec.Struct, frozen=True):
    """A cell: `room` is a room's name or letter, `slot` a slot's code ("2", "T2") or its start time. Or a
    free place: `place` with `starts_at` and perhaps `ends_at`."""

    room: str = ""
    slot: str = ""
    place: str = ""
    starts_at: str = ""
    ends_at: str = ""

    @property
    def is_free_place(self) -> bool:
        return bool(self.place or self.starts_at or self.ends_at)


class PlannedNote(msgspec.Struct, frozen=True):
    """A note to post in a rehearsal. `by` is its author's name, empty for an anonymous one."""

    kind: str
    text: str = ""
    by: str = ""
    initiator_name: str = ""
    due: str = ""
    url: str = ""

    def typed(self) -> dict[str, str]:
        """Return the arguments of `post_note` that its author types."""
        names = ("kind", "text", "url", "due", "initiator_name")
        return {name: getattr(self, name) for name in names}


class PlannedTopic(msgspec.Struct, frozen=True):
    """A topic to propose in a rehearsal, the cells to claim for it, and the notes of its sessions.
    `joined_with`: the title of the topic whose session it joins, instead of cells of its own."""

    title: str
    description: str = ""
    convener_name: str = ""
    tags: list[str] = []
    report_title: str = ""
    joined_with: str = ""
    cells: list[PlannedCell] = []
    notes: list[PlannedNote] = []


class PlannedEvidence(SeededEvidence, frozen=True):
    """An item about the statement, by anybody.

    `topic` is the title of the topic whose session it comes from. `by` is its author's name, empty for an
    anonymous one. `seeded`: whether it is the organisers'; None if the file does not say.
    """

    topic: str = ""
    by: str = ""
    seeded: bool | None = None

    def typed(self) -> dict[str, str]:
        """Return the arguments of `post_evidence` that its author types."""
        return {name: getattr(self, name) for name in SeededEvidence.__struct_fields__}

    @property
    def is_for_new(self) -> bool:
        """Return whether `openspace new` posts it: unless the file says otherwise, what is said to come from
        nobody and no session."""
        return self.seeded if self.seeded is not None else not (self.topic or self.by)
