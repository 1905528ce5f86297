"""Links that need no account and no cookie: whoever has one may do what it is for, as often as they like.

A link contains what it is for, signed with the ledger's secret, so nothing is stored. `purpose` keeps the
links of one kind from being used as another.
"""

from hashlib import sha256
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from openspace.domain.refusals import Refused
from openspace.web.services import services


def token_of(purpose: str, *values: Any) -> str:
    """Return the part of an address that contains `values`, signed."""
    return str(_signer(purpose).dumps(list(values)))


def values_of(purpose: str, token: str, why: str) -> list[Any]:
    """Return the values in the token. Raises Refused (`not_allowed`, with `why`) if it is not ours."""
    try:
        values = _signer(purpose).loads(token)
    except BadSignature:
        raise Refused("not_allowed", why=why) from None
    if not isinstance(values, list):
        raise Refused("not_allowed", why=why)
    return values


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        services().ledger.secret(),
        salt=f"openspace {purpose}",
        signer_kwargs={"digest_method": sha256},
    )
