"""The first change of a community: from its description to its first row."""

from collections.abc import Mapping
from typing import Any

import msgspec

from openspace.domain.change import Change
from openspace.domain.community.rules import texts_of_community
from openspace.domain.community.slugs import is_slug, slug_from
from openspace.domain.community.tables import ACommunity
from openspace.domain.refusals import Refused
from openspace.domain.rows import new


class Description(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `POST /api/communities` takes. `slug`: made from the name if it is missing."""

    name: str
    slug: str = ""
    about: str = ""
    for_whom: str = ""
    contact: str = ""
    controller: str = ""
    listed: bool = True


def open_community(spec: Mapping[str, Any], at: str) -> Change:
    """Return the change that opens the community. Raises Refused (`malformed`, `missing`, `too_long`,
    `not_a_slug`)."""
    try:
        given = msgspec.convert(spec, Description)
    except (msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise Refused("malformed", why="arguments", detail=str(error)) from None
    texts = texts_of_community(
        name=given.name,
        about=given.about,
        for_whom=given.for_whom,
        contact=given.contact,
        controller=given.controller,
    )
    slug = given.slug or slug_from(texts["name"])
    if not is_slug(slug):
        raise Refused("not_a_slug")
    row = new(ACommunity, id=slug, **texts, listed=given.listed, at=at)
    return Change(1, "open_community", at, "host", {"communities": [row]})
