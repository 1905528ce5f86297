"""A page's style sheets as one: the same rules, smaller."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from openspace.web.stylesheet import stylesheet

CSS = Path(__file__).parents[2] / "static" / "css"


def test_imports_stand_where_they_were_named(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_text("a { color: red; }\n")
    (tmp_path / "page.css").write_text(
        '/* What for. */\n@import "base.css";\n\nb {\n  margin: 0 1px;\n}\n'
    )

    assert stylesheet(tmp_path / "page.css") == "a{color:red;}b{margin:0 1px;}"


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ('p::before { content: " ; { a  b"; }', 'p::before{content:" ; { a  b";}'),
        ("a :hover, b > c { top: calc(1px + 2px) }", "a :hover,b > c{top:calc(1px + 2px)}"),
        (
            "@media (width > 1px) and (hover) {\n  a { b: c }\n}",
            "@media (width > 1px) and (hover){a{b:c}}",
        ),
        ('a { b: url("x y.svg") /* why */ }', 'a{b:url("x y.svg")}'),
    ],
)
def test_what_means_something_is_kept(tmp_path: Path, text: str, small: str) -> None:
    (tmp_path / "page.css").write_text(text)

    assert stylesheet(tmp_path / "page.css") == small


@pytest.mark.parametrize("file", sorted(CSS.glob("*.css")), ids=lambda file: file.name)
def test_every_sheet_keeps_its_rules(file: Path) -> None:
    text = stylesheet(file)

    assert "/*" not in text
    assert "@import" not in text
    assert text.count("{") == text.count("}") > 0


def test_the_phone_asks_for_one_sheet(client: FlaskClient, opened: dict[str, str]) -> None:
    page = client.get(f"/{opened['code']}").get_data(as_text=True)

    assert page.count('rel="stylesheet"') == 1


def test_the_dark_theme_is_the_same_by_the_system_and_by_hand() -> None:
    """CSS has no way to write it once: a media query and a chosen theme need a rule each."""
    base, by_hand = ((CSS / name).read_text("utf-8") for name in ("base.css", "dark.css"))
    by_system = "".join(base.split("@media (prefers-color-scheme: dark)")[1:])

    chosen = re.findall(r"--[a-z0-9-]+: [^;]+;", by_hand)
    assert len(chosen) > 40
    assert [one for one in chosen if one not in by_system] == []


def test_the_dark_theme_changes_only_colours() -> None:
    """So what axe finds besides colours in the light, it would find in the dark."""
    sheets = "".join(file.read_text("utf-8") for file in CSS.glob("*.css"))
    dark = re.findall(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", sheets, re.DOTALL)

    declared = re.findall(r"([\w-]+): ([^;{}]+);", "".join(dark))

    assert len(dark) == sheets.count("prefers-color-scheme: dark") > 0
    assert len(declared) > 40
    others = {name for name, value in declared if not (value[0] == "#" or "--shadow" in name)}
    assert others == {"color-scheme"}


_SIDES = r"(?<=[\s;{(-])(?:left|right)(?=[-:;} ])"
_WIDTH = r"-?[\d.]+\w*"
_UNEQUAL = rf"(?:margin|padding|inset|width): {_WIDTH} ({_WIDTH}) {_WIDTH} (?!\1[;}}]){_WIDTH}[;}}]"


@pytest.mark.parametrize("file", sorted(CSS.glob("*.css")), ids=lambda file: file.name)
def test_no_sheet_says_left_or_right(file: Path) -> None:
    """An Arabic page begins at the right: `start` and `end` are correct in both directions."""
    text = re.sub(r"env\(.*?\)|/\*.*?\*/|\.[a-z][\w-]*", "", file.read_text("utf-8"), flags=re.S)

    assert [found.group() for found in re.finditer(f"{_SIDES}|{_UNEQUAL}", text)] == []
