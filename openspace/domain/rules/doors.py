"""Who may join: everybody, people with the word, or nobody new. People who joined can always come back."""

from hmac import compare_digest

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import HostCommand, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import (
    RuleContext,
    rule,
)
from openspace.domain.settings import setting
from openspace.domain.tables import AGathering
from openspace.domain.vocabulary import JOININGS


class SetDoors(HostCommand, frozen=True, kw_only=True):
    joining: str
    word: Text = UNSET


@rule(SetDoors)
def set_doors(context: RuleContext, command: SetDoors) -> Effect:
    """Set the doors. Without `word` the old one is kept, so that the doors can be closed and opened again."""
    if command.joining not in JOININGS:
        raise Refused("not_a_choice", field="joining", choices=list(JOININGS))
    about = context.gathering.info
    word = about["joining_word"] or ""
    if isinstance(command.word, str):
        word = text.one_line(command.word, "name", "word")
    if command.joining == "word" and not _plain(word):
        raise Refused("missing", field="word")
    row: AGathering = {**about, "joining": command.joining, "joining_word": word}
    return NOTHING_TO_DO if row == about else Effect({"gatherings": [row]})


def refuse_at_the_door(about: Row, word: str) -> None:
    """Raise Refused (`closed_doors`, `wrong_word`) for a new person who may not join."""
    joining = setting(about, "joining")
    is_forgotten = about["people_gone_at"] and about["phase"] in (HARVEST, CLOSED)
    if joining == "closed" or is_forgotten:
        raise Refused("closed_doors")
    if joining == "word" and not _is_same(word, about["joining_word"] or ""):
        raise Refused("wrong_word")


def _is_same(word: str, wanted: str) -> bool:
    return compare_digest(_plain(word).encode(), _plain(wanted).encode())


def _plain(word: str) -> str:
    return "".join(text.clean(word).casefold().split())
