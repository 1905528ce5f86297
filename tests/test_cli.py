"""The program as somebody runs it: one sentence for each trouble, never a traceback."""

import json
from contextlib import closing

import pytest

from openspace.ledger.stores import open_store
from openspace.service import login_links
from openspace.service.clock import SYSTEM
from openspace.service.host_keys import hash_of
from tests.command_line import EXAMPLE, openspace, program, refused

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

    given = ("--about", "about.md", "--controller", "Harbour NHS Trust")
    run = openspace("new-community", "Harbour circle", *given, cwd=tmp_path)

    assert "/c/harbour-circle/host#pass=" in run.stdout
    with closing(open_store(tmp_path / "sessions.db")) as ledger:
        assert ledger.community("c.harbour-circle").info["about"] == "We *meet*."
        assert ledger.community("c.harbour-circle").info["controller"] == "Harbour NHS Trust"
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


# --- the demo


def test_json_file_is_a_gathering_file_as_well(tmp_path):
    (tmp_path / "small.json").write_text(json.dumps({"title": "Small", "rooms": [{"name": "Oak"}]}))

    assert "“Small” is open." in openspace("new", "small.json", cwd=tmp_path).stdout
