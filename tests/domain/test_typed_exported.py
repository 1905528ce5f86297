"""What a host typed in from paper looks in the export like anybody else's: the only person without a phone
may have written all of it."""

import pytest

from openspace.domain.anonymise import anonymised
from tests.domain.given import Someone, a_gathering


@pytest.mark.parametrize("names_stay", [True, False])
def test_what_the_host_typed_in_is_marked_nowhere(names_stay: bool) -> None:
    def exported(typist: str) -> tuple[object, object]:
        day = a_gathering()
        kim = day.joins()
        one: Someone = day.host if typist == "host" else kim
        kind = {"seeded": False} if typist == "host" else {}
        session = one.claims(one.proposes("Carers"), "1A")
        one.notes(session, "It takes time.")
        one.asks("post_evidence", form="evidence", bearing="both", text="An audit.", **kind)
        day.host.asks("ring_bell", text="Lunch")
        kept, log = anonymised(day.gathering, day.log, names_stay)
        told = [(c.name, c.by) for c in log if c.name != "join"]
        rows = {
            table: [{**row, "id": ""} for row in kept.rows(table)]
            for table in ("topics", "sessions", "notes", "evidence")
        }
        return told, rows

    assert exported("host") == exported("kim")
    told, _ = exported("host")
    assert ("ring_bell", "host") in told
    assert ("open_gathering", "host") in told
