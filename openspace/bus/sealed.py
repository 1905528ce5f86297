"""A bus whose messages can only be read by processes that share the store.

Some hints are about people: who is present, who has sent how much. Somebody who read them on their way could
link anonymous items by their times. So all messages are encrypted with a key that is derived from the store's
secret, with their kind, and padded, so that their length does not tell what they are.
"""

import secrets
from base64 import b64decode, b64encode

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openspace.bus.port import LOST, Bus, Message, NoBus, Take

_SEALED = "sealed"
_NONCE_BYTES = 12
_WIDTH = 128


class _Opened(msgspec.Struct, array_like=True):
    kind: str
    message: Message


class SealedBus:
    """Sends over `bus`. A message that was sealed with another secret is dropped."""

    def __init__(self, bus: Bus, secret: bytes) -> None:
        self._bus = bus
        self._aead = AESGCM(_derived(secret, b"openspace bus"))
        self._takes: dict[str, list[Take]] = {}
        self.me = bus.me
        bus.on(_SEALED, self._open)

    def send(self, kind: str, message: Message) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        data = msgspec.json.encode(_Opened(kind, message))
        padded = data.ljust(-(-len(data) // _WIDTH) * _WIDTH)  # JSON ignores spaces at the end
        sealed = self._aead.encrypt(nonce, padded, None)
        self._bus.send(_SEALED, {_SEALED: b64encode(nonce + sealed).decode()})

    def on(self, kind: str, take: Take) -> None:
        if kind == LOST:
            self._bus.on(LOST, take)  # the bus itself says so
        else:
            self._takes.setdefault(kind, []).append(take)

    def run(self) -> None:
        self._bus.run()

    def _open(self, sender: str, message: Message) -> None:
        try:
            data = b64decode(message[_SEALED])
            text = self._aead.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], None)
            opened = msgspec.json.decode(text, type=_Opened)
        except (KeyError, TypeError, ValueError, InvalidTag, msgspec.DecodeError):
            return
        for take in self._takes.get(opened.kind, ()):
            take(sender, opened.message)


def sealed(bus: Bus, secret: bytes) -> Bus:
    """Return `bus` with sealed messages. A process without others has nothing to seal."""
    return bus if isinstance(bus, NoBus) else SealedBus(bus, secret)


def channel_of(secret: bytes) -> str:
    """Return the name of the channel that the processes of one store share, and no other installation."""
    return f"openspace:{_derived(secret, b'openspace channel')[:16].hex()}"


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, purpose).derive(secret)
