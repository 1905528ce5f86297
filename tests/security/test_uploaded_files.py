"""A picture as the phone sent it, with place, camera and name, is in no file, not even in a temporary one."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from flask import Flask
from PIL import Image, PngImagePlugin

from openspace.web.uploaded_files import SealedFile
from tests.security.erased_day import Day, found

OWNER = "Canaria Flavescens, 52.1N 4.3E"
BEFORE = (
    b'--frontier\r\nContent-Disposition: form-data; name="photo"; filename="Canaria.png"\r\n'
    b"Content-Type: image/png\r\n\r\n"
)


def large_picture() -> bytes:
    """Larger than what is kept in memory, and it says whose it is."""
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Author", OWNER)
    out = io.BytesIO()
    Image.effect_noise((1_000, 1_000), 80).save(out, "PNG", pnginfo=facts)
    return out.getvalue()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The folder of temporary files, which keep their names, so that the test can read them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    opened: list[IO[Any]] = []

    def with_a_name(mode: str = "w+b", *_: Any, **__: Any) -> IO[Any]:
        opened.append(open(folder / str(len(opened)), mode, buffering=0))  # noqa: PTH123, SIM115
        return opened[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", with_a_name)
    yield folder
    for file in opened:
        file.close()


def test_no_file_has_a_picture_as_it_came(app: Flask, written: Path) -> None:
    day, picture = Day(app), large_picture()
    body = BEFORE + picture + b"\r\n--frontier--\r\n"
    path, kind = f"/api/{day.code}/photos", "multipart/form-data; boundary=frontier"
    client, headers = day.canary.client, day.canary.headers
    answer = client.post(path, data=body, content_type=kind, headers=headers)

    assert answer.status_code == 201
    assert (answer.get_json()["width"], answer.get_json()["height"]) == (1_000, 1_000)
    assert len(picture) > 500 * 1024
    assert list(written.iterdir()), (
        "it was kept in memory, and the test would not see what a file has"
    )
    assert found(written, OWNER) == []
    assert found(written, "IHDR") == []


def test_a_sealed_file_is_read_in_parts_and_again() -> None:
    file, parts = SealedFile(), [bytes([n]) * 100_001 for n in range(9)]
    for part in parts:
        file.write(part)

    for _ in range(2):
        file.seek(0)
        assert file.read(10) + file.read(3) + file.read() == b"".join(parts)
    with pytest.raises(OSError, match="from its start"):
        file.seek(7)
    file.close()
