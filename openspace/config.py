"""Settings: from flags, else the environment (`OPENSPACE_…`), else the defaults here."""

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ASYNC_MODES = ("eventlet", "gevent", "threading")


@dataclass(frozen=True)
class Limits:
    """What one person, one gathering and all strangers may ask at most: far above what hands can do.

    Never counted per address: a venue is behind one. A `_burst` is had at once, a `_rate` comes back each
    second. A new person has the `newcomer_share` of it, which grows to all within `newcomer_seconds`.
    docs/deploy.md has them in a table.
    """

    person_burst: float = 300.0
    person_rate: float = 5.0
    person_bytes_burst: float = 100_000.0
    person_bytes_rate: float = 2_000.0
    person_topics_burst: float = 20.0
    person_topics_rate: float = 20 / 60
    person_notes_burst: float = 80.0
    person_notes_rate: float = 80 / 60
    newcomer_share: float = 0.25
    newcomer_seconds: float = 600.0
    gathering_burst: float = 20_000.0
    gathering_rate: float = 1_000.0
    gathering_bytes_burst: float = 20_000_000.0
    gathering_bytes_rate: float = 200_000.0
    joins_burst: float = 2_500.0
    joins_rate: float = 4.0
    unknown_codes_burst: float = 120.0
    unknown_codes_rate: float = 1.0
    photo_pixels_burst: float = 500_000_000.0
    photo_pixels_rate: float = 5_000_000.0
    uploads_at_once: float = 50.0
    person_photo_bytes: float = 100_000_000.0
    gathering_photo_bytes: float = 2_000_000_000.0
    # Connections at once, and the seconds that each may take: to ask, to send a body or a picture, to take
    # the answer, to take nothing at all of it, and to ask again.
    connections: float = 20_000
    head_seconds: float = 20.0
    body_seconds: float = 20.0
    upload_seconds: float = 300.0
    answer_seconds: float = 900.0
    stalled_seconds: float = 20.0
    idle_seconds: float = 60.0

    @classmethod
    def none(cls) -> "Limits":
        """For programs that act faster than hands: nothing is too much at once or too soon."""
        return cls(**{f.name: 1e9 for f in fields(cls) if f.name.endswith(("_burst", "_rate"))})

    def as_environ(self) -> dict[str, str]:
        return {
            f"OPENSPACE_LIMIT_{f.name.upper()}": str(getattr(self, f.name)) for f in fields(self)
        }


@dataclass(frozen=True)
class Settings:
    """`db` is the store's path; `server_key` lets people elsewhere than on this machine open gatherings.

    `allow_host` are further names that pages are asked for by; `cert` and `key` are PEM files for TLS;
    `security_contact` is the address that security.txt names.
    """

    host: str = "0.0.0.0"
    port: int = 8000
    db: Path = Path("sessions.db")
    server_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    public_url: str | None = None
    behind_proxy: bool = False
    allow_host: tuple[str, ...] = ()
    cert: Path | None = None
    key: Path | None = None
    async_mode: str = "eventlet"
    security_contact: str | None = None
    limits: Limits = field(default_factory=Limits, metadata={"inside": True})

    @property
    def scheme(self) -> str:
        """What the server itself speaks, whatever a proxy in front of it does."""
        return "https" if self.cert else "http"

    @classmethod
    def read(cls, flags: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> "Settings":
        """The settings given by `flags` (None: not given) and `environ`. Raises ValueError, one sentence."""
        given: dict[str, Any] = {}
        for setting in fields(cls):
            if setting.metadata.get("inside"):
                continue
            value = flags.get(setting.name)
            if value is None or value == ():
                value = environ.get(f"OPENSPACE_{setting.name.upper()}") or None
            if value is not None:
                given[setting.name] = _READ.get(setting.name, str)(value)
        if given.get("async_mode", "eventlet") not in ASYNC_MODES:
            raise ValueError(f"--async-mode is one of {', '.join(ASYNC_MODES)}.")
        if ("cert" in given) != ("key" in given):
            raise ValueError("TLS needs both: --cert FILE and --key FILE.")
        return cls(**given, limits=_limits(environ))


def _limits(environ: Mapping[str, str]) -> Limits:
    """Each limit can be set in the environment: OPENSPACE_LIMIT_PERSON_RATE=50."""
    given = {}
    for limit in fields(Limits):
        name = f"OPENSPACE_LIMIT_{limit.name.upper()}"
        try:
            if environ.get(name):
                given[limit.name] = float(environ[name])
        except ValueError:
            raise ValueError(f"{name} is a number.") from None
    return Limits(**given)


def _port(value: Any) -> int:
    if not (str(value).isdigit() and int(value) < 65_536):
        raise ValueError(f"{value} is no port.")
    return int(value)


def _flag(value: Any) -> bool:
    return str(value).casefold() in ("1", "true", "yes", "on")


def _names(value: Any) -> tuple[str, ...]:
    """Several as a list, or in one text with commas between."""
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(name.strip().casefold() for name in parts if name.strip())


def _contact(value: Any) -> str:
    """A URI; an e-mail address becomes one."""
    contact = str(value).strip()
    if re.fullmatch(r"[^\s:/@<>]+@[^\s:/@<>]+", contact):
        contact = f"mailto:{contact}"
    if not re.fullmatch(r"(mailto:|https://|tel:)[!-~]+", contact):
        raise ValueError(
            "--security-contact is an e-mail address, or a link with https:// or tel:."
        )
    return contact


_READ: dict[str, Callable[[Any], Any]] = {
    "port": _port,
    "db": Path,
    "public_url": lambda url: str(url).rstrip("/"),
    "behind_proxy": _flag,
    "allow_host": _names,
    "cert": Path,
    "key": Path,
    "security_contact": _contact,
}


def read_file(path: Path | str | None) -> dict[str, str]:
    """The settings of a TOML file as `OPENSPACE_…` names; `openspace.toml` here where none is given.

    Raises ValueError, one sentence.
    """
    if path is None and not Path("openspace.toml").is_file():
        return {}
    file = Path(path or "openspace.toml")
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(
            f"{file} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from None
    except ValueError as error:
        raise ValueError(f"{file} is not TOML: {error}.") from None
    known = {f.name for f in fields(Settings) if not f.metadata.get("inside")}
    for name, value in found.items():
        if name.replace("-", "_") not in known or isinstance(value, dict | list):
            raise ValueError(
                f"{file}: “{name}” is not known; known are {', '.join(sorted(known))}."
            )
    return {f"OPENSPACE_{name.replace('-', '_').upper()}": str(v) for name, v in found.items()}
