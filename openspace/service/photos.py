"""Photos of flip charts: decoded within limits and re-encoded, so that no metadata is kept."""

import io
import re
import secrets
import warnings
from collections.abc import Callable

from PIL import Image, ImageOps, UnidentifiedImageError

from openspace.domain.refusals import Refused
from openspace.ledger.port import Photo

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 50_000_000
_LONGEST_TAKEN = 20_000
_PIXELS_A_BYTE = 10_000
"""One byte of Deflate expands to 1,032 bytes at most, and a byte holds eight black-and-white pixels."""
_ALWAYS_TAKEN = 1_000_000
"""Pixels that are accepted whatever the file's size: a WebP of one colour has 40 bytes."""
_MOST_SCANS = 100
"""Limit of scans in a JPEG. Cameras write one and web images about ten. Each is a few bytes in the file and
20 ms of work, so 12 MB of them would occupy a processor for an hour."""
_MOST_MARKERS = 5_000
"""Limit of segments in a JPEG that are read. Three million fit into 12 MB; photos have a few hundred."""
_LONGEST_SIDE = 2_000
_QUALITY = 82
_MODES_TO_SCALE = {"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"}
"""Colour modes that Pillow scales well. Others are converted to RGB first."""


def read_photo(data: bytes, charge: Callable[[int], None] = lambda pixels: None) -> Photo:
    """Return the photo as JPEG, upright, at most 2,000 pixels long, without EXIF, place or name.

    `charge` is called with the number of pixels before they are decoded, and may refuse. Raises Refused
    (`malformed`, `too_long`). The id is random: it reveals nothing about the photo, and two uploads of the
    same file get two ids.
    """
    if _pixels_of_webp(data) > _MOST_PIXELS:
        # Pillow allocates the whole image when it opens such a file.
        raise Refused("too_long", field="photo")
    if _scans_of_jpeg(data) > _MOST_SCANS:
        raise Refused("too_long", field="photo")
    return _read(data, charge)


def _read(data: bytes, charge: Callable[[int], None]) -> Photo:
    try:
        with (
            # For example about damaged EXIF, which is dropped anyway.
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=_FORMATS) as image,
        ):
            _check_size(image.width, image.height, len(data))
            charge(image.width * image.height)
            picture = _upright_and_small(image)
    except Image.DecompressionBombError:
        raise Refused("too_long", field="photo") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused("malformed", why="picture") from None
    # A new image has none of the metadata that thumbnail() keeps.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Photo(secrets.token_hex(16), out.getvalue(), clean.width, clean.height)


def _check_size(width: int, height: int, size: int) -> None:
    """Raise Refused if the image is too large, or has more pixels than `size` bytes can encode."""
    pixels = width * height
    if pixels > _MOST_PIXELS or max(width, height) > _LONGEST_TAKEN:
        raise Refused("too_long", field="photo")
    if pixels > _ALWAYS_TAKEN and pixels > size * _PIXELS_A_BYTE:
        raise Refused("malformed", why="picture")


def _upright_and_small(image: Image.Image) -> Image.Image:
    """Scale before rotating and converting: these hold the GIL, which blocks the event loop."""
    image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    picture = image if image.mode in _MODES_TO_SCALE else image.convert("RGB")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return ImageOps.exif_transpose(picture).convert("RGB")


def _pixels_of_webp(data: bytes) -> int:
    """Return the number of pixels in a WebP's header; 0 if it is not a WebP."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return 0
    match data[12:16]:
        case b"VP8X":
            width = int.from_bytes(data[24:27], "little") + 1
            height = int.from_bytes(data[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width = int.from_bytes(data[26:28], "little") & 0x3FFF
            height = int.from_bytes(data[28:30], "little") & 0x3FFF
        case _:
            return 0
    return width * height


_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.S)
"""Neither a restart marker nor a 255 in the image data, which is followed by 0."""

_SCAN, _END = 0xDA, 0xD9


def _scans_of_jpeg(data: bytes) -> int:
    """Return the number of scans in a JPEG, up to one above the limit; 0 if it is not a JPEG."""
    if data[:2] != b"\xff\xd8":
        return 0
    scans, markers, at = 0, 0, 2
    while scans <= _MOST_SCANS and (found := _MARKER.search(data, at)) and found[1][0] != _END:
        scans, markers = scans + (found[1][0] == _SCAN), markers + 1
        if markers > _MOST_MARKERS:
            return _MOST_SCANS + 1
        # A segment's first two bytes are its length. The data of a scan follow it.
        at = found.end() + max(2, int.from_bytes(data[found.end() : found.end() + 2]))
    return scans
