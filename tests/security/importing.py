"""A day's export, and what happens when a file is brought in."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image

from openspace import create_app
from openspace.config import Settings
from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST
from openspace.exchange.errors import ImportRefused
from openspace.exchange.export_file import anonymised_file, complete_file, read_from
from openspace.exchange.gathering_file import GatheringFileError
from openspace.exchange.import_file import read_file, restore
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Photo
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.render.source import Source, slim, write_from_source
from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from openspace.service.photos import read_photo
from openspace.web.editions import as_published
from tests.proceedings.day import Day, full_day

CODE = "K7MQ2X"

PHOTO = "0123456789abcdef"


def a_day() -> Day:
    """All that a gathering can hold, so that every kind of row is there to be spoilt."""
    day = full_day()
    rosa, amir = day.joins("Rosa"), day.joins("Amir")
    mine, theirs = day.calls(rosa, "Rest", convener_name="Rosa"), day.calls(amir, "Work")
    day.ask(HOST, "add_room", name="Attic")
    one = day.places(rosa, mine, 3, 0)
    other = day.places(amir, theirs, 3, 1)
    day.ask(amir, "offer_swap", session=other, wanted=one)
    day.ask(amir, "mark_interest", topic=mine)
    day.ask(amir, "offer_join", session=one, topic=day.calls(amir, "More rest"))
    [offer] = [row for row in day.gathering.rows("notices") if row["kind"] == "join"]
    day.ask(rosa, "accept_join", notice=offer["id"])
    day.ask(rosa, "invite_convener", topic=mine, code="ABCDEFGH")
    day.ask(amir, "accept_convening", code="ABCDEFGH", convener_name="Amir")
    day.notes(rosa, one, "photo", "", photo=PHOTO, alt="A chart")
    place = {"place": "The bench by the pond", "starts_at": "2026-11-24T15:10"}
    day.ask(rosa, "claim_place", topic=day.calls(rosa, "A walk"), **place)
    day.ask(HOST, "edit_gathering", listed=True)
    day.ask(HOST, "edit_book", credits=["Zoë"], left_out=["index"], introduction="How it was.")
    day.ask(HOST, "publish_book", note="First")
    day.ask(HOST, "post_news", text="Tea")
    day.ask(HOST, "hide_topic", topic=theirs)
    day.ask(HOST, "set_phase", phase="closed")
    return day


def a_picture(**more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", **more)
    return out.getvalue()


def kept(day: Day) -> MemoryLedger:
    ledger = MemoryLedger()
    day.moves_into(ledger)
    ledger.keep_photo(CODE, Photo(PHOTO, read_photo(a_picture()).jpeg, 40, 30))
    return ledger


FILE: dict[str, Any] = json.loads(complete_file(read_from(kept(a_day()), CODE)))

FOR_HOST: dict[str, Any] = json.loads(anonymised_file(read_from(kept(a_day()), CODE)))


def refusal(do: Callable[[], object]) -> str:
    """The sentence it is refused with; "" where it is done."""
    try:
        do()
    except (Refused, ImportRefused, GatheringFileError) as refused:
        return str(refused)
    return ""


def bring(file: dict[str, Any], ledger: MemoryLedger) -> None:
    restore(ledger, read_file(json.loads(json.dumps(file))))


def opens(ledger: MemoryLedger) -> None:
    """Every page, every book, the day's end and the way out of the gathering that came in."""
    [code] = ledger.codes()
    settings = Settings(server_key="key", async_mode="threading")
    app = create_app(settings, ledger)
    client = app.test_client()
    host = {
        "Authorization": f"Bearer {app.extensions['openspace'].identity.proven_host_token(code, 1)}"
    }
    gathering = ledger.load(code)
    for path in ("/", *pages(code)):
        response = client.get(path, headers=host if path != "/" else {})
        # Where somebody was erased, catching up across it means to fetch the state.
        fine = (200, 409) if "changes?since=" in path else (200,)
        assert response.status_code in fine, (path, response.get_data(as_text=True)[:200])
    for edition in (None, *gathering.rows("editions")):
        then = as_published(ledger.at(code, edition["seq"]), gathering) if edition else gathering
        for wanted in FORMATS.values():
            if not (wanted.is_isolated or wanted.includes_others):
                write_from_source(wanted.write, Source(slim(then), "", {}, edition))
    for whole in (complete_file, anonymised_file):
        again = MemoryLedger()
        restore(again, read_file(json.loads(whole(read_from(ledger, code)))))
    run_once(ledger, None, SYSTEM)


def pages(code: str) -> Iterator[str]:
    yield f"/api/{code}/state"
    yield f"/api/{code}/changes?since=0"
    for page in ("", "/wall", "/host", "/schedule.ics", "/schedule.xml", "/proof.json", "/agenda"):
        yield f"/{code}{page}"
