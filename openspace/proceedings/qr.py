"""QR codes of addresses: black on white with a quiet zone, for dark rooms and for paper."""

import io
from functools import lru_cache
from typing import Any

import qrcode
import qrcode.image.svg


@lru_cache(maxsize=1024)
def svg_of(address: str) -> str:
    """Return an SVG with a viewBox, so that a style sheet can set its size."""
    picture = _code_of(address, qrcode.image.svg.SvgPathFillImage)
    # The library's id would occur once for each code on a page.
    drawn = str(picture.to_string(encoding="unicode")).replace(' id="qr-path"', "")
    # Without this attribute, browsers draw hairlines between the modules, which can make scanning fail.
    return drawn.replace("<svg ", '<svg shape-rendering="crispEdges" ', 1)


@lru_cache(maxsize=64)
def png_of(address: str) -> bytes:
    file = io.BytesIO()
    _code_of(address).save(file, format="PNG")
    return file.getvalue()


def _code_of(address: str, factory: type | None = None) -> Any:
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M,
        box_size=10 if factory else 16,  # an SVG's unit is a tenth
        border=4,
        image_factory=factory,
    )
    code.add_data(address)
    return code.make_image()
