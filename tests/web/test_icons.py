"""The icons of the page that a phone has installed."""

import io
import re
from typing import Any

from flask.testing import FlaskClient
from PIL import Image

SMALL = 6_000
"""Bytes."""


def test_an_installed_page_has_small_icons_of_the_sizes_that_it_says(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    manifest = client.get(f"/{opened['code']}/manifest.json").get_json()
    drawn = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert [(icon["sizes"], icon["purpose"]) for icon in drawn] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    page = client.get(f"/{opened['code']}").text
    [touch] = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', page)
    for address, sizes in ((touch, "180x180"), *((one["src"], one["sizes"]) for one in drawn)):
        answer = client.get(address)
        picture = Image.open(io.BytesIO(answer.data))
        assert f"{picture.width}x{picture.height}" == sizes
        assert len(answer.data) < SMALL
        has_ground = picture.convert("RGBA").getpixel((0, 0))[3] == 255  # type: ignore[index]
        assert has_ground == ("touch" in address or "maskable" in address)
        answer.close()
