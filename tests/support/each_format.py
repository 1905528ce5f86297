"""All formats of the book, for tests of each. `bin/test --fast` leaves out those with a PDF in them."""

import pytest

from openspace.proceedings.formats import FORMATS

_WITH_A_PDF = ("pdf", "large.pdf", "zip")

EACH_FORMAT = [
    pytest.param(one, id=one.ending, marks=pytest.mark.slow if one.ending in _WITH_A_PDF else ())
    for one in FORMATS.values()
]
EACH_ENDING = [pytest.param(each.id, marks=each.marks) for each in EACH_FORMAT]
