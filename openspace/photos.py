"""Pictures of flip charts: decoded within bounds and written anew, so that nothing but the picture stays."""

import io
import re
import threading
import warnings
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from openspace.domain.refusals import Refused
from openspace.ledger.port import Photo

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 50_000_000
_MOST_SCANS = 100
"""How often a JPEG may go over its picture. Cameras do it once and the web some ten times; each is a few
bytes in the file and 20 ms of work, so that 12 MB of them would keep a processor busy for an hour."""
_LONGEST_SIDE = 2_000
_QUALITY = 82


_TOO_LARGE = "That picture is too large. Please take a smaller one."
_AT_ONCE = threading.BoundedSemaphore(2)
"""A picture of 50 million pixels takes some 300 MB while it is read: never many of these together."""


def read_photo(data: bytes) -> Photo:
    """The picture as JPEG, upright, at most 2,000 pixels long, without EXIF, place or name.

    Raises Refused (`malformed`, `too_long`). The id is the hash of what is kept, so that sending the same
    picture again keeps one.
    """
    if _pixels_of_webp(data) > _MOST_PIXELS:
        # Pillow makes room for all of such a picture when it opens it.
        raise Refused("too_long", _TOO_LARGE)
    if _scans_of_jpeg(data) > _MOST_SCANS:
        raise Refused("too_long", _TOO_LARGE)
    with _AT_ONCE:
        return _read(data)


def _read(data: bytes) -> Photo:
    try:
        with (
            # Such as of damaged EXIF, of which nothing is kept anyway.
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=_FORMATS) as image,
        ):
            if image.width * image.height > _MOST_PIXELS:
                raise Refused("too_long", _TOO_LARGE)
            image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            picture = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError:
        raise Refused("too_long", _TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Refused("malformed", "That is no JPEG, PNG or WebP picture.") from None
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    # A fresh image carries none of the metadata that thumbnail() keeps.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    jpeg = out.getvalue()
    return Photo(sha256(jpeg).hexdigest()[:32], jpeg, clean.width, clean.height)


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
    scans, at = 0, 2
    while scans <= _MOST_SCANS and (found := _MARKER.search(data, at)) and found[1][0] != _END:
        scans += found[1][0] == _SCAN
        # What belongs to a marker is as long as its first two bytes say; a scan's data come after that.
        at = found.end() + max(2, int.from_bytes(data[found.end() : found.end() + 2]))
    return scans
