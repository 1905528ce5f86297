"""Commands for backups: backup and restore of the store. What was erased since is erased again."""

from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openspace.cli.shared import fail, open_ledger, read_settings, with_settings
from openspace.config import Settings
from openspace.service.clock import SYSTEM

if TYPE_CHECKING:
    from openspace.ledger.port_store import Store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def backup(file: Path, **flags: Any) -> None:
    """Copy the store to FILE while it is in use: all gatherings, without the secret that decrypts names."""
    from openspace.ledger.port_store import StoreTrouble
    from openspace.ledger.stores import store_at

    settings = read_settings(flags)
    store = store_at(settings.db, settings.secret_file)
    try:
        copied = store.back_up(file)
    except StoreTrouble as trouble:
        fail(str(trouble))
    click.echo(f"{copied.path}: {_gatherings(copied.gatherings)}, {copied.fingerprint[:16]}")
    click.echo(f"Keep a copy of {store.secret_file} apart from it: only the secret decrypts names.")
    if store.erasure_list:
        click.echo(
            f"Keep the newest copy of {store.erasure_list.path} as well: a restore on another machine erases "
            "again what it lists."
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--erasures",
    type=click.Path(path_type=Path),
    help="The newest list of erasures (sessions.erased) of the store from which FILE was copied.",
)
@with_settings
def restore(file: Path, erasures: Path | None, **flags: Any) -> None:
    """Replace the store by the backup or snapshot FILE; the present store is moved aside.

    What was erased since then is erased again, as far as the present store or a list of erasures tells.
    """
    from openspace.ledger.port_store import StoreTrouble
    from openspace.ledger.stores import store_at

    settings = read_settings(flags)
    store = store_at(settings.db, settings.secret_file)
    if erasures:
        _take_list(store, erasures)
    try:
        copied = store.restore(file)
    except StoreTrouble as trouble:
        fail(str(trouble))
    if copied.before:
        click.echo(f"The earlier store is now {copied.before}.")
    equal = f"equal to {file} ({copied.fingerprint[:16]})"
    click.echo(f"{copied.path}: {_gatherings(copied.gatherings)}, {equal}")
    why = reapply_erasures(settings)
    if why and (copied.marks_lost or not copied.before):
        damaged, none = "The earlier store is damaged, and", "There was no earlier store:"
        lost = damaged if copied.marks_lost else none
        click.echo(
            f"{lost} nothing tells what was erased after {file} was made, because {why}. It is in the "
            "store again. If you have the list of erasures, repeat this with --erasures LIST. If not, "
            "people's phones cannot forget them once more: hide their texts, let who wrote what be erased "
            "sooner (Settings), or delete their gatherings.",
            err=True,
        )


def _take_list(store: "Store", file: Path) -> None:
    """Add the marks of the list FILE to the store's own list."""
    from openspace.ledger.erasure_list import ErasureList
    from openspace.ledger.port import Unwritable
    from openspace.ledger.secret import SecretFile

    if not store.erasure_list or not store.secret_file:
        return
    try:
        secret = SecretFile(store.secret_file, "the store").read()
        if not secret:
            fail(f"{store.secret_file} is missing. Without the secret nobody can read {file}.")
        store.erasure_list.take(ErasureList(file), secret)
    except (OSError, ValueError, Unwritable) as trouble:
        fail(f"{file}: {getattr(trouble, 'strerror', None) or trouble}.")


def reapply_erasures(settings: Settings, items_of: Collection[str] | None = None) -> str:
    """Erase again what came back, with the single items of the streams `items_of`, or of all. Return why the
    list of erasures tells nothing, if so."""
    from openspace.service import erasure
    from openspace.service.maintenance import tidy_up

    with closing(open_ledger(settings)) as ledger:
        trouble = ledger.erasure_list_trouble()
        streams = erasure.all_streams(ledger) if items_of is None else items_of
        found = erasure.reapply_erasures(ledger, SYSTEM, streams)
        ledger.list_erasures()
        if found:
            tidy_up(ledger, ledger.snapshots)
            which = "1 erasure is" if found == 1 else f"{found} erasures are"
            click.echo(f"{which} applied again: what was erased since then came back with it.")
    return trouble


def _gatherings(count: int) -> str:
    return f"{count} {'gathering' if count == 1 else 'gatherings'}"
