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
