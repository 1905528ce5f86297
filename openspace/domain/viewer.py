"""The viewer of a gathering, who also sends commands."""

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["public", "person", "host"]


@dataclass(frozen=True)
class Viewer:
    """The public (wall, door, anyone), a person who joined, or the host."""

    role: Role
    person: str | None = None
    device: int | None = field(default=None, compare=False)
    """The number of a host's device, in the log of host actions alone. 0: it signed in before devices had
    numbers. None: nobody at a device, but the server itself."""

    @property
    def key(self) -> str | None:
        """Return the viewer's id in the log and the receipts: a person's id, "host" or None."""
        return "host" if self.role == "host" else self.person


Grant = str | int | None
"""What a viewer's rights are based on: the start of the host key's hash, or the generation of a person's
tokens."""

PUBLIC = Viewer("public")
HOST = Viewer("host")
