"""An HTTP client of a running server, as a script would be."""

from pathlib import Path
from typing import Any

import requests

SECONDS = 30
"""How long an answer may take before a test gives up."""


class Client:
    """A server at `url`. `trusts` is its certificate, where it has one of its own."""

    def __init__(self, url: str, trusts: Path | None = None) -> None:
        self.url = url
        self._verify: Path | bool = trusts or True

    def asks_for(
        self, method: str, path: str, token: str | None = None, **how: Any
    ) -> requests.Response:
        """Any request; `how` is what `requests` takes."""
        headers = bearer(token, how.pop("headers", None))
        return requests.request(
            method,
            self.url + path,
            headers=headers,
            verify=self._verify,
            timeout=how.pop("timeout", SECONDS),
            **how,
        )

    def post(self, path: str, body: dict[str, Any], token: str | None = None) -> dict[str, Any]:
        """The answer's JSON, also of a refusal."""
        return dict(self.asks_for("POST", path, token, json=body).json())

    def get(self, path: str, token: str | None = None) -> dict[str, Any]:
        """The answer's JSON, also of a refusal."""
        return dict(self.asks_for("GET", path, token).json())


def bearer(token: str | None, headers: dict[str, str] | None = None) -> dict[str, str]:
    return {**(headers or {}), **({"Authorization": f"Bearer {token}"} if token else {})}


def error_of(response: requests.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    error = response.json()["error"]
    assert error["message"]
    return response.status_code, error["code"]
