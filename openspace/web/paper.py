"""The printables, each at its own address. They are rendered in another process, like the book, because the
QR codes of a hundred report forms take a second."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, request

from openspace.domain.audience import PUBLIC, see_row
from openspace.domain.clusters import can_have_dots
from openspace.domain.gathering import Gathering
from openspace.domain.settings import setting
from openspace.domain.wifi import shown_wifi
from openspace.languages.text import speaking
from openspace.proceedings import paper
from openspace.proceedings.in_its_language import language_in
from openspace.proceedings.news import News, news_of
from openspace.proceedings.paper_size import USUAL, Asked, Dotted
from openspace.proceedings.render.source import Source, slim, write_from_source
from openspace.proceedings.render.worker import LANES, SLOW
from openspace.web.assets import asset
from openspace.web.render_cache import rendered
from openspace.web.shell import base_url, gathering_or_404

bp = Blueprint("paper", __name__)

_SHEETS = ",".join(name for name, _, _ in paper.PRINTABLES)
_ASSETS = (
    "favicon.svg",
    *(f"css/{name}.css" for name in ("base", "paper", "paper_forms", "landscape", "large_print")),
    "css/easy.css",
    *(f"pictures/{name}.svg" for name in paper.PICTURES),
    "js/paper/print.js",
)


@bp.get("/<code>/paper/", defaults={"sheet": "index"})
@bp.get(f"/<code>/paper/<any({_SHEETS}):sheet>")
def sheet(code: str, sheet: str) -> Response:
    """Return a printable, with `?print=large` in large print. Cards accept `?blank=N` (blank ones on the
    sheet); report forms `?session=1F` (only that session)."""
    gathering = gathering_or_404(code)
    asked = _asked(gathering, sheet)
    assets = assets_of(gathering)
    source = Source(slim(gathering), base_url(), {})
    look = current_app.config["ASSET_VERSION"]
    how = f"{asked.blanks}-{asked.only}-{asked.is_large}"
    made = rendered(
        gathering.code,
        f"{gathering.version}-paper-{sheet}-{how}-{look}-{base_url()}",
        lambda: LANES[SLOW].make(write_from_source, paper.page, source, sheet, assets, asked),
        SLOW,
    )
    return Response(made, content_type="text/html; charset=utf-8")


def assets_of(gathering: Gathering) -> dict[str, str]:
    """Return the addresses of the files of a sheet. They name its language and not its reader's, because
    whoever asks next gets the same page."""
    with speaking(language_in(gathering.info)):
        return {path: asset(path) for path in _ASSETS}


def is_large_print() -> bool:
    return request.args.get("print") == "large"


def _asked(gathering: Gathering, sheet: str) -> Asked:
    # Only where they change something: each sheet is rendered, and kept, for each of their values.
    blanks = request.args.get("blank", USUAL.cards, type=int) if sheet == "cards" else USUAL.cards
    given = request.args.get("session", "") if sheet == "reports" else ""
    session = gathering.session_by_code(given) if given else None
    return Asked(
        blanks=max(0, min(blanks, paper.MOST_BLANKS)),
        only=str(session["code"]) if session else "-" if given else "",
        is_large=is_large_print(),
        not_wanted=_not_wanted(gathering),
        wifi=shown_wifi(gathering.info),
        news=_news(gathering) if sheet == "news" else None,
        dotted=_dotted(gathering) if sheet == "dots" else Dotted(),
    )


def _news(gathering: Gathering) -> News:
    with speaking(language_in(gathering.info)):
        return news_of(gathering)


def _dotted(gathering: Gathering) -> Dotted:
    placed = (row for row in gathering.placed if can_have_dots(gathering, row["id"]))
    return Dotted(frozenset(row["code"] for row in placed), tuple(_issues(gathering)))


def _issues(gathering: Gathering) -> Iterator[str]:
    for row in gathering.rows("issues"):
        seen = see_row(gathering, "issues", row["id"], PUBLIC)
        if seen and can_have_dots(gathering, row["id"]):
            yield seen["text"]


def _not_wanted(gathering: Gathering) -> frozenset[str]:
    """Return the sheets that nobody needs, because the host has not turned their part on."""
    about = gathering.info
    wanted = {
        "evidence": about.get("statement"),
        "dots": setting(about, "convergence") == "dots",
        "closing": about.get("reflections"),
        "coming": about.get("planning"),
    }
    return frozenset(sheet for sheet, is_wanted in wanted.items() if not is_wanted)
