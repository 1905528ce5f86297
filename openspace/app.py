"""`create_app` wires the parts together and starts nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from openspace import runtime
from openspace.bus.port import Bus, NoBus
from openspace.bus.redis import RedisBus
from openspace.bus.sealed import channel_of, sealed
from openspace.config import Settings
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.domain.viewer import Grant, Viewer
from openspace.ledger.port import Ledger, UnknownGathering
from openspace.ledger.stores import open_store
from openspace.live.broadcast import Broadcast
from openspace.live.connections import Connections
from openspace.live.follow import Follower
from openspace.live.presence import Presence
from openspace.live.revocations import Revocations
from openspace.live.sockets import Sockets
from openspace.live.transport import manager
from openspace.live.transport.unjoined import Unjoined
from openspace.proceedings.render.cache import RenderCache
from openspace.runtime import compact_json
from openspace.runtime.event_loop import EventLoop
from openspace.runtime.threads import InThread
from openspace.runtime.turns import Wait
from openspace.runtime.waiting import wait_readable
from openspace.service import repertoire, turn
from openspace.service.clock import SYSTEM, Clock
from openspace.service.commands import Commands
from openspace.service.counted_marks import CountedMarks
from openspace.service.duty import Duty
from openspace.service.erasure_turns import ErasureTurns
from openspace.service.harvest_end import run_harvest_end
from openspace.service.maintenance import run_maintenance
from openspace.service.metrics import Meter, NoMeter, PrometheusMeter, Watched
from openspace.service.queue import Queue
from openspace.service.readiness import Readiness
from openspace.service.shared_limits import limiter_for
from openspace.service.slow_erasure import run_slow_erasure
from openspace.service.snapshot_loop import run_snapshots
from openspace.service.turn import AfterCommit
from openspace.service.uploads import AT_ONCE, Uploads
from openspace.web.deleting import evict_caches
from openspace.web.direct import JOINING_AT_ONCE, DirectAnswers
from openspace.web.failed_attempts import FailedAttempts
from openspace.web.identity import Identity
from openspace.web.middleware.bodies import MOST_BYTES, BodyMiddleware
from openspace.web.middleware.origins import OriginMiddleware, Origins
from openspace.web.own_addresses import OwnAddresses
from openspace.web.pages import add_pages
from openspace.web.services import Services
from openspace.web.shell import refuse_deleted
from openspace.web.shells import Shells
from openspace.web.uploaded_files import SealedRequest
from openspace.web.views import Views

_READS_AT_ONCE = 5
"""Threads that wait for the answers of a store in PostgreSQL. Commits have threads of their own."""


def create_app(
    settings: Settings | None = None,
    ledger: Ledger | None = None,
    clock: Clock = SYSTEM,
    bus: Bus | None = None,
) -> Flask:
    """Return the app with its socket (`app.extensions["socketio"]`) and its services (`["openspace"]`).

    `runtime.serve` runs it, with its background tasks (`[runtime.BACKGROUND]`). `bus` connects it with the
    other server processes that share its store. Raises ledger.port.Unwritable if the store cannot be opened.
    """
    settings = settings or Settings()
    # Import the runtime before Flask-SocketIO, which imports eventlet as well, and would show its warning.
    in_thread = runtime.thread_runner(settings.async_mode, most=runtime.SLOW_AT_ONCE)
    commit = runtime.thread_runner(settings.async_mode)
    app = Flask(__name__, template_folder=_folder("templates"), static_folder=_folder("static"))
    app.request_class = SealedRequest
    loop = EventLoop(settings.async_mode, most=_READS_AT_ONCE)
    ledger = ledger or open_store(settings.db, settings.secret_file, loop)
    bus = _sealed_bus(settings, ledger.secret(), bus)
    origins = Origins(settings)
    socketio = _socketio(app, settings, origins, bus)
    connections = Connections()
    ledger.keep_cached_while(connections.is_watched)
    broadcast = Broadcast(socketio, ledger, connections, bus)
    meter: Meter = PrometheusMeter() if settings.metrics_port is not None else NoMeter()
    queue = _queue(socketio, ledger, broadcast, meter, clock, bus, commit)
    limiter = limiter_for(settings.limits, bus)
    identity = Identity(
        ledger, ledger, ledger, clock, settings.host_second_factor, limiter.host_login
    )
    revocations = Revocations(socketio, connections, bus, ledger, identity.is_revoked, commit)
    services = Services(
        settings=settings,
        ledger=ledger,
        identity=identity,
        commands=Commands(ledger, queue, limiter, socketio.sleep, meter.refused),
        queue=queue,
        broadcast=broadcast,
        revocations=revocations,
        in_thread=in_thread,
        limiter=limiter,
        failed_attempts=FailedAttempts(limiter, socketio.sleep),
        uploads=Uploads(
            runtime.semaphore(settings.async_mode, AT_ONCE), int(settings.limits.uploads_at_once)
        ),
        erasure_turns=ErasureTurns(socketio.sleep),
        sleep=socketio.sleep,
        snapshots=ledger.snapshots,
        clock=clock,
        bus=bus,
        views=Views(ledger, clock, connections.is_watched),
        shells=Shells(),
        addresses=OwnAddresses(settings, origins),
        marks=CountedMarks(clock, bus),
        render_cache=RenderCache(meter.renders),
        presence=Presence(socketio, connections, bus),
        readiness=Readiness(ledger),
        meter=meter,
    )
    app.extensions["openspace"] = services
    unjoined = Unjoined(socketio, settings.limits)
    turns = runtime.turns(settings.async_mode)
    _wire_sockets(socketio, services, connections, unjoined, turns)
    manager.install(socketio)
    unjoined.watch()
    add_pages(app)
    _add_middleware(app, services, origins, turns)
    broadcast.on_end = partial(evict_caches, app)
    app.extensions[runtime.BACKGROUND] = [
        *_work_of_each_process(socketio, services, connections),
        *unjoined.background,
        *_work_of_one_process(socketio, services, commit),
    ]
    app.extensions[runtime.ENDING] = services.readiness.end
    return app


def _sealed_bus(settings: Settings, secret: bytes, given: Bus | None) -> Bus:
    """Return the bus to the other processes: `given`, Redis, or none."""
    if given is None and settings.redis:
        given = RedisBus(settings.redis, channel_of(secret), wait_readable(settings.async_mode))
    return sealed(given or NoBus(), secret)


def _socketio(app: Flask, settings: Settings, origins: Origins, bus: Bus) -> SocketIO:
    return SocketIO(
        app,
        cors_allowed_origins=origins.is_own,
        async_mode=settings.async_mode,
        manage_session=False,
        max_http_buffer_size=MOST_BYTES,
        client_manager=manager.FrameManager(),
        json=compact_json,
        # Engine.IO's polling needs the same process for all requests of a client.
        **({} if isinstance(bus, NoBus) else {"transports": ["websocket"]}),
    )


def _queue(
    socketio: SocketIO,
    ledger: Ledger,
    broadcast: Broadcast,
    meter: Meter,
    clock: Clock,
    bus: Bus,
    commit: InThread,
) -> Queue:
    """Return the queue of commands: it executes them in turns, and has each turn broadcast."""
    log = meter.log(ledger)
    keep_up = meter.commits(ledger, partial(repertoire.follow, ledger, clock))
    after_commit = partial(_after_commit, bus, keep_up)
    queue = Queue(
        socketio,
        meter.turns(lambda code, asks: turn.execute_batch(log, code, asks, clock, after_commit)),
        meter.broadcasts(broadcast.publish),
        commit,
    )
    broadcast.publish_soon = queue.nudge
    return queue


def _after_commit(bus: Bus, keep_up: AfterCommit, before: Stream, after: Stream) -> None:
    if after.seq > before.seq:
        bus.send("changed", {"code": after.code, "seq": after.seq})
    keep_up(before, after)


def _work_of_each_process(
    socketio: SocketIO, services: Services, connections: Connections
) -> list[Callable[[], None]]:
    """Return the background tasks that connect this process with the others, and measure it."""
    ledger, queue, meter = services.ledger, services.queue, services.meter
    follower = Follower(
        socketio,
        services.in_thread,
        connections,
        services.broadcast,
        queue,
        ledger,
        meter.followed,
        services.readiness.looked,
    )
    follower.listen(services.bus)
    watched = Watched(connections.__len__, queue.waiting, lambda: bool(ledger.trouble))
    return [
        services.bus.run,
        services.presence.run,
        partial(services.limiter.run, socketio.sleep),
        follower.run,
        services.revocations.run,
        partial(meter.watch, socketio.sleep, watched),
    ]


def _work_of_one_process(
    socketio: SocketIO, services: Services, commit: InThread
) -> list[Callable[[], None]]:
    """Return the background tasks that one process does for all that share the store."""
    ledger, queue, clock = services.ledger, services.queue, services.clock
    snapshots, in_thread = services.snapshots, services.in_thread
    duty = Duty(ledger, services.bus.me, commit, socketio.sleep)
    maintenance = partial(
        run_maintenance,
        socketio,
        in_thread,
        ledger,
        snapshots,
        services.broadcast.end,
        queue.nudge,
        clock,
        duty.wait,
    )
    tasks: list[Callable[[], None]] = [
        duty.run,
        maintenance,
        partial(run_slow_erasure, socketio, in_thread, ledger, queue, clock, duty.wait),
        partial(run_harvest_end, socketio, in_thread, ledger, queue, clock, duty.wait),
    ]
    if snapshots:
        tasks.append(partial(run_snapshots, socketio, in_thread, snapshots.take, duty.wait))
    return tasks


def _wire_sockets(
    socketio: SocketIO,
    services: Services,
    connections: Connections,
    unjoined: Unjoined,
    turns: Wait,
) -> None:
    def identify(
        environ: dict[str, Any], code: str, token: str | None, as_: str
    ) -> tuple[Viewer, Grant]:
        try:
            return services.identity.viewer_of_socket(environ, code, token, as_)
        except UnknownGathering:
            refuse_deleted(services.ledger, code)
            services.failed_attempts.wait()
            raise Refused("unknown_gathering") from None

    Sockets(
        socketio,
        services.broadcast,
        connections,
        services.commands,
        identify,
        services.identity.is_revoked,
        unjoined,
        services.presence,
        turns,
    )


def _add_middleware(app: Flask, services: Services, origins: Origins, turns: Wait) -> None:
    """Wrap the app; the last layer is the outermost."""
    settings = services.settings
    # Requests are admitted innermost, so that a refused one does not wait.
    joining = runtime.semaphore(settings.async_mode, JOINING_AT_ONCE)
    app.wsgi_app = DirectAnswers(app.wsgi_app, services, turns, joining)  # type: ignore[method-assign]
    app.wsgi_app = BodyMiddleware(app.wsgi_app)  # type: ignore[method-assign]
    # Outermost, so that it also covers the socket's address.
    app.wsgi_app = OriginMiddleware(app.wsgi_app, settings, origins)  # type: ignore[method-assign]


def _folder(name: str) -> str:
    """Return the folder: inside the package if installed from a wheel, beside it in a checkout."""
    here = Path(__file__).parent
    return str(next(f for f in (here / name, here.parent / name) if f.is_dir()))
