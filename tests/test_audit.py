"""`bin/audit` tells a hole from a database out of reach; `bin/sbom` names what the pages carry."""

import importlib.machinery
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_bin import answer, checkout, program, pytestmark

__all__ = ["checkout", "pytestmark"]

ROOT = Path(__file__).resolve().parent.parent

SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
HOLE = {"id": "GHSA-1234", "fix_versions": ["9.9"], "aliases": [], "description": "…"}


def audited(checkout: Path, prints: str) -> tuple[int, str]:
    """What bin/audit says where pip-audit does that."""
    tool = program(
        checkout.parent / "other python",
        f'case "$*" in *pip_audit*) {prints};;',
        '*"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python";;',
        "--version) echo Python 3.12.9;;",
        "esac",
    )
    status, said = answer(checkout / "bin" / "audit", python=tool)
    lines = (line for line in said.splitlines(keepends=True) if line.startswith("audit: "))
    return status, "".join(lines)


def found(*packages: dict[str, Any]) -> str:
    return f"printf '%s' '{json.dumps({'dependencies': packages, 'fixes': []})}'"


def test_no_known_hole_is_said(checkout: Path) -> None:
    assert audited(checkout, found(SOUND)) == (0, "audit: 1 packages, no known vulnerability.\n")


def test_a_known_hole_fails_and_says_where_it_is_mended(checkout: Path) -> None:
    status, said = audited(checkout, found(SOUND, {**SOUND, "name": "jinja2", "vulns": [HOLE]}))

    assert status == 1
    assert said == "audit: jinja2 3.1.3 has a known vulnerability: GHSA-1234 (fixed in 9.9)\n"


@pytest.mark.parametrize(
    "prints", ["echo 'ConnectionError: no route' >&2; exit 1", "exit 2", "echo {}"]
)
def test_a_database_out_of_reach_is_said_aloud_and_fails_nothing(
    checkout: Path, prints: str
) -> None:
    status, said = audited(checkout, prints)

    assert status == 0
    assert said.startswith("audit: NOT CHECKED. The vulnerability database is unreachable:")


def test_the_bill_of_materials_names_packages_and_every_vendored_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loader = importlib.machinery.SourceFileLoader("sbom", str(ROOT / "bin" / "sbom"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("sbom", loader))
    loader.exec_module(module)

    # What cyclonedx-bom makes of constraints.txt; only bin/audit and bin/sbom install that.
    monkeypatch.setattr(module, "of_packages", lambda: {"components": [{"name": "flask"}]})

    components = {one["name"]: one for one in module.of_everything()["components"]}

    assert {"flask", "preact", "htm", "socket.io-client", "uqr"} <= set(components)
    signals = components["@preact/signals"]
    assert signals["purl"].startswith("pkg:npm/%40preact/signals@")
    assert [len(one["content"]) for one in signals["hashes"]] == [128]
