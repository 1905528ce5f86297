"""`openspace serve` and the demo as somebody runs them: one sentence for each trouble, never a traceback."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import dedent

import pytest

from tests.command_line import openspace, program, refused
from tests.support.server import serving
from tests.support.waiting import waits

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
