"""Every refusal that the program raises has its sentence and its line in docs/wire.md, and no other has."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

import pytest

from openspace.domain import english
from openspace.domain.english import FIELDS, REFUSALS
from openspace.domain.refusals import Refused
from tests.support.same import assert_same

PROGRAM = Path(english.__file__).parents[1]
WIRE = (PROGRAM.parent / "docs" / "wire.md").read_text("utf-8")


class Raised(NamedTuple):
    """`Refused("code", name=value)` as it stands in the program; None for a value that is no literal."""

    where: str
    code: str
    parameters: Mapping[str, Any]


@cache
def raised() -> list[Raised]:
    """All that the program raises. It is read when a test asks, not when tests are collected."""
    return list(_raised())


def _raised() -> Iterator[Raised]:
    for file in sorted(PROGRAM.rglob("*.py")):
        text = file.read_text("utf-8")
        if not any(call in text for call in ("Refused(", " found(", "_refuse_for(")):
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call):
                continue
            where, texts = f"{file.stem}:{node.lineno}", [literal(one) for one in node.args]
            match called(node), texts:
                case "Refused", [code]:
                    given = {word.arg: literal(word.value) for word in node.keywords if word.arg}
                    # What is no literal here is one where the function around it is called.
                    if code is not None and ("why" not in given or given["why"]):
                        yield Raised(where, code, given)
                case "found", [_, str(noun)]:
                    yield Raised(where, f"unknown_{noun}", {})
                case "_refuse_for", [_, why]:
                    yield Raised(where, "too_many", {"why": why, "again_in": None})


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def literal(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else None


def placeholders(sentence: str) -> set[str]:
    found = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return {name.split("[")[0] for name in found}


HTTP_SAYS = {"not_found", "method_not_allowed"}
"""Werkzeug's own errors."""


def documented() -> dict[str, tuple[set[str], set[str]]]:
    """Code → its parameters and the values of its `why`, as docs/wire.md has them."""
    rows = WIRE.split("| code | with |")[1].split("\n\n")[0].splitlines()[2:]
    cells = [row.split("|")[1:-1] for row in rows]
    return {
        code: (names_in(parameters), names_in(variants))
        for codes, parameters, variants, _ in cells
        for code in names_in(codes)
    }


def names_in(cell: str) -> set[str]:
    """The names in backticks; what stands in brackets says more about the one before it."""
    return set(
        re.findall("[a-z_]+", " ".join(re.findall("`([^`]*)`", re.sub(r"\([^()]*\)", "", cell))))
    )


def variants_of(code: str) -> set[str]:
    found = REFUSALS[code]
    return set(found) - {""} if isinstance(found, dict) else set()


def test_wire_documents_every_code_and_no_other() -> None:
    assert_same(documented(), REFUSALS, "the table of refusals in docs/wire.md")


@pytest.mark.parametrize("code", REFUSALS)
def test_wire_documents_the_parameters_and_reasons_of_a_code(code: str) -> None:
    parameters, variants = documented()[code]
    given = {name for one in raised() if one.code == code for name in one.parameters} - {"why"}
    found = REFUSALS[code]
    shown = [*(found.values() if isinstance(found, dict) else [found]), *FIELDS.values()]

    where = f"the row of {code} in docs/wire.md"
    assert given <= parameters <= given | set().union(*map(placeholders, shown)), where
    assert_same(variants, variants_of(code), where)


def test_no_sentence_is_left_that_nothing_raises() -> None:
    words = {
        node.value
        for file in PROGRAM.rglob("*.py")
        if file.stem != "english"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {one.code for one in raised()} | HTTP_SAYS

    assert set(REFUSALS) - codes == set()
    assert {why for code in REFUSALS for why in variants_of(code)} - words == set()


def test_what_is_raised_has_a_sentence_made_of_its_parameters() -> None:
    silent = [one for one in raised() if not has_sentence(one)]
    assert not silent, f"{silent}: write a sentence for each in openspace/domain/english_*.py"


def has_sentence(one: Raised) -> bool:
    found: str | dict[str, str] | None = REFUSALS.get(one.code)
    if isinstance(found, dict):
        variant = one.parameters.get("why") or one.parameters.get("field")
        found = found.get(variant, found.get(""))
    needed = {"field" if name == "what" else name for name in placeholders(found or "")}
    return found is not None and needed <= set(one.parameters)


def test_what_has_no_sentence_is_named() -> None:
    [code, *_] = [
        code for code, found in REFUSALS.items() if isinstance(found, dict) and "" not in found
    ]

    for refused in (Refused("no_such_code"), Refused(code, why="no_such_reason")):
        with pytest.raises(
            KeyError, match=rf"no sentence for {refused.code} \({refused.parameters.get('why')}\)"
        ):
            _ = refused.message


def test_sentence_names_the_field_and_writes_numbers_for_people() -> None:
    assert Refused("too_long", field="description", limit=20_000, length=20_001).as_error() == {
        "code": "too_long",
        "message": "A description can have 20,000 characters; this has 20,001.",
        "field": "description",
        "limit": 20_000,
        "length": 20_001,
    }


def test_sentence_lists_choices_and_names_a_column_by_its_name() -> None:
    choices = ("lobby", "opening")

    assert Refused("not_a_choice", field="phase", choices=choices).message == (
        "phase is one of lobby, opening."
    )
    assert Refused("too_long", field="next_gathering", limit=9, length=10).message == (
        "The next gathering can have 9 characters; this has 10."
    )


def test_what_people_typed_is_never_read_as_a_placeholder() -> None:
    held_by = {"code": "1A", "title": "{code} {0} {held_by}"}

    assert Refused("cell_taken", held_by=held_by).message == (
        "1A is taken by “{code} {0} {held_by}”. Your topic is safe."
    )
