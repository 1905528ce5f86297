"""Host keys: shown once, stored as a hash."""

import secrets
from hashlib import sha256

from openspace.ledger.port_keys import Keys


def new_host_key() -> str:
    return secrets.token_urlsafe(24)


def hash_of(key: str) -> str:
    """Return the SHA-256. That is enough, because keys are 192 random bits and not passwords."""
    return sha256(key.encode(errors="replace")).hexdigest()


def rotate_host_key(keys: Keys, code: str) -> str:
    """Replace the host key. The old key, and cookies made with it, become invalid. Raises
    UnknownGathering."""
    host_key = new_host_key()
    keys.set_host_key_hash(code, hash_of(host_key))
    return host_key
