"""Static files under an address that contains a hash of their content, so they can be cached for ever.

Text files are compressed once, those of every page with zopfli. A style sheet is sent with its imports
inlined, and the entry module of a page (`js/<page>/main.js`) with all modules that it imports; what that one
loads later is a file of its own (`js/<page>/<module>.bundle.js`). Single modules are served too, and import
each other by relative address.
"""

import gzip
import logging
import posixpath
import re
from collections.abc import Collection
from contextlib import suppress
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path

import zopfli.gzip
from flask import Blueprint, Response, abort, current_app, request, send_from_directory, url_for
from werkzeug.security import safe_join

from openspace.languages.catalogues import translations
from openspace.languages.javascript import translated
from openspace.languages.known import LANGUAGES, SOURCE, language_of
from openspace.languages.text import spoken
from openspace.web.bundle import LATER, NotBundled, bundle, bundle_later, loaded_later
from openspace.web.render_cache import rendered
from openspace.web.stylesheet import stylesheet

log = logging.getLogger(__name__)

_TEXTS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

bp = Blueprint("assets", __name__)


@cache
def version_of(*folders: Path) -> str:
    """Return a hash of all files below `folders`, as they are when a process asks for the first time."""
    digest = sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(file.relative_to(folder)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file below static/, for templates. That of a script in another language than
    English names the language, and so do the relative imports of such a script."""
    version, language = current_app.config["ASSET_VERSION"], spoken().code
    if path.endswith(".js") and language != SOURCE.code:
        version = f"{version}.{language}"
    return url_for("assets.versioned", version=version, path=path)


@bp.get("/static/v-<version>/<path:path>")
def versioned(version: str, path: str) -> Response:
    """Return the file. It has one address, because each other one would be compressed and cached again."""
    version, dot, language = version.partition(".")
    if path != posixpath.normpath(path) or (dot and language not in LANGUAGES):
        abort(404)
    fresh = version == current_app.config["ASSET_VERSION"]
    root = current_app.static_folder or ""
    language = language_of(language if path.endswith(".js") else "").code
    packed = _packed(root, path, language) if Path(path).suffix in _TEXTS else b""
    response = _send_text(path, packed) if packed else send_from_directory(root, path)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if fresh else "no-cache"
    )
    return response


def _send_text(path: str, packed: bytes) -> Response:
    accepts_gzip = bool(request.accept_encodings["gzip"])
    response = Response(
        packed if accepts_gzip else gzip.decompress(packed),
        content_type=f"{_TEXTS[Path(path).suffix]}; charset=utf-8",
    )
    if accepts_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _packed(root: str, path: str, language: str) -> bytes:
    """Return the file at `path`, compressed; b"" if there is none. Whatever version is asked for, it is the
    one that this process has: otherwise somebody could have it compressed for ever."""
    is_later = path.endswith(LATER)
    found = safe_join(root, path.removesuffix(LATER) + ".js" if is_later else path)
    if found is None or not Path(found).is_file():
        return b""
    if is_later and path.removesuffix(LATER) + ".js" not in _loaded_later(
        Path(root), Path(path).parent
    ):
        return b""  # Kept, thousands of addresses without a file would displace the books.
    if is_later or Path(path).name == "main.js" or path.endswith(".css"):
        # A second of work: in a real thread, and once for a hall that comes in together.
        key = f"{language}/{path}"
        return rendered("static", key, partial(_packed_well, Path(root), path, language))
    return _packed_fast(Path(found), language)


@cache
def _loaded_later(root: Path, folder: Path) -> Collection[str]:
    """Return the modules that the page of `folder` loads later; none where no page is."""
    with suppress(NotBundled, OSError):
        return loaded_later(root, f"{folder.as_posix()}/main.js")
    return ()


def _packed_well(root: Path, path: str, language: str) -> bytes:
    text = _bundled(root, path, language)
    if text is None:
        if path.endswith(LATER):
            return b""
        text = _read(root / path, language)
    return bytes(zopfli.gzip.compress(text, numiterations=5))


@lru_cache(maxsize=512)
def _packed_fast(file: Path, language: str) -> bytes:
    """Compress a single module. The self-test loads a hundred of them."""
    return gzip.compress(_read(file, language), 9, mtime=0)


def _read(file: Path, language: str) -> bytes:
    if file.suffix == ".css":
        return stylesheet(file).encode()
    data = file.read_bytes()
    if file.suffix != ".js":
        return data
    return translated(data.decode(), translations(language)).encode()


def _bundled(root: Path, path: str, language: str) -> bytes | None:
    folder, name = str(Path(path).parent.as_posix()), Path(path).name
    is_later = name.endswith(LATER)
    if not re.fullmatch(r"js/[^/]+", folder) or not (is_later or name == "main.js"):
        return None
    translate = partial(translated, into=translations(language))
    try:
        if is_later:
            return bundle_later(
                root, f"{folder}/main.js", path.removesuffix(LATER) + ".js", translate
            ).encode()
        return bundle(root, path, translate).encode()
    except (NotBundled, OSError) as error:
        log.warning("%s is served as single modules: %s", path, error)
        return None
