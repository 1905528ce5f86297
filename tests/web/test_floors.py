"""The oldest supported browsers: the same for the check of the scripts and for people, in CSS too."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

ROOT = Path(__file__).parents[2]
STATED = "iOS 15.4, Chrome 97, Samsung Internet 18 or Firefox 104"
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))


def test_the_scripts_are_checked_against_the_versions_that_people_are_told() -> None:
    check = (ROOT / "bin" / "_js_floors.js").read_text("utf-8")
    floors = dict(re.findall(r"(\w+): ([\d.]+)", check.split("FLOORS = {")[1].split("}")[0]))

    named = zip(
        ("safari_ios", "chrome_android", "samsunginternet_android", "firefox"),
        ("iOS", "Chrome", "Samsung Internet", "Firefox"),
        strict=True,
    )
    told = [f"{name} {floors[browser]}" for browser, name in named]
    assert f"{', '.join(told[:-1])} or {told[-1]}" == STATED
    assert STATED in " ".join((ROOT / "README.md").read_text("utf-8").split())


def test_the_self_test_states_them(client: FlaskClient) -> None:
    page = client.get("/selftest").get_data(as_text=True)

    assert f"need {STATED}, or newer" in page


def test_the_self_test_imports_all_that_the_phone_page_is_made_of(client: FlaskClient) -> None:
    page = client.get("/selftest").get_data(as_text=True)
    listed = re.findall(r"js/[a-z/_]+\.js", page.split('data-modules="')[1].split('"')[0])
    scripts = ROOT / "static" / "js"
    main = scripts / "phone" / "main.js"

    tried = set().union(*(modules_of(ROOT / "static" / name) for name in listed))

    assert modules_of(main) - {main} <= tried


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.name))
def test_what_old_browsers_do_not_know_has_a_plain_form_before_it(sheet: Path) -> None:
    declared = re.findall(r"([\w-]+):\s*([^;{}]+);", sheet.read_text("utf-8"))
    plain = [("", ""), *declared]

    missing = [
        f"{name}: {value}"
        for (before, other), (name, value) in pairwise(plain)
        if (re.search(r"\ddvh\b", value) or re.search(r'"\s*/\s*"', value))
        and not (before == name and other in (value.replace("dvh", "vh"), value.split(" / ")[0]))
    ]

    assert missing == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.name))
def test_a_summary_with_a_mark_of_its_own_shows_no_other(sheet: Path) -> None:
    text = sheet.read_text("utf-8")
    marked = set(re.findall(r"([.\w-]+) summary::before", text))
    bare = set(re.findall(r"([.\w-]+) summary::-webkit-details-marker", text))

    assert marked - bare == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.name))
def test_nothing_is_styled_as_hovered_after_a_tap(sheet: Path) -> None:
    """Phones keep `:hover` until the next tap somewhere else."""
    lines = [line for line in sheet.read_text("utf-8").splitlines() if ":hover" in line]

    assert [line for line in lines if not line.startswith("@media (hover: hover) {")] == []


def test_titles_of_sessions_have_no_limit_of_lines() -> None:
    """WebKit cuts whole letters from a clamped title that begins with a code."""
    assert "line-clamp" not in (ROOT / "static/css/grid.css").read_text("utf-8")


def modules_of(script: Path) -> set[Path]:
    """A module and all that it imports, directly or not."""
    found, open_ = set[Path](), [script.resolve()]
    while open_:
        module = open_.pop()
        if module in found:
            continue
        found.add(module)
        addresses = re.findall(r'(?:from|import) "(\.[^"]+)"', module.read_text("utf-8"))
        open_ += [(module.parent / address).resolve() for address in addresses]
    return found
