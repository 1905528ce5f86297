"""A gzip file made of parts that were compressed before: what did not change is not compressed again.

Each part ends with a full flush, so that it can stand after any other, and knows its checksum and the
operator that moves a checksum across it (as zlib's crc32_combine does, which Python does not show).
"""

import struct
import zlib
from collections.abc import Iterable
from functools import cached_property, lru_cache

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
_STORED = struct.Struct("<BHH")
"""How a block begins that holds its bytes as they are: not the last one, their number, and its complement."""

_NOT_WORTH_PACKING = 256
"""Bytes; what stands between tables is shorter, and packing it takes longer than all else."""

_POLYNOMIAL = 0xEDB88320
_SMALL = 8_192
"""Bytes that are summed up anew sooner than a known sum is moved."""


class Part:
    def __init__(self, data: bytes, level: int = 6) -> None:
        self.data = data
        self._level = level

    @cached_property
    def packed(self) -> bytes:
        """The data as raw deflate blocks, none of them the last."""
        if len(self.data) <= _NOT_WORTH_PACKING:
            return _STORED.pack(0, len(self.data), len(self.data) ^ 0xFFFF) + self.data
        packer = zlib.compressobj(self._level, zlib.DEFLATED, -15)
        return packer.compress(self.data) + packer.flush(zlib.Z_FULL_FLUSH)

    @cached_property
    def checksum(self) -> int:
        return zlib.crc32(self.data)

    @cached_property
    def shift(self) -> int:
        return _shift_by(len(self.data))


def gzipped(parts: Iterable[Part]) -> list[bytes]:
    """The gzip file of all parts' data, in their order, as pieces that are shared and not copied."""
    pieces, checksum, size = [_HEAD], 0, 0
    for part in parts:
        if not part.data:
            continue
        pieces.append(part.packed)
        if len(part.data) < _SMALL:
            checksum = zlib.crc32(part.data, checksum)
        else:
            checksum = _times(part.shift, checksum) ^ part.checksum
        size += len(part.data)
    pieces += [_END, struct.pack("<II", checksum, size & 0xFFFFFFFF)]
    return pieces


def _times(a: int, b: int) -> int:
    """a × b modulo the CRC's polynomial, both with their bits mirrored."""
    product = 0
    while a:
        if a & 0x80000000:
            product ^= b
        a = (a << 1) & 0xFFFFFFFF
        b = (b >> 1) ^ _POLYNOMIAL if b & 1 else b >> 1
    return product


@lru_cache(maxsize=4096)
def _shift_by(size: int) -> int:
    """x to the power of 8 × `size` modulo the polynomial."""
    power, square = 0x80000000, 0x00800000
    while size:
        if size & 1:
            power = _times(square, power)
        square = _times(square, square)
        size >>= 1
    return power
