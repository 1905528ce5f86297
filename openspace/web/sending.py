"""Responses with a state: assembled from cached parts, compressed if the client accepts gzip."""

from functools import lru_cache
from typing import Any, NamedTuple

from flask import Response, request
from werkzeug.http import parse_accept_header

from openspace.domain.audience import PUBLIC, Viewer
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.web.gzip_parts import Part, gzipped
from openspace.web.services import services
from openspace.web.views import State, encoded

_JOIN_UP_TO = 32 * 1024
"""Bytes up to which a response is joined into one piece, which is faster. A longer one is sent as pieces that
all responses share, because a copy of 10 MB for each slow reader would fill the memory."""


SENT = "openspace.sent"
"""Key of a request's environ: a list that gets the `SentPage`, if somebody wants to keep it."""


class SentPage(NamedTuple):
    """A page that is the same for everybody: its state, and what is before and after it."""

    gathering: Gathering
    state: State
    before: Part
    after: bytes


def send_state(
    gathering: Gathering, viewer: Viewer, before: bytes = b"", after: bytes = b"}"
) -> Response:
    """Return the state as JSON. `before` precedes it, and `after` replaces its closing brace."""
    state = services().views.state(gathering, viewer, Part(before) if before else None, after)
    return _send(state, "application/json")


def send_page(
    template: str,
    about: Row,
    gathering: Gathering,
    viewer: Viewer,
    page: dict[str, Any],
) -> Response:
    shown = {name: value for name, value in page.items() if name != "token"}
    before, after = services().shells.halves(template, about, shown)
    end = b',"page":' + encoded(page) + b"}" + after
    state = services().views.state(gathering, viewer, before, end)
    if viewer == PUBLIC and SENT in request.environ:
        request.environ[SENT].append(SentPage(gathering, state, before, end))
    return _send(state, "text/html; charset=utf-8")


def _send(state: State, type_: str) -> Response:
    is_packed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    response = Response(as_pieces(state.at(services().views.now()), is_packed), content_type=type_)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Accept-Language, Authorization, Cookie"
    return response


def as_pieces(parts: list[Part], is_packed: bool) -> list[bytes]:
    return joined(gzipped(parts) if is_packed else [part.data for part in parts])


def joined(pieces: list[bytes]) -> list[bytes]:
    """Return a short response in one piece."""
    return [b"".join(pieces)] if sum(map(len, pieces)) < _JOIN_UP_TO else pieces


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """Return whether the Accept-Encoding header allows gzip. Cached, because phones send only a few
    variants."""
    return bool(parse_accept_header(header)["gzip"])
