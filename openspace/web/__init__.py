"""Pages and the HTTP interface: one file per audience."""
