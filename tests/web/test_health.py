"""What a load balancer is told about this server."""

from flask import Flask

from openspace.service.readiness import Readiness


class Store:
    trouble: str | None = None

    def codes(self) -> list[str]:
        return []


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
    app.extensions["openspace.readiness"].looked()

    answer = app.test_client().get("/readyz", headers={"Host": "10.1.2.3.example"})

    assert (answer.status_code, answer.get_json()) == (200, {"ready": True})
