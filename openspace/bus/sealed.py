"""A bus whose messages can only be read by processes that share the store.

Some hints are about people: who is present, who has sent how much. Somebody who read them on their way could
link anonymous items by their times. So all messages are encrypted with a key that is derived from the store's
secret, with their kind, and padded, so that their length does not tell what they are.

Somebody who can send on the way can make nothing up, and repeat nothing: a message that is old or was seen
before is dropped.
"""

import logging
import secrets
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openspace.bus.port import LOST, UNSENT, Bus, Message, NoBus, Take, Takes

log = logging.getLogger(__name__)

_SEALED = "sealed"
_NONCE_BYTES = 12
_WIDTH = 128
_GOOD_SECONDS = 30
"""How far the time in a message may be from ours, either way: the clocks of nodes differ by some seconds."""
_MOST_SEEN = 100_000
"""Messages in half of the memory of those that were seen."""


class _Opened(msgspec.Struct, array_like=True):
    """Processes of other versions read it, too. They ignore what a later one adds at its end."""

    sender: str
    at: float
    """Seconds since 1970, by the clock of its sender."""
    kind: str
    message: Message


class _Seen:
    """Remembers nonces for as long as their messages are good. Thread-safe."""

    def __init__(self) -> None:
        self._newer: set[bytes] = set()
        self._older: set[bytes] = set()
        self._since = float("-inf")
        self._lock = threading.Lock()

    def is_new(self, nonce: bytes, now: float) -> bool:
        with self._lock:
            if nonce in self._newer or nonce in self._older:
                return False
            is_over = now > self._since + 2 * _GOOD_SECONDS
            if is_over or len(self._newer) >= _MOST_SEEN:
                self._older, self._newer, self._since = self._newer, set(), now
            self._newer.add(nonce)
            return True


class SealedBus:
    """Sends over `bus`. A message that was sealed with another secret is dropped."""

    def __init__(self, bus: Bus, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._bus, self._clock = bus, clock
        self._aead = AESGCM(_derived(secret, b"openspace bus"))
        self._takes = Takes()
        self._seen = _Seen()
        self._has_warned = False
        self.me = bus.me
        bus.on(_SEALED, self._open)
        bus.on(UNSENT, lambda _, __: self.send(LOST, {}))

    def send(self, kind: str, message: Message) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        data = msgspec.json.encode(_Opened(self.me, self._clock(), kind, message))
        padded = data.ljust(-(-len(data) // _WIDTH) * _WIDTH)  # JSON ignores spaces at the end
        sealed = self._aead.encrypt(nonce, padded, None)
        self._bus.send(_SEALED, {_SEALED: b64encode(nonce + sealed).decode()})

    def on(self, kind: str, take: Take) -> None:
        self._takes.add(kind, take)
        if kind == LOST:
            self._bus.on(LOST, take)  # the bus itself says so, too

    def run(self) -> None:
        self._bus.run()

    def _open(self, _: str, message: Message) -> None:
        try:
            data = b64decode(message[_SEALED])
            text = self._aead.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], None)
            opened = msgspec.json.decode(text, type=_Opened)
        except (KeyError, TypeError, ValueError, InvalidTag, msgspec.DecodeError):
            return
        if opened.sender != self.me and self._is_good(opened, data[:_NONCE_BYTES]):
            self._takes.give(opened.sender, opened.kind, opened.message)

    def _is_good(self, opened: _Opened, nonce: bytes) -> bool:
        now = self._clock()
        if abs(now - opened.at) <= _GOOD_SECONDS:
            return self._seen.is_new(nonce, now)
        if not self._has_warned:
            self._has_warned = True
            log.warning(
                "a message of another process is too old: do the clocks of the servers agree?"
            )
        return False


def sealed(bus: Bus, secret: bytes) -> Bus:
    """Return `bus` with sealed messages. A process without others has nothing to seal."""
    return bus if isinstance(bus, NoBus) else SealedBus(bus, secret)


def channel_of(secret: bytes) -> str:
    """Return the name of the channel that the processes of one store share, and no other installation."""
    return f"openspace:{_derived(secret, b'openspace channel')[:16].hex()}"


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, purpose).derive(secret)
