"""The page on which a community's host picks and orders the items of a brief. It works without scripts."""

import json
import re
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.command import Command
from openspace.domain.community.briefs import ITEM, EditBrief, RemoveBrief
from openspace.domain.listing import Listing
from openspace.domain.refusals import Refused
from openspace.proceedings import brief_json
from openspace.proceedings.brief import KINDS
from openspace.proceedings.brief_outline import heading_of, name_of
from openspace.proceedings.render.source import write_from_source
from openspace.proceedings.render.worker import LANES, QUICK
from openspace.service.communities import gatherings_of
from openspace.web.brief_sources import (
    RequestedBrief,
    is_host,
    published_books,
    requested_brief,
)
from openspace.web.briefs import FOR_HOST, render
from openspace.web.errors import status_of
from openspace.web.form_pages import private_page
from openspace.web.render_cache import rendered
from openspace.web.rendered_files import etag
from openspace.web.services import services
from openspace.web.shell import base_url, viewer_of
from openspace.web.shelves import readable_days

bp = Blueprint("brief_host", __name__)

Item = dict[str, str]


@bp.get("/c/<slug>/briefs/<brief>/edit")
def page(slug: str, brief: str) -> Response:
    """Return the forms. `?from=` is the code of the gathering whose items are offered."""
    return _page(_for_host(slug, brief))


@bp.post("/c/<slug>/briefs/<brief>/edit")
def act(slug: str, brief: str) -> AnyResponse:
    """Do what the form asks for, and show the page again. `do` names the form."""
    wanted, form = _for_host(slug, brief), request.form
    do, chosen = form.get("do", ""), request.args.get("from", "")
    try:
        services().commands.ask(
            wanted.community.code, viewer_of(wanted.community, "host"), _command(wanted, do, form)
        )
    except Refused as refused:
        return _page(wanted, refused, form.to_dict())
    if do == "remove_brief":
        return redirect(f"/c/{wanted.community.slug}/host#briefs", 303)
    query = f"?from={chosen}" if chosen.isalnum() and chosen.isascii() else ""
    return redirect(f"{wanted.path}/edit{query}#{_place(do, form.get('item', ''))}", 303)


def _for_host(slug: str, id: str) -> RequestedBrief:
    wanted = requested_brief(slug, id)
    if not is_host(wanted.community):
        raise Refused("not_allowed", why="host_only")
    return wanted


def _command(wanted: RequestedBrief, do: str, form: Any) -> Command:
    id, items = wanted.row["id"], wanted.row["items"]
    match do:
        case "texts":
            texts = {name: form[name] for name in ("title", "introduction") if name in form}
            return EditBrief(brief=id, **texts)
        case "publish" | "unpublish":
            return EditBrief(brief=id, published=do == "publish")
        case "add":
            return EditBrief(brief=id, items=_added(wanted, form.getlist("item")))
        case "up" | "down":
            shown = [one["key"] for one in _shown(wanted)]
            return EditBrief(brief=id, items=moved(items, shown, form.get("item", ""), do == "up"))
        case "take_out":
            return EditBrief(brief=id, items=[one for one in items if one != form.get("item")])
        case "remove_brief":
            return RemoveBrief(brief=id)
    raise Refused("unknown_command")


def _added(wanted: RequestedBrief, new: list[str]) -> list[str]:
    chosen = _chosen(_agreed(wanted))
    offered = _offered(wanted, chosen) if chosen else None
    kinds = {one["key"]: one["kind"] for one in (*_shown(wanted), *(offered or []))}
    return with_added(wanted.row["items"], new, kinds)


def with_added(items: list[str], new: list[str], kinds: dict[str, str]) -> list[str]:
    """Return `items` with each of `new` after the last one of its kind, or at the end, so that kinds stay
    together under their headings. `kinds`: item → kind."""
    all_items = list(items)
    for one in new:
        alike = [n for n, item in enumerate(all_items) if kinds.get(item) == kinds.get(one)]
        all_items.insert(alike[-1] + 1 if alike else len(all_items), one)
    return all_items


def moved(items: list[str], shown: list[str], item: str, up: bool) -> list[str]:
    """Return `items` with `item` exchanged with the one that is `shown` before or after it. Items that no
    book shows at present keep their places."""
    if item not in shown:
        return items
    place = shown.index(item) + (-1 if up else 1)
    if not 0 <= place < len(shown):
        return items
    swapped = {item: shown[place], shown[place]: item}
    return [swapped.get(one, one) for one in items]


def _place(do: str, item: str) -> str:
    """Return the id of the part of the page that is shown next: of a moved item, so that the host can go on
    moving it."""
    if do in ("up", "down") and re.fullmatch(ITEM, item):
        return id_on_page(item)
    places = {"add": "pick", "texts": "texts", "publish": "main", "unpublish": "main"}
    return places.get(do, "items")


def id_on_page(item: str) -> str:
    return item.replace("/", "-")


def _page(
    wanted: RequestedBrief, refused: Refused | None = None, given: dict[str, str] | None = None
) -> Response:
    """Return the page. `given`: what a refused form contained."""
    community, agreed = wanted.community, _agreed(wanted)
    chosen = _chosen(agreed)
    offered = _offered(wanted, chosen) if chosen else []
    html = render_template(
        "briefs/edit.html",
        slug=community.slug,
        name=community.info["name"],
        path=wanted.path,
        it={**wanted.row, **(given or {})},
        row=wanted.row,
        shown=_shown(wanted),
        agreed=[(one, readable_days(one.first_day, one.last_day)) for one in agreed],
        chosen=chosen,
        groups=[
            (heading_of(kind), found)
            for kind in KINDS
            if (found := [one for one in offered or [] if one["kind"] == kind])
        ],
        is_published_book=offered is not None,
        picked=set(wanted.row["items"]),
        name_of=name_of,
        id_on_page=id_on_page,
        sorry=refused.message if refused else "",
    )
    return private_page(html, status_of(refused.as_error()) if refused else 200)


def _agreed(wanted: RequestedBrief) -> list[Listing]:
    """Return the gatherings of the series, the newest first."""
    agreed = gatherings_of(wanted.community, wanted.ledger)
    return sorted(agreed, key=lambda one: (one.first_day, one.title), reverse=True)


def _chosen(agreed: list[Listing]) -> Listing | None:
    """Return the gathering of `?from=`, if it is one of them."""
    return next((one for one in agreed if one.code == request.args.get("from")), None)


def _shown(wanted: RequestedBrief) -> list[Item]:
    """Return the items that the books show, in their order."""
    items: list[Item] = json.loads(render(wanted, FOR_HOST, brief_json.for_host))
    return items


def _offered(wanted: RequestedBrief, chosen: Listing) -> list[Item] | None:
    """Return all items of the gathering's newest published book; None if it has none."""
    books = published_books([chosen.code], wanted.ledger)
    if not books:
        return None
    [book], address = books, base_url()
    made = rendered(
        chosen.code,
        etag(book.key, "choices"),
        lambda: LANES[QUICK].make(
            write_from_source, brief_json.choices, book.source(address, with_photos=False)
        ),
    )
    items: list[Item] = json.loads(made)
    return items
