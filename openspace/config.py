"""Settings: from flags, else the environment (`OPENSPACE_…`), else the defaults here."""

import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

_MOST_WORKERS = 64
_SECRETS = ("db", "redis", "server_key")
"""Settings that `OPENSPACE_…_FILE` can hold, because they are secrets or contain a password."""
ASYNC_MODES = ("eventlet", "gevent", "threading")


@dataclass(frozen=True)
class Limits:
    """Rate limits (token buckets) of a person, of a gathering and of all strangers, far above what people
    need.

    They never count by IP address, because a whole venue shares one. `_burst` is the size of a bucket,
    `_rate` its refill per second. A new person has `newcomer_share` of it, which grows to the whole within
    `newcomer_seconds`. docs/deploy.md lists them in a table.
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
    plans_burst: float = 40.0
    plans_rate: float = 0.2
    duplicates_burst: float = 20.0
    duplicates_rate: float = 1 / 300
    host_factors_burst: float = 10.0
    host_factors_rate: float = 1 / 300
    host_logins_burst: float = 100.0
    host_logins_rate: float = 1 / 30
    unknown_codes_burst: float = 120.0
    unknown_codes_rate: float = 1.0
    searches_burst: float = 100.0
    searches_rate: float = 20.0
    photo_pixels_burst: float = 500_000_000.0
    photo_pixels_rate: float = 5_000_000.0
    uploads_at_once: float = 50.0
    person_photo_bytes: float = 100_000_000.0
    gathering_photo_bytes: float = 2_000_000_000.0
    # Connections at once; and time-outs in seconds: to receive the request's head, its body, or a photo; to
    # send the response; to make no progress in sending; and to wait for the next request.
    connections: float = 20_000
    head_seconds: float = 20.0
    body_seconds: float = 20.0
    upload_seconds: float = 300.0
    answer_seconds: float = 900.0
    stalled_seconds: float = 20.0
    idle_seconds: float = 60.0

    @classmethod
    def none(cls) -> "Limits":
        """Return limits that never refuse, for programs that act faster than people."""
        return cls(**{f.name: 1e9 for f in fields(cls) if f.name.endswith(("_burst", "_rate"))})

    def as_environ(self) -> dict[str, str]:
        return {
            f"OPENSPACE_LIMIT_{f.name.upper()}": str(getattr(self, f.name)) for f in fields(self)
        }


@dataclass(frozen=True)
class Settings:
    """`db` is the path of the store, or its address in PostgreSQL; then `secret_file` is its secret.
    `server_key` allows people on other machines to open gatherings. `workers` is the number of server
    processes.

    `allow_host` are further accepted host names; `cert` and `key` are PEM files for TLS; `security_contact`
    is the address in security.txt. `metrics_port` serves figures to this machine; None: nobody asks for them.
    """

    host: str = "0.0.0.0"
    port: int = 8000
    db: Path | str = Path("sessions.db")
    secret_file: Path | None = None
    server_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    public_url: str | None = None
    behind_proxy: bool = False
    allow_host: tuple[str, ...] = ()
    cert: Path | None = None
    key: Path | None = None
    async_mode: str = "eventlet"
    workers: int = 1
    security_contact: str | None = None
    redis: str | None = None
    metrics_port: int | None = None
    drain: float = 0.0
    json_logs: bool = False
    host_second_factor: bool = False
    limits: Limits = field(default_factory=Limits, metadata={"inside": True})

    @property
    def store(self) -> str:
        """Return the name of the store in sentences."""
        return store_name(self.db)

    @property
    def scheme(self) -> str:
        """Return the scheme of the server itself, not of a proxy in front of it."""
        return "https" if self.cert else "http"

    @classmethod
    def read(cls, flags: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings from `flags` (None means not given) and `environ`. Raises ValueError with a
        sentence."""
        given: dict[str, Any] = {}
        for setting in fields(cls):
            if setting.metadata.get("inside"):
                continue
            value = flags.get(setting.name)
            if value is None or value == ():
                name = f"OPENSPACE_{setting.name.upper()}"
                value = _secret_in_file(environ, name) if setting.name in _SECRETS else None
                value = value or environ.get(name) or None
            if value is not None:
                given[setting.name] = _READ.get(setting.name, str)(value)
        if given.get("async_mode", "eventlet") not in ASYNC_MODES:
            raise ValueError(f"--async-mode is one of {', '.join(ASYNC_MODES)}.")
        if ("cert" in given) != ("key" in given):
            raise ValueError("TLS needs both: --cert FILE and --key FILE.")
        if "secret_file" in given and not is_postgres(given.get("db", "")):
            raise ValueError(
                "--secret-file is for a store in PostgreSQL; the secret of a file is beside it."
            )
        return cls(**given, limits=_limits(environ))


