"""Whatever somebody hands to `openspace new` and `import`, or sends as a picture: read, or refused."""

import copy
import io
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from openspace.domain.commands import COMMANDS, parse
from openspace.domain.refusals import Refused
from openspace.exchange import export_file
from openspace.exchange.errors import ImportRefused
from openspace.exchange.files import import_from
from openspace.exchange.gathering_file import GatheringFileError, from_data
from openspace.ledger.memory import MemoryLedger
from openspace.service.clock import SYSTEM
from openspace.service.photos import read_photo
from tests.security.scene import a_scene
from tests.security.test_photos import telling
from tests.support.examples import examples
from tests.support.samples import GATHERING

TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
"""Lone surrogates, too."""

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(2**63, 2**70)
    | st.floats()
    | TEXT
    | st.sampled_from(["2027-03-31T10:00", "9999-12-31T23:59:59+14:00", "24:00", "-1:00", "r1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
FEW = settings(
    max_examples=examples(120),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def nearly(document: Any) -> st.SearchStrategy[Any]:
    """`document` with one or several of its values being something else, gone or twice there."""

    @st.composite
    def altered(draw: st.DrawFn) -> Any:
        found = copy.deepcopy(document)
        for _ in range(draw(st.integers(1, 3))):
            inside, key = _somewhere(draw, found)
            match draw(st.sampled_from(["other", "other", "gone", "twice"])):
                case "other":
                    inside[key] = draw(ANYTHING)
                case "gone":
                    del inside[key]
                case "twice" if isinstance(inside, list):
                    inside.append(inside[key])
            if not found:
                break
        return found

    return altered()


def _somewhere(draw: st.DrawFn, document: Any) -> tuple[Any, Any]:
    inside = document
    while True:
        keys = sorted(inside) if isinstance(inside, dict) else range(len(inside))
        key = draw(st.sampled_from(list(keys)))
        if not isinstance(inside[key], dict | list) or not inside[key] or draw(st.booleans()):
            return inside, key
        inside = inside[key]


@cache
def documents() -> dict[str, Any]:
    """A gathering, its complete export and its schedule, as the product writes them."""
    scene = a_scene()
    ledger = scene.app.extensions["openspace"].ledger
    whole = export_file.complete_file(export_file.read_from(ledger, scene.code))
    schedule = scene.call("nobody", "GET", f"/{scene.code}/schedule.json").get_json()
    xml = scene.call("nobody", "GET", f"/{scene.code}/schedule.xml").get_data()
    return {"export": json.loads(whole), "frab": schedule, "xml": xml}


@FEW
@given(nearly(GATHERING) | ANYTHING)
def test_a_gathering_file_is_read_or_told_what_is_wrong(found: Any) -> None:
    with suppress(GatheringFileError):
        from_data(found)


@pytest.mark.parametrize("kind", ["export", "frab"])
@FEW
@given(data=st.data())
def test_an_import_of_json_comes_in_or_is_refused(
    kind: str, data: st.DataObject, tmp_path: Path
) -> None:
    found = data.draw(nearly(documents()[kind]))
    imports(json.dumps(found).encode(), tmp_path)


@FEW
@given(data=st.data())
def test_an_import_of_xml_comes_in_or_is_refused(data: st.DataObject, tmp_path: Path) -> None:
    root = etree.fromstring(documents()["xml"])
    for _ in range(data.draw(st.integers(1, 4))):
        one = data.draw(st.sampled_from(list(root.iter(etree.Element))))
        match data.draw(st.sampled_from(["text", "attribute", "name", "gone", "twice"])):
            case "text":
                one.text = data.draw(PLAIN)
            case "attribute" if one.attrib:
                one.set(data.draw(st.sampled_from(sorted(one.attrib))), data.draw(PLAIN))
            case "name":
                one.tag = data.draw(st.sampled_from(["event", "room", "day", "title", "x"]))
            case "gone" if one.getparent() is not None:
                one.getparent().remove(one)
            case "twice" if one.getparent() is not None:
                one.getparent().append(copy.deepcopy(one))
    imports(etree.tostring(root), tmp_path)


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).map(
    lambda text: text.replace("\ufffe", "").replace("\uffff", "")
) | st.sampled_from(["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "99999999:1", "-1"])


@FEW
@given(
    st.binary(max_size=300)
    | st.tuples(st.sampled_from([b"{", b"<schedule>", b'<?xml version="1.0"?>']), st.binary()).map(
        b"".join
    )
)
def test_an_import_of_any_bytes_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    imports(data, tmp_path)


NAMED_BY_ENTITY = "<schedule><conference><title>&a;</title></conference></schedule>"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + NAMED_BY_ENTITY,
        '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(9))
        + "]>"
        + NAMED_BY_ENTITY.replace("&a;", "&a8;"),
        "<schedule>" + "<day>" * 100_000,
        '{"schedule": ' * 50_000,
        '{"format": "openspace-gathering", "version": 1, "seq": ' + "9" * 5_000 + "}",
    ],
    ids=["a file", "a billion laughs", "deep XML", "deep JSON", "a long number"],
)
def test_own_addresses_tricks_are_refused(tmp_path: Path, text: str) -> None:
    imported = imports(text.encode(), tmp_path)
    assert "root:" not in str(imported)


def imports(data: bytes, folder: Path) -> Any:
    """What came of it: the row of the gathering, or the sentence that refused it."""
    file = folder / "file"
    file.write_bytes(data)
    try:
        return import_from(MemoryLedger(), file, SYSTEM).gathering.info
    except (Refused, ImportRefused) as refused:
        return str(refused)


@FEW
@given(st.sampled_from(sorted(COMMANDS)), ANYTHING, st.data())
def test_a_command_takes_any_arguments_or_refuses(name: str, any: Any, data: st.DataObject) -> None:
    fields = COMMANDS[name].__struct_fields__
    some = data.draw(st.lists(st.sampled_from(fields), unique=True)) if fields else []
    for args in (any, {field: data.draw(ANYTHING) for field in some}):
        with suppress(Refused):
            parse(name, args)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@FEW
@given(data=st.data())
def test_a_picture_is_read_or_refused(kind: str, data: st.DataObject) -> None:
    """Cut short, with some bytes changed, and with another file behind it."""
    picture = bytearray(PICTURES[kind])
    for _ in range(data.draw(st.integers(0, 4))):
        picture[data.draw(st.integers(0, len(picture) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(picture)) | st.just(len(picture)))
    behind = data.draw(st.sampled_from([b"", b"PK\x03\x04zip", b"<script>alert(1)</script>"]))
    try:
        photo = read_photo(bytes(picture[:cut]) + behind)
    except Refused:
        return
    kept = Image.open(io.BytesIO(photo.jpeg))
    kept.load()
    assert kept.format == "JPEG"
    assert b"script" not in photo.jpeg
    assert b"PK\x03\x04" not in photo.jpeg


PICTURES = {kind: telling(kind) for kind in ("JPEG", "PNG", "WEBP")}
