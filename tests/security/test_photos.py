"""Pictures: bounded before they are read, written anew, and never what they say they are called."""

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from openspace.domain.refusals import Refused
from openspace.service.photos import read_photo
from tests.security.erased_day import Day

SECRETS = (
    b"GPS-canary",
    b"xmp-canary",
    b"text-canary",
    b"icc-canary",
    b"Exif",
    b"http://ns.adobe.com",
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def jpeg_bomb(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", side, side)
    return bytes(data)


def webp_bomb(side: int) -> bytes:
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0"
    body += (side - 1).to_bytes(3, "little") * 2 + b"\0" * 100
    return b"RIFF" + struct.pack("<I", len(body)) + body


def many_scans(count: int) -> bytes:
    """A JPEG that goes over itself `count` times more than it has to."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + data[-2:]


BOMBS = {
    "png": png_bomb(50_000),
    "jpeg": jpeg_bomb(50_000),
    "webp": webp_bomb(50_000),
    "a JPEG of 100,000 scans": many_scans(100_000),
}


def png_of(width: int, height: int) -> bytes:
    """A PNG of these sides with hardly anything in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(1, 50_000_000), (20_001, 1), (7_000, 7_000)])
def test_a_picture_that_claims_too_much_is_refused_before_it_is_read(
    width: int, height: int
) -> None:
    charged: list[int] = []
    with pytest.raises(Refused):
        read_photo(png_of(width, height), charged.append)
    assert charged == []


def test_a_picture_is_charged_before_it_is_read() -> None:
    def refuse(pixels: int) -> None:
        raise Refused("too_many", why="phone_pictures", given=pixels)

    damaged = png_of(400, 300)
    with pytest.raises(Refused) as charged:
        read_photo(damaged, refuse)
    assert charged.value.parameters["given"] == 120_000
    with pytest.raises(Refused) as refused:
        read_photo(damaged)
    assert refused.value.parameters == {"why": "picture"}


def test_a_large_picture_of_one_colour_is_taken() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4_000, 3_000), "white").save(out, "PNG")
    assert read_photo(out.getvalue()).width == 2_000


def test_the_same_picture_sent_twice_gets_two_names() -> None:
    picture = telling("PNG")
    assert read_photo(picture).id != read_photo(picture).id


def test_a_jpeg_of_a_million_parts_is_refused() -> None:
    parts = b"\xff\xd8" + b"\xff\xe1\x00\x02" * 1_000_000
    with pytest.raises(Refused) as refused:
        read_photo(parts)
    assert (refused.value.code, refused.value.parameters) == ("too_long", {"field": "photo"})


WITHIN_BOUNDS = """
import resource, sys
from openspace.domain.refusals import Refused
from openspace.service.photos import read_photo
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 100_000_000,) * 2)
try:
    read_photo(open(sys.argv[1], "rb").read())
except Refused as refused:
    print(refused.code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the bound is set as Linux has it")
@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(tmp_path: Path, kind: str) -> None:
    bomb = tmp_path / "bomb"
    bomb.write_bytes(BOMBS[kind])
    command = [sys.executable, "-c", WITHIN_BOUNDS, str(bomb)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert found.stdout.strip() == "too_long", found.stderr


def test_a_picture_that_comes_in_several_layers_is_taken() -> None:
    assert read_photo(many_scans(50)).width == 64
    film = (
        io.BytesIO()
    )  # behind the picture, as phones put it there that take a moment of film along
    Image.new("RGB", (64, 48)).save(film, "JPEG")
    assert read_photo(film.getvalue() + b"\xff\xda" * 1000).width == 64


@pytest.mark.parametrize("mode", ["CMYK", "L", "1", "P", "RGBA", "I;16"])
def test_a_picture_of_any_colours_is_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (64, 48)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert read_photo(out.getvalue()).height == 48


def test_the_pictures_of_a_phone_with_two_lenses_are_taken() -> None:
    out, second = io.BytesIO(), Image.new("RGB", (64, 48), "navy")
    Image.new("RGB", (64, 48)).save(out, "MPO", save_all=True, append_images=[second])
    assert read_photo(out.getvalue()).width == 64


def telling(kind: str) -> bytes:
    """A picture full of what nobody should learn from it."""
    image = Image.new("RGB", (64, 48), "teal")
    exif = Image.Exif()
    exif[0x010E] = "GPS-canary"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    more = {}
    if kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Comment", "text-canary")
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", "xmp-canary")
    else:
        more["xmp"] = b"xmp-canary http://ns.adobe.com"
    image.save(out, kind, exif=exif, icc_profile=b"icc-canary", **more)
    assert b"GPS-canary" in out.getvalue()
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_stays(kind: str) -> None:
    photo = read_photo(telling(kind))
    assert not [secret for secret in SECRETS if secret in photo.jpeg]
    kept = Image.open(io.BytesIO(photo.jpeg))
    assert (kept.format, kept.size) == ("JPEG", (64, 48))
    assert not kept.getexif()
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM", "PDF"])
def test_other_formats_are_refused(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, kind)
    with pytest.raises(Refused):
        read_photo(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg onload='alert(1)'/>",
        b"\xff\xd8\xff",
        b"RIFF",
        b"RIFF1234WEBPVP8X" + b"\xff" * 40,
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_photo(data)


NAMES = ["../../../etc/cron.d/x.png", "CON.png", "a\0b.png", "C:\\x.png", "<script>.png", "x" * 300]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_of_our_making(app: object, name: str) -> None:
    day = Day(app)  # type: ignore[arg-type]
    form = {"photo": (io.BytesIO(telling("PNG")), name)}
    path = f"/api/{day.code}/photos"
    answer = day.rosa.client.post(path, data=form, headers=day.rosa.headers).get_json()
    assert len(answer["photo"]) == 32
    assert answer["photo"].isalnum()


def test_a_picture_is_found_by_its_own_name_only(app: object) -> None:
    day = Day(app)  # type: ignore[arg-type]
    client = day.rosa.client
    assert client.get(f"/{day.code}/photos/{day.photo}.jpg").mimetype == "image/jpeg"
    for path in (
        "../../sessions.db",
        "%2e%2e/%2e%2e/sessions.db",
        "..%5c..%5csessions.db",
        "NUL",
        day.loose,
    ):
        assert client.get(f"/{day.code}/photos/{path}.jpg").status_code in (404, 308)
        assert client.get(f"/static/{path}").status_code in (404, 308)
        assert client.get(f"/static/v-0/{path}").status_code in (404, 308)
