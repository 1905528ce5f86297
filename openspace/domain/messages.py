"""The messages in the tables of the domain, for the catalogues (`bin/translate`).

Messages elsewhere are literals in `_("…")`, which the extraction finds by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openspace.domain import english, repertoire, vocabulary
from openspace.domain.people_at_home import RECORDED
from openspace.domain.rules.book import OPTIONAL_PARTS

_PLAIN: tuple[Any, ...] = (
    english.REFUSALS,
    english.FIELDS,
    english.NOTICES,
    english.COVERED,
    [(kind.name, kind.heading) for kind in vocabulary.NOTE_KINDS.values()],
    [(group.name, group.heading) for group in vocabulary.EVIDENCE_GROUPS if not group.bearing],
    vocabulary.EVIDENCE_FORMS,
    vocabulary.EVIDENCE_KINDS,
    vocabulary.HELP,
    vocabulary.INVITATION,
    vocabulary.ACCESS,
    vocabulary.LEAVE,
    vocabulary.OUTCOMES,
    vocabulary.SLOT_KINDS,
    vocabulary.CONVERGENCES,
    vocabulary.CLUSTERS,
    vocabulary.JOININGS,
    vocabulary.NAMINGS,
    vocabulary.REPORT_ORDERS,
    vocabulary.NO_DESCRIPTION,
    RECORDED,
    repertoire.KINDS,
    repertoire.LABELS,
    OPTIONAL_PARTS,
)

_WITH_CONTEXT = {"phase": vocabulary.PHASES, "bearing": vocabulary.BEARINGS}


def messages() -> list[tuple[str, str]]:
    """Return each message of the tables once, as (context, message)."""
    plain = [("", text) for text in texts_of(_PLAIN) if text]
    named = [
        (context, text) for context, table in _WITH_CONTEXT.items() for text in texts_of(table)
    ]
    return list(dict.fromkeys(plain + named))


def texts_of(table: Any) -> Iterator[str]:
    """Yield the texts of a table: a text, a list, or the values of a mapping."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, Mapping):
        yield from texts_of(list(table.values()))
    elif isinstance(table, Iterable):
        for one in table:
            yield from texts_of(one)
