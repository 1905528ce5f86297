"""The addresses of this machine that a phone on the same network may reach, likeliest first."""

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import ifaddr

from openspace.languages.text import N_

LOOPBACK = "127.0.0.1"

CACHE_SECONDS = 5.0
"""A computer that joins another Wi-Fi shows its new address after so long."""

# Interfaces that exist only inside this machine, or belong to a tunnel that phones do not use.
_VIRTUAL = re.compile(
    r"docker|^br-|veth|virbr|vmnet|vbox|virtualbox|vmware|hyper-v|vethernet|wsl|podman|cni|flannel"
    r"|lxc|lxd|^utun|^tun|^tap|^wg|wireguard|tailscale|^zt|zerotier|ppp|ipsec|vpn|awdl|llw|bridge",
    re.IGNORECASE,
)
_SHARED_BY_CARRIER = ipaddress.ip_network("100.64.0.0/10")


@dataclass(frozen=True)
class Address:
    """One IPv4 address. `doubt` is empty, or the reason why a phone may not reach it."""

    ip: str
    interface: str
    doubt: str
    rank: int


def candidates() -> list[Address]:
    """Return all addresses to offer, best first; only loopback if there is no other."""
    return in_order(_interfaces(), default_route())


class CachedAddress:
    """What `find` returns, cached for some seconds: listing the interfaces takes as long as making a page."""

    def __init__(
        self, find: Callable[[], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._find, self._clock = find, clock
        self._found: tuple[float, str] | None = None

    def __call__(self) -> str:
        now = self._clock()
        if self._found is None or now - self._found[0] >= CACHE_SECONDS:
            self._found = now, self._find()
        return self._found[1]


best = CachedAddress(lambda: candidates()[0].ip)
"""The address most likely to be reached by a phone."""


def in_order(found: Iterable[tuple[str, str]], default: str | None) -> list[Address]:
    """Rank `found`, which holds (ip, interface). `default` is the source address of the default route."""
    addresses = {ip: _judge(ip, interface, default) for ip, interface in found}
    if default and default not in addresses:
        addresses[default] = _judge(default, "", default)
    offered = [a for a in addresses.values() if not ipaddress.ip_address(a.ip).is_loopback]
    if not offered:
        return [
            Address(LOOPBACK, "lo", N_("only this computer can open it: no network was found"), 9)
        ]
    return sorted(offered, key=lambda a: (a.rank, tuple(int(part) for part in a.ip.split("."))))


def default_route() -> str | None:
    """Return the source address of the default route, or None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a UDP socket only consults the routing table, and sends nothing. 192.0.2.0/24 is
            # reserved.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return None


def _judge(ip: str, interface: str, default: str | None) -> Address:
    address = ipaddress.ip_address(ip)
    if address.is_link_local:
        return Address(ip, interface, N_("this network gave out no addresses"), 5)
    if _VIRTUAL.search(interface):
        return Address(ip, interface, N_("a virtual network or a tunnel"), 4)
    if address in _SHARED_BY_CARRIER:
        return Address(ip, interface, N_("a network shared by a carrier, or a tunnel"), 3)
    if not address.is_private:
        return Address(ip, interface, N_("a public address"), 2)
    return Address(ip, interface, "", 0 if ip == default else 1)


def _interfaces() -> list[tuple[str, str]]:
    return [
        (ip.ip, str(adapter.nice_name))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    ]
