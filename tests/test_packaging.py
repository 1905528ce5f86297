"""An installed wheel, without the checkout around it, serves its pages."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.server import Server, serving

ROOT = Path(__file__).resolve().parent.parent


def test_wheel_carries_pages_demo_and_licences(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())

    expected = {f"openspace/{path}" for path in files_below("templates", "static")}
    expected |= files_below("openspace")

    assert expected - carried == set()
    licences = {Path(name).name for name in carried if "/licenses/" in name}
    assert {"LICENSE", "LICENSE.preact.txt", "LICENSE.socket.io.txt"} <= licences


def test_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {re.sub(r"-.*\.dist-info$", ".dist-info", top) for top in tops} == {
        "openspace",
        "openspace.dist-info",
    }


@pytest.mark.live
def test_installed_wheel_serves_its_pages_from_an_empty_folder(installed: Server) -> None:
    pages = [installed.asks_for("GET", path) for path in ("/healthz", "/", "/new")]
    assert [page.status_code for page in pages] == [200, 200, 200]

    link = re.compile(r"""(?:href|src)=["']([^"']*/static/[^"'#]+)["']""")
    assets = {found for page in pages[1:] for found in link.findall(page.text)}
    assert {Path(asset).suffix for asset in assets} >= {".css", ".js", ".woff2"}
    answers = {asset: installed.asks_for("GET", path_of(asset)).status_code for asset in assets}
    assert answers == dict.fromkeys(assets, 200)


@pytest.mark.live
def test_installed_wheel_makes_its_database_where_it_was_started(installed: Server) -> None:
    assert installed.asks_for("GET", "/healthz").ok

    assert (installed.folder / "sessions.db").is_file()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`openspace serve` from an environment that knows the dependencies but not this checkout."""
    venv = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel
    )
    lend_dependencies(python)

    folder = tmp_path_factory.mktemp("empty")
    imported = run(python, "-c", "import openspace; print(openspace.__file__)", cwd=folder)
    assert Path(imported.strip()).is_relative_to(venv)

    program = (python.parent / "openspace", "serve")
    how = {"db": None, "cwd": folder, "environment": clean_environment()}
    with serving(folder, program=program, **how) as server:
        yield server


def lend_dependencies(python: Path) -> None:
    """Put this environment's packages on the other's path. A path in a .pth file does not run the
    .pth files it finds there, so this checkout's editable install stays out."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs, ours = run(python, "-c", ask).strip(), run(sys.executable, "-c", ask).strip()
    (Path(theirs) / "lent.pth").write_text(ours + "\n", encoding="utf-8")


def path_of(address: str) -> str:
    found = urlsplit(address)
    return found.path + (f"?{found.query}" if found.query else "")


def files_below(*folders: str) -> set[str]:
    """What stands below these folders, as paths from the top, without caches."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    paths = {path.relative_to(ROOT).as_posix() for path in found}
    return {path for path in paths if "__pycache__" not in path and "/." not in path}


def clean_environment() -> dict[str, str]:
    """Without settings or paths of ours: as someone has it who installed the wheel."""
    ours = ("OPENSPACE_", "PYTHON", "FLASK_", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(*command: object, cwd: Path | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout
