"""A second convener without a name changes nothing that anybody else sees.

Random days are played twice: once with one convener of a topic, once with a second one, who does at random
what the first would have done there. For everybody else every view is the same to the letter.
"""

import random
from typing import Any

from flask import Flask
from hypothesis import assume, given
from hypothesis import strategies as st

from openspace.domain.gathering import is_off_the_wall
from openspace.domain.viewer import HOST, PUBLIC
from tests.security.exchanged import APPS, CODES, PEOPLE, Played, Step, a_day, assert_same, days
from tests.security.test_linkage import DAYS

CODE = "ABCDEFGH"

SHARED = (
    *("edit_topic", "withdraw_topic", "restore_topic", "confirm_report"),
    *("claim_cell", "claim_place", "move_session", "move_to_place", "release_session"),
    *("queue_announcement", "leave_queue", "announce_later", "describe_photo", "count_people"),
    *("offer_swap", "offer_join", "ask_to_meet", "accept_swap", "accept_join", "part_session"),
)
"""What either convener does for the topic."""

OF_CONVENERS = ("invite_convener", "accept_convening", "leave_topic")


@days(8)
@given(DAYS, st.integers(0, 1_000), st.booleans())
def test_nobody_else_can_tell_that_there_is_a_second_convener(
    steps: list[tuple[int, tuple[str, dict[str, Any]]]], chance: int, erased: bool
) -> None:
    chosen, code = random.Random(chance), next(CODES)
    day = a_day(APPS[0], code, steps)
    people = [person.person for person in day.people]
    topics = [row for row in day.gathering.rows("topics") if row["convener"] in people]
    topic = chosen.choice(topics)
    first = people.index(topic["convener"])
    second = chosen.choice([n for n in range(PEOPLE) if n != first])

    alone = Shared(APPS[0], f"{code}X", topic["id"], first, second, is_real=False)
    shared = Shared(APPS[1], f"{code}X", topic["id"], first, second, is_real=True)
    for step in day.steps:
        helps = chosen.random() < 0.5
        answer, twin = alone.does(step, helps), shared.does(step, helps)
        if step[0] in (first, second):
            # They know; a pause is for the first alone; and the two marks are there in one day only.
            assume([answer.get(key) for key in ("ok", "seq")] == [twin.get("ok"), twin.get("seq")])
        else:
            assert answer == twin, step
    assume(shared.has_begun and alone.day.gathering.seq == shared.day.gathering.seq)
    if erased:
        for one in (alone, shared):
            one.day.erase(second)

    others = [person for n, person in enumerate(day.people) if n not in (first, second)]
    viewers = [PUBLIC, HOST, *others]
    assert_same(alone.day.views(viewers), shared.day.views(viewers))


class Shared:
    """The day again; `is_real`: with a second convener."""

    def __init__(
        self, app: Flask, code: str, topic: str, first: int, second: int, is_real: bool
    ) -> None:
        self.day = Played(app, code)
        self.topic, self.first, self.second, self.is_real = topic, first, second, is_real
        self.has_begun = False

    def does(self, step: Step, helps: bool) -> dict[str, Any]:
        who, name, args = step
        is_about = self._topic_of(name, args) == self.topic
        if name in OF_CONVENERS or (is_about and who == self.second and name in SHARED):
            return {}
        acts = self.is_real and self.has_begun and helps
        if (
            acts
            and is_about
            and who == self.first
            and name in SHARED
            and "convener_name" not in args
        ):
            who = self.second
        answer = self.day.does((who, name, args))
        self._begin()
        return answer

    def _begin(self) -> None:
        """The second convener comes as soon as the topic is there. To others it looks like two marks."""
        topic = self.day.gathering.row("topics", self.topic)
        if self.has_begun or topic is None or is_off_the_wall(topic):
            return
        self.has_begun = True
        if self.is_real:
            self.day.does((self.first, "invite_convener", {"topic": self.topic, "code": CODE}))
            self.day.does((self.second, "accept_convening", {"code": CODE}))
        else:
            for who in (self.first, self.second):
                self.day.does((who, "mark_interest", {"topic": self.topic}))

    def _topic_of(self, name: str, args: dict[str, Any]) -> str:
        rows = self.day.gathering
        if "notice" in args:
            return str((rows.row("notices", args["notice"]) or {}).get("topic", ""))
        if name in ("ask_to_meet", "offer_join") or "session" not in args:
            return str(args.get("topic", ""))
        return str((rows.row("sessions", args["session"]) or {}).get("topic", ""))
