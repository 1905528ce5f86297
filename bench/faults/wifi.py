"""A Wi-Fi on loopback: a TCP proxy that goes deaf, dumb or both without telling anybody.

Runs in a thread of its own. What is connected when the link dies stays dead, as after a change of access
point; what connects afterwards waits as long as the link is away, and works when it is back.
"""

import asyncio
import threading
from contextlib import suppress
from typing import Any, Literal

Way = Literal["up", "down", "both"]


class Wifi:
    """`with Wifi(port) as wifi:` forwards 127.0.0.1:`wifi.port` to 127.0.0.1:`port`."""

    def __init__(self, server_port: int, port: int = 0) -> None:
        self._server_port, self.port = server_port, port
        self._dead: Way | None = None
        self._links: set[_Link] = set()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Wifi":
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(5)

    # --- what happens to the air

    def dies(self, way: Way = "both") -> None:
        """From now on bytes vanish on that way (`up`: to the server), and no connection ends."""
        self._do(self._die, way)

    def heals(self) -> None:
        """New connections work again; those that were open stay dead."""
        self._do(self._heal)

    # --- inside

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop, self._up = asyncio.Event(), asyncio.Event()
        self._up.set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        await asyncio.sleep(0.02)  # whoever was just accepted becomes a link, and is closed with it
        for link in list(self._links):
            link.end()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _accept(self, reader: Any, writer: Any) -> None:
        link = _Link(reader, writer)
        self._links.add(link)
        try:
            await self._up.wait()
            await link.run(self._server_port)
        except asyncio.CancelledError:
            pass  # at the end; asyncio would call it an error
        finally:
            self._links.discard(link)
            link.end()

    def _die(self, way: Way) -> None:
        self._up.clear()
        for link in self._links:
            link.dead |= {"up", "down"} if way == "both" else {way}

    def _heal(self) -> None:
        self._up.set()

    def _do(self, what: Any, *args: Any) -> None:
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (what(*args), done.set()))
        done.wait(5)


class _Link:
    def __init__(self, reader: Any, writer: Any) -> None:
        self._client = (reader, writer)
        self._writers = [writer]
        self.dead: set[str] = set()

    async def run(self, port: int) -> None:
        try:
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return
        self._writers.append(to_writer)
        reader, writer = self._client
        both = [
            asyncio.create_task(self._pump(reader, to_writer, "up")),
            asyncio.create_task(self._pump(to_reader, writer, "down")),
        ]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        # A farewell gets lost on a dead link, too: the other side goes on believing.
        while self.dead:
            await asyncio.sleep(3600)
        for task in both:
            task.cancel()

    async def _pump(self, reader: Any, writer: Any, way: str) -> None:
        with suppress(ConnectionError, OSError):
            while data := await reader.read(65536):
                if way in self.dead:
                    continue
                writer.write(data)
                await writer.drain()

    def end(self) -> None:
        for writer in self._writers:
            with suppress(Exception):
                writer.transport.abort()
