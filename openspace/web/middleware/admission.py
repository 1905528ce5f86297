"""Admission control: only a few requests start in each round of the event loop, in order of arrival.

An event loop runs all ready tasks before it polls again. Without the limit, 2,000 phones that request a page
at once would delay a claim for seconds.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class AdmissionMiddleware:
    def __init__(self, app: "WSGIApplication", wait_for_turn: Callable[[], None]) -> None:
        self._app = app
        self._wait_for_turn = wait_for_turn

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        self._wait_for_turn()
        return self._app(environ, start_response)
