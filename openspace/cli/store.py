"""Commands for stored data: copying a store, export and import of gatherings, purge, new secret.

Backups are in `backups.py`.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from openspace.cli import banner
from openspace.cli.backups import reapply_erasures
from openspace.cli.shared import fail, links_of, open_ledger, read_settings, with_settings
from openspace.config import Settings
from openspace.ledger.port import Ledger
from openspace.service.clock import SYSTEM


@click.command("copy-store")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--secret-file", type=click.Path(path_type=Path), help="The secret of a store in PostgreSQL."
)
def copy_store(source: str, target: str, secret_file: Path | None) -> None:
    """Copy the whole store FROM (a file, or postgresql://…) into the new store TO, and prove that both are
    equal. @FILE is the address in that file: every account can read a password here in the process list.

    The copy has the same secret, so that people, hosts and links go on. Stop the server first: what is
    written to FROM later is not in the copy.
    """
    from openspace.config import store_name
    from openspace.ledger.port_store import StoreTrouble
    from openspace.ledger.stores import store_at

    source, target = _address(source), _address(target)
    to = store_at(target, secret_file)
    try:
        with store_at(source, secret_file).whole() as whole:
            fingerprint = to.fill(whole)
    except StoreTrouble as trouble:
        fail(str(trouble))
    click.echo(f"{store_name(target)} is equal to {store_name(source)} ({fingerprint[:16]}).")
    click.echo(f"Its secret is {to.secret_file}. Serve it with --db.")


def _address(given: str) -> str:
    """Return the address of a store, or the one in the file that `@FILE` names."""
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        fail(f"{given[1:]} cannot be read.")


@click.command()
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def export(code: str, file: Path, **flags: Any) -> None:
    """Write the whole gathering CODE, with its log, names and photos, to FILE (JSON)."""
    from openspace.exchange.files import export_to

    _write(export_to, code, file, read_settings(flags))


@click.command("export-sqlite")
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def export_sqlite(code: str, file: Path, **flags: Any) -> None:
    """Write what the host of the gathering CODE may see to FILE (SQLite), for Datasette."""
    from openspace.exchange.files import export_sqlite_to

    _write(export_sqlite_to, code, file, read_settings(flags))


def _write(
    export_to: Callable[[Ledger, str, Path], str], code: str, file: Path, settings: Settings
) -> None:
    """Export the gathering CODE to FILE, and print a sentence on it."""
    from openspace.domain.codes import as_code
    from openspace.ledger.port import UnknownGathering

    try:
        with closing(open_ledger(settings, must_exist=True)) as ledger:
            sentence = export_to(ledger, as_code(code), file)
    except UnknownGathering:
        fail(f"There is no gathering {as_code(code)} in {settings.store}.")
    except OSError as error:
        fail(f"{file} cannot be written: {(error.strerror or str(error)).lower()}.")
    click.echo(sentence)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-new", is_flag=True, help="Import it under a new code.")
@click.option(
    "--timezone", default="", help="Time zone like Europe/London; overrides the schedule's own."
)
@with_settings
def import_(file: Path, as_new: bool, timezone: str, **flags: Any) -> None:
    """Import FILE: an export of a gathering, or a conference schedule (frab JSON or XML)."""
    from openspace.domain.refusals import Refused
    from openspace.exchange.errors import ImportRefused
    from openspace.exchange.files import import_from

    settings = read_settings(flags)
    ledger = open_ledger(settings)
    try:
        imported = import_from(ledger, file, SYSTEM, as_new, timezone=timezone)
    except (Refused, ImportRefused) as refused:
        fail(f"{file}: {refused}")
    except OSError as error:
        fail(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.")
    reapply_erasures(settings, [imported.gathering.code])
    answer = links_of(settings, ledger, imported.gathering.code, imported.host_key)
    ledger.close()
    click.echo(banner.opened(answer, banner.has_colours(), imported.sentence))


@click.command()
@click.argument("code", required=False)
@click.option("--yes", is_flag=True, help="Skip the confirmation.")
@with_settings
def purge(code: str | None, yes: bool, **flags: Any) -> None:
    """Erase the gathering CODE permanently; without CODE, all whose retention period is over.

    A running server erases the latter by itself. Backups and downloads are not erased.
    """
    from openspace.domain.codes import as_code
    from openspace.ledger.port import ScrubResult, UnknownGathering
    from openspace.service.maintenance import tidy_up
    from openspace.service.retention import overdue

    settings = read_settings(flags)
    ledger = open_ledger(settings, must_exist=True)
    codes = [as_code(code)] if code else overdue(ledger, SYSTEM)
    try:
        titles = [_title(ledger, one) for one in codes]
    except UnknownGathering:
        fail(f"There is no gathering {codes[0]} in {settings.store}.")
    for one, title in zip(codes, titles, strict=True):
        if yes or click.confirm(f"Erase “{title}” ({one}) with all its data?"):
            ledger.purge(one)
            click.echo(f"{one} is erased.")
    if not codes:
        click.echo("No gathering has to be erased yet.")
    elif tidy_up(ledger, ledger.snapshots) is ScrubResult.PENDING:
        click.echo("A server is using this file. It removes the last traces within a minute.")
    ledger.close()


def _title(ledger: Ledger, code: str) -> str:
    """Return the title, or a placeholder for a damaged gathering, so that it can still be purged. Raises
    UnknownGathering."""
    from openspace.ledger.port import UnknownGathering

    try:
        return str(ledger.load(code).info["title"])
    except UnknownGathering:
        raise
    except Exception:
        return "a gathering that cannot be read"


@click.command("new-secret")
@click.option("--yes", is_flag=True, help="Skip the confirmation.")
@with_settings
def new_secret(yes: bool, **flags: Any) -> None:
    """Make a new secret for the store, in case somebody has seen the old one.

    Texts are kept, but their authors can no longer edit them. Stop the server first.
    """
    from openspace.ledger.port import Unwritable
    from openspace.ledger.stores import store_at
    from openspace.service.maintenance import tidy_up

    settings = read_settings(flags)
    open_ledger(settings, must_exist=True).close()
    store = store_at(settings.db, settings.secret_file)
    if not yes:
        click.echo(
            "Everybody has to join again, as a new person. Their texts are kept, but they cannot edit them. "
            "Hosts type their key again."
        )
        click.confirm("Make a new secret?", abort=True)
    try:
        store.make_new_secret()
    except Unwritable as trouble:
        fail(str(trouble))
    if store.erasure_list:
        # It is useless without the old secret. Tidying up writes a new one.
        store.erasure_list.path.unlink(missing_ok=True)
    with closing(open_ledger(settings)) as ledger:
        tidy_up(ledger, ledger.snapshots)
    click.echo(
        f"{store.secret_file} is new. Keep a copy of it apart from the store. "
        "Older backups are restored without people."
    )
