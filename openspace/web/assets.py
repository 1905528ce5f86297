"""Files of the pages under an address that holds their content's hash: cached for ever, never stale.

Modules import each other by relative address, so one version in the entry's address reaches them all.
"""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, send_from_directory, url_for

bp = Blueprint("assets", __name__)


def version_of(folder: Path) -> str:
    """Changes when any file below `folder` does."""
    digest = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """The address of a file below static/, for templates."""
    return url_for("assets.versioned", version=current_app.config["ASSET_VERSION"], path=path)


@bp.get("/static/v-<version>/<path:path>")
def versioned(version: str, path: str) -> Response:
    fresh = version == current_app.config["ASSET_VERSION"]
    response = send_from_directory(current_app.static_folder or "", path)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if fresh else "no-cache"
    )
    return response
