"""Admission control: only a few requests start in each round of the event loop, in order of arrival.

An event loop runs all ready tasks before it polls again. Without the limit, 2,000 phones that request a page
at once would delay a claim for seconds.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from openspace.runtime.turns import OF_FLASK, Wait

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class AdmissionMiddleware:
    def __init__(self, app: "WSGIApplication", wait_for_turn: Wait) -> None:
        self._app = app
        self._wait_for_turn = wait_for_turn

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        self._wait_for_turn(OF_FLASK)
        return self._app(environ, start_response)
