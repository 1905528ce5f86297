"""Pictures of flip charts: decoded within bounds and written anew, so that nothing but the picture stays."""

import io
import threading
import warnings
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from openspace.domain.refusals import Refused
from openspace.ledger.port import Photo

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 50_000_000
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
    with _AT_ONCE:
        return _read(data)


def _read(data: bytes) -> Photo:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise Refused("too_long", _TOO_LARGE)
                image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
                picture = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
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
