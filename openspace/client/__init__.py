"""A client of a running server: the HTTP API, a socket, and a copy of the state."""
