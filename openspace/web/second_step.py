"""What hosts do with their second factors: present one, enrol, replace and remove them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from openspace.domain.host_actions import (
    FACTOR_ADDED,
    FACTOR_PRESENTED,
    FACTOR_REFUSED,
    FACTOR_REMOVED,
    RECOVERY_CODE_USED,
    RECOVERY_CODES_MADE,
)
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.ledger.port import Factor
from openspace.service import passkeys, second_factor
from openspace.service.second_factor import RECOVERY
from openspace.web.cookies import set_cookie
from openspace.web.identity import HostSession
from openspace.web.services import services
from openspace.web.shell import keep_host_action, slow_down_failures

_MINUTES_TO_ENROL = 15


def second_step(stream: Stream, token: str, typed: str | None) -> tuple[str, str]:
    """Return the token after the second step, and which step is missing: "enrol", "present" or none. `typed`
    is a code, for programs that log in with one request. Raises Refused."""
    identity = services().identity
    session = identity.session_of(stream, token) if identity.needs_second_factor else None
    if session is None:
        return token, ""
    if not typed:
        return token, "present" if factors_of(stream) else "enrol"
    check(stream, session, typed)
    return identity.proven_host_token(stream.code, session.device), ""


def needs_second_step(stream: Stream) -> bool:
    """Return whether the browser has the host key, and has to present its second factor."""
    session = host_session(stream)
    return session is not None and not session.is_proven


def check(stream: Stream, session: HostSession, typed: str) -> Factor:
    """Return the factor that the code belongs to, and log that it was presented. Raises Refused."""
    svc = services()
    with logged_failures(stream, session):
        factor: Factor = svc.in_thread(
            lambda: second_factor.check_code(svc.ledger, svc.limiter, stream.code, typed, svc.clock)
        )
    kind = RECOVERY_CODE_USED if factor.kind == RECOVERY else FACTOR_PRESENTED
    keep_host_action(stream.code, session.viewer, kind)
    return factor


@contextmanager
def logged_failures(stream: Stream, session: HostSession) -> Iterator[None]:
    """Context manager around the check of a factor: a wrong one is delayed, and logged for the hosts."""
    try:
        with slow_down_failures():
            yield
    except Refused as refused:
        if refused.code == "not_allowed":
            keep_host_action(stream.code, session.viewer, FACTOR_REFUSED)
        raise


# --- enrolling


def enrol(stream: Stream, session: HostSession, factor: Factor) -> list[str]:
    """Store the factor, and return the recovery codes if it is the first one. Raises Refused.

    Of two devices that enrol first at the same moment, one is refused.
    """
    svc, is_first = services(), not factors_of(stream)
    if not is_first:
        check_may_change(session, [factor])
    codes, kept = second_factor.recovery_codes(svc.clock) if is_first else ([], [])
    stored = svc.in_thread(
        lambda: svc.ledger.add_host_factors(stream.code, [factor, *kept], only_first=is_first)
    )
    if not stored:
        raise Refused("not_allowed", why="second_factor")
    keep_host_action(stream.code, session.viewer, FACTOR_ADDED)
    return codes


def new_recovery_codes(stream: Stream, session: HostSession) -> list[str]:
    """Replace the recovery codes, and return the new ones. Raises Refused."""
    svc = services()
    _check_is_fresh(session)
    codes, kept = second_factor.recovery_codes(svc.clock)
    svc.in_thread(lambda: svc.ledger.add_host_factors(stream.code, kept, instead_of=RECOVERY))
    keep_host_action(stream.code, session.viewer, RECOVERY_CODES_MADE)
    return codes


def remove(stream: Stream, session: HostSession, id: str) -> None:
    svc = services()
    _check_is_fresh(session)
    if not svc.in_thread(lambda: svc.ledger.remove_host_factor(stream.code, id, RECOVERY)):
        raise Refused("not_allowed", why="last_factor")
    keep_host_action(stream.code, session.viewer, FACTOR_REMOVED)


def check_may_change(session: HostSession, factors: list[Factor]) -> None:
    """Raises Refused unless there is no factor yet, or one was presented a moment ago: a stolen cookie does
    not add a factor of the thief."""
    if factors:
        _check_is_fresh(session)


def _check_is_fresh(session: HostSession) -> None:
    if not session.is_fresh:
        raise Refused("not_allowed", why="second_factor")


# --- parts


def let_in(response: Any, stream: Stream, session: HostSession) -> None:
    token = services().identity.proven_host_token(stream.code, session.device)
    set_cookie(response, request, stream.code, "host", token)


def host_session(stream: Stream) -> HostSession | None:
    """Return the session of a host who may have presented no factor yet, if this server requires one."""
    identity = services().identity
    return identity.host_session(request, stream) if identity.needs_second_factor else None


def factors_of(stream: Stream) -> list[Factor]:
    svc = services()
    found: list[Factor] = svc.in_thread(lambda: svc.ledger.host_factors(stream.code))
    return found


def place_here() -> passkeys.Place | None:
    return passkeys.place_of(request.host_url.rstrip("/"))


def signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().ledger.secret(), salt=f"openspace factor {purpose}")


def read_signed(purpose: str, signed: str, why: str) -> list[Any]:
    try:
        return list(signer(purpose).loads(signed, max_age=_MINUTES_TO_ENROL * 60))
    except BadSignature:
        raise Refused("not_allowed", why=why) from None
