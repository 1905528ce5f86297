"""No version with a known vulnerability: neither installed, nor pinned, nor allowed by the package."""

import re
import tomllib
from importlib import metadata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent

FLOORS = {
    "python-socketio": "5.16.2",
    "python-engineio": "4.13.3",
    "eventlet": "0.40.3",
    "werkzeug": "3.1.6",
    "flask": "3.1.3",
    "jinja2": "3.1.6",
    "pillow": "12.3.0",
    "cryptography": "46.0.5",
}


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_installed_version_reaches_the_floor(package: str, floor: str) -> None:
    assert Version(version(package)) >= Version(floor)


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_pinned_version_reaches_the_floor(package: str, floor: str) -> None:
    assert min(pinned()[package]) >= Version(floor)


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_package_allows_nothing_below_the_floor(package: str, floor: str) -> None:
    (bound,) = required()[package].specifier

    assert bound.operator == ">="
    assert Version(bound.version) >= Version(floor)


def test_every_requirement_is_pinned() -> None:
    assert set(required()) - set(pinned()) == set()


def test_what_the_program_needs_is_in_the_section_that_bin_run_installs() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    section = text.split("# --- run\n")[1].split("# --- ")[0]
    names = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", section, re.MULTILINE)}

    assert with_their_own(project()["dependencies"]) - names == set()


def test_every_pin_is_a_version_with_hashes_and_no_address() -> None:
    shape = re.compile(
        r"[a-z0-9.-]+==[a-z0-9.]+( ; [^\n]*)?( \\\n    --hash=sha256:[0-9a-f]{64})+", re.ASCII
    )

    assert [pin for pin in pins() if not shape.fullmatch(pin)] == []
    assert "//" not in (ROOT / "constraints.txt").read_text("utf-8")


def test_what_builds_the_package_is_pinned_alike() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]

    assert build["requires"] == [f"hatchling=={pinned()['hatchling'][0]}"]


def pins() -> list[str]:
    """Each pin with the lines of its hashes."""
    text = (ROOT / "constraints.txt").read_text("utf-8")
    return re.findall(r"^[^#\s].*(?:\n[ \t].*)*", text, re.MULTILINE)


def pinned() -> dict[str, list[Version]]:
    """By name; several where machines of one kind get another version."""
    found: dict[str, list[Version]] = {}
    for name, number in (pin.split()[0].split("==") for pin in pins()):
        found.setdefault(canonicalize_name(name), []).append(Version(number))
    return found


def required() -> dict[str, Requirement]:
    extras = [line for lines in project()["optional-dependencies"].values() for line in lines]
    wanted = [Requirement(line) for line in [*project()["dependencies"], *extras]]
    return {canonicalize_name(requirement.name): requirement for requirement in wanted}


def project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def with_their_own(requirements: list[str]) -> set[str]:
    """The names of what is required here, and of what that requires."""
    found: set[str] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        one = waiting.pop()
        if (name := canonicalize_name(one.name)) in found:
            continue
        found.add(name)
        own = [Requirement(line) for line in metadata.requires(name) or ()]
        waiting += [
            its
            for its in own
            if not its.marker or any(its.marker.evaluate({"extra": e}) for e in (*one.extras, ""))
        ]
    return found
