"""Two phones and a wall on real sockets."""

from collections.abc import Callable

import pytest
import requests
import socketio

from openspace.domain.change import Change
from openspace.ledger.stores import open_store
from tests.live.phone import Phone, new_client
from tests.support.server import Server, Venue
from tests.support.waiting import waits

pytestmark = pytest.mark.live
Connects = Callable[..., Phone]


def test_claim_is_seen_by_another_phone(venue: Venue, phone: Connects) -> None:
    kim, rosa = (phone(venue, venue.joins(name)["token"]) for name in ("Kim", "Rosa"))
    topic = kim.proposes("Carers", convener_name="Kim")

    claimed = kim.asks("claim_cell", topic=topic, **venue.cell())

    session = rosa.sees("sessions", claimed["result"]["session"])
    assert (session["topic"], session["code"]) == (topic, "1A")
    assert rosa.sees("topics", topic)["convener_name"] == "Kim"
    assert "mine" not in rosa.sees("topics", topic)
    assert kim.sees("topics", topic)["mine"] is True


def test_claim_of_a_taken_cell_tells_who_holds_it_and_what_is_free(
    venue: Venue, phone: Connects
) -> None:
    kim, rosa = (phone(venue, venue.joins(name)["token"]) for name in ("Kim", "Rosa"))
    first, second = kim.proposes("Carers", convener_name="Kim"), rosa.proposes("Waiting lists")
    held = kim.asks("claim_cell", topic=first, **venue.cell())["result"]

    lost = rosa.asks("claim_cell", topic=second, **venue.cell())

    assert lost["ok"] is False
    assert lost["error"]["code"] == "cell_taken"
    assert lost["error"]["held_by"] == {
        "topic": first,
        "title": "Carers",
        "session": held["session"],
        "code": "1A",
        "convener_name": "Kim",
    }
    here, free = venue.cell(), lost["error"]["free"]
    assert len(free) == 3
    assert free[0] == [venue.cell("1", "B")["room"], here["slot"]]
    assert rosa.asks("claim_cell", topic=second, room=free[0][0], slot=free[0][1])["ok"]


def test_command_sent_twice_gets_one_answer_and_has_one_effect(
    venue: Venue, phone: Connects
) -> None:
    token = venue.joins()["token"]
    kim = phone(venue, token)

    first = kim.asks("propose_topic", id="same-id-1", title="Carers")
    again = kim.asks("propose_topic", id="same-id-1", title="Carers")
    by_http = venue.asks(token, "propose_topic", id="same-id-1", title="Carers").json()

    assert first == again == by_http
    assert len(venue.state()["tables"]["topics"]) == 1


def test_phone_that_was_away_catches_up_with_since(venue: Venue, phone: Connects) -> None:
    kim, rosa = (phone(venue, venue.joins(name)["token"]) for name in ("Kim", "Rosa"))
    seq = rosa.copy.seq
    rosa.goes()
    topics = [kim.proposes(title) for title in ("Carers", "Waiting lists")]

    back = phone(venue, since=seq)

    message = back.hears("changes")
    assert (message["since"], message["seq"]) == (seq, venue.state()["seq"])
    seqs = [change["seq"] for change in message["changes"]]
    assert seqs == list(range(seq + 1, message["seq"] + 1))
    put = [row["id"] for change in message["changes"] for row in change["puts"].get("topics", [])]
    assert put == topics


@pytest.mark.parametrize("since", [-1, 10_000])
def test_phone_that_cannot_catch_up_is_told_to_fetch_the_state(
    venue: Venue, phone: Connects, since: int
) -> None:
    assert phone(venue, since=since).hears("resync") == {"seq": venue.state()["seq"]}


def test_phone_of_another_origin_is_told_to_fetch_the_state(venue: Venue, phone: Connects) -> None:
    """The store was restored from a copy, and has other changes with the seqs that the phone knows."""
    state = venue.state()
    of_today = {"since": state["seq"] - 1, "origin": state["origin"]}

    assert phone(venue, **of_today).hears("changes")["seq"] == state["seq"]
    assert phone(venue, **{**of_today, "origin": "lost"}).hears("resync") == {"seq": state["seq"]}


