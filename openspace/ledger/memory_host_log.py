"""The log of host actions in memory."""

from openspace.domain.host_actions import MOST_KEPT, SIGNED_IN, HostAction


class MemoryHostLog:
    def __init__(self) -> None:
        super().__init__()
        self._host_actions: dict[str, list[HostAction]] = {}
        self._host_devices: dict[str, int] = {}

    def host_actions(self, code: str) -> list[HostAction]:
        return list(self._host_actions.get(code, ()))

    def keep_host_action(self, code: str, action: HostAction) -> None:
        kept = self._host_actions.setdefault(code, [])
        kept.append(action)
        del kept[:-MOST_KEPT]

    def number_host_device(self, code: str, at: str) -> int:
        device = self._host_devices[code] = 1 + self._host_devices.get(code, 0)
        self.keep_host_action(code, HostAction(at, device, SIGNED_IN))
        return device
