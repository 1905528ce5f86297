"""The Wi-Fi of the place: for walls, doors and the QR sheet, while the gathering runs.

No book, feed, page of a community or export that a host downloads has it: its column is marked so.
"""

import re

import msgspec

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.refusals import Refused

LONGEST_NAME = 32
"""Bytes: the limit of Wi-Fi itself."""
PASSWORD = (8, 63)
"""Characters: the limits of WPA."""
PATTERN = r"^\s*([^\s].{6,61}[^\s])?\s*$"
"""Of a password, in the description of the API."""


class Wifi(msgspec.Struct, frozen=True):
    """`password` is empty in an open network. `hidden`: the network does not send its name."""

    name: str = ""
    password: str = ""
    hidden: bool = False


def wifi_columns(given: Wifi) -> Row:
    """Return `{name, password, hidden}`, cleaned; {} without a name. Raises Refused."""
    name, password = _typed(given.name, "wifi_name"), _typed(given.password, "wifi_password")
    if not name:
        if password:
            raise Refused("missing", field="wifi_name")
        return {}
    if (length := len(name.encode())) > LONGEST_NAME:
        raise Refused("too_long", field="wifi_name", limit=LONGEST_NAME, length=length)
    least, most = PASSWORD
    if password and not least <= len(password) <= most:
        raise Refused("out_of_range", field="wifi_password", least=least, most=most)
    return {"name": name, "password": password, "hidden": given.hidden}


def _typed(words: str, field: str) -> str:
    """Spaces inside are part of a password, so they stay."""
    typed = text.clean(words).strip()
    if "\n" in typed or "\t" in typed:
        raise Refused("malformed", why="one_line", key=field)
    return typed


def shown_wifi(about: Row) -> Row:
    """Return `{name, password, hidden, scan}` for everybody; {} if there is none, or if the circle is over:
    then nobody needs it. `scan` is the text of its QR code."""
    wifi = about["wifi"]
    if not wifi or about["phase"] in (HARVEST, CLOSED):
        return {}
    return {**wifi, "scan": scan_text(wifi)}


def scan_text(wifi: Row) -> str:
    """Return what phones read from a QR code to join the network."""
    fields = [("T", "WPA" if wifi["password"] else "nopass"), ("S", _escaped(wifi["name"]))]
    if wifi["password"]:
        fields.append(("P", _escaped(wifi["password"])))
    if wifi["hidden"]:
        fields.append(("H", "true"))
    return "WIFI:" + "".join(f"{key}:{value};" for key, value in fields) + ";"


def _escaped(words: str) -> str:
    return re.sub(r'([\\;,:"])', r"\\\1", words)
