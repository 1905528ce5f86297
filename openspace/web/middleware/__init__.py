"""WSGI middleware and response headers: origin checks, admission control, body limits."""
