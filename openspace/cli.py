"""The program `openspace`: a thin layer of commands. Whatever goes wrong is one sentence, no traceback."""

import asyncio
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn, TypeVar

import click

from openspace import addresses, gathering_file, greeting, preflight, serving
from openspace.config import ASYNC_MODES, Settings, read_file

F = TypeVar("F", bound=Callable[..., Any])

_SETTINGS = (
    click.option("--host", help="Address to listen on.  [0.0.0.0: all]"),
    click.option("--port", help="Port to listen on.  [8000]"),
    click.option("--db", help="File that everything is kept in.  [sessions.db]"),
    click.option("--server-key", help="Key that lets others open gatherings.  [new at each start]"),
    click.option("--public-url", help="Address that phones reach this server by.  [found out]"),
    click.option(
        "--behind-proxy",
        is_flag=True,
        default=None,
        help="Believe the X-Forwarded-… headers of a proxy in front of this server.",
    ),
    click.option("--allow-host", multiple=True, help="One more name to be asked by; repeatable."),
    click.option("--cert", help="PEM file of a certificate: serve https itself."),
    click.option("--key", help="PEM file of the certificate's key."),
    click.option("--async-mode", help=f"{', '.join(ASYNC_MODES)}.  [eventlet]"),
    click.option("--config", type=click.Path(path_type=Path), help="TOML file.  [openspace.toml]"),
)


def _with_settings(command: F) -> F:
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Runs an Open Space gathering, from the first QR scan to the book of proceedings."""


@cli.command(
    epilog="Each option can also stand in the environment, as OPENSPACE_PORT, or in --config."
)
@_with_settings
@click.option("--demo", is_flag=True, help="Open a fictional gathering that fills up by itself.")
def serve(demo: bool, **flags: Any) -> None:
    """Serve gatherings to everybody on the network."""
    settings = _read_settings(flags)
    try:
        if not demo:
            serving.serve(settings)
            return
        with TemporaryDirectory(prefix="openspace-demo-", ignore_cleanup_errors=True) as folder:
            # A demo never writes into the store of real gatherings, unless a file is named for it.
            db = Path(flags["db"] or Path(folder) / "demo.db")
            serving.serve(replace(settings, db=db), demo=True)
    except preflight.Trouble as trouble:
        _fail(str(trouble))


@cli.command()
@_with_settings
@click.pass_context
def demo(context: click.Context, /, **flags: Any) -> None:
    """The same as serve --demo."""
    context.invoke(serve, demo=True, **flags)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", help="A running server to open it on; without it, the --db is written to.")
@_with_settings
def new(file: Path, url: str | None, **flags: Any) -> None:
    """Open the gathering that FILE (TOML or JSON) describes."""
    settings = _read_settings(flags)
    found = _read_gathering(file)
    if url:
        key = flags["server_key"] or os.environ.get("OPENSPACE_SERVER_KEY")
        answer = _open_over_http(url, found, key)
    else:
        answer = _open_in_store(settings, found)
    click.echo(greeting.opened(answer, greeting.has_colours(), f"“{found.spec['title']}” is open."))
    if not url:
        click.echo(f"  The links work while this runs: openspace serve --db {settings.db}\n")


@cli.command()
@click.argument("code", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@_with_settings
def purge(code: str | None, yes: bool, **flags: Any) -> None:
    """Erase the gathering CODE for good; without CODE, those kept as long as they were to be.

    A running server does that for those by itself. Backups and downloads are out of reach.
    """
    from openspace.ledger.snapshots import Snapshots
    from openspace.live.housekeeping import tidy_up
    from openspace.marketplace import UnknownGathering, as_code
    from openspace.retention import overdue

    settings = _read_settings(flags)
    ledger = _ledger(settings, must_exist=True)
    codes = [as_code(code)] if code else overdue(ledger)
    try:
        titles = [ledger.load(one).about["title"] for one in codes]
    except UnknownGathering:
        _fail(f"There is no gathering {codes[0]} in {settings.db}.")
    for one, title in zip(codes, titles, strict=True):
        if yes or click.confirm(f"Erase “{title}” ({one}) with all it holds?"):
            ledger.purge(one)
            click.echo(f"{one} is erased.")
    if not codes:
        click.echo("Nothing is due.")
    elif not tidy_up(ledger, Snapshots(settings.db)):
        click.echo("A server has the file open; it will leave no trace within ten minutes.")


@cli.command("host-link")
@click.argument("code")
@_with_settings
def host_link(code: str, **flags: Any) -> None:
    """Make a new facilitator's link and key for the gathering CODE; earlier ones end."""
    from openspace.host_link import host_path
    from openspace.marketplace import UnknownGathering, as_code, rotate_host_key

    settings = _read_settings(flags)
    code = as_code(code)
    ledger = _ledger(settings, must_exist=True)
    try:
        host_key = rotate_host_key(ledger, code)
    except UnknownGathering:
        _fail(f"There is no gathering {code} in {settings.db}.")
    click.echo(_base_url(settings) + host_path(ledger, code))
    click.echo(f"Host key: {host_key}")
    click.echo(
        "The link opens the host's page in one browser, once; any other asks for the key. "
        "Earlier keys and links of this gathering have ended.",
        err=True,
    )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@_with_settings
