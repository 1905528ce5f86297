"""`bin/vendor` takes only the very files that were looked at when their version was chosen."""

import importlib.machinery
import importlib.util
import io
import os
import re
import tarfile
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the npm below is a shell script")


@pytest.fixture(scope="module")
def vendor() -> Any:
    loader = importlib.machinery.SourceFileLoader("vendor", str(ROOT / "bin" / "vendor"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("vendor", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What a registry answers, whatever it is asked for."""
    file, out = b"export const h = 1\n", io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        member = tarfile.TarInfo("package/dist/x.mjs")
        member.size = len(file)
        tar.addfile(member, io.BytesIO(file))
    (tmp_path / "answer.tgz").write_bytes(out.getvalue())
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\ncp "{tmp_path}/answer.tgz" x-1.0.0.tgz\n', "utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return out.getvalue()


def test_every_package_is_named_with_its_hash(vendor: Any) -> None:
    for package, version, integrity, _ in [*vendor.PACKAGES, *vendor.FOR_TESTS]:
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", integrity), (package, version)


def test_the_very_file_is_taken(vendor: Any, archive: bytes, tmp_path: Path) -> None:
    integrity = "sha512-" + b64encode(sha512(archive).digest()).decode()
    files = {"dist/x.mjs": "vendor/x.js"}

    vendor.fetch("x", "1.0.0", integrity, files, tmp_path / "static", vendor.place)

    assert (tmp_path / "static/vendor/x.js").read_text("utf-8") == "export const h = 1\n"


def test_another_file_is_refused(vendor: Any, archive: bytes, tmp_path: Path) -> None:
    integrity, files = "sha512-" + "A" * 86 + "==", {"dist/x.mjs": "vendor/x.js"}

    with pytest.raises(SystemExit, match=r"x 1\.0\.0 is another file than PACKAGES names"):
        vendor.fetch("x", "1.0.0", integrity, files, tmp_path / "static", vendor.place)

    assert archive
    assert not (tmp_path / "static").exists()
