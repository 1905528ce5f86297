"""Every sentence that the server sends for a code. A translation is another file with these tables."""

COVERED = "Covered by the facilitator for the moment."
"""Instead of the words of an item that the host has covered."""

REFUSALS: dict[str, str | dict[str, str]] = {
    # Cells and swaps.
    "cell_taken": {
        "": "{held_by[code]} is taken by “{held_by[title]}”. Your topic is safe.",
        "untitled": "{held_by[code]} is taken. Your topic is safe.",
    },
    "room_busy": {
        "": "“{held_by[title]}” is in this room at that time, at {held_by[code]}. Your topic is safe.",
        "untitled": "{held_by[code]} is in this room at that time. Your topic is safe.",
        "both": "One room would hold {codes} at the same time. Move one of them first.",
    },
    "already_placed": "This topic is at {cell} already. Move it, or choose “Continue in a second place”.",
    "not_a_cell": {
        "together": "“{label}” is for everybody together.",
        "folded": "{room} is not open yet. Ask the facilitator.",
        "for_action": "Action groups meet in the times for action groups.",
        "for_actions_only": "That time is for action groups.",
        "elsewhere": "Only sessions in rooms can be swapped.",
    },
    "is_a_room": {
        "": "{name} is a room of this gathering. Choose a free time there, or another place.",
        "folded": "{name} is a room that is not open yet. Ask the facilitator.",
    },
    "both_yours": "Both topics are yours.",
    "same_session": "These are the same session.",
    "nothing_offered": "This notice has no offer.",
    # Permissions and times.
    "not_now": {
        "closed": "This gathering is closed. Its proceedings can be read.",
        "not_open": "Places can be chosen when the marketplace opens. Your topic is safe.",
        "harvest": "Topics and places stay as they are now. Reports can still be completed.",
        "no_community": "This gathering belongs to no community yet.",
        "asked_again": "You can agree from {day} on. Until then nothing is published.",
        "no_statement": "This gathering has no statement to bring evidence to.",
        "no_planning": "This gathering does not ask who plans to come. Just come.",
        "planning_over": "The gathering has begun. Just come.",
        "ahead": "Topics are brought on the day, when everybody is there.",
        "waiting": "The facilitator has to show this topic first. Then it can be placed.",
        "off_the_wall": "This topic is off the wall. Bring it back first.",
        "no_days": "This gathering has no days yet. Ask the facilitator.",
        "moved": "One of the two has moved since. Meet at the wall?",
        "no_convergence": "Choose first how the gathering comes together.",
        "not_converging_yet": "That can be opened during the sessions and in the closing.",
        "converging": "Close first what is open now.",
        "no_dots": "Dots are not open now.",
        "no_report": "This session has no report yet. Dots are placed on reports, never on titles.",
        "not_reopened": "The space is not open for new action groups now.",
        "joined": "This session or this topic is joined with another one already.",
        "not_joined": "This session is not joined with another topic.",
        "only_convener": (
            "You are the only convener. Withdraw the topic, or invite a second convener first."
        ),
        "was_here": "This gathering keeps no list of who was where.",
        "announcing": "No topics are announced now. You can propose and place yours as before.",
        "no_action": "Only an action has an outcome.",
        "not_an_action": "Only an action can be joined.",
        "no_joining": "Actions can be joined once sessions have begun.",
        "no_replay": "No wall shows now how the grid filled.",
        "no_reflections": "Nobody is asked for a closing reflection now.",
        "has_reflection": "You have written your closing reflection. You can change it.",
        "no_recommendation": "Only a recommendation can be answered.",
        "has_note_taker": "This session is not looking for a note-taker. You can add notes.",
    },
    "not_yours": {
        "topic": "Only its convener can do that. Talk to them at the wall?",
        "note": "Only the person who wrote a note can change it.",
        "evidence": "Only the person who brought it can change it.",
        "issue": "Only the person who named it can take it back.",
        "content_note": "Only its convener can say what it contains.",
        "notes": "Its convener or its note-taker can hand the notes over.",
        "described": "This photo has a description. Only the person who took the photo can change it.",
    },
    "not_allowed": {
        "join": "Join the gathering first.",
        "join_for_my_day": "Join the gathering first. Then you have a day of your own here.",
        "connect": "Connect to a gathering first.",
        "host_only": "Only the facilitator can do that.",
        "author_only": "Only the author can do that.",
        "offers_link": "This link is not valid any more.",
        "convener_only": "Only the convener can ask for that.",
        "proof": "Only the facilitator can see what the book still needs.",
        "export": "Only the facilitator can export the whole gathering.",
        "earlier_edition": (
            "Earlier versions are kept by the facilitator. "
            "The newest one can be read without a number."
        ),
        "nobody_joined": "Nobody joined this gathering on this device.",
        "nobody_to_forget": "There is nobody to forget: nobody joined on this device.",
        "hosts_token": "This is the facilitator's token.",
        "server_key": "Opening a gathering from elsewhere needs the server key.",
        "host_key": "That is not the host key of this gathering.",
        "host_key_replaced": "This host key has been replaced by a new one.",
        "hosts_link": "This link was used before, or is too old. Type the host key.",
        "persons_link": (
            "This link was used before, or is too old. Make a new one on your other device."
        ),
        "token": "This link or token is not valid. Join again.",
        "token_here": "This link or token is not valid here any more. Join again.",
        "signed_out": "This device was signed out from another one.",
        "other_site": "This came from another site.",
        "server_name": (
            "This server does not know that name. Whoever runs it can allow it: "
            "--allow-host NAME, or --public-url."
        ),
        "somebody_else": "This browser is signed out here, or somebody else uses it now.",
        "actions_link": (
            "This link is not valid any more. Ask whoever wrote the action, or the facilitator."
        ),
        "plan_link": "This personal link is not valid. Plan again, or ask the facilitator.",
        "calendar": "This calendar's address is not valid. Ask for a new one.",
    },
    "rested": "The facilitator has paused writing from this phone. Please talk to them.",
    "frozen": "The facilitator has paused writing for everybody for a moment. Nothing is lost.",
    "closed_doors": "Nobody new can join now. Please talk to the facilitator.",
    "wrong_word": "That is not the word. Please ask in the room.",
    "no_name": {
        "host": "Notes that the facilitator types in carry no name.",
        "unnamed": "Give your name first, if you wish to be named.",
    },
    "no_name_shown": "No name is shown there.",
    "typed_by_host": "The facilitator typed this note in.",
    "sent_by_nobody": "Only what another person sends can be muted.",
    "not_confirmed": "To delete it, type its title or its code.",
    "stale": "This note has been changed since you opened it.",
    # Unknown objects.
    "unknown_topic": "That topic is not here any more.",
    "unknown_session": {
        "": "That session is not here any more.",
        "code": "No session has this code now.",
    },
    "unknown_room": {
        "": "That room is not here any more.",
        "letter": "This gathering has no room with that letter.",
    },
    "unknown_slot": "That slot is not here any more.",
    "unknown_note": "That note is not here any more.",
    "unknown_evidence": "That is not here any more.",
    "unknown_issue": "That issue is not here any more.",
    "unknown_answer": "That answer is not here any more.",
    "unknown_flag": "That is settled already.",
    "unknown_visit": "That is not here any more.",
    "unknown_following": "That is over already.",
    "unknown_code": "This code is not valid, or not any more. Ask for a new one.",
    "unknown_wish": "That is not here any more.",
    "unknown_introduction": "That is not here any more.",
    "unknown_invitation": "This code is not valid any more. Ask the convener for a new one.",
    "unknown_notice": "That notice is not here any more.",
    "unknown_plan": "That plan is not here any more.",
    "unknown_news": "That news is not here any more.",
    "unknown_person": "That person is not here any more.",
    "unknown_photo": {
        "": "That picture is not here.",
        "note": "That picture is not here. Please add it again.",
    },
    "unknown_gathering": "No gathering has this code.",
    "unknown_offer": "This offer is not here any more.",
    "unknown_entry": "This entry is not here any more.",
    "unknown_part": "This part is not here any more.",
    "unknown_brief": "This brief is not here any more.",
    "unknown_item": "That is not an item of a gathering in this series.",
    "unknown_community": "There is no community at this address.",
    "unknown_edition": "There is no such version of the proceedings.",
    "unknown_format": "The proceedings are available as {choices}.",
    "unknown_place": "A QR code leads to wall, invitation, proceedings, room-<letter> or s-<session code>.",
    "unknown_command": {
        "": "This server does not know that command.",
        "event": "This server knows the events “command”, “seq” and “working” only.",
    },
    "deleted": "This gathering was deleted.",
    "resync": "That is too far back. Fetch the state.",
    # Invalid input.
    "missing": {
        "": "{what} is missing.",
        "name": "A room needs a name.",
        "contact": "Type where you can be reached.",
        "entry_title": "An entry needs a title.",
        "community_name": "A community needs a name.",
        "brief_title": "A brief needs a title.",
        "news": "The news is empty.",
        "issue": "Name the issue in a few words.",
        "note": "The note is empty.",
        "word": "Choose a word that you say in the room.",
        "alt": "Describe the photo in a sentence or two.",
        "wifi_name": "Type the name of the Wi-Fi, too.",
        "days": "Say on which day, or days, the gathering takes place.",
        "count": "Say how many sessions a day has, or when the last one ends at the latest.",
    },
    "too_long": {
        "": "{what} can have {limit:,} characters; this has {length:,}.",
        "photo": "That picture is too large. Please take a smaller one.",
        "message": "This message is too long.",
        "together": (
            "These texts have {length:,} characters together; {limit:,} can be saved at once. "
            "Save one text, then the next."
        ),
    },
    "not_a_choice": {
        "": "{field} is one of {choices}.",
        "left_out": "{field} is some of {choices}.",
        "break_kind": "The kind of “{label}” is one of {choices}.",
        "bell": "A bell rings at the start, at the end, or 1 to 60 minutes before it: {choices}.",
    },
    "out_of_range": {
        "": "{what} is a whole number from {least:,} to {most:,}.",
        "retention_days": "A gathering is kept for {least} to {most:,} days; 0 keeps it.",
        "people_kept_days": "People are kept for {least} to {most:,} days; 0 is as long as the book.",
        "book_kept_days": "The book is kept for {least} to {most:,} days; 0 keeps it.",
        "size": "{field} is a number of people up to {most:,}; 0: not known.",
        "cells_each": "{field} is a number up to {most:,}; 0 is as many as wished.",
        "topics_each": "{field} is a number up to {most:,}; 0 is as many as wished.",
        "report_minutes": "{field} is a number of minutes up to {most}; 0 is never.",
        "timer": "A timer runs for {least} to {most} minutes.",
        "wifi_password": (
            "A Wi-Fi password has {least} to {most} characters. Leave it empty if the network is open, "
            "or if the password is typed on a web page."
        ),
        "announce_seconds": "The ring takes {least} to {most} seconds, or there is none.",
        "people": "How many took part is a number up to {most:,}; 0: not known.",
        "capacity": "A room's capacity is a number of people, or nothing.",
        "year": "The year is one from {least} to {most}.",
        "at": "Choose a time within the last {hours} hours.",
        "reports_until": "Choose a time within the next {most} days.",
    },
    "not_a_slug": "An address has small letters a to z, digits and dashes, at most 60.",
    "slug_taken": "Another community has this address. Choose a different one.",
    "bad_link": {
        "": "A link begins with http:// or https://.",
        "https": "This link begins with https://.",
    },
    "bad_time": {
        "": "“{given}” is not a time. A time looks like 2027-03-31T10:00.",
        "clock": "{what} is a time like 10:00, not “{given}”.",
        "skipped": "There is no {given} on {day} in {timezone}: the clocks go forward.",
    },
    "bad_day": {
        "": "“{given}” is not a day. A day looks like 2027-03-31.",
        "due": "A due date looks like 2027-03-31.",
        "outside": "Choose a time between the first and the last day: {first} to {last}.",
        "twice": "One of the days is given twice.",
    },
    "bad_timezone": "“{given}” is not a time zone. A time zone looks like Europe/London.",
    "bad_span": {
        "": "A time slot ends after it starts, within a day.",
        "session": "A session ends after it starts, within a day.",
        "day": "The day would end at {ends}, before it begins at {starts}.",
        "other_day": "A time slot would be on another day than {day}. No time is changed.",
        "midnight": "These sessions would run past midnight of {day}.",
        "too_short": "No session fits into that day: it is shorter than one session.",
    },
    "times_overlap": (
        "“{one[label]}” at {one[at]} is not over when “{other[label]}” at {other[at]} begins."
    ),
    # Input that cannot be parsed.
    "malformed": {
        "arguments": "That could not be read: {detail}.",
        "command": "A command looks like {{id, name, args}}.",
        "command_id": "A command's id is a text of 1 to 128 plain characters.",
        "follows": "A topic takes up one question, by the code of its gathering and its note.",
        "one_of_two": "Name one topic or one note.",
        "one_item": "Name one topic, one note, one piece of evidence or one issue.",
        "session_or_issue": "Name one session or one issue.",
        "breaks": "The breaks are a list, each with a time, minutes and a label.",
        "key": "“{key}” is not known here.",
        "text": "“{key}” is a text.",
        "one_line": "“{key}” is one line.",
        "number": "“{key}” is a whole number.",
        "flag": "“{key}” is true or false.",
        "picture": "That is not a JPEG, PNG or WebP picture.",
        "since": "Ask for ?since= the number of the last change you have.",
        "body": "The body is incomplete.",
        "json": "The body is not JSON.",
        "json_object": "The body is not a JSON object.",
        "frame": "This frame could not be read.",
        "binary": "Pictures go by POST /api/<code>/photos, and nothing else is binary.",
        "namespace": "The only namespace is “/”.",
        "connected": "This socket is connected already.",
        "auth": "Connect with auth {{gathering, token?, since?}}.",
        "auth_token": "A token is a text.",
        "auth_since": "since is the number of a change.",
    },
    # Rate limits and temporary failures.
    "too_many": {
        "one_phone": "That was a lot at once from one phone. Please wait a moment.",
        "phone_topics": "Those were many topics at once from one phone. Please wait a moment.",
        "phone_notes": "Those were many notes at once from one phone. Please wait a moment.",
        "phone_text": "That was a lot of text at once from one phone. Please wait a moment.",
        "phone_pictures": "Those were many pictures at once. Please wait a moment.",
        "gathering": (
            "The gathering is getting more than it can take. Please try again in a moment."
        ),
        "joining": "Very many are joining just now. Please try again in a moment.",
        "searching": "Very many are searching just now. Please try again in a moment.",
        "wrong_codes": "Many wrong codes are being tried. Check yours, and try again in a minute.",
        "sending": "Your last picture is still being sent. Please wait.",
        "all_sending": "Many pictures are being sent just now. Please wait.",
        "full_of_people": "This gathering is full. Please tell the facilitator.",
        "full_of_topics": "This gathering is full of topics. Please tell the facilitator.",
        "full_of_notes": "This gathering is full of notes. Please tell the facilitator.",
        "full_of_evidence": "This gathering is full of evidence. Please tell the facilitator.",
        "full_of_pictures": "This gathering is full of pictures. Please tell the facilitator.",
        "own_pictures": "One phone cannot send more pictures. Take one back first.",
        "conveners": "This topic has two conveners already.",
        "own_cells": (
            "You have these places already: {held}. Give one up first, or ask the facilitator."
        ),
        "own_topics": "You have {most} open topics. Withdraw one first, or ask the facilitator.",
        "own_flags": (
            "You have told the facilitator about {most} things that they have not looked at yet. "
            "Please talk to them."
        ),
        "companions": "At most {most} people can follow you. End one first.",
        "followed": "You can follow at most {most} people. End one first.",
        "own_issues": "You have named {most} issues. Take one back first.",
        "own_dots": "You have {most} dots. Take one off somewhere else first.",
        "full_of_issues": "There are so many issues already. Please look whether yours is among them.",
        "own_wishes": "You can look for others on {most} things. Take one back first.",
        "joins": "At most {most} actions can be joined, and {most} names added to one.",
        "answers": "At most {most} organisations can answer a recommendation.",
        "duplicates": "Many gatherings are being duplicated. Please try again in some minutes.",
        "contacts": "Many are leaving a contact at this moment. Try again in a few minutes.",
        "planning": "Many people are planning to come just now. Please try again in a moment.",
        "no_places": "There are not so many places left. Your plan stays as it was.",
        "tags": "A topic can have {most} tags.",
        "offers": "One person can offer {most} notes.",
        "full_of_entries": "The repertoire is full.",
        "full_of_contacts": "The list is full. Please write to the hosts.",
        "full_of_companions": "Many want to work on this already. Please write to the hosts.",
        "gatherings": "A community can have {most} gatherings.",
        "briefs": "A community can have {most} briefs.",
        "brief_items": "A brief can have {most} items.",
        "credits": "The book can credit {most} people.",
        "bells": "A time slot can have {most} bells.",
        "rooms": "A gathering can have {most} rooms.",
        "slots": "A gathering can have {most:,} time slots.",
        "rooms_given": "These are {given:,} rooms; a gathering can have {most:,}.",
        "slots_given": "These are {given:,} time slots; a gathering can have {most:,}.",
        "evidence_given": "These are {given:,} items of evidence; a gathering can have {most:,}.",
        "days": "A gathering can have {most} days.",
    },
    "busy": {
        "": "This could not be saved just now. Please try again.",
        "trying_again": "This could not be saved just now. Trying again.",
        "failed": "This could not be done just now. Trying again.",
        "unreadable": "This cannot be read just now. Please try again in a moment.",
        "not_opened": "The gathering could not be saved: {detail}.",
        "not_erased": (
            "Nothing is erased yet: the server's disk is full. Tell the facilitator, and try again."
        ),
        "file": "This file could not be made just now. Please try again, or take another format.",
        "files": "Many files are being made. Please try again in a moment.",
    },
    "failed": {
        "": "This could not be done. Please tell the facilitator.",
        "request": "Something went wrong here. Please try again.",
    },
    # HTTP errors.
    "not_found": "There is nothing at this address.",
    "method_not_allowed": "This address does not take that kind of request.",
    "request_entity_too_large": {
        "": "That is too large.",
        "body": "That is too large. At most {kilobytes:,} kB can be sent here.",
    },
}
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
