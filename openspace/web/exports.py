"""The whole gathering as one file for its host, as JSON and as SQLite (docs/export.md).

The authors of anonymous items are left out, because the host cannot see them on any screen either.
"""

from collections.abc import Callable

from flask import Blueprint, Response

from openspace.domain.host_actions import EXPORTED
from openspace.domain.refusals import Refused
from openspace.exchange.export_file import WholeGathering, anonymised_file, read_from
from openspace.exchange.sqlite_file import anonymised_sqlite
from openspace.proceedings.plain import file_name
from openspace.web.services import services
from openspace.web.shell import gathering_or_404, keep_host_action, viewer_of

bp = Blueprint("exports", __name__)


@bp.get("/<code>/export.json")
def export_json(code: str) -> Response:
    return _export(code, "json", "application/json", anonymised_file)


@bp.get("/<code>/export.sqlite")
def export_sqlite(code: str) -> Response:
    return _export(code, "sqlite", "application/vnd.sqlite3", anonymised_sqlite)


def _export(
    code: str, ending: str, media_type: str, write: Callable[[WholeGathering], bytes]
) -> Response:
    """Return the file. Raises Refused (`not_allowed`) unless the host asks."""
    gathering = gathering_or_404(code)
    viewer = viewer_of(gathering, "host")
    if viewer.role != "host":
        raise Refused("not_allowed", why="export")
    svc = services()
    data = svc.in_thread(lambda: write(read_from(svc.ledger, gathering.code)))
    keep_host_action(gathering.code, viewer, EXPORTED)
    response = Response(data, content_type=media_type)
    name = f"{file_name(gathering.info['title']) or gathering.code}-gathering.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
