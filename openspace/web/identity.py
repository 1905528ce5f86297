"""Who is asking: tokens, and the cookies that carry them. No account, no password.

A person's token says which person of which gathering, and of which generation of their devices, so that
"end my other devices" ends it; a host's, which host key it was made with, so that a new key ends it. Both
are signed with the ledger's secret and outlive a restart (docs/decisions/0016-devices.md).
"""

from hashlib import sha256
from hmac import compare_digest

from flask import Response
from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode
from werkzeug import Request

from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST, PUBLIC, Grant, Viewer
from openspace.ledger.port import Keys, Log
from openspace.service import login_links
from openspace.service.clock import SYSTEM, Clock
from openspace.service.host_keys import hash_of
from openspace.web.middleware.origins import cookie_auth_allowed

_YEAR = 365 * 24 * 3600


class _Signer(URLSafeSerializer):
    """Tokens are too short to compress: trying to takes longer than all else of making one."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


class Identity:
    def __init__(self, log: Log, keys: Keys, clock: Clock = SYSTEM) -> None:
        self._log, self._keys, self._clock = log, keys, clock
        self._signer = _Signer(
            keys.secret(), salt="openspace token", signer_kwargs={"digest_method": sha256}
        )

    # --- tokens

    def person_token(self, code: str, person: str) -> str:
        generation = self._keys.generation(code, person).devices
        joined = joining_hash(self._log.load(code), person)
        return str(self._signer.dumps([code, "person", person, generation, joined]))

    def redeem_person_pass(self, gathering: Gathering, given: str) -> str:
        """The id of the person whose pass that is, which works once. Raises Refused (`not_allowed`)."""
        person = login_links.redeem_for_person(self._keys, gathering.code, given, self._clock)
        if person is None or gathering.row("people", person) is None:
            raise Refused(
                "not_allowed",
                "This link was used before, or is too old. Make a new one on your other device.",
            )
        return person

    def host_token(self, code: str, host_key: str) -> str:
        """Raises Refused (`not_allowed`) when that is not the gathering's key."""
        if not secrets_equal(hash_of(host_key), self._keys.host_key_hash(code)):
            raise Refused("not_allowed", "That is not the host key of this gathering.")
        return self._host_token(code)

    def redeem_host_pass(self, code: str, given: str) -> str:
        """By the pass of a host's link, which is good once. Raises Refused (`not_allowed`)."""
        if not login_links.redeem_for_host(self._keys, code, given, self._clock):
            raise Refused(
                "not_allowed", "This link was used before, or is too old. Type the host key."
            )
        return self._host_token(code)

    def _host_token(self, code: str) -> str:
        key = self._keys.host_key_hash(code) or ""
        return str(self._signer.dumps([code, "host", key[:16]]))

    def viewer(self, gathering: Gathering, token: str) -> Viewer:
        """Who holds `token` in `gathering`. Raises Refused (`not_allowed`)."""
        return self._read(gathering, token)[0]

    def is_revoked(self, code: str, viewer: Viewer, grant: Grant) -> bool:
        """Whether what a socket was opened with has been replaced since, by whichever process."""
        match viewer.role, grant:
            case "host", str(key):
                hash = self._keys.host_key_hash(code)
                # None where the gathering was deleted, which its screens are told before they end.
                return hash is not None and not secrets_equal(key, hash[:16])
            case "person", int(generation) if viewer.person:
                # A restored backup may know of fewer generations than its tokens do.
                return generation < self._keys.generation(code, viewer.person).devices
        return False

    def _read(self, gathering: Gathering, token: str) -> tuple[Viewer, Grant]:
        try:
            code, role, subject, *more = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            raise Refused("not_allowed", "This link or token is not valid. Join again.") from None
        if code == gathering.code and role == "host":
            if not self.is_revoked(code, HOST, subject):
                return HOST, subject
        elif (
            code == gathering.code
            and role == "person"
            and is_same_person(gathering, subject, *more[1:])
        ):
            # Tokens of earlier versions name no generation: they are of the first.
            viewer, grant = Viewer("person", subject), next(iter(more), 0)
            if not self.is_revoked(code, viewer, grant):
                return viewer, grant
            raise Refused("not_allowed", "This device was signed out from another one.", ended=True)
        raise Refused("not_allowed", "This link or token is not valid here any more. Join again.")

    # --- callers

    def viewer_of_request(self, request: Request, gathering: Gathering, role: str) -> Viewer:
        """By the bearer token if there is one, else by the cookie for `role`: "host", "person", or the id
        of the person whom the page was made for.

        Raises Refused for a bad bearer token, and where the cookie is not that person's any more. Else a
        stale cookie is the public's, and so is one that comes to do something without a word of which page
        sent it.
        """
        bearer = bearer_of(request)
        if bearer:
            return self.viewer(gathering, bearer)
        if not cookie_auth_allowed(request.environ):
            return PUBLIC
        return self._viewer_of_cookie(request, gathering, role)[0]

    def viewer_of_socket(
        self, request: Request, code: str, token: str | None, as_: str
    ) -> tuple[Viewer, Grant]:
        """Whom a socket's `auth` makes it, and by what. Raises Refused, UnknownGathering."""
        gathering = self._log.load(code)
        if token:
            return self._read(gathering, token)
        return self._viewer_of_cookie(request, gathering, as_ or "person")

    def _viewer_of_cookie(
        self, request: Request, gathering: Gathering, role: str
    ) -> tuple[Viewer, Grant]:
        if role == "wall":
            return PUBLIC, None
        person = None if role in ("host", "person") else role
        kind = "host" if role == "host" else "person"
        token = request.cookies.get(cookie_name(request, gathering.code, kind))
        try:
            found = self._read(gathering, token) if token else (PUBLIC, None)
        except Refused as refused:
            if person and refused.parameters.get("ended"):
                raise
            found = PUBLIC, None
        if person and found[0].person != person:
            raise Refused(
                "not_allowed", "This browser is signed out here, or is somebody else by now."
            )
        return found if found[0].role == kind else (PUBLIC, None)


def joining_hash(gathering: Gathering, person: str) -> str:
    """What tells `person` from another of the same id: their joining. After a backup was restored, ids that
    were given since are given again, and who had them still has a token."""
    joined = (gathering.row("people", person) or {"at": ""})["at"]
    return sha256(str(joined).encode()).hexdigest()[:8]


def is_same_person(gathering: Gathering, person: str, joined: str | None = None) -> bool:
    """Whether `person` is the one of this `joining_hash`. Tokens of earlier versions do not say which."""
    known = gathering.row("people", person) is not None
    return known and joined in (None, joining_hash(gathering, person))


def bearer_of(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""


def set_cookie(response: Response, request: Request, code: str, role: str, token: str) -> None:
    """HttpOnly; Lax, since people come from a camera or a message and are who they were."""
    response.set_cookie(
        cookie_name(request, code, role),
        token,
        max_age=_YEAR,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )


def delete_cookie(response: Response, request: Request, code: str, role: str) -> None:
    """As it was set: a browser removes a `__Host-` cookie only where `Secure` and the path are said again."""
    response.delete_cookie(
        cookie_name(request, code, role),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )


def cookie_name(request: Request, code: str, role: str) -> str:
    """Under TLS with the prefix that lets no neighbouring host or plain page set a cookie of this name."""
    return f"{'__Host-' if request.is_secure else ''}openspace_{role}_{code}"


def secrets_equal(one: str, other: str | None) -> bool:
    """Compares secrets in the same time however much of them fits."""
    return bool(other) and compare_digest(one.encode(errors="replace"), (other or "").encode())
