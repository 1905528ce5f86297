"""Shared by the pages: the requested gathering, who asks, and the page with its state."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from flask import Response, g, request

from openspace.domain.audience import Viewer, see_about
from openspace.domain.codes import as_code
from openspace.domain.community.stream import Community, key_of
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import HostAction
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.ledger.port import UnknownGathering
from openspace.ledger.port_upkeep import Upkeep
from openspace.proceedings.in_its_language import language_in
from openspace.runtime import addresses
from openspace.service.codes import as_known_code
from openspace.web.help import help_is_of
from openspace.web.language import speak_to_all, speak_to_reader
from openspace.web.middleware.origins import CAME_FORWARDED
from openspace.web.sending import send_page
from openspace.web.services import services


def gathering_or_404(code: str) -> Gathering:
    """Return the gathering with that code, in any spelling. UnknownGathering becomes a 404 page. From here on
    the request is answered in the reader's language, or else in the gathering's.

    Raises Refused (`deleted`) if it existed, so that phones that were offline meanwhile are informed.
    """
    try:
        gathering = services().ledger.load(as_known_code(code))
    except UnknownGathering:
        refuse_deleted(services().ledger, as_code(code))
        services().failed_attempts.wait()
        raise
    speak_to_reader(language_in(gathering.info))
    help_is_of(gathering)
    g.privacy_notice = f"/{gathering.code}/privacy"
    return gathering


def community_or_404(slug: str) -> Community:
    """Return the community at that address. Raises Refused (`unknown_community`, `deleted`)."""
    key = key_of(slug)
    try:
        community = services().ledger.community(key)
    except UnknownGathering:
        refuse_deleted(services().ledger, key)
        raise Refused("unknown_community") from None
    g.privacy_notice = f"/c/{community.slug}/privacy"
    return community


def stream_or_404(address: Mapping[str, str]) -> Stream:
    """Return the gathering of `{code}`, or the community of `{slug}`."""
    if "slug" in address:
        return community_or_404(address["slug"])
    return gathering_or_404(address["code"])


def refuse_deleted(ledger: Upkeep, code: str) -> None:
    if ledger.is_purged(code):
        raise Refused("deleted")


@contextmanager
def slow_down_failures(code: str | None = None) -> Iterator[None]:
    """Context manager around the check of a key: a wrong key is delayed like an unknown code. With `code`,
    only a refusal with this code counts as wrong."""
    try:
        yield
    except Refused as refused:
        if code in (None, refused.code):
            services().failed_attempts.wait()
        raise


def keep_host_action(code: str, viewer: Viewer, name: str) -> None:
    """Add an entry to the log of host actions, for what is not a command. Others than hosts have none."""
    svc = services()
    if viewer.role == "host" and viewer.device is not None:
        action = HostAction(svc.clock.now(), viewer.device, name)
        svc.in_thread(lambda: svc.ledger.keep_host_action(code, action))


def viewer_of(stream: Stream, role: str) -> Viewer:
    """Return the viewer that this request's cookie or bearer token authenticates, in the role that the page
    needs."""
    return services().identity.viewer_of_request(request, stream, role)


def caller(stream: Stream, role: str = "person") -> Viewer:
    """Like `viewer_of`, but `?as=` selects the role that the page was rendered for: "host", or a person's
    id."""
    return viewer_of(stream, request.args.get("as") or role)


def live_page(
    template: str, gathering: Gathering, viewer: Viewer, role: str, **page: Any
) -> Response:
    """Return a page with the state inside it, so that the first paint needs no second request. A wall speaks
    the gathering's language, every other page the reader's."""
    if role == "wall":
        speak_to_all(language_in(gathering.info))
    page = {"code": gathering.code, "role": role, "base_url": base_url(), **page}
    return send_page(template, see_about(gathering, viewer), gathering, viewer, page)


def base_url() -> str:
    """Return an address that phones can reach: the configured one, else the one requested, else one on the
    LAN."""
    settings = services().settings
    if settings.public_url:
        return settings.public_url
    host, _, port = request.host.rpartition(":") if ":" in request.host else (request.host, "", "")
    loops = is_loopback(host) and not is_loopback(settings.host)
    if services().addresses.accepts(request.scheme, request.host):
        at = request.host_url.rstrip("/")
        return (
            f"{request.scheme}://{addresses.best()}" + (f":{port}" if port else "") if loops else at
        )
    return f"{settings.scheme}://{addresses.best()}:{settings.port}"


def is_local_request() -> bool:
    """Return whether this request comes from the server's own machine, and not through a proxy on it."""
    forwarded = services().settings.behind_proxy or CAME_FORWARDED in request.environ
    return is_loopback(request.remote_addr) and not forwarded


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False
