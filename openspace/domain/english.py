"""Every sentence that the server sends for a code, in English. `languages/po/` has the translations.

Those of refusals are in `english_permissions.py` and `english_input.py`.
"""

from openspace.domain.english_input import INPUT
from openspace.domain.english_permissions import PERMISSIONS

COVERED = "Covered by the facilitator for the moment."
"""Instead of the words of an item that the host has covered."""

REFUSALS = {**PERMISSIONS, **INPUT}
"""Sentences by code. If a code has several, its parameter `why` selects one, else `field`, else the key "".
Braces contain parameters of the code, as docs/wire.md lists them."""

FIELDS = {
    "title": "A title",
    "report_title": "A title",
    "name": "A name",
    "description": "A description",
    "text": "A text",
    "alt": "The description of a picture",
    "link": "A link",
    "photo": "The photo",
    "tag": "A tag",
    "label": "A label",
    "place": "A place",
    "access": "An access note",
    "given_by": "A name",
    "home_host": "A name",
    "contact": "A contact",
    "controller": "The organisation",
    "needs": "What you need",
    "wifi_name": "The name of a Wi-Fi",
    "arranged": "An answer",
    "places": "The number of places",
    "citation": "A citation",
    "reason": "A reason",
    "words": "A message",
    "answer": "An answer",
    "issue": "An issue",
    "dots": "The number of dots",
    "organisation": "The organisation",
    "content_note": "A content note",
    "principle": "A principle",
    "credit": "A credit",
    "first": "The first session",
    "until": "The end of the day",
    "minutes": "The length of a session",
    "gap": "The time between sessions",
    "count": "The number of sessions in a day",
    "break_at": "The time of “{label}”",
    "q": "A search",
    "break_minutes": "The length of “{label}”",
}
"""The start of a sentence about a field, as `{what}`. The default is “The <its name>”."""

NOTICES = {
    "meet": "The convener of another topic would like {0} too. Could you meet at the wall?",
    "swap": (
        "The convener of another topic offers to swap places: {0} for your {1}. "
        "Nothing moves unless you accept."
    ),
    "swapped": "Swapped: your topic is at {0} now.",
    "join": (
        "The convener of another topic offers to meet together, at {0}. "
        "Nothing changes unless you accept."
    ),
    "joined": "Your topic and another one meet together at {0} now.",
    "parted": "The two topics that met together at {0} are parted again.",
    "moved": "The facilitator has moved your topic from {0} to {1}.",
    "moved_in_place": "The facilitator has changed the place or the time of {0}.",
    "moved_by_convener": "Another convener has moved your topic from {0} to {1}.",
    "moved_in_place_by_convener": "Another convener has changed the place or the time of {0}.",
    "released_by_convener": (
        "Another convener has freed the place: your topic has left {0} and has no place now."
    ),
    "released": (
        "The facilitator has freed the place: your topic has left {0} and has no place now."
    ),
    "room_folded": "The room is closed now: your topic has left {0} and has no place now.",
    "room_removed": (
        "The room is not available any more: your topic has left {0} and has no place now."
    ),
    "slot_plenary": (
        "That time is for everybody together now: your topic has left {0} and has no place now."
    ),
    "slot_other": (
        "That time is for something else now: your topic has left {0} and has no place now."
    ),
    "slot_removed": (
        "That time is not available any more: your topic has left {0} and has no place now."
    ),
    "hidden": "The facilitator has taken your topic off the wall. Please talk to them.",
    "hidden_note": "The facilitator has hidden a note of yours. Please talk to them.",
    "hidden_evidence": (
        "The facilitator has hidden something you brought to the statement. Please talk to them."
    ),
    "hidden_issue": "The facilitator has hidden an issue that you named. Please talk to them.",
    "hidden_many": "The facilitator has hidden several things of yours. Please talk to them.",
    "shown": "The facilitator has put your topic back.",
    "shown_note": "The facilitator shows your note again.",
    "shown_evidence": "The facilitator shows again what you brought to the statement.",
    "shown_issue": "The facilitator shows your issue again.",
    "shown_many": "The facilitator shows again what was hidden of yours.",
    "erased": (
        "The facilitator has deleted something of yours for good, because it could harm somebody. "
        "You can talk to them at any time."
    ),
    "covered": (
        "The facilitator has covered your topic for the moment, to look at it. "
        "You can talk to them at any time."
    ),
    "covered_note": (
        "The facilitator has covered a note of yours for the moment, to look at it. "
        "You can talk to them at any time."
    ),
    "covered_evidence": (
        "The facilitator has covered something you brought to the statement for the moment, "
        "to look at it. You can talk to them at any time."
    ),
    "covered_issue": (
        "The facilitator has covered an issue that you named for the moment, to look at it. "
        "You can talk to them at any time."
    ),
    "uncovered": "The facilitator has looked at your topic. Everybody can read it again.",
    "uncovered_note": "The facilitator has looked at your note. Everybody can read it again.",
    "uncovered_evidence": (
        "The facilitator has looked at what you brought to the statement. "
        "Everybody can read it again."
    ),
    "uncovered_issue": "The facilitator has looked at your issue. Everybody can read it again.",
    "flag_late": (
        "What you told the facilitator came outside the gathering’s hours. They may read it much "
        "later. If it cannot wait, please turn to somebody you trust."
    ),
    "flag_settled": "The facilitator has looked at what you told them about. Thank you.",
    "moved_up": "A place has become free: you have your place now. See “I plan to come”.",
    "plan_removed": (
        "The facilitator has taken your plan to come off the list. Please talk to them."
    ),
    "name_removed": "The facilitator has taken a name off something of yours. Please talk to them.",
}
"""Sentences by kind of notice. Braces contain the notice's session codes.

They contain no title: it can be edited or hidden later, and the sentence would keep it. A client that has the
topic shows its present title (static/js/phone/notice.js).
"""
