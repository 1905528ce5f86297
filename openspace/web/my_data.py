"""All stored data about a person, for that person alone: as JSON, and as a page to read and print."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from openspace.domain.audience import see_about
from openspace.domain.gathering import Gathering
from openspace.domain.my_data import my_data
from openspace.domain.repertoire import KINDS, LABELS
from openspace.domain.viewer import Viewer
from openspace.domain.vocabulary import (
    BEARINGS,
    EVIDENCE_FORMS,
    EVIDENCE_KINDS,
    NOTE_KINDS,
    OUTCOMES,
    REFLECTION,
    bearing_name,
)
from openspace.languages.text import _
from openspace.proceedings.timetable import moment_label
from openspace.web.me import require_person
from openspace.web.services import services

bp = Blueprint("my_data", __name__)


@bp.get("/api/<code>/me")
def everything(code: str) -> Response:
    gathering, viewer, person = require_person(code)
    response = jsonify(_collect(gathering, viewer, person))
    if "download" in request.args:
        name = f"openspace-{gathering.code}-my-data.json"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/<code>/me/data")
def page(code: str) -> Response:
    """Return the same data as a page to read and print."""
    gathering, viewer, person = require_person(code)
    html = render_template(
        "my_data.html",
        about=see_about(gathering, viewer),
        kept=_collect(gathering, viewer, person),
        codes={session["id"]: session["code"] for session in gathering.rows("sessions")},
        forms={**_labels(EVIDENCE_FORMS), REFLECTION: _("Closing reflection")},
        bearings={key: bearing_name(key) for key in BEARINGS},
        kinds=_labels(EVIDENCE_KINDS),
        note_kinds={key: _(kind.name) for key, kind in NOTE_KINDS.items()},
        outcomes=_labels(OUTCOMES),
        offer_kinds=_labels(KINDS),
        offer_labels=_labels(LABELS),
        moment=lambda iso: moment_label(iso, UTC),
    )
    response = Response(html)
    response.headers["Cache-Control"] = "no-store"
    return response


def _labels(table: Mapping[str, str]) -> dict[str, str]:
    return {key: _(label) for key, label in table.items()}


def _collect(gathering: Gathering, viewer: Viewer, person: str) -> dict[str, Any]:
    svc, code = services(), gathering.code
    svc.commands.count(code, viewer)

    def read() -> dict[str, Any]:
        ledger = svc.ledger
        held, generation = ledger.held(code, person), ledger.generation(code, person)
        photos = [
            dict(zip(("id", "width", "height", "bytes"), photo, strict=True))
            for photo in held.photos
        ]
        return {
            "gathering": {"code": code, "title": gathering.info["title"]},
            **my_data(gathering, person),
            "changes": dict(held.changes),
            "photos": photos,
            "answers_kept": held.answers,
            "devices": {
                "ended": generation.devices,
                "calendar_renewed": generation.calendar,
                "links_open": held.passes,
            },
        }

    # Reading scans a whole log. It waits for one of the few slots that uploads use too, without blocking a
    # thread.
    with svc.uploads.decoding_slot():
        kept: dict[str, Any] = svc.in_thread(read)
    return kept
