"""Uploaded files while they are received.

Flask writes a large one to a temporary file, as the phone sent it: with the place, the camera and the name
that the stored photo lacks, and with faces that are erased later. The bytes of a deleted file stay on the
disk. So they are encrypted with a key that only memory has.
"""

import secrets
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from flask import Request

_MOST_IN_MEMORY = 500 * 1024
"""Bytes of an upload before it is written to a file: 50 phones may send 12 MB each at the same time."""


class SealedFile:
    """A file that is written once, and then read from the start."""

    def __init__(self) -> None:
        cipher = Cipher(AES(secrets.token_bytes(32)), CTR(secrets.token_bytes(16)))
        self._file = SpooledTemporaryFile(max_size=_MOST_IN_MEMORY)  # noqa: SIM115
        self._sealing, self._cipher = cipher.encryptor(), cipher
        self._opening = cipher.decryptor()

    def write(self, data: bytes) -> int:
        return self._file.write(self._sealing.update(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to the start, and nowhere else."""
        if offset or whence:
            raise OSError("an upload is read from its start")
        self._opening = self._cipher.decryptor()
        return self._file.seek(0)

    def read(self, size: int = -1) -> bytes:
        return self._opening.update(self._file.read(size))

    def close(self) -> None:
        self._file.close()


class SealedRequest(Request):
    """A request whose uploaded files are sealed."""

    def _get_file_stream(self, *length_and_kind: Any, **more: Any) -> IO[bytes]:
        return cast(IO[bytes], SealedFile())
