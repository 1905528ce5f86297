"""`bin/_js_imports`: an app of the browser imports core, ui and itself."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bin" / "_js_imports"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    for path in ("core/clock.js", "ui/card.js", "phone/main.js", "phone/wall.js", "host/wall.js"):
        (tmp_path / "js" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "js" / path).touch()
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "preact.js").touch()
    return tmp_path / "js"


def test_the_modules_of_this_house_are_held() -> None:
    assert check(ROOT / "static" / "js").returncode == 0


@pytest.mark.parametrize(
    ("module", "address"),
    [
        ("core/clock.js", "../../vendor/preact.js"),
        ("ui/card.js", "../core/clock.js"),
        ("phone/main.js", "../ui/card.js"),
        ("phone/main.js", "./wall.js"),
    ],
)
def test_imports_downward_are_allowed(modules: Path, module: str, address: str) -> None:
    (modules / module).write_text(f'import {{ x }} from "{address}"\n')

    assert check(modules).returncode == 0


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("phone/main.js", 'import { Wall } from "../host/wall.js"'),
        ("phone/main.js", 'import("../host/wall.js")'),
        ("phone/main.js", 'import { h } from "../../vendor/preact.js"'),
        ("ui/card.js", 'import { x } from "../phone/main.js"'),
        ("core/clock.js", 'import {\n  Card,\n} from "../ui/card.js"'),
        ("core/clock.js", 'import { x } from "./none.js"'),
    ],
)
def test_other_imports_are_named_and_fail(modules: Path, module: str, code: str) -> None:
    (modules / module).write_text(code + "\n")

    done = check(modules)

    assert done.returncode == 1
    assert module in done.stdout
