"""Every text that people see is in the catalogues."""

from tests.support.bare_text import in_python, in_script, in_template


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
