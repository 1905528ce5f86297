"""Turns the record of 36C3's self-organised sessions (JSON) into a gathering file for `openspace rehearse`.

They were claimed on a wiki without a lock, at any time and in any place, and some share a room. So every
session is at a free place.

python bench/convert_36c3.py ccc-36c3-self-organized-sessions.json > 36c3.json
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

LONGEST_TITLE, LONGEST_NAME, LONGEST_TEXT = 500, 120, 20_000
LONGEST = timedelta(hours=24)
Json = dict[str, Any]


def convert(record: Json) -> Json:
    sessions = record["sessions"]
    days = sorted(session["day"] for session in sessions)
    return {
        "title": record["event"],
        "timezone": "Europe/Berlin",
        "starts_on": days[0],
        "ends_on": days[-1],
        "topics": [topic(session) for session in sessions],
    }


def topic(session: Json) -> Json:
    described = (session.get("abstract"), session.get("description"))
    name = ", ".join(session["conveners"])
    return {
        "title": session["title"][:LONGEST_TITLE],
        "description": "\n\n".join(text for text in described if text)[:LONGEST_TEXT],
        "convener_name": name[:LONGEST_NAME],
        "tags": [session["type"]] if session.get("type") else [],
        "cells": [place(session)],
        "notes": notes(session),
    }


def place(session: Json) -> Json:
    """Return where and when it is. Some have no length, and one has more than a day."""
    starts = datetime.fromisoformat(f"{session['day']}T{session['start']}")
    hours, minutes = map(int, session["duration"].split(":"))
    lasts = min(timedelta(hours=hours, minutes=minutes), LONGEST)
    ends = {"ends_at": (starts + lasts).isoformat()} if lasts else {}
    return {
        "place": " ".join(session["room"].split())[:LONGEST_NAME],
        "starts_at": starts.isoformat(),
        **ends,
    }


def notes(session: Json) -> list[Json]:
    """Return its page in the wiki as a link, because the record has no reports."""
    url = session.get("url") or ""
    return [{"kind": "link", "text": url.rpartition("/")[2], "url": url}] if url else []


if __name__ == "__main__":
    json.dump(
        convert(json.loads(Path(sys.argv[1]).read_text("utf-8"))),
        sys.stdout,
        indent=1,
        ensure_ascii=False,
    )
