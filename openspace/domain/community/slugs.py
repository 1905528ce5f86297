"""The part of an address that names a community."""

import re
import unicodedata

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", re.A)
_MOST = 60


def is_slug(text: str) -> bool:
    return bool(_SLUG.fullmatch(text))


def slug_from(name: str) -> str:
    """Return the name as the slug of a community: ASCII letters, digits and dashes. It may be empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_MOST].strip("-")


def slug_of(name: str) -> str:
    """Return the name of a community that is only a text of its gatherings. Letters of every script are
    kept."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
