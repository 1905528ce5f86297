"""The log of host actions in memory."""

from openspace.domain.host_actions import SIGNED_IN, HostAction


class MemoryHostLog:
    def __init__(self) -> None:
        super().__init__()
        self._host_actions: dict[str, list[HostAction]] = {}

    def host_actions(self, code: str) -> list[HostAction]:
        return list(self._host_actions.get(code, ()))

    def keep_host_action(self, code: str, action: HostAction) -> None:
        self._host_actions.setdefault(code, []).append(action)

    def number_host_device(self, code: str, at: str) -> int:
        device = 1 + max((action.device for action in self.host_actions(code)), default=0)
        self.keep_host_action(code, HostAction(at, device, SIGNED_IN))
        return device
