"""Pictures of flip charts: decoded within bounds and written anew, so that nothing but the picture stays."""

import io
import warnings
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from openspace.domain.refusals import Refused
from openspace.ledger.port import Photo

_FORMATS = ("JPEG", "PNG", "WEBP")
_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 2_000
_QUALITY = 82


def read_photo(data: bytes) -> Photo:
    """The picture as JPEG, upright, at most 2,000 pixels long, without EXIF, place or name.

    Raises Refused (`malformed`, `too_long`). The id is the hash of what is kept, so that sending the same
    picture again keeps one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise Refused(
                        "too_long", "That picture is too large. Please take a smaller one."
                    )
                image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
                picture = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_long", "That picture is too large. Please take a smaller one.") from None
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
