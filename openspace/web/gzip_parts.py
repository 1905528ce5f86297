"""Assembles a gzip file from parts that were compressed before, so that unchanged parts are not compressed
again.

Each part ends with a full flush, so that it can follow any other. It caches its checksum, and the operator
that combines checksums (like zlib's crc32_combine, which Python does not expose).
"""

import struct
import zlib
from collections.abc import Iterable
from functools import cached_property, lru_cache

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
_STORED = struct.Struct("<BHH")
"""Header of a stored (uncompressed) block that is not the last: flag, length, and complement of the
length."""

_NOT_WORTH_PACKING = 256
"""Bytes up to which a part is stored uncompressed. The text between tables is shorter, and compressing it
would take longer than everything else."""

_POLYNOMIAL = 0xEDB88320
_SMALL = 8_192
"""Bytes up to which computing a checksum again is faster than combining checksums."""


class Part:
    def __init__(self, data: bytes, level: int = 6) -> None:
        self.data = data
        self._level = level

    @property
    def size(self) -> int:
        return len(self.data)

    @cached_property
    def packed(self) -> bytes:
        """Return the data as raw deflate blocks, none of them marked as the last."""
        if len(self.data) <= _NOT_WORTH_PACKING:
            return _STORED.pack(0, len(self.data), len(self.data) ^ 0xFFFF) + self.data
        packer = zlib.compressobj(self._level, zlib.DEFLATED, -15)
        return packer.compress(self.data) + packer.flush(zlib.Z_FULL_FLUSH)

    @cached_property
    def checksum(self) -> int:
        return zlib.crc32(self.data)

    @cached_property
    def shift(self) -> int:
        return _shift_by(self.size)


class Run(Part):
    """Parts in a row that many answers share: packed together once, and unpacked only if somebody asks."""

    def __init__(self, parts: list[Part]) -> None:
        self._parts = [part for part in parts if part.size]

    @cached_property
    def data(self) -> bytes:  # type: ignore[override]
        return b"".join(part.data for part in self._parts)

    @cached_property
    def size(self) -> int:
        return sum(part.size for part in self._parts)

    @cached_property
    def packed(self) -> bytes:
        return b"".join(part.packed for part in self._parts)

    @cached_property
    def checksum(self) -> int:
        checksum = 0
        for part in self._parts:
            checksum = _combined(checksum, part)
        return checksum


def gzipped(parts: Iterable[Part]) -> list[bytes]:
    """Return the gzip file of all parts, in order, as pieces that are shared and not copied."""
    pieces, checksum, size = [_HEAD], 0, 0
    for part in parts:
        if not part.size:
            continue
        pieces.append(part.packed)
        checksum = _combined(checksum, part)
        size += part.size
    return [*pieces, _end(checksum, size)]


def _combined(checksum: int, part: Part) -> int:
    """Return the checksum of what has `checksum`, followed by `part`."""
    if part.size < _SMALL:
        return zlib.crc32(part.data, checksum)
    return _times(part.shift, checksum) ^ part.checksum


def _end(checksum: int, size: int) -> bytes:
    return _END + struct.pack("<II", checksum, size & 0xFFFFFFFF)


class Gap:
    """Parts before and after one part that is new each time: joined once, and sent many times."""

    def __init__(self, before: list[Part], after: Part, is_packed: bool) -> None:
        self._before, self._after, self._is_packed = Run(before), after, is_packed

    @property
    def size(self) -> int:
        """Return the bytes before and after, unpacked."""
        return self._before.size + self._after.size

    def filled(self, part: Part) -> list[bytes]:
        """Return the bytes of `gzipped([*before, part, after])`, or of these parts unpacked."""
        parts = [self._before, part, self._after]
        return gzipped(parts) if self._is_packed else [part.data for part in parts]


def _times(a: int, b: int) -> int:
    """Return a × b modulo the CRC polynomial, with both in reflected bit order."""
    product = 0
    while a:
        if a & 0x80000000:
            product ^= b
        a = (a << 1) & 0xFFFFFFFF
        b = (b >> 1) ^ _POLYNOMIAL if b & 1 else b >> 1
    return product


@lru_cache(maxsize=4096)
def _shift_by(size: int) -> int:
    """Return x to the power of 8 × `size`, modulo the CRC polynomial."""
    power, square = 0x80000000, 0x00800000
    while size:
        if size & 1:
            power = _times(square, power)
        square = _times(square, square)
        size >>= 1
    return power
