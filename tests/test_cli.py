"""The program as somebody runs it: one sentence for each trouble, never a traceback."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import chdir, closing, contextmanager, suppress
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from openspace.cli.main import cli
from openspace.ledger.stores import open_store
from openspace.service import login_links
from openspace.service.clock import SYSTEM
from openspace.service.host_keys import hash_of
from tests.support.server import serving
from tests.support.waiting import waits

EXAMPLE = Path(__file__).parent.parent / "examples" / "gathering.toml"


def openspace(*arguments, cwd, **environment):
    """Run the command line in this process, which takes a tenth of the time of a new one."""
    unset = {name: None for name in os.environ if name.startswith("OPENSPACE_")}
    with chdir(cwd):
        run = CliRunner().invoke(cli, [*map(str, arguments)], env={**unset, **environment})
    if run.exception and not isinstance(run.exception, SystemExit):
        raise run.exception
    return run


def program(*arguments, cwd, **environment):
    """Run the command line as a program of its own."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("OPENSPACE_")}
    return subprocess.run(
        [sys.executable, "-m", "openspace", *map(str, arguments)],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(run):
    """The one sentence of a run that did not go well."""
    assert run.exit_code == 2
    [line] = run.stderr.strip().splitlines()
    return line


# --- serve


def test_serve_busy_port_is_answered_with_a_free_one(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        run = program("serve", "--host", "127.0.0.1", "--port", port, cwd=tmp_path)

    assert run.returncode == 2
    [sentence] = run.stderr.strip().splitlines()
    assert sentence.startswith(f"openspace: Port {port} is in use")
    assert "--port " in sentence


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--db", "foreign.db"],
            "foreign.db is a database of another program, and is left as it is",
        ),
        (["--db", "text.db"], "text.db is not a database that openspace can read"),
        (["--db", "folder"], "folder is a folder"),
        (["--db", "nowhere/sessions.db"], "There is no folder"),
        (["--port", "many"], "many is no port"),
        (["--async-mode", "asyncio"], "--async-mode is one of eventlet, gevent, threading"),
        (["--config", "settings.toml"], "settings.toml: “prot” is not known"),
        (["--config", "nothing.toml"], "nothing.toml cannot be read: no such file"),
        (["--host", "203.0.113.77"], "This computer does not have the address 203.0.113.77"),
    ],
)
def test_serve_trouble_is_one_sentence(tmp_path, arguments, sentence):
    with sqlite3.connect(tmp_path / "foreign.db") as foreign:
        foreign.execute("CREATE TABLE recipes (id)")
    foreign.close()
    before = (tmp_path / "foreign.db").read_bytes()
    (tmp_path / "text.db").write_text("dear diary, " * 50)
    (tmp_path / "folder").mkdir()
    (tmp_path / "settings.toml").write_text("prot = 8000")

    assert sentence in refused(openspace("serve", "--port", "0", *arguments, cwd=tmp_path))
    assert (tmp_path / "foreign.db").read_bytes() == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_serve_unwritable_folder_is_one_sentence(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)

    run = openspace("serve", "--port", "0", "--db", locked / "sessions.db", cwd=tmp_path)

    assert "this account may not write there" in refused(run)


@pytest.mark.live
@pytest.mark.skipif(os.name != "posix", reason="there nothing is swept, and nobody is root")
def test_serve_warns_root_and_sweeps_what_a_killed_server_left(tmp_path):
    (work := tmp_path / "work").mkdir()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = work / f"openspace-{ended.pid}-abc-book"
    left.mkdir()
    (left / "book.json").write_text("everybody's text")

    with started(work, "/new#key=") as server:
        assert not left.exists()

    assert ("openspace runs as root." in server.log) is (os.geteuid() == 0)


# --- settings


def test_settings_flags_win_over_environment_and_environment_over_file(tmp_path):
    (tmp_path / "openspace.toml").write_text('db = "file.db"\npublic-url = "http://from.file"')

    def base(*flags, **environment):
        run = openspace("new", EXAMPLE, *flags, cwd=tmp_path, **environment)
        return run.stdout.split("Attendees")[1].split()[0].rpartition("/")[0]

    assert base() == "http://from.file"
    assert base(OPENSPACE_PUBLIC_URL="http://from.env") == "http://from.env"
    flag = ("--public-url", "http://from.flag")
    assert base(*flag, OPENSPACE_PUBLIC_URL="http://from.env") == "http://from.flag"
    assert (tmp_path / "file.db").is_file()


# --- new and host-link


def test_new_opens_the_gathering_of_a_file_in_the_store(tmp_path):
    run = program("new", EXAMPLE, "--db", "sessions.db", cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    ledger = open_store(tmp_path / "sessions.db")
    [code] = ledger.codes()
    assert ledger.load(code).info["title"] == "What helps a team to keep learning?"
    key = run.stdout.split("Host key")[1].split()[0]
    assert ledger.host_key_hash(code) == hash_of(key)
    ledger.close()


def test_new_posts_the_evidence_of_the_organisers(tmp_path):
    run = openspace("new", EXAMPLE, cwd=tmp_path)

    assert "One item of evidence from the file: shown as the organisers’." in run.stdout
    ledger = open_store(tmp_path / "sessions.db")
    [code] = ledger.codes()
    [item] = ledger.load(code).rows("evidence")
    assert (item["bearing"], item["seeded"], item["author"]) == ("confirms", True, "host")
    assert item["text"].startswith("In our audit,")
    ledger.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("title = \nvenue = 3", "line 1 is not TOML"),
        (
            'title = "x"\nrooms = [{nam = "Oak"}]',
            "rooms 1: “nam” is not known here; did you mean “name”?",
        ),
        ('theme = "x"', "missing is title"),
    ],
)
def test_new_bad_file_is_one_sentence_with_line_or_field(tmp_path, content, sentence):
    (tmp_path / "bad.toml").write_text(content)

    run = openspace("new", "bad.toml", cwd=tmp_path)

    assert refused(run).startswith("openspace: bad.toml: ")
    assert sentence in run.stderr
    assert not (tmp_path / "sessions.db").exists()


