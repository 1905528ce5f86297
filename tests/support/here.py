"""An app of this process behind a real address, for a browser: what a test changes here, its server sees."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
import zopfli.gzip
from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def served_here(app: Flask) -> Iterator[str]:
    """The address of `app`, in async mode "threading"."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    with pytest.MonkeyPatch.context() as patch:
        # zopfli takes a second for each script in each language.
        patch.setattr(zopfli.gzip, "compress", lambda data, numiterations: gzip.compress(data))
        thread.start()
        yield f"http://127.0.0.1:{server.port}"
        server.shutdown()
        thread.join()