def _secret_in_file(environ: Mapping[str, str], name: str) -> str | None:
    """Return the text of the file that `<name>_FILE` names, which hides it from other programs and from
    `docker inspect`."""
    if file := environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError):
            raise ValueError(f"{name}_FILE: {file} cannot be read.") from None
    return None


def _limits(environ: Mapping[str, str]) -> Limits:
    """Read limits from the environment, for example OPENSPACE_LIMIT_PERSON_RATE=50."""
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


def _workers(value: Any) -> int:
    if str(value).casefold() == "auto":
        return processors()
    if not (str(value).isdigit() and 1 <= int(value) <= _MOST_WORKERS):
        raise ValueError(f"--workers is a number from 1 to {_MOST_WORKERS}, or “auto”.")
    return int(value)


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _seconds(value: Any) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("--drain is a number of seconds, at most 3600.")
    return seconds


def _flag(value: Any) -> bool:
    return str(value).casefold() in ("1", "true", "yes", "on")


def _names(value: Any) -> tuple[str, ...]:
    """Accept a list, or a string with commas."""
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(name.strip().casefold() for name in parts if name.strip())


def _contact(value: Any) -> str:
    """Accept a URI, or an e-mail address, which becomes a mailto URI."""
    contact = str(value).strip()
    if re.fullmatch(r"[^\s:/@<>]+@[^\s:/@<>]+", contact):
        contact = f"mailto:{contact}"
    if not re.fullmatch(r"(mailto:|https://|tel:)[!-~]+", contact):
        raise ValueError(
            "--security-contact is an e-mail address, or a link with https:// or tel:."
        )
    return contact


def _redis(value: Any) -> str:
    if not str(value).startswith(("redis://", "rediss://", "unix://")):
        raise ValueError(
            "--redis is an address that starts with redis://, rediss:// (TLS) or unix://."
        )
    return str(value)


def is_postgres(db: Path | str) -> bool:
    """Return whether a store is in PostgreSQL."""
    return str(db).startswith(("postgresql://", "postgres://"))


def store_name(db: Path | str) -> str:
    """Return the path of a store, or its address without account, password and parameters."""
    if not is_postgres(db):
        return str(db)
    address = str(db).partition("://")[2].partition("?")[0]
    return f"postgresql://{address.rpartition('@')[2]}"


def _db(value: Any) -> Path | str:
    return str(value) if is_postgres(value) else Path(value)


_READ: dict[str, Callable[[Any], Any]] = {
    "port": _port,
    "db": _db,
    "secret_file": Path,
    "public_url": lambda url: str(url).rstrip("/"),
    "behind_proxy": _flag,
    "allow_host": _names,
    "cert": Path,
    "key": Path,
    "security_contact": _contact,
    "redis": _redis,
    "metrics_port": _port,
    "drain": _seconds,
    "json_logs": _flag,
    "host_second_factor": _flag,
    "workers": _workers,
}


def read_file(path: Path | str | None) -> dict[str, str]:
    """Return the settings of a TOML file as `OPENSPACE_…` names. The default is `openspace.toml` here, if it
    exists.

    Raises ValueError with a sentence.
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
