"""The proceedings of a gathering as one book, in every format. Depends on the domain, not on the web."""
