"""Authentication: tokens, and the cookies that carry them. There are no accounts and no passwords.

A person's token names the person, the gathering, and the generation of their devices; "end my other devices"
invalidates earlier generations. A host's token names the host key it was made with, and the number of the
device; a new key invalidates it. Both are signed with the ledger's secret and survive a restart
(docs/decisions/0016-devices.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode
from werkzeug import Request

from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.domain.viewer import PUBLIC, Grant, Viewer
from openspace.ledger.port import Log
from openspace.ledger.port_keys import HostLog, Keys
from openspace.service import login_links
from openspace.service.clock import Clock
from openspace.service.host_keys import hash_of
from openspace.service.second_factor import FRESH, LASTS
from openspace.web.cookies import bearer_of, cookie_name
from openspace.web.middleware.origins import cookie_auth_allowed

_MOST_KNOWN = 4_096


class _Signer(URLSafeSerializer):
    """Signs without compression: tokens are too short for it, and trying takes most of the time."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


class Identity:
    def __init__(
        self,
        log: Log,
        keys: Keys,
        host_log: HostLog,
        clock: Clock,
        needs_second_factor: bool = False,
        count_login: Callable[[str], None] = lambda code: None,
    ) -> None:
        self._log, self._keys, self._host_log, self._clock = log, keys, host_log, clock
        self.needs_second_factor = needs_second_factor
        self._count_login = count_login
        self._known: dict[str, list[Any]] = {}
        """Tokens that were signed or checked here, and their content. Revocation is looked up each time."""
        self._signer = _Signer(
            keys.secret(), salt="openspace token", signer_kwargs={"digest_method": sha256}
        )

    # --- tokens

    def person_token(self, code: str, person: str) -> str:
        return self.token_in(self._log.stream(code), person)

    def token_in(self, stream: Stream, person: str) -> str:
        """Return the token of `person`, who joined `stream`."""
        generation = self._keys.generation(stream.code, person).devices
        content = [stream.code, "person", person, generation, joining_hash(stream, person)]
        token = str(self._signer.dumps(content))
        self._remember(token, content)
        return token

    def redeem_person_pass(self, stream: Stream, given: str) -> str:
        """Redeem a pass, which works once, and return the person's id. Raises Refused (`not_allowed`)."""
        person = login_links.redeem_for_person(self._keys, stream.code, given, self._clock)
        if person is None or stream.row("people", person) is None:
            raise Refused("not_allowed", why="persons_link")
        return person

    def host_token(self, code: str, host_key: str) -> str:
        """Return a host token. Raises Refused (`not_allowed`) if `host_key` is not the gathering's key, and
        (`too_many`) if too many devices signed in with it."""
        if not secrets_equal(hash_of(host_key), self._keys.host_key_hash(code)):
            raise Refused("not_allowed", why="host_key")
        self._count_login(code)
        return self._new_device(code)

    def redeem_host_pass(self, code: str, given: str) -> str:
        """Redeem the pass of a host's link, which works once, and return a token. Raises Refused
        (`not_allowed`)."""
        if not login_links.redeem_for_host(self._keys, code, given, self._clock):
            raise Refused("not_allowed", why="hosts_link")
        return self._new_device(code)

    def renewed_host_token(self, code: str, session: "HostSession") -> str:
        """Return a token of the same device for the new host key."""
        return self._host_token(code, session.device, session.until)

    def proven_host_token(self, code: str, device: int) -> str:
        """Return a token of a device that presented its second factor now."""
        return self._host_token(code, device, self._seconds() + int(LASTS.total_seconds()))

    def host_session(self, request: Request, stream: Stream) -> "HostSession | None":
        """Return the session of a device that has the host key, whether or not it presented a second factor;
        None if it has not, or if the request fails the CSRF check."""
        token = bearer_of(request)
        if not token and cookie_auth_allowed(request.environ):
            token = request.cookies.get(cookie_name(request, stream.code, "host"), "")
        return self.session_of(stream, token) if token else None

    def session_of(self, stream: Stream, token: str) -> "HostSession | None":
        try:
            code, role, key, *more = self._content(token)
        except (BadSignature, ValueError, TypeError):
            return None
        if (code, role) != (stream.code, "host") or self._is_old_key(code, key):
            return None
        device, until = [*more, 0, 0][:2]
        return HostSession(device, until, until - self._seconds())

    def _new_device(self, code: str) -> str:
        return self._host_token(code, self._host_log.number_host_device(code, self._clock.now()))

    def _host_token(self, code: str, device: int, until: int = 0) -> str:
        """`until`: when the device needs its second factor again, in seconds since 1970; 0: now."""
        key = self._keys.host_key_hash(code) or ""
        return str(self._signer.dumps([code, "host", key[:16], device, until]))

    def _seconds(self) -> int:
        return int(self._clock.moment().timestamp())

    def viewer(self, stream: Stream, token: str) -> Viewer:
        """Return who holds `token` in `stream`. Raises Refused (`not_allowed`)."""
        return self._read(stream, token)[0]

    def is_revoked(self, code: str, viewer: Viewer, grant: Grant) -> bool:
        """Return whether the credentials that a socket was opened with were replaced since, by any
        process."""
        match viewer.role, grant:
            case "host", str(grant):
                key, _, until = grant.partition(" ")
                return self._is_old_key(code, key) or self._needs_factor(int(until or 0))
            case "person", int(generation) if viewer.person:
                # A restored backup may have a lower generation than its tokens, so do not compare for
                # equality.
                return generation < self._keys.generation(code, viewer.person).devices
        return False

    def _is_old_key(self, code: str, key: str) -> bool:
        hash = self._keys.host_key_hash(code)
        # None if the gathering was deleted. Its screens are notified of that before they are disconnected.
        return hash is not None and not secrets_equal(key, hash[:16])

    def _needs_factor(self, until: int) -> bool:
        return self.needs_second_factor and until <= self._seconds()

    def _read(self, stream: Stream, token: str) -> tuple[Viewer, Grant]:
        try:
            code, role, subject, *more = self._content(token)
        except (BadSignature, ValueError, TypeError):
            raise Refused("not_allowed", why="token") from None
        if code == stream.code and role == "host":
            if not self._is_old_key(code, subject):
                # Tokens of earlier versions contain no device.
                device, until = [*more, 0, 0][:2]
                if self._needs_factor(until):
                    raise Refused("not_allowed", why="second_factor")
                return Viewer("host", device=device), f"{subject} {until}"
        elif code == stream.code and role == "person":
            if not is_same_person(stream, subject, *more[1:]):
                raise Refused("not_allowed", why="forgotten", ended=True)
            # Tokens of earlier versions contain no generation, which means the first.
            viewer, grant = Viewer("person", subject), next(iter(more), 0)
            if not self.is_revoked(code, viewer, grant):
                return viewer, grant
            raise Refused("not_allowed", why="signed_out", ended=True)
        raise Refused("not_allowed", why="token_here")

    def _content(self, token: str) -> list[Any]:
        """Return what is signed in `token`. Raises BadSignature.

        Whoever has just joined connects with the token a moment later, and checking takes as long as signing.
        """
        content = self._known.get(token)
        if content is None:
            content = self._signer.loads(token)
            self._remember(token, content)
        return content

    def _remember(self, token: str, content: list[Any]) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[token] = content

    # --- callers

    def viewer_of_request(self, request: Request, stream: Stream, role: str) -> Viewer:
        """Authenticate by the bearer token if there is one, else by the cookie for `role`: "host", "person",
        or the id of the person whom the page was rendered for.

        Raises Refused for an invalid bearer token, or if the cookie no longer belongs to that person.
        Otherwise an invalid cookie means the public, and so does a cookie that fails the CSRF check.
        """
        bearer = bearer_of(request)
        if bearer:
            return self.viewer(stream, bearer)
        if not cookie_auth_allowed(request.environ):
            return PUBLIC
        return self._viewer_of_cookie(request, stream, role)[0]

    def viewer_of_socket(
        self, environ: dict[str, Any], code: str, token: str | None, as_: str
    ) -> tuple[Viewer, Grant]:
        """Return the viewer and grant of a socket by its `auth`, or else by the cookies of the request that
        opened it. Raises Refused, UnknownGathering."""
        stream = self._log.stream(code)
        if token:
            return self._read(stream, token)
        found = self._viewer_of_cookie(Request(environ), stream, as_ or "person")
        # A host's page must learn that the key was replaced, instead of showing what the public sees.
        if as_ == "host" and found[0].role != "host":
            raise Refused("not_allowed", why="host_only")
        return found

    def _viewer_of_cookie(
        self, request: Request, stream: Stream, role: str
    ) -> tuple[Viewer, Grant]:
        if role == "wall":
            return PUBLIC, None
        person = None if role in ("host", "person") else role
        kind = "host" if role == "host" else "person"
        token = request.cookies.get(cookie_name(request, stream.code, kind))
        try:
            found = self._read(stream, token) if token else (PUBLIC, None)
        except Refused as refused:
            if person and refused.parameters.get("ended"):
                raise
            found = PUBLIC, None
        if person and found[0].person != person:
            raise Refused("not_allowed", why="somebody_else")
        return found if found[0].role == kind else (PUBLIC, None)


