"""The one way to say no."""

from typing import Any


class Refused(Exception):
    """A command that cannot be done, with a sentence a phone can show and, in `more`, the way out.

    `code` is one of the refusal codes of docs/wire.md; `more` must be JSON.
    """

    def __init__(self, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.more = more

    def as_error(self) -> dict[str, Any]:
        """Shape of the wire: `{code, message, …}`."""
        return {"code": self.code, "message": self.message, **self.more}