def test_phone_too_far_behind_is_told_to_fetch_the_state(venue: Venue, phone: Connects) -> None:
    wall = phone(venue)
    ledger = open_store(venue.server.folder / "sessions.db")
    with ledger.turn(venue.code) as turn:
        for seq in range(2, 1_003):
            turn.append(Change(seq, "ring_bell", "2027-03-31T10:00:00+00:00", "host"))
    ledger.close()

    near, far = phone(venue, since=2), phone(venue, since=1)

    assert near.hears("changes")["seq"] == 1_002
    assert far.hears("resync") == {"seq": 1_002}
    # What another process wrote reaches those who were here already.
    assert wall.hears("changes")["seq"] == 1_002


def test_bell_and_news_reach_every_screen(venue: Venue, phone: Connects) -> None:
    host = phone(venue, venue.host_token())
    kim, wall = phone(venue, venue.joins()["token"]), phone(venue, **{"as": "wall"})

    news = host.asks("post_news", text="Tea is ready")["result"]["news"]
    rung = host.asks("ring_bell", text="Back to the circle")

    for screen in (kim, wall, host):
        assert screen.sees("news", news)["text"] == "Tea is ready"
        bell = screen.hears("bell")
        assert (bell["text"], bell["seq"]) == ("Back to the circle", rung["seq"])


def test_presence_counts_people_and_neither_walls_nor_hosts(venue: Venue, phone: Connects) -> None:
    token = venue.joins()["token"]
    wall, host = phone(venue, **{"as": "wall"}), phone(venue, venue.host_token())

    first, second = phone(venue, token), phone(venue, token)
    other = phone(venue, venue.joins()["token"])

    wall.hears("presence", lambda data: data == {"here": 2})
    host.hears("presence", lambda data: data == {"here": 2, "hosts": []})
    for one in (first, second, other):
        one.goes()
    wall.waits(lambda: wall.all("presence")[-1] == {"here": 0})


def test_hosts_alone_hear_what_another_host_works_on(venue: Venue, phone: Connects) -> None:
    ana, tablet = phone(venue, venue.host_token()), phone(venue, venue.host_token())
    kim, wall = phone(venue, venue.joins()["token"]), phone(venue, **{"as": "wall"})
    report = {"page": "a1", "name": "Ana", "on": "harvest", "item": ""}

    assert ana.sends(report, event="working") == {"ok": True}

    shown = [{"name": "Ana", "on": "harvest", "item": ""}]
    tablet.hears("presence", lambda data: data["hosts"] == shown)
    for screen in (kim, wall):
        assert screen.sends(report, event="working")["error"]["code"] == "not_allowed"
        screen.hears("presence", lambda data: data == {"here": 1})
        assert all("hosts" not in data for data in screen.all("presence"))
    ana.goes()
    tablet.waits(lambda: tablet.all("presence")[-1]["hosts"] == [])
    assert "Ana" not in str(venue.state(venue.host_token()))


def test_line_that_is_asked_for_its_seq_answers_at_once(venue: Venue, phone: Connects) -> None:
    kim = phone(venue, venue.joins()["token"])
    seq = kim.asks("propose_topic", title="Carers")["seq"]

    kim.waits(lambda: kim.sends(event="seq") == {"ok": True, "seq": seq})


def test_socket_of_a_community_sees_its_changes_and_takes_its_commands(server: Server) -> None:
    opened = requests.post(f"{server.url}/api/communities", json={"name": "Circle"}, timeout=30)
    at, key = f"{server.url}/api/c/circle", opened.json()["host_key"]
    token = requests.post(f"{at}/host", json={"host_key": key}, timeout=30).json()["token"]
    seen: list[dict] = []
    public, host = new_client(), new_client()
    public.on("changes", seen.append)
    public.connect(server.url, auth={"community": "circle"}, wait_timeout=30)
    host.connect(server.url, auth={"community": "circle", "token": token}, wait_timeout=30)

    message = {"id": "one", "name": "edit_community", "args": {"name": "Renamed"}}
    assert host.call("command", message, timeout=30) == {"ok": True, "seq": 2}
    refused = public.call("command", {**message, "id": "two"}, timeout=30)

    assert refused["error"]["code"] == "not_allowed"
    assert waits(lambda: seen)[0]["changes"][0]["puts"]["communities"][0]["name"] == "Renamed"
    with pytest.raises(socketio.exceptions.ConnectionError):
        new_client().connect(server.url, auth={"community": "nowhere"}, wait_timeout=30)
    for one in (public, host):
        one.disconnect()
