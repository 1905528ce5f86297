"""A page's style sheets as one: the same rules, smaller."""

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
