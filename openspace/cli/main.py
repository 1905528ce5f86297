"""The command line `openspace`: a thin layer of commands. Each error is one sentence, without a traceback."""

import asyncio
import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NoReturn

import click

from openspace.cli import backups, banner, papers, preflight, serving, store
from openspace.cli.shared import (
    base_url,
    fail,
    links_of,
    open_ledger,
    read_settings,
    with_settings,
)
from openspace.config import Settings
from openspace.exchange import gathering_file
from openspace.ledger import files
from openspace.runtime.core_dumps import forbid_core_dumps
from openspace.service.clock import SYSTEM


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="openspace", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Run an Open Space gathering, from the first QR scan to the book of proceedings."""
    forbid_core_dumps()
    before = files.set_private_umask()
    context.call_on_close(lambda: os.umask(before))


@cli.command(
    epilog="Each option can also be set in the environment, like OPENSPACE_PORT, or in the --config file."
)
@with_settings
@click.option("--demo", is_flag=True, help="Open a fictional gathering with simulated people.")
def serve(demo: bool, **flags: Any) -> None:
    """Serve gatherings to everybody on the network."""
    settings = read_settings(flags)
    try:
        if not demo:
            serving.serve(settings)
            return
        with TemporaryDirectory(prefix="openspace-demo-", ignore_cleanup_errors=True) as folder:
            # A demo never writes to the store of real gatherings, unless --db names it.
            db = settings.db if flags["db"] else Path(folder) / "demo.db"
            serving.serve(replace(settings, db=db), demo=True)
    except preflight.Trouble as trouble:
        fail(str(trouble))


@cli.command()
@with_settings
@click.pass_context
def demo(context: click.Context, /, **flags: Any) -> None:
    """Serve a demo. Same as serve --demo."""
    context.invoke(serve, demo=True, **flags)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--url", help="Running server to open it on.  [none: write to --db]")
@with_settings
def new(file: Path, url: str | None, **flags: Any) -> None:
    """Open the gathering that FILE (TOML or JSON) describes."""
    settings = read_settings(flags)
    found = _read_gathering(file)
    if url:
        key = flags["server_key"] or os.environ.get("OPENSPACE_SERVER_KEY")
        answer = _open_over_http(url, found, key)
    else:
        answer = _open_in_store(settings, found)
    click.echo(banner.opened(answer, banner.has_colours(), f"“{found.spec['title']}” is open."))
    if seeded := len(found.spec_for_new["evidence"]):
        items = "One item" if seeded == 1 else f"{seeded} items"
        click.echo(f"  {items} of evidence from the file: shown as the organisers’.\n")
    if not url:
        click.echo(f"  The links work while this runs: openspace serve --db {settings.store}\n")


@cli.command()
@click.argument("code")
@click.option("--starts-on", required=True, help="First day of the new gathering: 2027-03-31.")
@with_settings
def duplicate(code: str, starts_on: str, **flags: Any) -> None:
    """Open gathering CODE once more on another date: rooms, times and texts, no people."""
    from openspace.domain.codes import as_code
    from openspace.domain.duplicating import description_of
    from openspace.domain.refusals import Refused
    from openspace.ledger.port import UnknownGathering
    from openspace.service.opening import open_new

    settings = read_settings(flags)
    ledger = open_ledger(settings, must_exist=True)
    try:
        spec = description_of(ledger.load(as_code(code)), starts_on)
        gathering, host_key = open_new(ledger, spec, SYSTEM)
    except UnknownGathering:
        fail(f"There is no gathering {as_code(code)} in {settings.store}.")
    except Refused as refused:
        fail(refused.message)
    answer = links_of(settings, ledger, gathering.code, host_key)
    click.echo(banner.opened(answer, banner.has_colours(), f"“{spec['title']}” is open again."))
    click.echo(f"  The links work while this runs: openspace serve --db {settings.store}\n")


@cli.command("new-community")
@click.argument("name")
@click.option("--slug", default="", help="End of its address.  [made from the name]")
@click.option("--about", type=click.File(encoding="utf-8"), help="File with Markdown about it.")
@click.option("--for-whom", default="", help="Whom it is for, in a sentence.")
@click.option("--contact", default="", help="Where people can write to its hosts.")
@click.option("--controller", default="", help="Who is responsible for the data: name, address.")
@click.option("--unlisted", is_flag=True, help="Not on the home page.")
@with_settings
def new_community(
    name: str,
    slug: str,
    about: IO[str] | None,
    for_whom: str,
    contact: str,
    controller: str,
    unlisted: bool,
    **flags: Any,
) -> None:
    """Open the community NAME, which keeps a series of gatherings together."""
    from openspace.domain.refusals import Refused
    from openspace.service.login_links import host_path, path_of
    from openspace.service.opening import open_new_community

    settings = read_settings(flags)
    spec = {"name": name, "slug": slug, "for_whom": for_whom, "contact": contact}
    spec["controller"] = controller
    try:
        spec["about"] = about.read() if about else ""
        with closing(open_ledger(settings)) as ledger:
            community, host_key = open_new_community(
                ledger, {**spec, "listed": not unlisted}, SYSTEM
            )
            host_url = base_url(settings) + host_path(ledger, community.code, SYSTEM)
    except (Refused, UnicodeDecodeError) as error:
        fail(str(error))
    page = base_url(settings) + path_of(community.code)
    click.echo(banner.opened_community(community.info["name"], page, host_url, host_key))
    click.echo(f"  The links work while this runs: openspace serve --db {settings.store}\n")


@cli.command("host-link")
@click.argument("code")
@click.option(
    "--reset-second-factor",
    is_flag=True,
    help="Also forget the hosts' second factors, for when they are lost.",
)
@with_settings
def host_link(code: str, reset_second_factor: bool, **flags: Any) -> None:
    """Make a new link and key for the host of gathering CODE, or of community c/SLUG; earlier ones become
    invalid."""
    from openspace.domain.codes import as_code
    from openspace.domain.community.stream import key_of
    from openspace.ledger.port import UnknownGathering
    from openspace.service.host_keys import rotate_host_key
    from openspace.service.login_links import host_path
    from openspace.service.second_factor import forget_factors

    settings = read_settings(flags)
    code = key_of(code[2:]) if code.startswith("c/") else as_code(code)
    ledger = open_ledger(settings, must_exist=True)
    try:
        host_key = rotate_host_key(ledger, code)
        if reset_second_factor:
            forget_factors(ledger, ledger, code, SYSTEM)
    except UnknownGathering:
        fail(f"There is no gathering {code} in {settings.store}.")
    click.echo(base_url(settings) + host_path(ledger, code, SYSTEM))
    click.echo(f"Host key: {host_key}")
    click.echo(
        "The link opens the host's page in one browser, once. Other browsers need the key. "
        "Earlier keys and links of this gathering are invalid.",
        err=True,
    )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--people",
    default=30,
    show_default=True,
    type=click.IntRange(1, 5000),
    help="Number of simulated people.",
)
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="Running server.")
@click.option(
    "--pace", default=0.0, help="Seconds between two actions of a person.  [as fast as possible]"
)
@click.option(
    "--contest", default=5, show_default=True, help="Extra places that three people want at once."
)
@click.option(
    "--settle", is_flag=True, help="Whoever does not get a place takes a free one nearby."
)
@click.option("--code", help="Use this existing gathering instead of opening one.")
@click.option(
    "--server-key", envvar="OPENSPACE_SERVER_KEY", help="Needed if the server is another computer."
)
def rehearse(file: Path, **how: Any) -> None:
    """Rehearse FILE on a running server with many simulated people, and print a report."""
    from openspace.client.api import ServerTrouble
    from openspace.rehearse.conduct import RehearsalOptions, rehearse
    from openspace.rehearse.progress import Progress
    from openspace.rehearse.report import format_report

    options = RehearsalOptions(file=_read_gathering(file), **how)
    try:
        outcome = asyncio.run(rehearse(options, Progress()))
    except (ServerTrouble, gathering_file.GatheringFileError) as trouble:
        fail(str(trouble))
    click.echo(f"\n{format_report(outcome)}\n")
    if "wall_url" in outcome.opened:
        click.echo(f"  See the result: {outcome.opened['wall_url']}\n")
    sys.exit(0 if outcome.complete else 1)


for command in (
    backups.backup,
    store.copy_store,
    backups.restore,
    store.export,
    store.export_sqlite,
    store.import_,
    store.purge,
    store.new_secret,
    papers.papers,
):
    cli.add_command(command)


def main() -> NoReturn:
    """Run the command line. This is the entry point of the program."""
    try:
        cli(prog_name="openspace")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


# --- opening a gathering


def _open_in_store(settings: Settings, found: gathering_file.GatheringFile) -> dict[str, str]:
    from openspace.domain.refusals import Refused
    from openspace.service.opening import open_new

    ledger = open_ledger(settings)
    try:
        gathering, host_key = open_new(ledger, found.spec_for_new, SYSTEM)
    except Refused as refused:
        fail(f"{found.path}: {refused.message}")
    return links_of(settings, ledger, gathering.code, host_key)


def _open_over_http(
    url: str, found: gathering_file.GatheringFile, key: str | None
) -> dict[str, str]:
    from openspace.client.api import Api, ServerTrouble

    async def open_it() -> dict[str, str]:
        async with Api(url) as server:
            return await server.open_gathering(found.spec_for_new, key)

    try:
        return asyncio.run(open_it())
    except ServerTrouble as trouble:
        fail(str(trouble))


def _read_gathering(file: Path) -> gathering_file.GatheringFile:
    try:
        return gathering_file.read(file)
    except gathering_file.GatheringFileError as error:
        fail(str(error))


if __name__ == "__main__":
    main()
