"""Who was forgotten stays so: a backup or an export from before brings them back, and they go again."""

from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Ledger
from openspace.service.isolation import apart
from openspace.service.turn import Ask, take


def forget_again(ledger: Ledger) -> int:
    """How many people and gatherings were there although the ledger knows that they were forgotten.

    Afterwards their rows are gone; the caller sees to the bytes (`live.housekeeping.tidy_up`).
    """
    forgotten = ledger.forgotten()
    if not forgotten:
        return 0
    found = 0
    for code in ledger.codes():
        with apart(code):
            if forgotten.words_of(code) is not None:
                ledger.purge(code)
                found += 1
                continue
            for person in list(ledger.load(code).rows("people")):
                words = forgotten.words_of(code, person["id"], person["at"])
                if words is not None:
                    asker = Viewer("person", person["id"])
                    [answer] = take(ledger, code, [Ask(asker, EraseMe(words=words))])
                    found += bool(answer["ok"])
    return found
