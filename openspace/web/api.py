"""The HTTP API: opening a gathering or a community, and joining. `stream_api.py` has what is the same for
both."""

from flask import Blueprint, Response, jsonify, request

from openspace.domain.audience import PUBLIC, Viewer
from openspace.domain.opening import Plan, read_spec
from openspace.domain.plan import zone_of
from openspace.domain.refusals import Refused
from openspace.domain.rules.coming import FillPlaces
from openspace.domain.rules.doors import refuse_at_the_door
from openspace.domain.rules.people import EraseMe
from openspace.web.cookies import bearer_of, delete_cookie, set_cookie
from openspace.web.joining import FAILURE, join_as_new, joined_json, read_join
from openspace.web.json_bodies import flag_in, json_body, text_in
from openspace.web.language import forget_choice
from openspace.web.opening import check_server_key, log_in_host, new_community, new_gathering
from openspace.web.sending import send_state
from openspace.web.services import services
from openspace.web.shell import caller, gathering_or_404, is_local_request, slow_down_failures
from openspace.web.stream_api import sign_in

bp = Blueprint("api", __name__)


# --- opening


@bp.post("/api/gatherings")
def open_gathering() -> tuple[Response, int]:
    if not is_local_request():
        with slow_down_failures():
            check_server_key(bearer_of(request))
    return new_gathering(json_body())


@bp.post("/api/communities")
def open_community() -> tuple[Response, int]:
    if not is_local_request():
        with slow_down_failures():
            check_server_key(bearer_of(request))
    community, links = new_community(json_body())
    response = jsonify(slug=community.slug, **links)
    log_in_host(response, community.code, links["host_key"])
    return response, 201


@bp.post("/api/plan")
def plan() -> Response:
    spec = json_body()
    timezone = text_in(spec, "timezone") or "UTC"
    zone_of(timezone)
    return jsonify(slots=read_spec(spec, Plan).slots(timezone))


# --- people and hosts


@bp.post("/api/<code>/join")
def join(code: str) -> tuple[Response, int]:
    """Join, or come back. `direct.py` answers most people who join, and passes failures on to here."""
    if FAILURE in request.environ:
        raise request.environ[FAILURE]
    gathering = gathering_or_404(code)
    wants = read_join(request.get_data())
    if wants.link is not None:
        link = wants.link.strip()
        with slow_down_failures():
            person = sign_in(lambda identity: identity.redeem_person_pass(gathering, link))
        return _joined_response(gathering.code, person, 200, wants.state)
    if wants.token is not None:
        viewer = services().identity.viewer(gathering, wants.token)
        if viewer.person is None:
            raise Refused("not_allowed", why="hosts_token")
        return _joined_response(gathering.code, viewer.person, 200, wants.state)
    with slow_down_failures("wrong_word"):
        refuse_at_the_door(gathering.info, wants.word)
    person = join_as_new(services().commands, gathering, wants)
    return _joined_response(gathering.code, person, 201, wants.state)


@bp.post("/api/<code>/erase")
def erase(code: str) -> Response:
    """Erase the person who asks.

    With `{words: true}` the texts of their topics, notes and evidence and their photos are erased too. With
    `{pace: "slowly"}` these are erased one by one, at random times within the next hour.
    """
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    me = gathering.row("people", viewer.person or "")
    if me is None:
        raise Refused("not_allowed", why="nobody_to_forget")
    body = json_body()
    words, pace = flag_in(body, "words"), body.get("pace", "now")
    if pace not in ("now", "slowly"):
        raise Refused("not_a_choice", field="pace", choices=["now", "slowly"])
    slowly = words and pace == "slowly"
    svc = services()
    with svc.erasure_turns.turn(gathering.code, me["at"]):
        svc.erase(gathering.code, viewer, EraseMe(words=words, slowly=slowly))
        svc.commands.ask(gathering.code, PUBLIC, FillPlaces())
        response = jsonify(erased=True, wiped=svc.tidy_up())
    delete_cookie(response, request, gathering.code, "person")
    forget_choice(response)
    return response


def _joined_response(
    code: str, person: str, status: int, wants_state: bool
) -> tuple[Response, int]:
    gathering = services().ledger.load(code)
    token = services().identity.token_in(gathering, person)
    before = joined_json(person, token, wants_state)
    if wants_state:
        response = send_state(gathering, Viewer("person", person), before, b"}}")
    else:
        response = Response(before, mimetype="application/json")
    set_cookie(response, request, code, "person", token)
    return response, status
