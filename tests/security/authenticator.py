"""A passkey in software, for tests without a browser: WebAuthn with ES256, and without attestation."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

_PRESENT, _VERIFIED, _WITH_CREDENTIAL = 0x01, 0x04, 0x40


class Authenticator:
    def __init__(self, origin: str = "http://localhost", rp_id: str = "localhost") -> None:
        self._origin, self._rp_id = origin, sha256(rp_id.encode()).digest()
        self._key, self._id = ec.generate_private_key(ec.SECP256R1()), token_bytes(16)

    def makes(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.create(options)` returns."""
        point = self._key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        credential = bytes(16) + len(self._id).to_bytes(2, "big") + self._id + public
        made = {"fmt": "none", "attStmt": {}, "authData": self._data(_WITH_CREDENTIAL) + credential}
        return self._credential("create", options, attestationObject=cbor2.dumps(made))

    def presents(self, options: dict[str, Any]) -> dict[str, Any]:
        """What `navigator.credentials.get(options)` returns."""
        data, client = self._data(), _client_data("get", options, self._origin)
        signed = self._key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._credential("get", options, authenticatorData=data, signature=signed)

    def _data(self, more: int = 0) -> bytes:
        return self._rp_id + bytes([_PRESENT | _VERIFIED | more]) + bytes(4)

    def _credential(self, does: str, options: dict[str, Any], **parts: bytes) -> dict[str, Any]:
        parts = {"clientDataJSON": _client_data(does, options, self._origin), **parts}
        id = _text(self._id)
        response = {name: _text(part) for name, part in parts.items()}
        return {"id": id, "rawId": id, "type": "public-key", "response": response}


def _client_data(does: str, options: dict[str, Any], origin: str) -> bytes:
    said = {"type": f"webauthn.{does}", "challenge": options["challenge"], "origin": origin}
    return json.dumps(said).encode()


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
