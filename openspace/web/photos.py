"""Photos of flip charts: each person uploads one at a time, and a photo is shown as long as a note shows
it."""

from flask import Blueprint, Response, jsonify, request

from openspace.domain.audience import Viewer, see_row
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.resting import refuse_writing
from openspace.ledger.port import Photo
from openspace.runtime.heavy_work import heavy_work
from openspace.service.photos import read_photo
from openspace.service.uploads import AT_ONCE
from openspace.web.services import Services, services
from openspace.web.shell import caller, gathering_or_404

bp = Blueprint("photos", __name__)


@bp.post("/api/<code>/photos")
def keep_photo(code: str) -> tuple[Response, int]:
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    if viewer.key is None:
        raise Refused("not_allowed", why="join")
    refuse_writing(gathering, None, viewer)
    svc = services()
    with svc.uploads.upload_slot(gathering.code, viewer.key):
        photo = _receive_photo(svc, gathering.code, viewer)
        is_kept = svc.in_thread(
            lambda: svc.ledger.keep_photo(gathering.code, photo, by=viewer.key, at=svc.clock.now())
        )
    if not is_kept:
        raise Refused("not_allowed", why="join")
    return jsonify(photo=photo.id, width=photo.width, height=photo.height), 201


def _receive_photo(svc: Services, code: str, viewer: Viewer) -> Photo:
    """Read the upload. Each rate limit is charged before the work that it pays for."""
    stored, own = svc.in_thread(lambda: svc.ledger.photo_bytes(code, viewer.key))
    svc.limiter.photo_bytes(viewer, stored, own)
    file = request.files.get("photo")
    if file is None:
        raise Refused("missing", field="photo")

    def charge(pixels: int) -> None:
        svc.limiter.photo_pixels(code, viewer, pixels, svc.commands.joined(code, viewer))

    def decode() -> Photo:
        with heavy_work("decode", AT_ONCE):
            return read_photo(data, charge)

    with svc.uploads.decoding_slot():
        data = file.read()
        photo: Photo = svc.in_thread(decode)
    return photo


@bp.get("/<code>/photos/<photo>.jpg")
def show_photo(code: str, photo: str) -> Response:
    gathering = gathering_or_404(code)
    if not _is_shown(gathering, photo, caller(gathering)):
        raise Refused("unknown_photo")
    # Clients revalidate each time, so the photo is refused as soon as the note is hidden or retracted.
    if request.if_none_match.contains(photo):
        response = Response(status=304)
    else:
        found = services().ledger.photo(gathering.code, photo)
        if found is None:
            raise Refused("unknown_photo")
        response = Response(found.jpeg, mimetype="image/jpeg")
    response.set_etag(photo)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _is_shown(gathering: Gathering, photo: str, viewer: Viewer) -> bool:
    """Return whether a note that shows the photo is visible to `viewer`."""
    showing = services().ledger.notes_with(gathering.code, photo)
    notes = [see_row(gathering, "notes", note, viewer) for note in showing]
    return any(note is not None and note["photo"] == photo for note in notes)
