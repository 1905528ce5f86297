"""A gathering that converges: issues, sessions with reports, and dots on them."""

from tests.domain.given import Day, Someone, a_gathering

WORDS = "We met twice. It takes time."


def converging(convergence: str = "reopened", phase: str = "sessions") -> Day:
    """A gathering whose host opened `convergence`."""
    day = a_gathering()
    day.host.asks("edit_gathering", convergence=convergence)
    day.host.asks("set_phase", phase=phase)
    day.host.asks("open_convergence")
    return day


def with_dots() -> Day:
    """A gathering in which the host has opened dots."""
    return converging("dots")


def reported(someone: Someone, title: str, cell: str) -> str:
    """A session with a report."""
    session = someone.claims(someone.proposes(title), cell)
    someone.notes(session, WORDS)
    return session


def places(someone: Someone, item: str, dots: int) -> None:
    noun = "issue" if item.startswith("is") else "session"
    someone.asks("place_dots", dots=dots, **{noun: item})


def names(someone: Someone, text: str) -> str:
    return str(someone.asks("name_issue", text=text)["issue"])


def crowd(day: Day, people: int) -> list[Someone]:
    return [day.joins() for _ in range(people)]


def groups(day: Day) -> dict[str, str]:
    rows = [*day.gathering.rows("sessions"), *day.gathering.rows("issues")]
    return {row["id"]: row["cluster"] for row in rows if row["cluster"]}
