"""Answers with rendered files: their ETags, downloads, and pages compressed once.

An unchanged file is neither rendered nor sent again.
"""

import gzip

from flask import Response, current_app, make_response, request

from openspace.proceedings import pages
from openspace.web.assets import asset, version_of
from openspace.web.render_cache import rendered
from openspace.web.sending import accepts_gzip
from openspace.web.shell import base_url

_DOWNLOAD_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox allow-same-origin"
)
"""Content-Security-Policy of a downloaded page that is opened in the browser: no scripts, nothing from
outside."""


def page_assets() -> tuple[tuple[str, ...], str, str]:
    """Style sheets, icon and the face that text is set in."""
    styles = (asset("css/base.css"), asset("css/book.css"))
    return (
        styles,
        asset("favicon.svg"),
        asset("fonts/atkinson-hyperlegible-next-latin-normal.woff2"),
    )


def as_download(response: Response, name: str, media_type: str, key: str, what: str) -> Response:
    response.content_type = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = _DOWNLOAD_POLICY
    return _with_etag(response, key, what)


def packed(code: str, key: str, what: str, made: bytes) -> Response:
    """Return a page, compressed if the client accepts gzip."""
    response = make_response(made)
    if accepts_gzip(request.headers.get("Accept-Encoding", "")):
        of_gzip = f"{etag(key, what)}-gzip"
        response.set_data(rendered(code, of_gzip, lambda: gzip.compress(made, mtime=0)))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return _with_etag(response, key, what)


def not_modified(key: str, what: str) -> Response | None:
    if not request.if_none_match.contains_weak(etag(key, what)):
        return None
    return _with_etag(Response(status=304), key, what)


def _with_etag(response: Response, key: str, what: str) -> Response:
    # Weak, because the compressed page has the same one.
    response.set_etag(etag(key, what), weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def etag(key: str, what: str) -> str:
    look = f"{current_app.config['ASSET_VERSION']}-{version_of(pages.folder('templates'))}"
    return f"{key}-{what}-{look}-{base_url()}"
