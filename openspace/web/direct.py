"""Answers what everybody asks who scans a gathering's code, without Flask: the page, and joining.

A hall asks for both within seconds, and Flask would take most of the time. Each answer has the same bytes as
Flask's, because Flask answers first: its headers are kept, and the page until the gathering changes.
What depends on who asks, or is refused, is left to Flask.
"""

import io
import re
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.doors import refuse_at_the_door
from openspace.domain.viewer import PUBLIC, Viewer
from openspace.languages.preference import asked_for
from openspace.ledger.port import UnknownGathering, Unreadable
from openspace.runtime.lru_cache import LruCache
from openspace.runtime.turns import OF_FLASK, Wait
from openspace.service.codes import as_known_code
from openspace.web.cookies import cookie
from openspace.web.gzip_parts import Gap, Part
from openspace.web.joining import FAILURE, WantsToJoin, join_as_new, joined_json, read_join
from openspace.web.kept_pages import KeptPages
from openspace.web.middleware.admission import AdmissionMiddleware
from openspace.web.sending import SENT, SentPage, accepts_gzip, as_pieces, joined
from openspace.web.services import Services
from openspace.web.views import Views

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PAGE = re.compile(r"/([A-Z0-9]{4,12})(?:/s/[^/]+)?", re.A)
"""A gathering's page, whose link to a session is the same page. Other spellings of a code are left to Flask:
some are the addresses of other pages."""
_JOIN = re.compile(r"/api/([^/]+)/join")
_MOST_KEPT = 64
_MOST_BYTES = 64_000_000
"""Of all kept pages together, uncompressed."""
JOINING_AT_ONCE = 64
"""People whose joining waits for a commit. A claim waits for the commands that were sent before it, and for
half a second if they are those of a whole hall."""
_KEPT_SECONDS = 1.0
"""A page also shows what does not change with the gathering, such as the address of this machine."""

Headers = list[tuple[str, str]]
Key = tuple[object, ...]


@dataclass(frozen=True)
class _Answer:
    """What Flask answered: its status and headers."""

    status: str
    headers: Headers

    def headers_with(self, **new: str) -> Headers:
        """Return the headers with new values of those that are named."""
        return [(name, new.get(name.replace("-", "_"), value)) for name, value in self.headers]


class _Page:
    """A page as Flask answered it. The state in it is renewed when the gathering changes."""

    def __init__(self, sent: SentPage, answer: _Answer, until: float) -> None:
        self._sent, self.answer, self.until = sent, answer, until
        self._gathering = sent.gathering
        self.code = sent.gathering.code
        self._body = Gap(*sent.state, is_packed=_is_packed(answer))

    @property
    def size(self) -> int:
        """Return its size uncompressed. It takes less if it is kept compressed."""
        return self._body.size

    def body(self, newest: Gathering, views: Views) -> list[bytes] | None:
        """Return the page for `newest`; None if what is around the state may have changed, too."""
        if newest.info is not self._sent.gathering.info:
            return None
        if newest is not self._gathering:
            state = views.state(newest, PUBLIC, self._sent.before, self._sent.after)
            self._gathering = newest
            self._body = Gap(*state, is_packed=_is_packed(self.answer))
        return joined(self._body.filled(views.now()))


def _is_packed(answer: _Answer) -> bool:
    return ("Content-Encoding", "gzip") in answer.headers


