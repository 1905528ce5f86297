"""What a notice says, made when it is shown: from its kind and session codes alone.

No title stands in it: a title can be edited or hidden afterwards, and the sentence would keep it. A screen
that has the topic shows its title as it is now (static/js/phone/notice.js).
"""

from openspace.domain.change import Row

SENT_BY_PEOPLE = ("meet", "swap")
"""Kinds that one person sends to another: the host sees how many there are."""

_SENTENCES = {
    "meet": "The convener of another topic would like {0} too. Could you meet at the wall?",
    "swap": (
        "The convener of another topic offers to swap cells: {0} for your {1}. "
        "Nothing moves unless you accept."
    ),
    "swapped": "Swapped: your topic is at {0} now.",
    "room_folded": "The room is folded away: your topic has left {0} and is looking for a place.",
    "room_removed": (
        "The room is not available any more: your topic has left {0} and is looking for a place."
    ),
    "slot_plenary": (
        "That time is for everybody together now: your topic has left {0} and is looking for a place."
    ),
    "slot_removed": (
        "That time is not available any more: your topic has left {0} and is looking for a place."
    ),
    "hidden": "The facilitator has taken your topic off the wall. Please talk to them.",
    "hidden_note": "The facilitator has hidden a note of yours. Please talk to them.",
    "hidden_many": "The facilitator has hidden several things of yours. Please talk to them.",
    "shown": "The facilitator has put your topic back.",
    "shown_note": "The facilitator shows your note again.",
    "shown_many": "The facilitator shows again what was hidden of yours.",
    "name_removed": "The facilitator has taken a name off something of yours. Please talk to them.",
}

NOTICE_KINDS = tuple(_SENTENCES)


def sentence(notice: Row) -> str:
    """The sentence without any title. Every kind has one."""
    return _SENTENCES[notice["kind"]].format(*notice["codes"])
