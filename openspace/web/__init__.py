"""Pages and the HTTP API, one file per audience."""
