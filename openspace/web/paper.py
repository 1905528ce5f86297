"""The printables, each at its own address. They are rendered in another process, like the book, because the
QR codes of a hundred report forms take a second."""

from flask import Blueprint, Response, current_app, request

from openspace.domain.wifi import shown_wifi
from openspace.proceedings import paper
from openspace.proceedings.news import news_of
from openspace.proceedings.render.cache import SLOW
from openspace.proceedings.render.source import Source, slim, write_from_source
from openspace.proceedings.render.worker import DOWNLOADS
from openspace.web.assets import asset
from openspace.web.render_cache import rendered
from openspace.web.shell import base_url, gathering_or_404

bp = Blueprint("paper", __name__)

_SHEETS = ",".join(name for name, _, _ in paper.PRINTABLES)
ASSETS = ("favicon.svg", "css/base.css", "css/paper.css", "css/landscape.css", "js/paper/print.js")


@bp.get("/<code>/paper/", defaults={"sheet": "index"})
@bp.get(f"/<code>/paper/<any({_SHEETS}):sheet>")
def sheet(code: str, sheet: str) -> Response:
    """Return a printable. Cards accept `?blank=N` (blank ones on the sheet); report forms `?session=1F` (only
    that session)."""
    gathering = gathering_or_404(code)
    blanks = request.args.get("blank", paper.CARDS_A_SHEET, type=int)
    blanks = max(0, min(blanks, paper.MOST_BLANKS))
    asked = request.args.get("session", "")
    session = gathering.session_by_code(asked) if asked else None
    more = (sheet, {path: asset(path) for path in ASSETS}, blanks)
    only = str(session["code"]) if session else "-" if asked else ""
    source = Source(slim(gathering), base_url(), {})
    news = news_of(gathering) if sheet == "news" else None
    look = current_app.config["ASSET_VERSION"]
    made = rendered(
        gathering.code,
        f"{gathering.seq}-paper-{sheet}-{blanks}-{only}-{look}-{base_url()}",
        lambda: DOWNLOADS.make(
            write_from_source, paper.page, source, *more, only, shown_wifi(gathering.info), news
        ),
        SLOW,
    )
    return Response(made, content_type="text/html; charset=utf-8")
