"""Who is asking: tokens, and the cookies that carry them. No account, no password.

A person's token says which person of which gathering; a host's, which host key it was made with, so that
a new key ends it. Both are signed with the ledger's secret and outlive a restart.
"""

from hashlib import sha256
from hmac import compare_digest

from flask import Response
from itsdangerous import BadSignature, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode
from werkzeug import Request

from openspace import host_link
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.port import Ledger
from openspace.marketplace import hash_of
from openspace.web.origins import is_nobody_elses

_YEAR = 365 * 24 * 3600


class _Signer(URLSafeSerializer):
    """Tokens are too short to compress: trying to takes longer than all else of making one."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(Serializer.dump_payload(self, obj))


class Identity:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._signer = _Signer(
            ledger.secret(), salt="openspace token", signer_kwargs={"digest_method": sha256}
        )

    # --- tokens

    def person_token(self, code: str, person: str) -> str:
        return str(self._signer.dumps([code, "person", person]))

    def host_token(self, code: str, host_key: str) -> str:
        """Raises Refused (`not_allowed`) when that is not the gathering's key."""
        if not is_same(hash_of(host_key), self._ledger.host_key_hash(code)):
            raise Refused("not_allowed", "That is not the host key of this gathering.")
        return self._host_token(code)

    def host_token_for(self, code: str, given: str) -> str:
        """By the pass of a host's link, which is good once. Raises Refused (`not_allowed`)."""
        if not host_link.use(self._ledger, code, given):
            raise Refused(
                "not_allowed", "This link was used before, or is too old. Type the host key."
            )
        return self._host_token(code)

    def _host_token(self, code: str) -> str:
        key = self._ledger.host_key_hash(code) or ""
        return str(self._signer.dumps([code, "host", key[:16]]))

    def viewer(self, gathering: Gathering, token: str) -> Viewer:
        """Who holds `token` in `gathering`. Raises Refused (`not_allowed`)."""
        try:
            code, role, subject = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            raise Refused("not_allowed", "This link or token is not valid. Join again.") from None
        if code == gathering.code:
            if role == "person" and gathering.row("people", subject):
                return Viewer("person", subject)
            if role == "host" and is_same(subject, (self._ledger.host_key_hash(code) or "")[:16]):
                return HOST
        raise Refused("not_allowed", "This link or token is not valid here any more. Join again.")

    # --- callers

    def of_request(self, request: Request, gathering: Gathering, role: str) -> Viewer:
        """By the bearer token if there is one, else by the cookie for `role` ("host" or "person").

        Raises Refused for a bad bearer token; a stale cookie is the public's, and so is one that comes to
        do something without a word of which page sent it.
        """
        bearer = bearer_of(request)
        if bearer:
            return self.viewer(gathering, bearer)
        if not is_nobody_elses(request.environ):
            return PUBLIC
        return self.of_cookie(request, gathering, role)

    def of_cookie(self, request: Request, gathering: Gathering, role: str) -> Viewer:
        token = request.cookies.get(cookie_name(gathering.code, role))
        if role not in ("person", "host") or not token:
            return PUBLIC
        try:
            viewer = self.viewer(gathering, token)
        except Refused:
            return PUBLIC
        return viewer if viewer.role == role else PUBLIC

    def of_socket(self, request: Request, code: str, token: str | None, as_: str) -> Viewer:
        """Whom a socket's `auth` makes it. Raises Refused, UnknownGathering."""
        gathering = self._ledger.load(code)
        if token:
            return self.viewer(gathering, token)
        return self.of_cookie(
            request, gathering, {"host": "host", "wall": "wall"}.get(as_, "person")
        )


def bearer_of(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""


def set_cookie(response: Response, code: str, role: str, token: str, secure: bool) -> None:
    """HttpOnly; Lax, since people come from a camera or a message and are who they were."""
    response.set_cookie(
        cookie_name(code, role),
        token,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def cookie_name(code: str, role: str) -> str:
    return f"openspace_{role}_{code}"


def is_same(one: str, other: str | None) -> bool:
    """Compares secrets in the same time however much of them fits."""
    return bool(other) and compare_digest(one.encode(errors="replace"), (other or "").encode())
