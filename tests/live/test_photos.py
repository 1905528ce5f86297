"""Pictures of flip charts: written anew, within bounds, and as visible as their note."""

import io

import pytest
import requests
from PIL import Image

from tests.support.http import bearer, error_of
from tests.support.server import Venue

pytestmark = pytest.mark.live


def send_photo(venue: Venue, token: str | None, data: bytes) -> requests.Response:
    files = {"photo": ("chart.jpg", data)}
    return requests.post(f"{venue.api}/photos", files=files, headers=bearer(token), timeout=30)


def picture(width: int, height: int, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    mode = "1" if kind == "PNG" else "RGB"
    Image.new(mode, (width, height)).save(out, kind, **options)
    return out.getvalue()


def test_photo_is_written_anew_and_upright_without_exif(venue: Venue) -> None:
    token = venue.joins()["token"]
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "A phone of somebody"
    exif.get_ifd(0x8825)[1] = "N"

    sent = send_photo(venue, token, picture(400, 200, "JPEG", exif=exif)).json()
    topic = venue.asks(token, "propose_topic", title="Carers").json()["result"]["topic"]
    session = venue.asks(token, "claim_cell", topic=topic, **venue.cell()).json()["result"][
        "session"
    ]
    address = f"{venue.server.url}/{venue.code}/photos/{sent['photo']}.jpg"
    before = requests.get(address, timeout=30)
    note = {"session": session, "kind": "photo", "photo": sent["photo"], "alt": "A flip chart"}
    venue.asks(token, "post_note", **note)
    shown = requests.get(address, timeout=30)

    assert (sent["width"], sent["height"]) == (200, 400)
    assert before.status_code == 404
    assert shown.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(shown.content)) as image:
        assert image.size == (200, 400)
        assert dict(image.getexif()) == {}
    assert b"somebody" not in shown.content


def test_photo_that_is_a_bomb_is_refused(venue: Venue) -> None:
    bomb = picture(30_000, 30_000, "PNG")

    assert len(bomb) < 500_000
    assert error_of(send_photo(venue, venue.joins()["token"], bomb)) == (400, "too_long")


def test_photo_that_is_none_is_refused(venue: Venue) -> None:
    token = venue.joins()["token"]

    for data in (b"", b"no picture", picture(20, 20, "JPEG")[:100], picture(9, 9, "GIF")):
        assert error_of(send_photo(venue, token, data)) == (400, "malformed")
    assert error_of(send_photo(venue, None, picture(20, 20, "JPEG"))) == (403, "not_allowed")


def test_photo_too_large_to_send_is_refused(venue: Venue) -> None:
    response = send_photo(venue, venue.joins()["token"], b"x" * 13_000_000)

    assert response.status_code == 413
