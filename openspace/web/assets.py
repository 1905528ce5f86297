"""Static files under an address that contains a hash of their content, so they can be cached for ever.

Text files are compressed once, those of every page with zopfli. A style sheet is sent with its imports
inlined, and the entry module of a page (`js/<page>/main.js`) with all modules that it imports; what that one
loads later is a file of its own (`js/<page>/<module>.bundle.js`). Single modules are served too, and import
each other by relative address.
"""

import gzip
import logging
import re
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import zopfli.gzip
from flask import Blueprint, Response, current_app, request, send_from_directory, url_for
from werkzeug.security import safe_join

from openspace.web.bundle import LATER, NotBundled, bundle, bundle_later
from openspace.web.stylesheet import stylesheet

log = logging.getLogger(__name__)

_TEXTS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

bp = Blueprint("assets", __name__)


@cache
def version_of(folder: Path) -> str:
    """Return a hash of all files below `folder`, as they are when a process asks for the first time."""
    digest = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file below static/, for templates."""
    return url_for("assets.versioned", version=current_app.config["ASSET_VERSION"], path=path)


@bp.get("/static/v-<version>/<path:path>")
def versioned(version: str, path: str) -> Response:
    fresh = version == current_app.config["ASSET_VERSION"]
    root = current_app.static_folder or ""
    text = _text(root, version, path) if Path(path).suffix in _TEXTS else None
    response = _send_text(path, *text) if text else send_from_directory(root, path)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if fresh else "no-cache"
    )
    return response


def _send_text(path: str, plain: bytes, packed: bytes) -> Response:
    accepts_gzip = bool(request.accept_encodings["gzip"])
    response = Response(
        packed if accepts_gzip else plain,
        content_type=f"{_TEXTS[Path(path).suffix]}; charset=utf-8",
    )
    if accepts_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


@lru_cache(maxsize=512)
def _text(root: str, version: str, path: str) -> tuple[bytes, bytes] | None:
    """Return the file at `path`, plain and compressed, or None if there is none."""
    is_later = path.endswith(LATER)
    found = safe_join(root, path.removesuffix(LATER) + ".js" if is_later else path)
    if found is None or not Path(found).is_file():
        return None
    if bundled := _bundled(Path(root), path):
        return bundled, zopfli.gzip.compress(bundled, numiterations=5)
    if is_later:
        return None
    text = _read(Path(found))
    if found.endswith(".css"):
        return text, zopfli.gzip.compress(text, numiterations=5)
    # The self-test loads a hundred single modules. zopfli would need seconds for them, and hold up everybody.
    return text, gzip.compress(text, 9, mtime=0)


def _read(file: Path) -> bytes:
    return stylesheet(file).encode() if file.suffix == ".css" else file.read_bytes()


def _bundled(root: Path, path: str) -> bytes | None:
    folder, name = str(Path(path).parent.as_posix()), Path(path).name
    is_later = name.endswith(LATER)
    if not re.fullmatch(r"js/[^/]+", folder) or not (is_later or name == "main.js"):
        return None
    try:
        if is_later:
            return bundle_later(
                root, f"{folder}/main.js", path.removesuffix(LATER) + ".js"
            ).encode()
        return bundle(root, path).encode()
    except (NotBundled, OSError) as error:
        log.warning("%s is served as single modules: %s", path, error)
        return None
