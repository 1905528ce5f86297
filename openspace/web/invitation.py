"""The invitation: a page without scripts that fits on a sheet of paper, a calendar file, and a plain text."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.coming import counts
from openspace.domain.phases import has_ended
from openspace.domain.vocabulary import INVITATION
from openspace.languages.text import speaking
from openspace.proceedings import invitation_ics
from openspace.proceedings.in_its_language import language_in
from openspace.proceedings.invitation import Invitation, as_text, invitation_of
from openspace.proceedings.qr import svg_of
from openspace.proceedings.render.worker import LANES, QUICK
from openspace.web.feeds import revision_of_setup
from openspace.web.render_cache import rendered
from openspace.web.selfcheck import data_uri_of
from openspace.web.services import services
from openspace.web.shell import base_url, gathering_or_404

bp = Blueprint("invitation", __name__)


@bp.get("/<code>/invitation")
def page(code: str) -> Response:
    gathering = gathering_or_404(code)
    invitation = invitation_of(gathering, base_url())
    response = make_response(
        render_template(
            "invitation.html",
            it=invitation,
            label=INVITATION,
            event=event_data(invitation),
            qr=data_uri_of(svg_of(invitation.page)),
            is_over=has_ended(gathering.info, services().clock.now()),
            is_planned=gathering.info["planning"] and gathering.info["phase"] == "lobby",
            counts=counts(gathering),
        )
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/<code>/invitation.ics")
def calendar(code: str) -> Response:
    gathering = gathering_or_404(code)
    revision = revision_of_setup(gathering)
    invitation = invitation_of(gathering, base_url())  # here: a thread that renders has no request
    data = rendered(
        gathering.code,
        f"invitation-{gathering.origin}-{revision.seq}-{base_url()}",
        lambda: LANES[QUICK].make(invitation_ics.write, invitation, revision),
    )
    response = Response(data, content_type="text/calendar; charset=utf-8")
    name = f"invitation-{gathering.code}.ics"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/<code>/invitation.txt")
def text(code: str) -> Response:
    gathering = gathering_or_404(code)
    with speaking(language_in(gathering.info)):
        made = as_text(invitation_of(gathering, base_url()))
    return Response(made, content_type="text/plain; charset=utf-8")


def event_data(invitation: Invitation) -> dict[str, Any]:
    """Return the gathering as an Event of schema.org, without what is empty."""
    days = invitation.days
    place = {"@type": "Place", "name": invitation.venue, "address": invitation.address}
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": invitation.title,
        "description": invitation.theme or invitation.statement,
        "startDate": (days[0].starts_at or days[0].date) if days else "",
        "endDate": (days[-1].ends_at or days[-1].date) if days else "",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _without_empty(place) if invitation.place else None,
        "organizer": (
            {"@type": "Organization", "name": invitation.sponsor} if invitation.sponsor else None
        ),
        "url": invitation.page,
    }
    return _without_empty(event)


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
