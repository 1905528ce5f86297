"""The accessibility statement, in the wording that public bodies in the United Kingdom have to use, and the
reader's own settings of how pages look. A gathering's statement names whom its host gave for help."""

from datetime import date

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.gathering import Gathering
from openspace.domain.vocabulary import labelled_help
from openspace.languages.formats import whole_date
from openspace.web.services import services
from openspace.web.shell import gathering_or_404

bp = Blueprint("accessibility", __name__)

PREPARED = date(2026, 11, 27)
"""When the statement was prepared. Whoever changes what it says about the pages reviews it."""
REVIEWED = date(2026, 11, 27)


@bp.get("/accessibility")
def of_the_server() -> Response:
    return _page()


@bp.get("/<code>/accessibility")
def of_a_gathering(code: str) -> Response:
    return _page(gathering_or_404(code))


def _page(gathering: Gathering | None = None) -> Response:
    about = gathering.info if gathering else None
    response = make_response(
        render_template(
            "accessibility.html",
            about=about,
            help_texts=labelled_help(about.get("help") or {}) if about else [],
            operator=services().settings.security_contact,
            prepared=whole_date(PREPARED),
            reviewed=whole_date(REVIEWED),
        )
    )
    response.headers["Cache-Control"] = "no-cache"
    return response
