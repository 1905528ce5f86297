"""The harvest of a gathering as one book, in every format. Reads the domain, knows no web."""
