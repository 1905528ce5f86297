"""What `POST /api/<code>/join` reads, does and answers, with Flask (`api.py`) and without (`direct.py`)."""

from dataclasses import dataclass

from openspace.domain.gathering import Gathering
from openspace.domain.rules.people import Join
from openspace.domain.viewer import PUBLIC
from openspace.runtime import compact_json
from openspace.service.commands import Commands
from openspace.web.json_bodies import flag_in, json_object, text_in

FAILURE = "openspace.failure"
"""Key of a request's environ: the exception with which a join failed before Flask, which answers it."""


@dataclass(frozen=True)
class WantsToJoin:
    """What somebody sent. `token` and `link` are of people who come back."""

    name: str
    word: str
    token: str | None
    link: str | None
    state: bool

    @property
    def is_new(self) -> bool:
        return self.token is None and self.link is None


def read_join(data: bytes) -> WantsToJoin:
    """Raises Refused (`malformed`)."""
    body = json_object(data)
    name, token, word, link = (text_in(body, key) for key in ("name", "token", "word", "pass"))
    return WantsToJoin(name or "", word or "", token, link, flag_in(body, "state"))


def join_as_new(commands: Commands, gathering: Gathering, wants: WantsToJoin) -> str:
    """Add somebody new, and return their id. Raises Refused."""
    commands.count_join(gathering)
    joined = commands.ask(gathering.code, PUBLIC, Join(name=wants.name, word=wants.word))
    return str(joined["person"])


def joined_json(person: str, token: str, wants_state: bool) -> bytes:
    """Return the answer `{person, token}`; with `wants_state` up to the state, which follows as `state`."""
    answer = compact_json.encode({"person": person, "token": token})
    return answer[:-1] + b',"state":' if wants_state else answer
