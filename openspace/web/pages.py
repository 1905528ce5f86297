"""Adds all pages and the API to the app."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask

from openspace.languages import catalogues
from openspace.web import assets, errors
from openspace.web.help import page_help
from openspace.web.language import speak_languages
from openspace.web.middleware import headers

_PAGES = (
    "api",
    "stream_api",
    "photos",
    "openapi",
    "home",
    "community",
    "community_host",
    "search",
    "repertoire",
    "briefs",
    "brief_host",
    "offers",
    "touch",
    "statement",
    "invitation",
    "accessibility",
    "action_links",
    "after",
    "news_of_the_day",
    "replay",
    "questions",
    "dots",
    "coming",
    "plans",
    "following",
    "room_sizes",
    "duplicating",
    "attendee",
    "me",
    "my_data",
    "offline",
    "wall",
    "door",
    "host",
    "host_log",
    "second_factor",
    "passkey",
    "book",
    "paper",
    "papers",
    "qr",
    "feeds",
    "exports",
    "deleting",
    "security_txt",
    "health",
)


def add_pages(app: Flask) -> None:
    app.config["ASSET_VERSION"] = assets.version_of(
        Path(app.static_folder or ""), catalogues.catalogue_folder()
    )
    app.jinja_env.globals["asset"] = assets.asset
    app.jinja_env.globals["page_help"] = page_help
    speak_languages(app)
    add_routes(app)
    headers.protect(app)
    errors.handle(app)


def add_routes(app: Flask) -> None:
    app.register_blueprint(assets.bp)
    for page in load_pages():
        app.register_blueprint(page.bp)


def load_pages() -> list[Any]:
    """Return the modules of the pages. The supervisor loads them before it forks, so that
    all workers share the memory."""
    return [import_module(f"openspace.web.{page}") for page in _PAGES]
