"""No version with a known hole: neither installed, nor pinned, nor allowed by the package."""

import tomllib
from importlib.metadata import version
from pathlib import Path

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
    assert pinned()[package] >= Version(floor)


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_package_allows_nothing_below_the_floor(package: str, floor: str) -> None:
    (bound,) = required()[package].specifier

    assert bound.operator == ">="
    assert Version(bound.version) >= Version(floor)


def test_every_requirement_is_pinned() -> None:
    assert set(required()) - set(pinned()) == set()


def test_every_pin_is_a_version_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]

    assert [line for line in pins if "==" not in line or "//" in line or "@" in line] == []


def pinned() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): Version(number) for name, number in pins}


def required() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    wanted = [Requirement(line) for line in [*project["dependencies"], *extras]]
    return {canonicalize_name(requirement.name): requirement for requirement in wanted}
