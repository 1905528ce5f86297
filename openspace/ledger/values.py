"""What a ledger takes, returns and raises."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure
from openspace.domain.stream import Stream

Answer = dict[str, Any]

Plan = Callable[[Any, Sequence[Change]], Erasure]
"""(the turn's stream, its whole log with the changes of the turn) → what is erased."""


class UnknownGathering(Exception):
    """No gathering has that code."""


S = TypeVar("S", bound=Stream)


def of_kind(kind: type[S], stream: Stream) -> S:
    """Return `stream` if it is of that kind. Raises UnknownGathering."""
    if not isinstance(stream, kind):
        raise UnknownGathering(stream.code)
    return stream


DISK_FULL = "The disk is full."
"""Value of `Log.trouble` when the disk is full."""


class Conflict(Exception):
    """The rows were changed without a change in the log. Reload them and retry."""


class Unwritable(Exception):
    """The store could not be written (full disk, read-only, locked too long). The transaction was rolled
    back."""


class Unreadable(Exception):
    """The store could not be read, and the answer is not cached."""


class StoreClosed(Unreadable, Unwritable):
    """The store was closed, because the program ends."""


@dataclass(frozen=True)
class Photo:
    """A re-encoded picture: `jpeg` bytes, `width` and `height` in pixels."""

    id: str
    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Generation:
    """How often a person ended their devices, and renewed their calendar's address. Tokens and addresses of
    earlier generations are invalid."""

    devices: int = 0
    calendar: int = 0


@dataclass(frozen=True)
class Factor:
    """A second factor of a stream's hosts. `kind` is "totp", "passkey" or "recovery"; `secret` is what checks
    it, or empty if the store lost its own secret. `used` grows with each use; `at` is when it was added."""

    id: str
    kind: str
    secret: str
    used: int
    at: str


def is_one_of_several(factors: Iterable[Factor], id: str, but: str) -> bool:
    """Return whether the factor `id` is one of at least two that are not of the kind `but`."""
    ids = {one.id for one in factors if one.kind != but}
    return id in ids and len(ids) > 1


@dataclass(frozen=True)
class Held:
    """Stored data about a person outside the rows: photos as (id, width, height, bytes), the number of
    receipts, the number of unused login links, and the number of their changes by name."""

    photos: Sequence[tuple[str, int, int, int]]
    answers: int
    passes: int
    changes: Mapping[str, int]


class ScrubResult(Enum):
    """Result of `scrub_files`: whether erased data is physically gone from the store's files."""

    NOTHING_DUE = "nothing was erased since the last time"
    DONE = "no file contains the data any more"
    PENDING = "a reader is active or the disk failed; it is retried"


START, END = "\x02", "\x03"
"""Around a found word in title and snippet of a `Hit`. No text contains these characters."""


@dataclass(frozen=True)
class Hit:
    """A result of a search: a session, a topic, a note or an evidence item in the published book of
    `gathering`; or an entry of a repertoire. Then `gathering` is the key of the community, and `topic` the
    id of the entry.

    `title` is that of its report, and may be empty. The book shows it under `session`, else under `topic`,
    else with the statement. `at` is the beginning of the session, else the time of publishing. `title` and
    `snippet` are plain text, with START and END around each found word. With a `content_note`, readers choose
    whether to see the text, so that the snippet must not be shown.
    """

    gathering: str
    kind: str
    title: str
    session: str
    topic: str
    at: str
    content_note: str
    snippet: str


class Head(NamedTuple):
    """The seq of a stream's newest change, and the stream's origin (`Stream.origin`)."""

    seq: int
    origin: str


@dataclass(frozen=True)
class Grants:
    """`host_key` is the hash of the host key. `devices` has the people who ever ended their devices, with the
    generation of the valid ones."""

    host_key: str
    devices: Mapping[str, int]
