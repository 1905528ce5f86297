"""Who may do what: every command, asked by everybody. What has no row here fails."""

from typing import Any

import pytest

from openspace.domain.commands import COMMANDS
from tests.security.matrix import NO, rows
from tests.security.scene import ASKERS, a_scene
from tests.support.same import assert_same

COMMAND_ROWS = """
command          nobody  attendee   elsewhere  convener  former_host  host       wall
propose_topic    no      ok         no         ok        no           ok         no
edit_topic       no      not_yours  no         ok        no           ok         no
queue_announcement  no   not_yours  no         ok        no           ok         no
leave_queue      no      not_yours  no         ok        no           ok         no
announce_later   no      not_yours  no         ok        no           ok         no
call_next        no      no         no         no        no           ok         no
end_announcement  no     no         no         no        no           ok         no
withdraw_topic   no      not_yours  no         ok        no           ok         no
restore_topic    no      not_yours  no         ok        no           ok         no
claim_cell       no      not_yours  no         ok        no           ok         no
move_session     no      not_yours  no         ok        no           ok         no
claim_place      no      not_yours  no         ok        no           ok         no
move_to_place    no      not_yours  no         ok        no           ok         no
release_session  no      not_yours  no         ok        no           ok         no
ask_to_meet      no      not_yours  no         ok        no           no         no
offer_swap       no      not_yours  no         ok        no           no         no
accept_swap      no      unknown_notice  no    ok        no           ok         no
offer_join       no      not_yours  no         ok        no           no         no
accept_join      no      unknown_notice  no    ok        no           ok         no
part_session     no      not_yours  no         ok        no           no         no
invite_convener  no      not_yours  no         ok        no           no         no
accept_convening  no     ok         no         ok        no           ok         no
leave_topic      no      not_yours  no         ok        no           no         no
mark_interest    no      ok         no         ok        no           no         no
post_note        no      ok         no         ok        no           ok         no
edit_note        no      not_yours  no         ok        no           not_yours  no
retract_note     no      not_yours  no         ok        no           not_yours  no
post_evidence    no      ok         no         ok        no           ok         no
edit_evidence    no      not_yours  no         ok        no           not_yours  no
retract_evidence  no     not_yours  no         ok        no           not_yours  no
name_issue       no      ok         no         ok        no           ok         no
retract_issue    no      not_yours  no         ok        no           not_yours  no
place_dots       no      ok         no         ok        no           ok         no
report_outcome   no      not_yours  no         ok        no           ok         no
end_action_links  no     not_yours  no         ok        no           ok         no
answer_recommendation  no  no       no         no        no           ok         no
retract_answer   no      no         no         no        no           ok         no
hand_over_notes  no      not_yours  no         ok        no           ok         no
count_people     no      not_yours  no         ok        no           ok         no
confirm_report   no      not_yours  no         ok        no           ok         no
describe_photo   no      not_yours  no         ok        no           ok         no
take_notes       no      not_now    no         ok        no           no         no
plan_to_come     no      ok         no         ok        no           no         no
cancel_coming    no      ok         no         ok        no           no         no
edit_me          no      ok         no         ok        no           no         no
dismiss_notice   no      unknown_notice  no    ok        no           no         no
mute             no      unknown_notice  no    ok        no           no         no
wish_for_others  no      ok         no         ok        no           no         no
withdraw_wish    no      unknown_wish  no      ok        no           no         no
ask_others       no      unknown_wish  no      ok        no           no         no
was_here         no      ok         no         ok        no           no         no
forget_visit     no      unknown_visit  no      ok        no           no         no
let_follow       no      ok         no         ok        no           no         no
end_following    no      ok         no         ok        no           no         no
join_action      no      ok         no         ok        no           ok         no
leave_action     no      ok         no         ok        no           ok         no
post_reflection  no      ok         no         ok        no           ok         no
answer_introduction  no  unknown_introduction  no  ok    no           no         no
report_name      no      ok         no         ok        no           no         no
flag             no      ok         no         ok        no           no         no
offer_entry      no      not_yours  no         ok        no           no         no
agree_to_offer   no      unknown_offer  no     not_now   no           no         no
take_back_offer  no      unknown_offer  no     ok        no           no         no
settle_flag      no      no         no         no        no           ok         no
cover            no      no         no         no        no           ok         no
set_phase        no      no         no         no        no           ok         no
post_news        no      no         no         no        no           ok         no
retract_news     no      no         no         no        no           ok         no
ring_bell        no      no         no         no        no           ok         no
skip_bell        no      no         no         no        no           ok         no
set_timer        no      no         no         no        no           ok         no
stop_timer       no      no         no         no        no           ok         no
hide_topic       no      no         no         no        no           ok         no
hide_note        no      no         no         no        no           ok         no
hide_evidence    no      no         no         no        no           ok         no
hide_issue       no      no         no         no        no           ok         no
hide_all_by      no      no         no         no        no           ok         no
hide_since       no      no         no         no        no           ok         no
erase_hidden     no      no         no         no        no           ok         no
rest_author      no      no         no         no        no           ok         no
set_doors        no      no         no         no        no           ok         no
set_writing      no      no         no         no        no           ok         no
approve_topic    no      no         no         no        no           ok         no
dismiss_notices  no      no         no         no        no           ok         no
remove_name      no      no         no         no        no           ok         no
edit_gathering   no      no         no         no        no           ok         no
open_convergence  no     no         no         no        no           not_now    no
close_convergence  no    no         no         no        no           ok         no
edit_book        no      no         no         no        no           ok         no
publish_book     no      no         no         no        no           ok         no
add_room         no      no         no         no        no           ok         no
edit_room        no      no         no         no        no           ok         no
remove_room      no      no         no         no        no           ok         no
add_slot         no      no         no         no        no           ok         no
edit_slot        no      no         no         no        no           ok         no
remove_slot      no      no         no         no        no           ok         no
edit_slots       no      no         no         no        no           ok         no
tell_news        no      no         no         no        no           ok         no
"""
"""no: refused as `not_allowed`. Each cell is asked of a gathering of its own."""
LATER = {"starts_at": "2027-03-31T10:05", "ends_at": "2027-03-31T10:50"}
ARGS: dict[str, dict[str, Any]] = {
    "propose_topic": {"title": "New"},
    "edit_topic": {"topic": "$topic", "title": "Other"},
    "queue_announcement": {"topic": "$unplaced"},
    "leave_queue": {"topic": "$topic"},
    "announce_later": {"topic": "$topic"},
    "call_next": {},
    "end_announcement": {"after": "$announcement"},
    "withdraw_topic": {"topic": "$topic"},
    "restore_topic": {"topic": "$topic"},
    "claim_cell": {"topic": "$unplaced", "room": "$room_a", "slot": "$slot_2"},
    "move_session": {"session": "$session", "room": "$room_a", "slot": "$slot_2"},
    "claim_place": {"topic": "$unplaced", "place": "The pond", "starts_at": "2027-03-31T15:10"},
    "move_to_place": {"session": "$session", "place": "The pond", "starts_at": "2027-03-31T15:10"},
    "release_session": {"session": "$session"},
    "ask_to_meet": {"session": "$their_session", "topic": "$unplaced"},
    "offer_swap": {"session": "$session", "wanted": "$their_session"},
    "accept_swap": {"notice": "$offer"},
    "offer_join": {"session": "$session", "topic": "$unplaced"},
    "accept_join": {"notice": "$join"},
    "part_session": {"session": "$joined"},
    "invite_convener": {"topic": "$topic"},
    "accept_convening": {"code": "$invited"},
    "leave_topic": {"topic": "$kims"},
    "mark_interest": {"topic": "$topic", "interested": True},
    "post_note": {"session": "$session", "kind": "question", "text": "Why?"},
    "edit_note": {"note": "$note", "text": "Other"},
    "retract_note": {"note": "$note"},
    "post_evidence": {"form": "evidence", "bearing": "both", "text": "Our audit says so."},
    "edit_evidence": {"evidence": "$evidence", "text": "Other"},
    "retract_evidence": {"evidence": "$evidence"},
    "name_issue": {"text": "Waiting times"},
    "retract_issue": {"issue": "$issue"},
    "place_dots": {"issue": "$issue", "dots": 3},
    "report_outcome": {"note": "$named", "outcome": "done", "text": "It runs."},
    "end_action_links": {"note": "$named"},
    "answer_recommendation": {"note": "$asked", "organisation": "The Trust", "text": "Yes."},
    "retract_answer": {"note": "$answered", "organisation": "The Trust"},
    "hand_over_notes": {"session": "$session"},
    "count_people": {"session": "$session", "people": 12},
    "confirm_report": {"topic": "$topic"},
    "describe_photo": {"note": "$photo", "alt": "A wheel"},
    "take_notes": {"session": "$session"},
    "plan_to_come": {"places": 2},
    "cancel_coming": {},
    "edit_me": {"name": "Sam"},
    "dismiss_notice": {"notice": "$notice"},
    "mute": {"notice": "$notice"},
    "wish_for_others": {"topic": "$unplaced", "contact": "kim@example.org"},
    "withdraw_wish": {"wish": "$wish"},
    "ask_others": {"wish": "$wish"},
    "was_here": {"session": "$their_session"},
    "forget_visit": {"visit": "$visit"},
    "let_follow": {},
    "end_following": {"following": "$following"},
    "join_action": {"note": "$named", "name": "Noor"},
    "leave_action": {"note": "$named", "name": "Robin"},
    "post_reflection": {"text": "It was good to be heard."},
    "answer_introduction": {"introduction": "$introduction", "agreed": True},
    "report_name": {"note": "$named"},
    "flag": {"table": "topics", "id": "$topic"},
    "offer_entry": {"note": "$note", "title": "A letter"},
    "agree_to_offer": {"offer": "$offered"},
    "take_back_offer": {"offer": "$offered"},
    "settle_flag": {"flag": "$flag"},
    "cover": {"table": "topics", "id": "$topic"},
    "set_phase": {"phase": "sessions"},
    "post_news": {"text": "News"},
    "retract_news": {"news": "$news"},
    "ring_bell": {},
    "skip_bell": {"slot": "$slot_1", "kind": "end-5"},
    "set_timer": {"minutes": 10},
    "stop_timer": {},
    "hide_topic": {"topic": "$topic"},
    "hide_note": {"note": "$note"},
    "hide_evidence": {"evidence": "$evidence"},
    "hide_issue": {"issue": "$issue"},
    "hide_all_by": {"note": "$note"},
    "hide_since": {"at": "$now"},
    "erase_hidden": {"table": "evidence", "id": "$hidden"},
    "rest_author": {"topic": "$topic", "rested": True},
    "set_doors": {"joining": "closed"},
    "set_writing": {"writing": "host"},
    "approve_topic": {"topic": "$topic"},
    "dismiss_notices": {"topic": "$topic"},
    "remove_name": {"note": "$named"},
    "edit_gathering": {"title": "Other"},
    "open_convergence": {},
    "close_convergence": {},
    "edit_book": {"subtitle": "Other"},
    "publish_book": {},
    "add_room": {"name": "Ash"},
    "edit_room": {"room": "$room_a", "name": "Ash"},
    "remove_room": {"room": "$room_a"},
    "add_slot": {"starts_at": "2027-03-31T14:00", "ends_at": "2027-03-31T15:00"},
    "edit_slot": {"slot": "$slot_1", "label": "First"},
    "remove_slot": {"slot": "$slot_1"},
    "edit_slots": {"slots": [{"slot": "$slot_1", **LATER}]},
    "tell_news": {},
}


@pytest.mark.parametrize(("name", "cells"), rows(COMMAND_ROWS))
def test_a_command_is_for_whom_its_row_says(name: str, cells: dict[str, str]) -> None:
    got: dict[str, str] = {}
    # Who is refused changes nothing: they ask one after the other, and before the others.
    for asker in sorted(ASKERS, key=lambda asker: cells[asker] == "ok"):
        if not got or "ok" in got.values():
            scene = a_scene()
        got[asker] = scene.command(asker, name, scene.filled(ARGS[name]))
    assert got == {asker: NO if cell == "no" else cell for asker, cell in cells.items()}


def test_every_command_has_its_row() -> None:
    named = [name for name, _ in rows(COMMAND_ROWS)]
    assert_same(named, COMMANDS, "COMMAND_ROWS")
    assert_same(ARGS, COMMANDS, "ARGS")
    assert named == list(ARGS), "ARGS must be in the order of COMMAND_ROWS"