def backup(file: Path, **flags: Any) -> None:
    """Copy the store to FILE while it is in use. It holds all gatherings, names and keys."""
    from openspace.ledger.backup import BackupTrouble, back_up

    settings = _read_settings(flags)
    try:
        copied = back_up(settings.db, file)
    except BackupTrouble as trouble:
        _fail(str(trouble))
    click.echo(f"{copied.path}: {_gatherings(copied.gatherings)}, {copied.fingerprint[:16]}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@_with_settings
def restore(file: Path, **flags: Any) -> None:
    """Make the backup or snapshot FILE the store; the one that stood there is moved aside."""
    from openspace.ledger.backup import BackupTrouble
    from openspace.ledger.backup import restore as restored

    settings = _read_settings(flags)
    try:
        copied = restored(file, settings.db)
    except BackupTrouble as trouble:
        _fail(str(trouble))
    if copied.before:
        click.echo(f"The store before is now {copied.before}.")
    equal = f"equal to {file} ({copied.fingerprint[:16]})"
    click.echo(f"{copied.path}: {_gatherings(copied.gatherings)}, {equal}")


@cli.command()
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@_with_settings
def export(code: str, file: Path, **flags: Any) -> None:
    """Write the whole gathering CODE, with its log, names and photos, to FILE (JSON)."""
    from openspace.marketplace import UnknownGathering, as_code
    from openspace.transfer_commands import export_to

    settings = _read_settings(flags)
    try:
        sentence = export_to(_ledger(settings, must_exist=True), as_code(code), file)
    except UnknownGathering:
        _fail(f"There is no gathering {as_code(code)} in {settings.db}.")
    except OSError as error:
        _fail(f"{file} cannot be written: {(error.strerror or str(error)).lower()}.")
    click.echo(sentence)


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as-new", is_flag=True, help="Give it a code of its own.")
@_with_settings
def import_(file: Path, as_new: bool, **flags: Any) -> None:
    """Bring in FILE: an export of a gathering, or a conference schedule (frab JSON or XML)."""
    from openspace.domain.refusals import Refused
    from openspace.transfer_commands import import_from

    settings = _read_settings(flags)
    ledger = _ledger(settings)
    try:
        brought = import_from(ledger, file, as_new)
    except Refused as refused:
        _fail(f"{file}: {refused.message}")
    except OSError as error:
        _fail(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.")
    answer = _links(settings, ledger, brought.gathering.code, brought.host_key)
    click.echo(greeting.opened(answer, greeting.has_colours(), brought.sentence))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--people", default=30, show_default=True, type=click.IntRange(1, 5000))
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="A running server.")
@click.option(
    "--pace", default=0.0, help="Seconds between two actions of a person.  [as fast as it goes]"
)
@click.option(
    "--contest", default=5, show_default=True, help="Extra cells claimed by three at once."
)
@click.option("--settle", is_flag=True, help="Who loses a contested cell takes a near free one.")
@click.option("--code", help="Rehearse in this gathering instead of opening a new one.")
@click.option("--server-key", envvar="OPENSPACE_SERVER_KEY", help="Needed on another computer.")
def rehearse(file: Path, **how: Any) -> None:
    """Play FILE on a running server with many simulated people, and say how it went."""
    from openspace.rehearse.conduct import Plan, rehearse
    from openspace.rehearse.progress import Progress
    from openspace.rehearse.report import tell
    from openspace.rehearse.server import ServerTrouble

    plan = Plan(file=_read_gathering(file), **how)
    try:
        outcome = asyncio.run(rehearse(plan, Progress()))
    except (ServerTrouble, gathering_file.GatheringFileError) as trouble:
        _fail(str(trouble))
    click.echo(f"\n{tell(outcome)}\n")
    if "wall_url" in outcome.opened:
        click.echo(f"  It can be looked at: {outcome.opened['wall_url']}\n")
    sys.exit(0 if outcome.complete else 1)


def main() -> NoReturn:
    """Entry point of the program."""
    try:
        cli(prog_name="openspace")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


# --- opening a gathering


def _open_in_store(settings: Settings, found: gathering_file.GatheringFile) -> dict[str, str]:
    from openspace.domain.refusals import Refused
    from openspace.marketplace import open_new

    ledger = _ledger(settings)
    try:
        gathering, host_key = open_new(ledger, found.spec)
    except Refused as refused:
        _fail(f"{found.path}: {refused.message}")
    return _links(settings, ledger, gathering.code, host_key)


def _links(settings: Settings, ledger: Any, code: str, host_key: str) -> dict[str, str]:
    from openspace.host_link import host_path

    base = _base_url(settings)
    return {
        "join_url": f"{base}/{code}",
        "wall_url": f"{base}/{code}/wall",
        "host_url": base + host_path(ledger, code),
        "host_key": host_key,
    }


def _open_over_http(
    url: str, found: gathering_file.GatheringFile, key: str | None
) -> dict[str, str]:
    from openspace.rehearse.server import Server, ServerTrouble

    async def open_it() -> dict[str, str]:
        async with Server(url) as server:
            return await server.open_gathering(found.spec, key)

    try:
        return asyncio.run(open_it())
    except ServerTrouble as trouble:
        _fail(str(trouble))


def _ledger(settings: Settings, must_exist: bool = False) -> Any:
    from openspace.ledger.port import Unwritable
    from openspace.ledger.sqlite import SqliteLedger

    if must_exist and not settings.db.is_file():
        _fail(f"There is no file {settings.db}; say which one with --db FILE.")
    try:
        preflight.check_store(settings.db)
        return SqliteLedger(settings.db)
    except (preflight.Trouble, Unwritable) as trouble:
        _fail(str(trouble))


def _base_url(settings: Settings) -> str:
    return settings.public_url or f"{settings.scheme}://{addresses.best()}:{settings.port}"


def _read_gathering(file: Path) -> gathering_file.GatheringFile:
    try:
        return gathering_file.read(file)
    except gathering_file.GatheringFileError as error:
        _fail(str(error))


# --- settings and the terminal


def _read_settings(flags: dict[str, Any]) -> Settings:
    """Flags before the environment before the file. A mistake ends the program with a sentence."""
    given = {name: value for name, value in flags.items() if name != "config"}
    path = flags.get("config") or os.environ.get("OPENSPACE_CONFIG")
    try:
        return Settings.read(given, {**read_file(path), **os.environ})
    except ValueError as error:
        _fail(str(error))


def _gatherings(count: int) -> str:
    return f"{count} {'gathering' if count == 1 else 'gatherings'}"


def _fail(sentence: str) -> NoReturn:
    click.echo(f"openspace: {sentence}", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
