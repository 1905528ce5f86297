"""docs/wire.md and the commands are one and the same, and no message is too odd for an answer."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openspace.domain import rules
from openspace.domain.commands import COMMANDS, parse
from openspace.domain.refusals import Refused
from tests.domain.given import refused
from tests.support.examples import examples
from tests.support.same import assert_same

WIRE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
EXAMPLES: dict[str, Any] = {
    "SlotTimes": [{"slot": "x", "starts_at": "x", "ends_at": "x"}],
    "dict[str, str]": {"person": "Ana"}, "Wifi": {"name": "Guests", "password": "", "hidden": True},
    "list[str]": ["x"], "bool": True, "str": "x", "int": 1, "None": None,
}  # fmt: skip


def documented() -> dict[str, tuple[str, str]]:
    """Command → (who may ask, its args) of the table, several in a row told apart."""
    table = WIRE[WIRE.index("## Commands") : WIRE.index("## Communities")]
    found = {}
    for line in table.splitlines():
        columns = [column.strip() for column in line.strip("|").split(" | ")]
        if line.startswith("| ") and columns[0] not in ("who", ""):
            who, names, args = columns[:3]
            for name in re.findall(r"`(\w+)`", names):
                found[name] = (who, args)
    return found


def test_every_file_of_rules_is_imported() -> None:
    """Nothing else tells that a new file is not: its commands are just unknown."""
    files = {file.stem for file in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}

    missing = {name for name in files if not hasattr(rules, name)}
    assert not missing, f"name {missing} in the imports of openspace/domain/rules/__init__.py"


def test_every_command_is_documented_and_every_documented_one_is_there() -> None:
    assert_same(documented(), COMMANDS, "the table of commands in docs/wire.md")


def test_host_commands_are_documented_as_the_hosts() -> None:
    theirs = {name for name, (who, _) in documented().items() if who == "host"}

    assert theirs == {name for name, command in COMMANDS.items() if command.may == "host"}


@pytest.mark.parametrize("name", COMMANDS)
def test_args_of_the_wire_are_those_of_the_command(name: str) -> None:
    words = set(re.findall(r"\b[a-z_]+\b", " ".join(documented().get(name, ()))))
    same_as = {
        "edit_note": "post_note",
        "edit_evidence": "post_evidence",
        "edit_room": "add_room",
        "edit_slot": "add_slot",
    }
    if name in same_as:
        words |= set(re.findall(r"\b[a-z_]+\b", documented()[same_as[name]][1]))

    missing = set(COMMANDS[name].__struct_fields__) - words
    assert not missing, f"{missing} of {name} is not in docs/wire.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_read_with_all_its_args(name: str) -> None:
    fields = msgspec.structs.fields(COMMANDS[name])
    args = {field.name: example(field.type) for field in fields}

    command = parse(name, args)

    assert type(command) is COMMANDS[name]
    assert msgspec.to_builtins(command) == args


def example(type_: Any) -> Any:
    return next(
        value for word, value in EXAMPLES.items() if word in str(type_).replace("class", "")
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_command_without_what_it_needs_is_malformed(name: str) -> None:
    needed = [f.name for f in msgspec.structs.fields(COMMANDS[name]) if f.required]

    if not needed:
        assert type(parse(name, None)) is COMMANDS[name]
        return
    with refused("malformed", why="arguments") as error:
        parse(name, {})
    assert any(field in error["detail"] for field in needed)


@pytest.mark.parametrize("args", [[], "x", 7, True, {"title": 7}, {"title": None}, {"title": b"x"}])
def test_args_of_another_shape_are_malformed(args: object) -> None:
    with refused("malformed", why="arguments"):
        parse("propose_topic", args)


@pytest.mark.parametrize(
    "name", ["join", "Join", "command", "", None, 7, ["x"], {}, "ProposeTopic"]
)
def test_name_that_is_no_command_is_unknown(name: object) -> None:
    """Join, too: what it answers must come with a token, which the web gives."""
    with refused("unknown_command"):
        parse(name, {})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


@settings(max_examples=examples(150), deadline=None, derandomize=True)
@given(st.sampled_from(sorted(COMMANDS)) | ANYTHING, ANYTHING)
def test_no_message_is_too_odd_to_be_read_or_refused(name: object, args: object) -> None:
    assert answered(name, args) in ("read", "malformed", "unknown_command")


def answered(name: object, args: object) -> str:
    try:
        parse(name, args)
    except Refused as said:
        return said.code
    return "read"
