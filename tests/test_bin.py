"""The commands in bin/ answer what is missing with one sentence. They run here in a copy of their own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(os.name == "nt", reason="bin/ needs a POSIX shell")


@pytest.mark.parametrize("command", ["run", "test", "check"])
def test_python_that_is_too_old_is_answered_with_one_sentence(checkout: Path, command: str) -> None:
    old = program(checkout.parent / "old python", 'case "$*" in *version_info*) exit 1;; esac')

    assert answer(checkout / "bin" / command, python=old) == (
        1,
        f"openspace: $PYTHON is {old}, which is not a Python 3.11 or newer.\n",
    )


def test_python_without_venv_is_answered_with_what_to_install(checkout: Path) -> None:
    bare = program(
        checkout.parent / "bare python",
        'case "$*" in *ensurepip*) exit 1;; --version) echo Python 3.12.9;; esac',
    )

    assert answer(checkout / "bin" / "run", python=bare) == (
        1,
        "openspace: Python 3.12.9 has no venv module; on Debian or Ubuntu: apt install python3-venv.\n",
    )


def test_no_network_is_answered_with_where_to_look(checkout: Path) -> None:
    # given a Python whose environments hold a pip that cannot reach anything
    offline = program(
        checkout.parent / "offline python",
        'case "$*" in',
        "*pip*install*) echo 'NewConnectionError: Network is unreachable'; exit 1;;",
        '*"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python";;',
        "--version) echo Python 3.12.9;;",
        "esac",
    )

    # when it is asked to run
    status, said = answer(checkout / "bin" / "run", python=offline)

    # then it says what it tried, and one sentence on what was in the way
    log = checkout / ".venv" / "setup.log"
    sentence = "the packages could not be fetched; is this computer online?"
    assert (status, said.splitlines()) == (
        1,
        [
            "openspace: making an environment in .venv with Python 3.12.9 …",
            "openspace: installing packages (about a minute, once) …",
            f"openspace: {sentence} (details: {log})",
        ],
    )
    assert "unreachable" in log.read_text("utf-8")


def test_a_package_that_is_another_file_is_not_installed(checkout: Path) -> None:
    swapped = pip_that("echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES'; exit 1", checkout)

    status, said = answer(checkout / "bin" / "run", python=swapped)

    assert status == 1
    assert "a package is another file than constraints.txt names; it was not installed." in said


def test_what_must_be_built_here_is_said_aloud(checkout: Path) -> None:
    rare = pip_that(
        'case "$*" in *only-binary*) echo "No matching distribution found"; exit 1;; esac', checkout
    )

    status, said = answer(checkout / "bin" / "_setup", python=rare)

    assert status == 0
    assert "building it, with tools that are not checked by hash" in said


def test_pip_is_given_hashes_for_all_that_it_installs(checkout: Path) -> None:
    calls = checkout / "calls"
    pip = pip_that(f'echo "$*" >>"{calls}"', checkout)

    assert answer(checkout / "bin" / "_setup", "dev", python=pip)[0] == 0

    packages, ourselves = calls.read_text("utf-8").splitlines()
    assert "--require-hashes" in packages
    assert "--only-binary :all:" in packages
    assert ourselves.endswith("--no-deps --no-build-isolation --editable .")
    requirements = (checkout / ".venv" / "requirements.txt").read_text("utf-8")
    for name in ("flask", "hatchling", "ruff"):
        assert re.search(rf"^{name}==.*\\\n +--hash=sha256:", requirements, re.MULTILINE)
    assert "pytest==" not in requirements


def pip_that(does: str, checkout: Path) -> Path:
    """A Python whose environments hold a pip that does that."""
    return program(
        checkout.parent / "other python",
        f'case "$*" in *pip*install*) {does};;',
        '*"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python";;',
        "--version) echo Python 3.12.9;;",
        "esac",
    )


def test_an_environment_that_is_there_is_not_made_again(checkout: Path) -> None:
    # given a Python that notes each time it installs
    busy = program(
        checkout.parent / "busy python",
        f'case "$*" in *pip*--editable*) echo "$*" >>"{checkout}/installs";;',
        '*"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python";;',
        "esac",
    )
    installs = checkout / "installs"

    # when set-up is asked for twice, and then for more, and then after a change of what is needed
    counts = []
    for extras in ([], [], ["test"], []):
        assert answer(checkout / "bin" / "_setup", *extras, python=busy)[0] == 0
        counts.append(len(installs.read_text("utf-8").splitlines()))
    with (checkout / "constraints.txt").open("a", encoding="utf-8") as pins:
        pins.write("# more\n")
    answer(checkout / "bin" / "_setup", python=busy)

    # then it works only when there is work, and takes nothing away again
    assert counts == [1, 1, 2, 2]
    assert len(installs.read_text("utf-8").splitlines()) == 3
    requirements = (checkout / ".venv" / "requirements.txt").read_text("utf-8")
    assert ("pytest==" in requirements, "ruff==" in requirements) == (True, False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What bin/ reads, in a folder whose name has a space."""
    copy = tmp_path / "my open space"
    shutil.copytree(ROOT / "bin", copy / "bin")
    for name in ("pyproject.toml", "constraints.txt", "hatch_build.py"):
        shutil.copy(ROOT / name, copy)
    return copy


def program(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path


def answer(command: Path, *args: str, python: Path) -> tuple[int, str]:
    done = subprocess.run(
        [command, *args],
        cwd="/",
        env={**os.environ, "PYTHON": str(python), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr
