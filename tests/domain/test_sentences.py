"""Every refusal that the program raises has its sentence, made of the parameters that are raised with it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from openspace.domain import sentences
from openspace.domain.refusals import Refused
from openspace.domain.sentences import REFUSALS

PROGRAM = Path(sentences.__file__).parents[1]


class Raised(NamedTuple):
    """`Refused("code", name=value)` as it stands in the program; None for a value that is no literal."""

    where: str
    code: str
    parameters: Mapping[str, Any]


def raised() -> Iterator[Raised]:
    for file in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
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


def test_what_is_raised_has_a_sentence_made_of_its_parameters() -> None:
    assert [one for one in raised() if not has_sentence(one)] == []


def has_sentence(one: Raised) -> bool:
    found: str | dict[str, str] | None = REFUSALS.get(one.code)
    if isinstance(found, dict):
        variant = one.parameters.get("why") or one.parameters.get("field")
        found = found.get(variant, found.get(""))
    needed = {"field" if name == "what" else name for name in placeholders(found or "")}
    return found is not None and needed <= set(one.parameters)


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
