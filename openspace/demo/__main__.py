"""python -m openspace.demo --url http://127.0.0.1:8000: plays the demo against a running server."""

import asyncio
import os
import sys
import threading
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from openspace.cli.banner import has_colours, opened
from openspace.client.api import Api, ServerTrouble
from openspace.demo import community
from openspace.demo.play import Play, when_ready
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM
from openspace.service.login_links import host_path, path_of


@click.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True)
@click.option("--server-key", envvar="OPENSPACE_SERVER_KEY", help="Needed on another computer.")
@click.option(
    "--db", type=click.Path(path_type=Path), help="The server's store, for the community."
)
@click.option("--haste", default=1.0, show_default=True, help="How many times as fast as people.")
@click.option("--follow-stdin", is_flag=True, help="End when standard input does.")
def main(
    url: str, server_key: str | None, db: Path | None, haste: float, follow_stdin: bool
) -> None:
    """Play the fictional gathering until the server or somebody ends it."""
    if follow_stdin:
        _end_with_stdin()
    try:
        asyncio.run(_play(url, server_key, db, haste))
    except ServerTrouble as trouble:
        click.echo(f"openspace: the demo has ended. {trouble}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        pass


async def _play(url: str, server_key: str | None, db: Path | None, haste: float) -> None:
    zone, story = _local_zone(), community.read_story()
    async with Api(url) as server:
        play = Play(server, zone, story["today"], haste)

        async def begin() -> None:
            links = await play.open(server_key)
            # There is no file if the store is in the server's memory.
            shown = _community_of(db, zone, links) if db and db.is_file() else ""
            heading = (
                "The demo is open: a fictional gathering, whose people are simulated.\n"
                "  Look at the wall. It fills up within three minutes; join in with your phone.\n"
                f"{shown}"
                "  It uses a store of its own, so that your sessions.db stays as it is.\n"
                "  To stop: Ctrl+C."
            )
            click.echo(opened(links, has_colours(), heading))
            await play.perform()

        if not await when_ready(server, begin):
            raise ServerTrouble(f"There is no server at {url}.")


def _community_of(db: Path, zone: ZoneInfo, links: dict[str, str]) -> str:
    """Write the community into the store, with today's gathering in it. Return the lines about it."""
    with closing(open_store(db)) as ledger:
        community.prepare(ledger, zone)
        community.accept(ledger, links["code"])
        base = links["join_url"].removesuffix(f"/{links['code']}")
        return (
            "  Its community has a past gathering with its book, the next one, and a repertoire:\n"
            f"    {base}{path_of(community.KEY)}\n"
            f"    {base}{host_path(ledger, community.KEY, SYSTEM)} (for its hosts, once)\n"
        )


def _end_with_stdin() -> None:
    """Exit when standard input is closed. The server holds the other end, so this also happens if it is
    killed."""

    def wait() -> None:
        while os.read(0, 1024):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def _local_zone() -> ZoneInfo:
    """Return this computer's time zone, if its name can be found; else UTC."""
    names = [os.environ.get("TZ", "").lstrip(":")]
    link = Path("/etc/localtime")
    if link.is_symlink():
        names.append(str(link.resolve()).partition("zoneinfo/")[2])
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")


if __name__ == "__main__":
    main()
