"""What a load balancer is told about this server."""

from flask import Flask

from openspace.ledger.port import Unreadable
from openspace.service.readiness import Readiness


class Store:
    trouble: str | None = None
    is_away = False
    asked = 0

    def heads(self, codes: list[str]) -> dict[str, int]:
        self.asked += 1
        if self.is_away:
            raise Unreadable("It is away.")
        return {}


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_server_is_ready_from_its_first_look_until_it_ends() -> None:
    store, clock = Store(), Time()
    readiness = Readiness(store, clock)  # type: ignore[arg-type]

    assert readiness.why_not() == "starting"
    readiness.looked()
    assert readiness.why_not() is None
    readiness.end()
    assert readiness.why_not() == "ending"


def test_a_server_that_cannot_use_its_store_is_not_ready() -> None:
    store, clock = Store(), Time()
    readiness = Readiness(store, clock)  # type: ignore[arg-type]
    readiness.looked()

    store.trouble = "The disk is full."
    assert readiness.why_not() == "store"
    store.trouble = None
    assert readiness.why_not() is None


def test_store_is_asked_once_a_second_however_many_ask() -> None:
    store, clock = Store(), Time()
    readiness = Readiness(store, clock)  # type: ignore[arg-type]
    readiness.looked()
    assert [readiness.why_not() for _ in range(5)] == [None] * 5
    assert store.asked == 1

    store.is_away = True
    assert readiness.why_not() is None
    clock.now = 1.0
    assert [readiness.why_not(), readiness.why_not()] == ["store", "store"]
    assert store.asked == 2


def test_a_server_that_reads_no_changes_of_others_is_behind() -> None:
    store, clock = Store(), Time()
    readiness = Readiness(store, clock)  # type: ignore[arg-type]
    readiness.looked()

    clock.now = 60.0
    assert readiness.why_not() == "behind"
    readiness.looked()
    assert readiness.why_not() is None


def test_readyz_answers_to_any_name(app: Flask) -> None:
    """A load balancer asks by the server's address."""
    app.extensions["openspace"].readiness.looked()

    answer = app.test_client().get("/readyz", headers={"Host": "10.1.2.3.example"})

    assert (answer.status_code, answer.get_json()) == (200, {"ready": True})
