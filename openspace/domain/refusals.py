"""The exception for refused commands."""

from typing import Any

from openspace.domain import sentences


class Refused(Exception):
    """A refused command: a refusal code of docs/wire.md with its parameters, which must be JSON.

    The parameters contain the way out (who holds the cell, which cells are free), and no sentence.
    """

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters

    @property
    def message(self) -> str:
        """Return the sentence that a phone shows."""
        return sentences.of_refusal(self.code, self.parameters)

    def __str__(self) -> str:
        return self.message

    def as_error(self) -> dict[str, Any]:
        """Return the error as it is sent: `{code, message, …}`."""
        return {"code": self.code, "message": self.message, **self.parameters}
