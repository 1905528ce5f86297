"""Lets requests begin a few at a time, so that a hall that comes in delays nobody who is in.

On an event loop everything that is ready runs before anything is looked for anew: 2,000 phones that ask for
a page at once would keep a claim waiting for seconds. Behind the turnstile a few begin in each round.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Turnstile:
    def __init__(self, app: "WSGIApplication", wait_for_turn: Callable[[], None]) -> None:
        self._app = app
        self._wait_for_turn = wait_for_turn

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        self._wait_for_turn()
        return self._app(environ, start_response)
