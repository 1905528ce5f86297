"""A client of a running server: the HTTP interface, a socket, a copy of the state."""
