"""`openspace papers`: the papers that an organisation asks for, as a folder."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from openspace.cli.shared import base_url, fail, open_ledger, read_settings, with_settings
from openspace.config import Settings
from openspace.papers.facts import Facts, facts_of, facts_of_server
from openspace.service.clock import SYSTEM


@click.command()
@click.argument("code", required=False)
@click.option("--blank", is_flag=True, help="Without a gathering: lines to fill in by hand.")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Folder for the files.  [papers-CODE]"
)
@with_settings
def papers(code: str | None, blank: bool, into: Path | None, **flags: Any) -> None:
    """Write the papers that an organisation asks for, filled with what is known of the gathering CODE: scope,
    data protection, privacy, terms, accessibility, security, records, photos, IT and incidents."""
    if bool(code) == blank:
        fail("Name the code of a gathering, or --blank.")
    settings = read_settings(flags)
    facts = _facts(settings, code) if code else _facts_of_server(settings)
    folder = into or Path(f"papers-{facts.code or 'blank'}")
    try:
        folder.mkdir(parents=True)
        names = list(_written(facts, folder))
    except FileExistsError:
        fail(f"{folder} is there already. Choose another one with --into.")
    except OSError as error:
        fail(f"{folder} cannot be written: {(error.strerror or str(error)).lower()}.")
    click.echo(f"{folder}: {len(names)} files. Begin with {names[0]}.")


def _facts(settings: Settings, code: str) -> Facts:
    from openspace.domain.codes import as_code
    from openspace.ledger.port import UnknownGathering
    from openspace.service.communities import community_of
    from openspace.service.retention import promised

    try:
        with closing(open_ledger(settings, must_exist=True)) as ledger:
            gathering = ledger.load(as_code(code))
            kept = promised(ledger, gathering.code)
            is_in_series = community_of(ledger, gathering.code) is not None
    except UnknownGathering:
        fail(f"There is no gathering {as_code(code)} in {settings.store}.")
    return facts_of(gathering, kept, settings, base_url(settings), _today(), is_in_series)


def _facts_of_server(settings: Settings) -> Facts:
    return facts_of_server(settings, settings.public_url or "", _today())


def _today() -> str:
    return SYSTEM.moment().date().isoformat()


def _written(facts: Facts, folder: Path) -> Iterator[str]:
    from openspace.papers.folder import files_of

    for name, data in files_of(facts):
        (folder / name).write_bytes(data)
        yield name
