"""The viewer of a gathering, who also sends commands."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["public", "person", "host"]


@dataclass(frozen=True)
class Viewer:
    """The public (wall, door, anyone), a person who joined, or the host."""

    role: Role
    person: str | None = None

    @property
    def key(self) -> str | None:
        """Return the viewer's id in the log and the receipts: a person's id, "host" or None."""
        return "host" if self.role == "host" else self.person


Grant = str | int | None
"""What a viewer's rights are based on: the start of the host key's hash, or the generation of a person's
tokens."""

PUBLIC = Viewer("public")
HOST = Viewer("host")
