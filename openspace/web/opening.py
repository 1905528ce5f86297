"""What the HTTP API and the forms share when something new is opened."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request

from openspace.domain.community.stream import Community
from openspace.domain.refusals import Refused
from openspace.service.login_links import path_of
from openspace.service.opening import open_new, open_new_community
from openspace.web.cookies import set_cookie
from openspace.web.identity import secrets_equal
from openspace.web.services import services
from openspace.web.shell import base_url
from openspace.web.stream_api import host_url, sign_in


def check_server_key(given: str) -> None:
    """Raises Refused (`not_allowed`) unless `given` is the server key."""
    if not secrets_equal(given, services().settings.server_key):
        raise Refused("not_allowed", why="server_key")


def new_gathering(spec: Mapping[str, Any]) -> tuple[Response, int]:
    """Open a gathering. Return the answer with its links, which logs in the browser as its host. Raises
    Refused."""
    svc = services()
    gathering, host_key = svc.in_thread(lambda: open_new(svc.ledger, spec, svc.clock))
    at = f"{base_url()}/{gathering.code}"
    response = jsonify(
        code=gathering.code,
        join_url=at,
        wall_url=f"{at}/wall",
        host_url=host_url(gathering.code),
        host_key=host_key,
    )
    log_in_host(response, gathering.code, host_key)
    return response, 201


def new_community(spec: Mapping[str, Any]) -> tuple[Community, dict[str, str]]:
    """Open a community. Return it with `{url, host_url, host_key}`. Raises Refused."""
    svc = services()
    community, host_key = svc.in_thread(lambda: open_new_community(svc.ledger, spec, svc.clock))
    links = {
        "url": base_url() + path_of(community.code),
        "host_url": host_url(community.code),
        "host_key": host_key,
    }
    return community, links


def log_in_host(response: Response, code: str, host_key: str) -> None:
    """Log in the browser that opened the stream as its host, without handling the key."""
    token = sign_in(lambda identity: identity.host_token(code, host_key))
    set_cookie(response, request, code, "host", token)
