"""Small gatherings that many tests open."""

from typing import Any

ONE_MORNING: dict[str, Any] = {
    "title": "Learning together",
    "statement": "A learning team is difficult to create.",
    "timezone": "Europe/London",
    "opens_early": True,
    "rooms": [{"name": "Oak"}, {"name": "Elm"}, {"name": "Spare", "folded": True}],
    "slots": [
        {
            "starts_at": "2027-03-31T09:30",
            "ends_at": "2027-03-31T10:00",
            "label": "Opening circle",
            "kind": "plenary",
        },
        {"starts_at": "2027-03-31T10:00", "ends_at": "2027-03-31T10:45"},
        {"starts_at": "2027-03-31T11:00", "ends_at": "2027-03-31T11:45"},
    ],
}
"""Cells 1A, 1B, 2A and 2B; room C is folded away, and the opening circle is for everybody. Places
can be chosen at once."""

INVITED: dict[str, Any] = {
    **ONE_MORNING,
    "theme": "What helps a team to go on learning?",
    "venue": "The Boathouse",
    "sponsor": "Harbour Community of Practice",
    "welcome": "Tea from nine.",
    "invitation": {
        "address": "Quay Street\nHarbour HB1 2CD",
        "map_link": "https://www.openstreetmap.org/#map=17/50.15/-5.07",
        "getting_there": "Ten minutes on foot from the station.",
        "invited": "Everybody who works with, uses or cares about the service.",
        "step_free": "Level entrance, and a lift to all rooms.",
        "hearing_loop": "In Oak.",
        "support": "Somebody to talk to, all day.",
    },
    "slots": [
        {**ONE_MORNING["slots"][0], "given_by": "Ana Reyes", "about": "The day, and how it works."},
        *ONE_MORNING["slots"][1:],
    ],
}
"""The same morning with all that an invitation says."""

GATHERING: dict[str, Any] = {
    **ONE_MORNING,
    "theme": "What helps a team to go on learning?",
    "statement": "Creating a learning team is one of the most difficult challenges we face.",
    "rooms": [
        {"name": "Oak", "capacity": 30, "access": "Step-free"},
        {"name": "Elm", "capacity": 12},
        {"name": "Spare", "folded": True},
    ],
}
"""The same morning with its texts, and with what is known of its rooms."""
