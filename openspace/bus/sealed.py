"""A bus whose messages can only be read by processes that share the store.

Some hints are about people: who is present, who has sent how much. Somebody who read them on their way could
link anonymous items by their times. So all messages are encrypted with a key that is derived from the store's
secret.
"""

import secrets
from base64 import b64decode, b64encode
from functools import partial

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openspace.bus.port import Bus, Message, NoBus, Take

_NONCE_BYTES = 12


class SealedBus:
    """Sends over `bus`. A message that was sealed with another secret, or of another kind, is dropped."""

    def __init__(self, bus: Bus, secret: bytes) -> None:
        self._bus = bus
        self._aead = AESGCM(HKDF(SHA256(), 32, None, b"openspace bus").derive(secret))
        self.me = bus.me

    def send(self, kind: str, message: Message) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._aead.encrypt(nonce, msgspec.json.encode(message), kind.encode())
        self._bus.send(kind, {"sealed": b64encode(nonce + sealed).decode()})

    def on(self, kind: str, take: Take) -> None:
        self._bus.on(kind, partial(self._open, kind, take))

    def run(self) -> None:
        self._bus.run()

    def _open(self, kind: str, take: Take, sender: str, message: Message) -> None:
        try:
            data = b64decode(message["sealed"])
            opened = self._aead.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], kind.encode())
        except (KeyError, TypeError, ValueError, InvalidTag):
            return
        take(sender, msgspec.json.decode(opened))


def sealed(bus: Bus, secret: bytes) -> Bus:
    """Return `bus` with sealed messages. A process without others has nothing to seal."""
    return bus if isinstance(bus, NoBus) else SealedBus(bus, secret)
