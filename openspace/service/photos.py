"""Pictures of flip charts: decoded within bounds and written anew, so that nothing but the picture stays."""

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
"""Deflate makes 1,032 bytes of one at most, and a byte holds eight pixels in black and white."""
_ALWAYS_TAKEN = 1_000_000
"""Pixels that are read whatever the file's size: a WebP of one colour takes 40 bytes."""
_MOST_SCANS = 100
"""How often a JPEG may go over its picture. Cameras do it once and the web some ten times; each is a few
bytes in the file and 20 ms of work, so that 12 MB of them would keep a processor busy for an hour."""
_MOST_MARKERS = 5_000
"""Parts of a JPEG that are looked at. Three million fit into 12 MB; pictures have a few hundred."""
_LONGEST_SIDE = 2_000
_QUALITY = 82
_MODES_TO_SCALE = {"RGB", "RGBA", "L", "LA", "CMYK", "YCbCr"}
"""Colours that Pillow scales well. Others become RGB first."""


def read_photo(data: bytes, charge: Callable[[int], None] = lambda pixels: None) -> Photo:
    """The picture as JPEG, upright, at most 2,000 pixels long, without EXIF, place or name.

    `charge` is told the number of pixels before any of them is read, and may refuse. Raises Refused
    (`malformed`, `too_long`). The id is random: it tells nothing of the picture, and two people who
    send the same one get two ids.
    """
    if _pixels_of_webp(data) > _MOST_PIXELS:
        # Pillow makes room for all of such a picture when it opens it.
        raise Refused("too_long", field="photo")
    if _scans_of_jpeg(data) > _MOST_SCANS:
        raise Refused("too_long", field="photo")
    return _read(data, charge)


def _read(data: bytes, charge: Callable[[int], None]) -> Photo:
    try:
        with (
            # Such as of damaged EXIF, of which nothing is kept anyway.
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
    # A fresh image carries none of the metadata that thumbnail() keeps.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Photo(secrets.token_hex(16), out.getvalue(), clean.width, clean.height)


def _check_size(width: int, height: int, size: int) -> None:
    """Raises Refused for what is too large, and for more pixels than `size` bytes can hold."""
    pixels = width * height
    if pixels > _MOST_PIXELS or max(width, height) > _LONGEST_TAKEN:
        raise Refused("too_long", field="photo")
    if pixels > _ALWAYS_TAKEN and pixels > size * _PIXELS_A_BYTE:
        raise Refused("malformed", why="picture")


def _upright_and_small(image: Image.Image) -> Image.Image:
    """Scaled first: turning and converting hold Python's lock, and the event loop waits for it."""
    image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    picture = image if image.mode in _MODES_TO_SCALE else image.convert("RGB")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return ImageOps.exif_transpose(picture).convert("RGB")


def _pixels_of_webp(data: bytes) -> int:
    """How many pixels a WebP says it has; 0 for what is none."""
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
"""Neither one that restarts, nor a 255 within the picture's data, which is followed by 0."""

_SCAN, _END = 0xDA, 0xD9


def _scans_of_jpeg(data: bytes) -> int:
    """How many scans a JPEG has, up to one too many; 0 for what is none."""
    if data[:2] != b"\xff\xd8":
        return 0
    scans, markers, at = 0, 0, 2
    while scans <= _MOST_SCANS and (found := _MARKER.search(data, at)) and found[1][0] != _END:
        scans, markers = scans + (found[1][0] == _SCAN), markers + 1
        if markers > _MOST_MARKERS:
            return _MOST_SCANS + 1
        # What belongs to a marker is as long as its first two bytes say; a scan's data come after that.
        at = found.end() + max(2, int.from_bytes(data[found.end() : found.end() + 2]))
    return scans
