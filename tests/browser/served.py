"""A server under test, spoken to as a script would."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

SERVER_KEY = "browser-tests"


@dataclass(frozen=True)
class Served:
    """A running server, spoken to as a script would."""

    url: str

    def post(self, path: str, body: dict[str, Any], token: str = "") -> dict[str, Any]:
        """The answer's JSON, of a refusal too."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                answer: dict[str, Any] = json.load(response)
        except urllib.error.HTTPError as error:
            answer = json.load(error)
        return answer

    def get(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(self.url + path, timeout=10) as response:
            answer: dict[str, Any] = json.load(response)
        return answer
