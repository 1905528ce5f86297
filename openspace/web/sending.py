"""Responses with a state: assembled from cached parts, compressed if the client accepts gzip."""

import json
from functools import lru_cache
from typing import Any

from flask import Response, current_app, render_template, request
from werkzeug.http import parse_accept_header

from openspace.domain.audience import Viewer
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.runtime.lru_cache import LruCache
from openspace.web.gzip_parts import Part, gzipped
from openspace.web.views import Views, encoded

_PLACEHOLDER = "the state stands here"
_MOST_SHELLS = 500
_JOIN_UP_TO = 32 * 1024
"""Bytes up to which a response is joined into one piece, which is faster. A longer one is sent as pieces that
all responses share, because a copy of 10 MB for each slow reader would fill the memory."""


class Shells:
    """Cache of the HTML before and after the state, rendered once for each page and gathering's row."""

    def __init__(self) -> None:
        self._kept: LruCache[tuple[str, str, str], tuple[Part, bytes]] = LruCache(_MOST_SHELLS)

    def halves(self, template: str, about: Row, page: dict[str, Any]) -> tuple[Part, bytes]:
        """Return the HTML before the state and after it. `page` contains what the template shows, and no
        secret."""
        key = template, json.dumps(about), json.dumps(page)
        known = self._kept.get(key)
        if known is None:
            html = render_template(template, state=_PLACEHOLDER, page=page, about=about)
            before, _, after = html.partition(f'"{_PLACEHOLDER}"')
            known = self._kept.put(key, (Part(before.encode()), after.encode()))
        return known


def send_state(gathering: Gathering, viewer: Viewer) -> Response:
    return _send(_views().state(gathering, viewer), "application/json")


def send_page(
    template: str,
    about: Row,
    gathering: Gathering,
    viewer: Viewer,
    page: dict[str, Any],
) -> Response:
    shown = {name: value for name, value in page.items() if name != "token"}
    before, after = _shells().halves(template, about, shown)
    end = b',"page":' + encoded(page) + b"}" + after
    return _send(_views().state(gathering, viewer, before, end), "text/html; charset=utf-8")


def _send(parts: list[Part], type_: str) -> Response:
    is_packed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    pieces = gzipped(parts) if is_packed else [part.data for part in parts]
    if sum(map(len, pieces)) < _JOIN_UP_TO:
        pieces = [b"".join(pieces)]
    response = Response(pieces, content_type=type_)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding, Authorization, Cookie"
    return response


@lru_cache(maxsize=256)
def accepts_gzip(header: str) -> bool:
    """Return whether the Accept-Encoding header allows gzip. Cached, because phones send only a few
    variants."""
    return bool(parse_accept_header(header)["gzip"])


def _views() -> Views:
    views: Views = current_app.extensions["openspace.views"]
    return views


def _shells() -> Shells:
    shells: Shells = current_app.extensions["openspace.shells"]
    return shells