def test_new_without_a_server_is_one_sentence(tmp_path):
    run = openspace("new", EXAMPLE, "--url", "http://127.0.0.1:9", cwd=tmp_path)

    assert "The server at http://127.0.0.1:9 does not answer" in refused(run)


def test_new_community_opens_it_in_the_store(tmp_path):
    (tmp_path / "about.md").write_text("We *meet*.", "utf-8")

    run = openspace("new-community", "Harbour circle", "--about", "about.md", cwd=tmp_path)

    assert "/c/harbour-circle/host#pass=" in run.stdout
    with closing(open_store(tmp_path / "sessions.db")) as ledger:
        assert ledger.community("c.harbour-circle").info["about"] == "We *meet*."
        key = run.stdout.split("Host key")[1].split()[0]
        assert ledger.host_key_hash("c.harbour-circle") == hash_of(key)
    again = openspace("new-community", "Harbour circle", cwd=tmp_path)
    assert "Another community has this address." in refused(again)
    link = openspace("host-link", "c/harbour-circle", cwd=tmp_path)
    assert "/c/harbour-circle/host#pass=" in link.stdout


def test_host_link_is_new_and_the_earlier_one_ends(tmp_path):
    openspace("new", EXAMPLE, cwd=tmp_path)
    ledger = open_store(tmp_path / "sessions.db")
    [code] = ledger.codes()
    earlier = ledger.host_key_hash(code)

    run = openspace("host-link", code.lower(), cwd=tmp_path)

    link, key = run.stdout.splitlines()
    now = ledger.host_key_hash(code)
    assert now == hash_of(key.removeprefix("Host key: ")) != earlier
    address, given = link.split("#pass=")
    assert address.endswith(f"/{code}/host")
    assert [login_links.redeem_for_host(ledger, code, given, SYSTEM) for _ in range(2)] == [
        True,
        False,
    ]
    ledger.close()


def test_host_link_of_an_unknown_gathering_is_one_sentence(tmp_path):
    openspace("new", EXAMPLE, cwd=tmp_path)

    assert "There is no gathering ABCDEF" in refused(openspace("host-link", "abcdef", cwd=tmp_path))
    nowhere = openspace("host-link", "ABCDEF", "--db", "other.db", cwd=tmp_path)
    assert "There is no file other.db" in refused(nowhere)


# --- rehearse


def test_rehearse_without_a_server_is_one_sentence(tmp_path):
    run = openspace("rehearse", EXAMPLE, "--people", 3, "--url", "http://127.0.0.1:9", cwd=tmp_path)

    assert "The server at http://127.0.0.1:9 does not answer" in refused(run)


# --- the start


def test_server_loads_no_client_and_nothing_that_only_files_need():
    program = """
        import sys
        from openspace.cli.serving import without_clients
        with without_clients():
            from openspace import create_app
        unused = ("aiohttp", "requests", "websocket", "docx", "icalendar", "fontTools", "typst")
        print([name for name in unused if name in sys.modules])
        import aiohttp
    """

    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.stdout, run.stderr) == ("[]\n", "")


# --- what the terminal says


# --- the demo


@pytest.mark.live
def test_demo_opens_a_gathering_in_a_store_of_its_own_and_leaves_nothing_behind(tmp_path):
    (work := tmp_path / "work").mkdir()

    with started(work, "/wall", "--demo") as server:
        [store] = work.rglob("demo.db")

    text = server.log
    assert "a fictional gathering" in text
    assert f"{server.url}/" in text
    assert f"{server.url}/c/harbour-community-of-practice\n" in text
    assert "The demo is over." in text
    assert "Traceback" not in text
    assert not store.parent.exists()
    assert list(work.iterdir()) == []


@pytest.mark.live
def test_demo_can_be_started_again_with_the_same_store(tmp_path):
    logs = []
    for run in ("one", "two"):
        (work := tmp_path / run / "work").mkdir(parents=True)
        with started(work, "/wall", "--demo", "--db", tmp_path / "demo.db") as server:
            page = server.asks_for("GET", "/c/harbour-community-of-practice").text
        logs.append(server.log)

    titles = ("Listening slowly", "The weeks after")
    assert [page.count(f">{title}</a>") for title in titles] == [2, 1]
    assert [log for log in logs if "Traceback" in log] == []


@pytest.mark.live
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="the system tells otherwise")
def test_demo_shows_the_server_key_to_no_other_account(tmp_path):
    (work := tmp_path / "work").mkdir()
    key, shown = "the key of this server", []

    with started(work, "/wall", "--demo", OPENSPACE_SERVER_KEY=key):
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                shown.append(process.read_bytes())

    assert any(b"openspace.demo" in line for line in shown)
    assert [line for line in shown if key.encode() in line] == []


@contextmanager
def started(work, says, *options, **environment):
    """`openspace serve` with `work` as its folder of temporary files, once it has said `says`."""
    how = {"db": None, "cwd": work, "TMPDIR": str(work), **environment}
    with serving(work.parent, *options, **how) as server:
        waits(lambda: says in server.log)
        yield server


def test_json_file_is_a_gathering_file_as_well(tmp_path):
    (tmp_path / "small.json").write_text(json.dumps({"title": "Small", "rooms": [{"name": "Oak"}]}))

    assert "“Small” is open." in openspace("new", "small.json", cwd=tmp_path).stdout
