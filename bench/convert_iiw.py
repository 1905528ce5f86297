"""Turns the record of the Internet Identity Workshop 21 (JSON) into a gathering file to rehearse.

python bench/convert_iiw.py iiw-21.json > iiw21.json

Every cell of the agenda is a topic; every report becomes the notes of the topic that it reports on.
"""

import difflib
import json
import re
import sys
from pathlib import Path
from typing import Any

DAYS = {"Tuesday": "2015-10-27", "Wednesday": "2015-10-28", "Thursday": "2015-10-29"}
STARTS = {1: "09:30", 2: "10:30", 3: "11:30", 4: "13:30", 5: "14:30"}
"""The record numbers the slots and tells no times: these are made up."""

LONGEST_NOTE = 20_000
Json = dict[str, Any]
Cell = tuple[str, int, str]


def convert(record: Json) -> Json:
    topics = {cell_of(entry): topic(entry) for entry in record["agenda"]}
    for report in record["sessions"]:
        add_report(topics[cell_reported_on(report, topics)], report)
    letters = [chr(ord("A") + n) for n in range(12)]
    return {
        "title": record["event"],
        "timezone": "America/Los_Angeles",
        "rooms": [{"name": f"Space {letter}"} for letter in letters],
        "slots": [
            {"starts_at": f"{day}T{start}", "ends_at": f"{day}T{start[:2]}:59"}
            for day in DAYS.values()
            for start in STARTS.values()
        ],
        "topics": list(topics.values()),
    }


def cell_of(entry: Json) -> Cell:
    return entry["day"], int(entry["slot"]), entry["space"]


def topic(entry: Json) -> Json:
    day, slot, space = cell_of(entry)
    return {
        "title": entry["title"],
        "cells": [{"room": space, "slot": f"{DAYS[day]}T{STARTS[slot]}"}],
        "notes": [],
    }


def cell_reported_on(report: Json, topics: dict[Cell, Json]) -> Cell:
    """The agenda's cell: where a report's own cell is another topic's, the title decides."""
    # "G & 5J" is a session that went on in another cell.
    given = (report["day"], int(report["slot"]), report["space"].split(" ")[0])
    by_likeness = max(topics, key=lambda cell: likeness(report["title"], topics[cell]["title"]))
    if given in topics and likeness(report["title"], topics[by_likeness]["title"]) < 0.95:
        return given
    return by_likeness


def likeness(one: str, other: str) -> float:
    a, b = (" ".join(re.findall(r"\w+", title.casefold())) for title in (one, other))
    return difflib.SequenceMatcher(None, a, b).ratio()


def add_report(topic: Json, report: Json) -> None:
    topic["convener_name"] = report["convener"] or topic.get("convener_name", "")
    if report["title"] != topic["title"]:
        topic["report_title"] = report["title"]
    tags = [tag.strip(" #.")[:60] for tag in re.split(r"[,;]", report["tags"] or "")]
    topic["tags"] = list(dict.fromkeys([*topic.get("tags", []), *filter(None, tags)]))[:12]
    text = report["notes"]
    for start in range(0, len(text), LONGEST_NOTE):
        part = text[start : start + LONGEST_NOTE]
        topic["notes"].append({"kind": "summary", "text": part, "by": report["notes_taker"]})


if __name__ == "__main__":
    json.dump(
        convert(json.loads(Path(sys.argv[1]).read_text())), sys.stdout, indent=1, ensure_ascii=False
    )
