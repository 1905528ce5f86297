"""The news of the day, computed on request (`domain/news_of_the_day.py`)."""

from flask import Blueprint, Response, jsonify

from openspace.domain.news_of_the_day import news_of_the_day
from openspace.proceedings.news import as_text, news_of
from openspace.web.shell import gathering_or_404

bp = Blueprint("news_of_the_day", __name__)


@bp.get("/api/<code>/news-of-the-day")
def news(code: str) -> Response:
    response = jsonify(**news_of_the_day(gathering_or_404(code)))
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/<code>/news-of-the-day.txt")
def text(code: str) -> Response:
    """Return the news to read out. `/<code>/paper/news` is the sheet."""
    response = Response(
        as_text(news_of(gathering_or_404(code))), content_type="text/plain; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