class DirectAnswers:
    """Middleware around Flask, inside all checks of origin and size. It admits requests in turns."""

    def __init__(
        self,
        flask: "WSGIApplication",
        services: Services,
        wait_for_turn: Wait,
        joining: AbstractContextManager[object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`joining` is a semaphore of JOINING_AT_ONCE."""
        self._flask, self._services = flask, services
        self._app = AdmissionMiddleware(flask, wait_for_turn)
        self._wait_for_turn, self._joining, self._clock = wait_for_turn, joining, clock
        self._pages: KeptPages[_Page] = KeptPages(_MOST_KEPT, _MOST_BYTES)
        self._joins: LruCache[Key, _Answer] = LruCache(_MOST_KEPT)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ.get("QUERY_STRING") or "HTTP_AUTHORIZATION" in environ:
            return self._app(environ, start_response)
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if method == "GET" and "HTTP_COOKIE" not in environ and (found := _PAGE.fullmatch(path)):
            return self._page(found[1], environ, start_response)
        if method == "POST" and (found := _JOIN.fullmatch(path)):
            return self._join(found[1], environ, start_response)
        return self._app(environ, start_response)

    # --- the page

    def _page(
        self, code: str, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        key = _key(code, environ)
        self._wait_for_turn(1 if key in self._pages else OF_FLASK)
        page = self._pages.get(key)
        pieces = self._kept_page(page) if page else None
        if page is None or pieces is None:
            return self._page_of_flask(key, environ, start_response)
        start_response(page.answer.status, page.answer.headers_with(Content_Length=_size(pieces)))
        return pieces

    def _kept_page(self, page: _Page) -> list[bytes] | None:
        if page.until < self._clock():
            return None
        try:
            newest = self._services.ledger.load(page.code)
        except (UnknownGathering, Unreadable):
            return None
        return page.body(newest, self._services.views)

    def _page_of_flask(
        self, key: Key, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        sent: list[SentPage] = []
        environ[SENT] = sent
        body, answer = self._of_flask(environ, start_response)
        if answer and answer.status.startswith("200") and sent:
            now = self._clock()
            self._pages.keep(key, _Page(sent[-1], answer, now + _KEPT_SECONDS), now)
        return body

    # --- joining

    def _join(
        self, typed: str, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        found = self._newcomer(typed, environ)
        if found is None:
            return self._app(environ, start_response)
        gathering, wants = found
        key = (*_key(gathering.code, environ), wants.state)
        self._wait_for_turn(1 if key in self._joins else OF_FLASK)
        answer = self._joins.get(key)  # Flask may have answered somebody meanwhile
        if answer is None:
            body, answer = self._of_flask(environ, start_response)
            if answer and answer.status.startswith("201"):
                self._joins.put(key, answer)
            return body
        try:
            with self._joining:
                person = join_as_new(self._services.commands, gathering, wants)
            gathering = self._services.ledger.load(gathering.code)
            token = self._services.identity.token_in(gathering, person)
        except Exception as error:
            environ[FAILURE] = error
            return self._flask(environ, start_response)
        self._wait_for_turn(1)  # a turn has let many join at the same moment
        pieces = self._joined_pieces(gathering, person, token, wants, _packs(environ))
        is_secure = environ["wsgi.url_scheme"] == "https"
        headers = answer.headers_with(
            Content_Length=_size(pieces),
            Set_Cookie=cookie(gathering.code, "person", token, is_secure),
        )
        start_response(answer.status, headers)
        return pieces

    def _newcomer(
        self, typed: str, environ: "WSGIEnvironment"
    ) -> tuple[Gathering, WantsToJoin] | None:
        """Return the gathering that somebody new may join and what they sent; None if Flask has to look."""
        stream = environ["wsgi.input"]
        if not isinstance(stream, io.BytesIO):
            return None
        data = stream.getvalue()
        try:
            gathering = self._services.ledger.load(as_known_code(typed))
            wants = read_join(data)
            refuse_at_the_door(gathering.info, wants.word)
        except (Refused, UnknownGathering, Unreadable):
            return None
        return (gathering, wants) if wants.is_new else None

    def _joined_pieces(
        self, gathering: Gathering, person: str, token: str, wants: WantsToJoin, is_packed: bool
    ) -> list[bytes]:
        before = joined_json(person, token, wants.state)
        if not wants.state:
            return [before]
        viewer = Viewer("person", person)
        state = self._services.views.state(gathering, viewer, Part(before), b"}}")
        return as_pieces(state.at(self._services.views.now()), is_packed)

    # --- Flask

    def _of_flask(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> tuple[Iterable[bytes], _Answer | None]:
        said: list[_Answer] = []

        def listen(status: str, headers: Headers, *error: object) -> object:
            said.append(_Answer(status, list(headers)))
            return start_response(status, headers, *error)  # type: ignore[arg-type]

        body = self._flask(environ, listen)  # type: ignore[arg-type]
        return body, said[-1] if said else None


def _key(code: str, environ: "WSGIEnvironment") -> Key:
    """Return all of a request that its answer's headers, or the addresses in it, depend on."""
    host = environ.get("HTTP_HOST", "")
    language = asked_for(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return code, host, environ["wsgi.url_scheme"], _packs(environ), language


def _packs(environ: "WSGIEnvironment") -> bool:
    return accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))


def _size(pieces: list[bytes]) -> str:
    return str(sum(map(len, pieces)))
