"""Terminal output: the links to share, the attendees' QR code, and what to do next."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import qrcode

from openspace.config import Settings
from openspace.runtime.addresses import Address

MOST_NAMED = 5
"""How many gatherings are listed with their links. For the others, only their number is printed."""

_QUIET_ZONE = 2


@dataclass(frozen=True)
class ListedGathering:
    """A gathering that is already in the store."""

    title: str
    code: str


def greeting(
    settings: Settings,
    addresses: Sequence[Address],
    gatherings: Sequence[ListedGathering],
    colours: bool,
    more: int = 0,
) -> str:
    """Return the whole text, with the newest `gatherings` (at most MOST_NAMED) and the number of the others.
    `colours`: whether escape codes may be used (a terminal, not a file)."""
    base = (
        settings.public_url or f"{settings.scheme}://{_host(settings, addresses)}:{settings.port}"
    )
    attendees = f"{base}/{gatherings[0].code}" if len(gatherings) == 1 else base
    parts = [
        "  openspace is open.",
        _facilitator(base, settings, bool(gatherings)),
        _gathering_links(base, gatherings, more),
        _attendees(attendees, colours),
        _other_addresses(settings, addresses),
        f"  Everything is kept in {settings.store}. To stop: Ctrl+C.",
    ]
    return "\n" + "\n\n".join(part for part in parts if part) + "\n"


def opened(answer: dict[str, str], colours: bool, heading: str) -> str:
    """Return the links of a new gathering, from the answer of `POST /api/gatherings`."""
    lines = [
        f"  {heading}",
        "",
        f"  Facilitator  {answer['host_url']}",
        "               Opens the host's page in one browser, once. Keep it to yourself.",
        f"  Host key     {answer['host_key']}",
        "               For any other browser. You will not see it again: copy it.",
        f"  Wall         {answer['wall_url']}",
        f"  Attendees    {answer['join_url']}",
        "",
        qr_text(answer["join_url"], colours),
    ]
    return "\n" + "\n".join(lines) + "\n"


def opened_community(name: str, page: str, host_url: str, host_key: str) -> str:
    """Return the links of a new community."""
    return f"""
  “{name}” is open.

  Its page     {page}
  Its hosts    {host_url}
               Opens the hosts' page in one browser, once. Keep it to yourself.
  Host key     {host_key}
               For any other browser. You will not see it again: copy it.
"""


def qr_text(url: str, colours: bool) -> str:
    """Return a QR code in half blocks, dark on light for every colour scheme of the terminal."""
    code = qrcode.QRCode(border=_QUIET_ZONE, error_correction=qrcode.constants.ERROR_CORRECT_L)
    code.add_data(url)
    code.make(fit=True)
    rows = [list(map(bool, row)) for row in code.get_matrix()]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    # Without colours the light modules are drawn, because most terminals are dark.
    blocks = " ▀▄█" if colours else "█▄▀ "
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        line = "".join(blocks[u + 2 * w] for u, w in zip(upper, lower, strict=True))
        lines.append(f"    \x1b[38;5;16;48;5;231m{line}\x1b[0m" if colours else f"    {line}")
    return "\n".join(lines)


def has_colours() -> bool:
    """Return whether escape codes may be written: to a terminal, not to a file."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _facilitator(base: str, settings: Settings, returning: bool) -> str:
    again = "another gathering" if returning else "a gathering, in under a minute"
    return (
        f"  Facilitator  {base}/new#key={settings.server_key}\n"
        f"               Opens {again}. Keep this link to yourself."
    )


def _gathering_links(base: str, gatherings: Sequence[ListedGathering], more: int) -> str:
    if not gatherings:
        return ""
    lines = [f"{base}/{g.code}  {_short(g.title)}" for g in gatherings]
    if more:
        lines.append(f"and {more} more at {base}")
    lines.append("Did you lose a facilitator's link? openspace host-link CODE makes a new one.")
    return "  Gatherings   " + f"\n{' ' * 15}".join(lines)


def _attendees(url: str, colours: bool) -> str:
    return f"  Attendees    {url}\n\n{qr_text(url, colours)}"


def _other_addresses(settings: Settings, addresses: Sequence[Address]) -> str:
    if settings.public_url:
        return ""
    chosen = _host(settings, addresses)
    doubt = next((a.doubt for a in addresses if a.ip == chosen and a.doubt), "")
    lines = [f"  Please note: {doubt}."] if doubt else []
    if settings.host not in ("0.0.0.0", "::", ""):
        return "\n".join(lines)
    others = [a for a in addresses if a.ip != chosen]
    if others:
        lines.append("  If phones cannot open that, this computer can also be reached as")
        width = max(len(a.ip) for a in others) + len(f"{settings.scheme}://:{settings.port}")
        for other in others:
            url = f"{settings.scheme}://{other.ip}:{settings.port}".ljust(width)
            lines.append(f"    {url}  {other.doubt or other.interface}".rstrip())
        lines.append("  or under the address you give: --public-url http://…")
    else:
        lines.append("  Phones open it in the same Wi-Fi. Another address? --public-url http://…")
    return "\n".join(lines)


def _host(settings: Settings, addresses: Sequence[Address]) -> str:
    if settings.host in ("0.0.0.0", "::", ""):
        return addresses[0].ip
    return f"[{settings.host}]" if ":" in settings.host else settings.host


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:59].rstrip() + "…"
