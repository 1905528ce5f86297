"""The server's HTTP calls that a rehearsal needs."""

import asyncio
from typing import Any

import aiohttp

Json = dict[str, Any]


class ServerTrouble(Exception):
    """Why the client cannot continue, as one sentence."""


class Api:
    """The HTTP API of the server at `url`. Use it with `async with`; every call raises ServerTrouble."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    async def __aenter__(self) -> "Api":
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=30, connect=10),
            connector=aiohttp.TCPConnector(limit=64),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def is_there(self) -> bool:
        try:
            async with self._http.get(f"{self.url}/healthz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return False

    async def open_gathering(self, spec: Json, server_key: str | None) -> Json:
        """Open a gathering. Return `{code, join_url, wall_url, host_url, host_key}`."""
        return await self._ask("POST", "/api/gatherings", spec, server_key)

    async def join(self, code: str, name: str = "") -> Json:
        """Join and return `{person, token}`. Wait if the server reports that too many join at once."""
        body = {"name": name} if name else {}
        while True:
            status, answer = await self._request("POST", f"/api/{code}/join", body, None)
            wait = (answer.get("error") or {}).get("again_in")
            if not wait:
                return self._accepted(status, answer)
            await asyncio.sleep(wait)

    async def host(self, code: str, host_key: str) -> str:
        """Return the host's token."""
        answer = await self._ask("POST", f"/api/{code}/host", {"host_key": host_key})
        return str(answer["token"])

    async def state(self, code: str, token: str | None = None) -> Json:
        return await self._ask("GET", f"/api/{code}/state", token=token)

    async def changes(self, code: str, since: int, token: str | None = None) -> Json | None:
        """Return `{since, seq, changes}`, or None if the whole state must be fetched."""
        status, answer = await self._request(
            "GET", f"/api/{code}/changes?since={since}", None, token
        )
        return None if status == 409 else self._accepted(status, answer)

    async def questions(self, code: str) -> list[Json]:
        """Return the open questions of the community's last gathering: `{code, note, text, …}` each."""
        return list((await self._ask("GET", f"/api/{code}/questions"))["questions"])

    async def command(self, code: str, token: str, command: Json) -> Json:
        """Return the same answer as on a socket, also if it is a refusal."""
        return (await self._request("POST", f"/api/{code}/commands", command, token))[1]

    async def _ask(
        self, method: str, path: str, body: Json | None = None, token: str | None = None
    ) -> Json:
        return self._accepted(*await self._request(method, path, body, token))

    def _accepted(self, status: int, answer: Json) -> Json:
        if status >= 400:
            message = (answer.get("error") or {}).get("message") or f"status {status}"
            raise ServerTrouble(f"The server at {self.url} refused: {message}")
        return answer

    async def _request(
        self, method: str, path: str, body: Json | None, token: str | None
    ) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            async with self._http.request(
                method, self.url + path, json=body, headers=headers
            ) as response:
                answer = await _json_of(response)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            reason = "no answer in time" if isinstance(error, TimeoutError) else str(error)
            raise ServerTrouble(f"The server at {self.url} does not answer: {reason}.") from None
        if answer is None:
            raise ServerTrouble(
                f"What answers at {self.url} is not an openspace server (status {response.status})."
            )
        return response.status, answer


async def _json_of(response: aiohttp.ClientResponse) -> Json | None:
    try:
        answer = await response.json()
    except (aiohttp.ContentTypeError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None
