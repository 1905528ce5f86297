"""Every text that people see is in the catalogues."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from openspace.domain.messages import messages
from tests.support.bare_text import in_python, in_script, in_template

ROOT = Path(__file__).parents[2]

SCRIPTS = [file for file in (ROOT / "static/js").rglob("*.js") if "vendor" not in file.parts]
TEMPLATES = list((ROOT / "templates").rglob("*.*"))
MODULES = [
    file
    for folder in ("domain", "live", "proceedings", "service", "web")
    for file in (ROOT / "openspace" / folder).rglob("*.py")
]
"""What people read is made here. The command line, imports, errors of the ledger and papers for organisations
stay English."""

FOR_PROGRAMMERS = {
    "web/openapi*.py": "describes the API",
    "service/metrics.py": "describes metrics",
    "live/transport/unjoined.py": "the reason for Engine.IO, which no page shows",
}
DATA = {
    "ABC 234": "a code, as an example",
    "…/after": "an address",
    "example.org": "an address, as an example",
    "https://": "the start of an address",
    "Content-Type": "the name of a header",
    "PDF": "the name of a format",
}
_PATH_OF_AN_ICON = re.compile(r"M\d[\d. A-Za-z-]*")


def test_every_text_of_a_template_is_in_the_catalogues() -> None:
    assert _bare(TEMPLATES, in_template) == {}


def test_every_text_of_a_script_is_in_the_catalogues() -> None:
    assert _bare(SCRIPTS, in_script) == {}


def test_every_sentence_of_a_module_is_in_the_catalogues() -> None:
    known = {message for _, message in messages()}
    modules = [file for file in MODULES if not any(map(file.match, FOR_PROGRAMMERS))]

    assert _bare(modules, lambda source: in_python(source, known)) == {}


def _bare(files: Iterable[Path], find: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return the bare texts by file. They need `_`, `t` and the like (CONTRIBUTING.md, “Add a text”)."""
    found = {}
    for file in files:
        bare = [text for text in find(file.read_text("utf-8")) if not _is_data(text)]
        if bare:
            found[file.relative_to(ROOT).as_posix()] = bare
    return found


def _is_data(text: str) -> bool:
    return text in DATA or bool(_PATH_OF_AN_ICON.fullmatch(text))


def test_bare_text_of_a_template_is_found() -> None:
    source = (
        '{# no #}<p title="Yes {{ a }}">{{ _("No") }} · {% if a %}yes{% endif %}</p><svg>no</svg>'
    )

    assert in_template(source) == ["Yes …", "· … yes…"] or in_template(source) == [
        "Yes …",
        "… · …yes…",
    ]


def test_bare_text_of_a_script_is_found() -> None:
    source = """\
import { a } from "./Not me.js" // "Nor me"
const b = t("No", { x: "Yes, me" }), c = tn("{n} no", "{n} nos", 2), d = "ArrowDown", e = /"Not me/.test(b)
html`<${View} class="no" aria-label="Yes"><b>${b} too</b> ${t("no")} ${html`<i>inner</i>`}<//>`
log(`Yes as well ${b}`)
"""

    assert in_script(source) == ["Yes, me", "inner", "Yes", "… too", "Yes as well …"]


def test_bare_text_of_a_python_module_is_found() -> None:
    source = '''\
"""No docstring is shown."""
log.warning("No log either")
a = _("No message"), "Known by a table", "Yes, this one"
raise ValueError("Not this one")
'''

    assert in_python(source, ["Known by a table"]) == ["Yes, this one"]
