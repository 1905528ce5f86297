"""A gathering on a server that can be killed, reached through a Wi-Fi that can fail."""

import secrets
from typing import Any

from bench.faults.wifi import Wifi
from tests.support.samples import GATHERING
from tests.support.server import Server


class Venue:
    """A gathering of its own on a server, reached through a Wi-Fi of its own."""

    def __init__(self, server: Server, wifi: Wifi) -> None:
        self.server, self.wifi = server, wifi
        opened = server.post("/api/gatherings", GATHERING)
        self.code = opened["code"]
        self.url = f"{wifi.url}/{self.code}"
        self._host = server.post(f"/api/{self.code}/host", {"host_key": opened["host_key"]})[
            "token"
        ]
        self.host("set_phase", phase="marketplace")

    def host(self, name: str, **args: Any) -> dict[str, Any]:
        command = {"id": secrets.token_hex(8), "name": name, "args": args}
        return self.server.post(f"/api/{self.code}/commands", command, self._host)

    def delete(self) -> None:
        body = {"confirm": GATHERING["title"]}
        self.server.post(f"/api/{self.code}/delete?as=host", body, self._host)

    def titles(self) -> list[str]:
        """What every screen has to show."""
        state = self.server.get(f"/api/{self.code}/state")
        return sorted(topic["title"] for topic in state["tables"]["topics"])

    def goes_on(self, nth: int) -> None:
        """One topic comes, one goes, one changes its title: more than putting is needed to keep up."""
        gone = self.host("propose_topic", title=f"Short-lived {nth}")["result"]["topic"]
        kept = self.host("propose_topic", title=f"Kept {nth}")["result"]["topic"]
        self.host("hide_topic", topic=gone, hidden=True)
        self.host("edit_topic", topic=kept, title=f"Kept and renamed {nth}")
