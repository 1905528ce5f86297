"""What hosts did, for the hosts: as a page, as a table (CSV) and as JSON (docs/decisions/0069)."""

import csv
import io
from collections.abc import Sequence
from contextvars import copy_context
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, render_template

from openspace.domain.host_actions import MOST_KEPT, HostAction
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.domain.viewer import Viewer
from openspace.domain.vocabulary import PHASES, phase_name
from openspace.languages.formats import hours, long_day, number
from openspace.languages.text import _
from openspace.service.login_links import path_of
from openspace.web.form_pages import private_page
from openspace.web.host_log_words import WORDS
from openspace.web.services import services
from openspace.web.shell import caller, stream_or_404

bp = Blueprint("host_log", __name__)

COLUMNS = ("at", "device", "name", "about")
LONG = 200
"""Entries from which the page is rendered in a thread."""


@bp.get("/<code>/host-log")
@bp.get("/c/<slug>/host-log")
def page(**address: str) -> Response:
    stream, viewer, actions = _read(address)
    if len(actions) < LONG:
        return private_page(rendered(stream, viewer, actions))
    context = copy_context()  # with the request and its language
    html: str = services().in_thread(lambda: context.run(rendered, stream, viewer, actions))
    return private_page(html)


@bp.get("/<code>/host-log.csv")
@bp.get("/c/<slug>/host-log.csv")
def table(**address: str) -> Response:
    stream, _viewer, actions = _read(address)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    rows.writerows([getattr(action, column) for column in COLUMNS] for action in actions)
    name = path_of(stream.code).rpartition("/")[2]
    return Response(
        written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="openspace-{name}-host-log.csv"',
            "Cache-Control": "no-store",
        },
    )


@bp.get("/api/<code>/host-actions")
@bp.get("/api/c/<slug>/host-actions")
def actions(**address: str) -> Response:
    _stream, viewer, found = _read(address)
    told = [{column: getattr(action, column) for column in COLUMNS} for action in found]
    response = jsonify(device=viewer.device, actions=told)
    response.headers["Cache-Control"] = "no-store"
    return response


def _read(address: dict[str, str]) -> tuple[Stream, Viewer, Sequence[HostAction]]:
    """Return the stream, the host who asks, and the log. Raises Refused (`not_allowed`)."""
    stream = stream_or_404(address)
    viewer = caller(stream, "host")
    if viewer.role != "host":
        raise Refused("not_allowed", why="host_only")
    svc = services()
    return stream, viewer, svc.in_thread(lambda: svc.ledger.host_actions(stream.code))


def rendered(stream: Stream, viewer: Viewer, actions: Sequence[HostAction]) -> str:
    shown = [_shown(stream, action) for action in reversed(actions)]
    days = [(day, list(entries)) for day, entries in groupby(shown, lambda entry: entry["day"])]
    return render_template(
        "host_log.html",
        title=stream.title,
        path=path_of(stream.code),
        api=f"/api{path_of(stream.code)}/host-actions",
        device=viewer.device,
        days=days,
        most=number(MOST_KEPT),
    )


def _shown(stream: Stream, action: HostAction) -> dict[str, Any]:
    zone = ZoneInfo(stream.info.get("timezone") or "UTC")
    at = datetime.fromisoformat(action.at).astimezone(zone)
    what = WORDS.get(action.name)
    return {
        "day": long_day(at.date()),
        "at": hours(at),
        "iso": action.at,
        "device": action.device,
        "what": _(what) if what else action.name,
        "about": phase_name(action.about) if action.about in PHASES else action.about,
    }
