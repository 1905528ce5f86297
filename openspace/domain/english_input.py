"""Sentences of refusals about what was sent: values, limits, and requests."""

INPUT: dict[str, str | dict[str, str]] = {
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
        "factor_codes": "Too many wrong codes. Wait some minutes, or use a passkey or a recovery code.",
        "host_logins": "Very many devices become host just now. Please try again in a moment.",
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
        "own_topics": (
            "You have as many open topics as one person may have: {most}. Withdraw one first, or ask the "
            "facilitator."
        ),
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
