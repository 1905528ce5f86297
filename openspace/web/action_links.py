"""The link of an action, with which anybody who has it says what became of the action
(docs/decisions/0043-outcomes.md).

A link needs no account and no cookie, works many times, and contains no person. It is signed with the
ledger's secret for one action. The time of the action is part of it, because ids are used again after a
backup is restored.
"""

from hashlib import sha256

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.action_groups import joined_line
from openspace.domain.audience import see_about, see_row
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.outcomes import ReportByLink, linked_action
from openspace.domain.viewer import HOST, PUBLIC
from openspace.domain.vocabulary import OUTCOMES
from openspace.languages.text import _, speaking
from openspace.proceedings import paper
from openspace.proceedings.in_its_language import language_in
from openspace.proceedings.paper_size import Asked
from openspace.proceedings.render.source import Source, slim, write_from_source
from openspace.proceedings.render.worker import LANES, SLOW
from openspace.web.errors import status_of
from openspace.web.form_pages import private_page
from openspace.web.paper import assets_of, is_large_print
from openspace.web.services import services
from openspace.web.shell import base_url, caller, gathering_or_404, slow_down_failures, viewer_of
from openspace.web.signed_links import token_of, values_of

bp = Blueprint("action_links", __name__)

_ACTION = "action link"


@bp.get("/api/<code>/actions/<note>/link")
def link(code: str, note: str) -> Response:
    """Return `{url}` of an action, to its author and the host."""
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    if viewer.person is None and viewer != HOST:
        raise Refused("not_allowed", why="nobody_joined")
    seen = see_row(gathering, "notes", note, viewer)
    if seen is None:
        raise Refused("unknown_note")
    if not (seen.get("mine") or viewer == HOST):
        raise Refused("not_yours", why="note")
    if seen["kind"] != "action":
        raise Refused("not_now", why="no_action")
    return jsonify(url=_address(gathering, note))


@bp.get("/<code>/action/<token>")
def action(code: str, token: str) -> Response:
    """Return the page that the link opens: the action, and a form without scripts."""
    gathering = gathering_or_404(code)
    with slow_down_failures("not_allowed"):
        note, _ = _read(gathering, token)
    return _page(gathering, note, typed=note)


@bp.post("/<code>/action/<token>")
def report(code: str, token: str) -> AnyResponse:
    """Report what became of the action. A refusal shows the form again, with what was typed."""
    gathering = gathering_or_404(code)
    with slow_down_failures("not_allowed"):
        note, ended = _read(gathering, token)
    typed = {
        "outcome": request.form.get("outcome", ""),
        "outcome_text": request.form.get("text", ""),
    }
    is_taken_back = "take_back" in request.form
    if not (typed["outcome"] or is_taken_back):
        return _page(gathering, note, typed, _("Choose one of the four first."), 400)
    outcome, words = ("", "") if is_taken_back else typed.values()
    svc = services()
    try:
        svc.commands.count(gathering.code, PUBLIC)
        command = ReportByLink(note=note["id"], ended=ended, outcome=outcome, text=words)
        svc.commands.ask(gathering.code, PUBLIC, command)
    except Refused as refused:
        return _page(gathering, note, typed, refused.message, status_of(refused.as_error()))
    return redirect(f"/{gathering.code}/action/{token}?saved", 303)


@bp.get("/<code>/paper/slips")
def slips(code: str) -> Response:
    """Return a sheet with a slip for each action that everybody can read, for the host to hand out."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    with speaking(language_in(gathering.info)):
        found = _slips(gathering)
    source = Source(slim(gathering), base_url(), {})
    asked = Asked(is_large=is_large_print())
    made = LANES[SLOW].make(
        write_from_source, paper.slips, source, found, assets_of(gathering), asked
    )
    return Response(made, content_type="text/html; charset=utf-8")


def _slips(gathering: Gathering) -> list[paper.Slip]:
    codes = {row["id"]: row["code"] for row in gathering.placed}
    return [
        paper.Slip(
            address=_address(gathering, note["id"]),
            text=note["text"] or note["url"],
            who=" · ".join(filter(None, (note["initiator_name"], joined_line(note)))),
            code=codes.get(note["session"], ""),
        )
        for row in gathering.rows("notes")
        if row["kind"] == "action"
        and (note := see_row(gathering, "notes", row["id"], PUBLIC))
        and not note["covered"]
    ]


def _page(
    gathering: Gathering, note: Row, typed: Row, sorry: str = "", status: int = 200
) -> Response:
    topic = see_row(gathering, "topics", note["topic"], PUBLIC) or {}
    html = render_template(
        "action.html",
        about=see_about(gathering, PUBLIC),
        note=note,
        topic=topic.get("title", ""),
        joined=joined_line(note),
        outcomes=OUTCOMES,
        typed=typed,
        sorry=sorry,
        is_saved="saved" in request.args and not sorry,
    )
    return private_page(html, status)


def _address(gathering: Gathering, note: str) -> str:
    """Return the address of the page of an action, with the links that were ended before it."""
    row: Row = gathering.row("notes", note) or {}
    token = token_of(_ACTION, gathering.code, note, row["links_ended"] or 0, _hash_of(row))
    return f"{base_url()}/{gathering.code}/action/{token}"


def _read(gathering: Gathering, token: str) -> tuple[Row, int]:
    """Return the action as everybody sees it, and the number in its link. Raises Refused (`not_allowed`)."""
    code, id, ended, hash = values_of(_ACTION, token, "actions_link")
    note = linked_action(gathering, id, ended) if code == gathering.code else None
    seen = see_row(gathering, "notes", id, PUBLIC) if note else None
    if note is None or seen is None or hash != _hash_of(note):
        raise Refused("not_allowed", why="actions_link")
    return seen, ended


def _hash_of(note: Row) -> str:
    return sha256(str(note["at"]).encode()).hexdigest()[:8]
