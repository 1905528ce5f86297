"""Hints between the server processes that share a store."""
