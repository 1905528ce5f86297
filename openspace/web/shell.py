"""What the pages share: the house they belong to, the gathering they show, and the shell with its state."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Any, cast

from flask import Response, current_app, request

from openspace.config import Settings
from openspace.domain.audience import Viewer, see_about
from openspace.domain.commands import Command
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.people import EraseMe
from openspace.ledger.connecting import DISK_FULL
from openspace.ledger.port import Ledger, UnknownGathering, Unreadable
from openspace.ledger.snapshots import Snapshots
from openspace.live.fanout import Fanout
from openspace.runtime import addresses
from openspace.service.maintenance import tidy_up
from openspace.service.queue import Answering, Writer
from openspace.service.rate_limits import Joined, Limiter
from openspace.service.turn import Ask, as_code, as_known_code, read_ask, refusal
from openspace.service.uploads import Uploads
from openspace.web.guessing import Guessing
from openspace.web.identity import Identity
from openspace.web.known import KnownAddresses
from openspace.web.origins import CAME_FORWARDED
from openspace.web.sending import send_page

_FLOODING_SECONDS = 0.05
"""After too much, nothing more of this connection is read for so long: the network holds back the flood."""


@dataclass(frozen=True)
class House:
    """What create_app wired together; pages find it with `house()`."""

    settings: Settings
    ledger: Ledger
    identity: Identity
    writer: Writer
    fanout: Fanout
    in_thread: Any
    limiter: Limiter
    guessing: Guessing
    uploads: Uploads
    sleep: Any
    snapshots: Snapshots | None = None

    def hand_in(self, code: str, viewer: Viewer, message: object, answer: Answering) -> None:
        """Puts the command `{id, name, args}` in line. `answer` is called when it was saved, or refused."""
        try:
            charge = self.limiter.ask(code, viewer, message, self.joined(code, viewer))
            ask = replace(read_ask(viewer, message), charge=charge)
            self.writer.submit(code, ask, answer)
        except Refused as refused:
            answer(refusal(refused))
            if refused.code == "too_many":
                self.sleep(_FLOODING_SECONDS)

    def count_join(self, gathering: Gathering) -> None:
        """Raises Refused (`too_many`)."""
        try:
            self.limiter.join(gathering.code, gathering.about.get("size") or 0)
        except Refused:
            self.sleep(_FLOODING_SECONDS)
            raise

    def count(self, code: str, viewer: Viewer) -> None:
        """Counts what is no command as if it were one. Raises Refused (`too_many`)."""
        self.limiter.ask(code, viewer, None, self.joined(code, viewer))

    def joined(self, code: str, viewer: Viewer) -> Joined:
        """A function that answers when `viewer` joined, so that it is looked up only where needed."""

        def joined() -> str | None:
            try:
                person = self.ledger.load(code).row("people", viewer.person or "")
            except (UnknownGathering, Unreadable):
                return None
            return person["at"] if person else None

        return joined

    def submit(self, code: str, viewer: Viewer, message: object) -> dict[str, Any]:
        """As `hand_in`, and waits for the answer."""
        return self.writer.wait(lambda answer: self.hand_in(code, viewer, message, answer))

    def tidy_up(self) -> bool:
        """Removes what was erased from the files; what cannot be now is removed soon."""
        return bool(self.in_thread(lambda: tidy_up(self.ledger, self.snapshots)))

    def slow_down_guessing(self) -> None:
        """To be called for each unknown code and wrong key. Raises Refused where too many wait."""
        self.guessing.wait()

    def erase(self, code: str, viewer: Viewer, command: EraseMe) -> None:
        """Forgets who asks. Raises Refused. On a full disk the snapshots make room, oldest first: they hold
        whoever is to be forgotten, and would be removed afterwards."""
        while True:
            try:
                self.ask(code, viewer, command)
                return
            except Refused as refused:
                if refused.code != "busy" or self.ledger.trouble != DISK_FULL:
                    raise
            snapshots = self.snapshots
            if not (snapshots and self.in_thread(snapshots.make_room)):
                raise Refused(
                    "busy",
                    "Nothing is erased yet: the server's disk is full. Tell the facilitator, and try again.",
                )

    def ask(self, code: str, viewer: Viewer, command: Command) -> dict[str, Any]:
        """The result of a command of our own making. Raises Refused."""
        ask = Ask(viewer, command)
        answer = self.writer.wait(lambda answer: self.writer.submit(code, ask, answer))
        if not answer["ok"]:
            raise Refused(**answer["error"])
        return dict(answer.get("result", {}))


def house() -> House:
    return cast(House, current_app.extensions["openspace"])


def gathering_or_404(code: str) -> Gathering:
    """The gathering with that code, however typed. UnknownGathering becomes a friendly 404.

    Raises Refused (`deleted`) where there was one: phones that slept meanwhile are told.
    """
    try:
        return house().ledger.load(as_known_code(code))
    except UnknownGathering:
        refuse_deleted(house().ledger, as_code(code))
        house().slow_down_guessing()
        raise


def refuse_deleted(ledger: Ledger, code: str) -> None:
    if ledger.is_purged(code):
        raise Refused("deleted", "This gathering was deleted.")


@contextmanager
def wrong_ones_wait(code: str | None = None) -> Iterator[None]:
    """Around the checking of a key: a wrong one is refused as an unknown code is. With `code`, only this
    refusal counts as wrong."""
    try:
        yield
    except Refused as refused:
        if code in (None, refused.code):
            house().slow_down_guessing()
        raise


def viewer_of(gathering: Gathering, role: str) -> Viewer:
    """Whom this request's cookie (or bearer token) makes the caller, in the role the page asks for."""
    return house().identity.of_request(request, gathering, role)


def caller(gathering: Gathering, role: str = "person") -> Viewer:
    """As `viewer_of`; a page says by `?as=` whom it was made for: "host", or a person's id."""
    return viewer_of(gathering, request.args.get("as") or role)


def live_page(template: str, gathering: Gathering, viewer: Viewer, **page: Any) -> Response:
    """A page with the state inside it, so that the first paint needs no second request."""
    page = {"code": gathering.code, "role": viewer.role, "base_url": base_url(), **page}
    return send_page(template, see_about(gathering, viewer), gathering, viewer, page)


def base_url() -> str:
    """The address that phones can reach: as configured, else as this request came, else on the LAN."""
    settings = house().settings
    if settings.public_url:
        return settings.public_url
    host, _, port = request.host.rpartition(":") if ":" in request.host else (request.host, "", "")
    loops = is_loopback(host) and not is_loopback(settings.host)
    known: KnownAddresses = current_app.extensions["openspace.addresses"]
    if known.takes(request.scheme, request.host):
        at = request.host_url.rstrip("/")
        return (
            f"{request.scheme}://{addresses.best()}" + (f":{port}" if port else "") if loops else at
        )
    return f"{settings.scheme}://{addresses.best()}:{settings.port}"


def is_at_the_server() -> bool:
    """Whether this request comes from the machine that serves: not so through a proxy on it."""
    forwarded = house().settings.behind_proxy or CAME_FORWARDED in request.environ
    return is_loopback(request.remote_addr) and not forwarded


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False
