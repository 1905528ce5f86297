"""The HTML of a page around its state."""

import json
from typing import Any

from flask import render_template

from openspace.domain.change import Row
from openspace.languages.text import spoken
from openspace.runtime.lru_cache import LruCache
from openspace.web.gzip_parts import Part

_PLACEHOLDER = "the state stands here"
_MOST_SHELLS = 500


class Shells:
    """Cache of the HTML before and after the state, rendered once for each page and gathering's row."""

    def __init__(self) -> None:
        self._kept: LruCache[tuple[str, ...], tuple[Part, bytes]] = LruCache(_MOST_SHELLS)

    def halves(self, template: str, about: Row, page: dict[str, Any]) -> tuple[Part, bytes]:
        """Return the HTML before the state and after it. `page` contains what the template shows, and no
        secret."""
        key = spoken().code, template, json.dumps(about), json.dumps(page)
        known = self._kept.get(key)
        if known is None:
            html = render_template(template, state=_PLACEHOLDER, page=page, about=about)
            before, _, after = html.partition(f'"{_PLACEHOLDER}"')
            known = self._kept.put(key, (Part(before.encode()), after.encode()))
        return known
