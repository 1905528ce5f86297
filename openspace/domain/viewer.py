"""Who looks or asks."""

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
        """What the log and the receipts call them: a person's id, "host" or None."""
        return "host" if self.role == "host" else self.person


Grant = str | int | None
"""What a viewer's rights rest on: the start of the host key's hash, or the person's generation."""

PUBLIC = Viewer("public")
HOST = Viewer("host")
