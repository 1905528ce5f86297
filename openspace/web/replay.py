"""How the grid filled, while the host shows it on the walls (`domain/replay.py`)."""

from flask import Blueprint, Response, current_app, jsonify

from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.replay import order_of_places
from openspace.domain.settings import setting
from openspace.runtime.lru_cache import LruCache
from openspace.web.services import services
from openspace.web.shell import gathering_or_404

bp = Blueprint("replay", __name__)

_MOST_GATHERINGS = 100


@bp.get("/api/<code>/replay")
def replay(code: str) -> Response:
    gathering = gathering_or_404(code)
    if setting(gathering.info, "wall_view") != "replay":
        raise Refused("not_now", why="no_replay")
    response = jsonify(sessions=_order(gathering))
    response.headers["Cache-Control"] = "no-store"
    return response


def _order(gathering: Gathering) -> list[str]:
    """Return the order, computed once for each state: many walls ask at the same moment."""
    known: LruCache[str, tuple[str, list[str]]] = current_app.extensions.setdefault(
        "openspace.replays", LruCache(_MOST_GATHERINGS)
    )
    found = known.get(gathering.code)
    if found is None or found[0] != gathering.version:
        svc = services()
        with svc.uploads.decoding_slot():
            log = svc.in_thread(lambda: svc.ledger.since(gathering.code, 0))
        found = known.put(gathering.code, (gathering.version, order_of_places(gathering, log)))
    return found[1]
