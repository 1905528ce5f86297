"""A number before a noun needs the plural forms of the language: `ngettext`, or `tn` in scripts."""

import re

from openspace.languages import extraction
from openspace.languages.known import LANGUAGES

COUNTED = re.compile(
    r"\{(?:n|count|number|total|given|left|gap|people|phones|seats|places|rooms|topics|sessions|notes|reports"
    r"|seconds|minutes|hours|days|weeks|months|years|characters|length|size)(?::,)?\}"
    r" (?:\w+ )?(?:\w+s|people)\b"
)

ONE_FORM_IS_ENOUGH = {
    "{minutes} minutes for action groups from now": "always the same number",
    "{minutes} minutes each, {gap} between.": "the number is a field",
    "at {time} for {minutes} minutes.": "the number is a field",
    "The title {title} is long: {number} characters.": "the number is large",
    "The report title {title} is long: {number} characters.": "the number is large",
    "This machine takes about {phones} phones.": "the number is rounded",
    "A line joins two topics that {number} conveners or more were both interested in.": (
        "always the same number"
    ),
    "These texts have {length:,} characters together; {limit:,} can be saved at once. "
    "Save one text, then the next.": "the number is large",
    "Choose a time within the last {hours} hours.": "always the same number",
    "These are {given:,} rooms; a gathering can have {most:,}.": "the number is large",
    "These are {given:,} time slots; a gathering can have {most:,}.": "the number is large",
    "These are {given:,} items of evidence; a gathering can have {most:,}.": "the number is large",
    "{width} × {height} pixels, {size} kB": "no noun follows the number",
}
"""Limits ({most}, {least}) are not looked for: they are constants, which translators know."""


def test_a_number_before_a_noun_has_plural_forms() -> None:
    catalogue = extraction.read(LANGUAGES["de"])
    single = {message.id for message in catalogue if isinstance(message.id, str)}

    assert {text for text in single if COUNTED.search(text)} - set(ONE_FORM_IS_ENOUGH) == set()


def test_one_thing_is_not_called_by_its_plural() -> None:
    catalogue = extraction.read(LANGUAGES["de"])
    plurals = [message.id for message in catalogue if not isinstance(message.id, str)]

    same = {one for one, other in plurals if one == other and COUNTED.search(one)}
    assert same - {"{count} with notes only"} == set()


def test_a_plural_that_was_forgotten_is_found() -> None:
    assert COUNTED.search("{n} topics")
    assert COUNTED.search("There are {count:,} open topics here.")
    assert not COUNTED.search("{name} takes the notes.")
