"""Settings: from flags, else the environment (`OPENSPACE_…`), else the defaults here."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ASYNC_MODES = ("eventlet", "gevent", "threading")


@dataclass(frozen=True)
class Settings:
    """`db` is the store's path; `server_key` lets people elsewhere than on this machine open gatherings."""

    host: str = "0.0.0.0"
    port: int = 8000
    db: Path = Path("sessions.db")
    server_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    public_url: str | None = None
    async_mode: str = "eventlet"

    @classmethod
    def read(cls, flags: Mapping[str, Any], environ: Mapping[str, str] = os.environ) -> "Settings":
        """The settings given by `flags` (None: not given) and `environ`. Raises ValueError, one sentence."""
        given: dict[str, Any] = {}
        for setting in fields(cls):
            value = flags.get(setting.name)
            if value is None:
                value = environ.get(f"OPENSPACE_{setting.name.upper()}") or None
            if value is not None:
                given[setting.name] = value
        if "port" in given and not (str(given["port"]).isdigit() and int(given["port"]) < 65_536):
            raise ValueError(f"{given['port']} is no port.")
        if given.get("async_mode", "eventlet") not in ASYNC_MODES:
            raise ValueError(f"--async-mode is one of {', '.join(ASYNC_MODES)}.")
        if "port" in given:
            given["port"] = int(given["port"])
        if "db" in given:
            given["db"] = Path(given["db"])
        if "public_url" in given:
            given["public_url"] = given["public_url"].rstrip("/")
        return cls(**given)
