"""Inside a server: an address that shows its open lines, and one that rings many bells."""

from typing import Any

from flask import Flask
from socketio.packet import EVENT


def add_to(app: Flask) -> None:
    sio = app.extensions["socketio"]
    server = sio.server

    @app.get("/inside")
    def inside() -> dict[str, Any]:
        sockets = [one for one in server.eio.sockets.values() if not one.closed]
        return {
            "lines": [one.sid in server.manager.direct.open for one in sockets],
            "detached": [getattr(one, "is_detached", False) for one in sockets],
            "waiting": [one.queue.qsize() for one in sockets],
        }

    @app.get("/ring/<code>/<int:times>/<int:size>/<int:together>")
    def ring(code: str, times: int, size: int, together: int) -> tuple[str, int]:
        room = f"public:{code}"
        for n in range(times):
            bell = {"n": n, "pad": "x" * size}
            if n % 7:
                sio.emit("bell", bell, to=room)
            else:  # as an answer to a command goes
                packet = server.packet_class(EVENT, data=["bell", bell])
                for _, eio_sid in list(server.manager.get_participants("/", room)):
                    server._send_packet(eio_sid, packet)
            if n % together == 0:
                sio.sleep(0.015)
        return "", 204
