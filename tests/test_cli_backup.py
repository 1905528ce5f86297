"""`openspace backup` and `openspace restore`, and what is said of a damaged store."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from openspace.cli import preflight
from openspace.cli.main import cli
from openspace.ledger.sqlite.snapshots import Snapshots
from openspace.ledger.stores import open_store
from tests.ledger.acts import begin


def test_backup_and_restore_say_what_they_did(tmp_path: Path) -> None:
    db, copy = tmp_path / "sessions.db", tmp_path / "copy.db"
    ledger = open_store(db)
    begin(ledger)
    ledger.close()

    saved = CliRunner().invoke(cli, ["backup", str(copy), "--db", str(db)])
    again = CliRunner().invoke(cli, ["backup", str(copy), "--db", str(db)])
    back = CliRunner().invoke(cli, ["restore", str(copy), "--db", str(db)])

    assert saved.output.startswith(f"{copy}: 1 gathering, ")
    assert (again.exit_code, back.exit_code) == (2, 0)
    assert "is there already" in again.output
    assert "The earlier store is now" in back.output
    assert "sessions.secret apart from it" in saved.output
    assert saved.output.splitlines()[0].split(", ")[1] in back.output


@pytest.mark.parametrize("kept_share", [0, 0.5])
def test_damaged_store_is_said_with_the_way_back(tmp_path: Path, kept_share: float) -> None:
    db = tmp_path / "sessions.db"
    ledger = open_store(db)
    begin(ledger)
    kept = Snapshots(db)
    snapshot = kept.take()
    kept.close()
    ledger.close()
    whole = db.read_bytes()
    where = int(len(whole) * kept_share)
    db.write_bytes(whole[:where] + b"\x5a" * (len(whole) - where))

    with pytest.raises(preflight.Trouble, match=r"is damaged|is not a database") as caught:
        preflight.check_store(db)

    assert f"openspace restore {snapshot} --db {db}" in str(caught.value)
