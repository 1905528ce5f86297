"""Translates the statements of `ledger/sql/` for PostgreSQL."""

from functools import lru_cache

_JSON_LIST = "json_array_elements_text(?::json) AS value"


@lru_cache(maxsize=1024)
def translated(statement: str) -> str:
    """Return the statement with psycopg's placeholders. No statement has a `?` in a text of its own."""
    return statement.replace("%", "%%").replace("json_each(?)", _JSON_LIST).replace("?", "%s")
