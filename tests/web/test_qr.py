"""QR codes: what they say, compared module by module with one that the package draws by itself."""

import io
import re

import pytest
import qrcode
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.proceedings.day import full_day


@pytest.fixture(autouse=True)
def _day(app: Flask) -> None:
    full_day().moves_into(app.extensions["openspace"].ledger)


def expected(address: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    code.make()
    return [[bool(module) for module in row] for row in code.get_matrix()]


def modules_of_png(data: bytes, across: int) -> list[list[bool]]:
    picture = Image.open(io.BytesIO(data)).convert("L")
    size = picture.width // across
    middle = size // 2
    return [
        [picture.getpixel((x * size + middle, y * size + middle)) < 128 for x in range(across)]
        for y in range(across)
    ]


def modules_of_svg(svg: str, across: int) -> list[list[bool]]:
    grid = [[False] * across for _ in range(across)]
    for x, y in re.findall(r"M(\d+),(\d+)H", svg):
        grid[int(y)][int(x)] = True
    return grid


@pytest.mark.parametrize(
    ("to", "path"),
    [
        ("", ""),
        ("wall", "/wall"),
        ("proceedings", "/proceedings"),
        ("room-A", "/rooms/A"),
        ("room-b", "/rooms/B"),
        ("s-1A", "/s/1A"),
        ("s-1a", "/s/1A"),
    ],
)
def test_qr_leads_to_the_address(client: FlaskClient, to: str, path: str) -> None:
    wanted = expected(f"http://localhost/K7MQ2X{path}")

    png = client.get("/K7MQ2X/qr.png", query_string={"to": to})
    svg = client.get("/K7MQ2X/qr.svg", query_string={"to": to})

    assert modules_of_png(png.data, len(wanted)) == wanted
    assert modules_of_svg(svg.text, len(wanted)) == wanted


def test_qr_has_a_quiet_zone_and_a_white_ground(client: FlaskClient) -> None:
    svg = client.get("/K7MQ2X/qr").text
    picture = Image.open(io.BytesIO(client.get("/K7MQ2X/qr.png").data)).convert("L")

    assert 'fill="white"' in svg
    edge = 4 * 16
    assert picture.crop((0, 0, picture.width, edge)).getextrema() == (255, 255)
    assert picture.crop((0, 0, edge, picture.height)).getextrema() == (255, 255)


def test_qr_says_its_type_and_is_cached_for_a_while(client: FlaskClient) -> None:
    svg, png = client.get("/K7MQ2X/qr"), client.get("/K7MQ2X/qr.png")

    assert (svg.content_type, png.content_type) == ("image/svg+xml", "image/png")
    assert svg.headers["Cache-Control"] == "public, max-age=60"
    again = client.get("/K7MQ2X/qr", headers={"If-None-Match": svg.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("nowhere", "unknown_place"),
        ("room-Z", "unknown_room"),
        ("room-", "unknown_room"),
        ("s-9Z", "unknown_session"),
        ("https://example.org", "unknown_place"),
    ],
)
def test_qr_of_nothing_is_refused(client: FlaskClient, to: str, code: str) -> None:
    answer = client.get("/K7MQ2X/qr.svg", query_string={"to": to})

    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == code