@dataclass(frozen=True)
class HostSession:
    """A device that has the host key. `until` is when it needs its second factor (again), in seconds since
    1970; `left` are the seconds until then."""

    device: int
    until: int
    left: int

    @property
    def is_proven(self) -> bool:
        return self.left > 0

    @property
    def is_fresh(self) -> bool:
        """Whether it presented its second factor a moment ago."""
        return self.left > (LASTS - FRESH).total_seconds()

    @property
    def viewer(self) -> Viewer:
        """Return the host as the log of host actions names them. It gives no rights."""
        return Viewer("host", device=self.device)


def joining_hash(stream: Stream, person: str) -> str:
    """Return a hash of the time when `person` joined.

    Person ids are reused after a backup is restored, and earlier holders still have their tokens. The hash
    distinguishes them.
    """
    joined = (stream.row("people", person) or {"at": ""})["at"]
    return sha256(str(joined).encode()).hexdigest()[:8]


def is_same_person(stream: Stream, person: str, joined: str | None = None) -> bool:
    """Return whether `person` exists and joined with this `joining_hash`. Tokens of earlier versions contain
    none."""
    known = stream.row("people", person) is not None
    return known and joined in (None, joining_hash(stream, person))


def secrets_equal(one: str, other: str | None) -> bool:
    """Compare secrets in constant time."""
    return bool(other) and compare_digest(one.encode(errors="replace"), (other or "").encode())
