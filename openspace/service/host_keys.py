"""The key of a gathering's host: shown once, kept as a hash."""

import secrets
from hashlib import sha256

from openspace.ledger.port import Keys


def new_host_key() -> str:
    return secrets.token_urlsafe(24)


def hash_of(key: str) -> str:
    """Plain SHA-256 is enough: keys are 192 random bits, not passwords."""
    return sha256(key.encode(errors="replace")).hexdigest()


def rotate_host_key(keys: Keys, code: str) -> str:
    """A new host key: the earlier one, and the cookies made with it, end. Raises UnknownGathering."""
    host_key = new_host_key()
    keys.set_host_key_hash(code, hash_of(host_key))
    return host_key
