from pathlib import Path

import pytest

from openspace.domain.messages import messages
from openspace.languages import extraction
from openspace.languages.catalogues import catalogue_folder, read_catalogue
from openspace.languages.extraction import entries, in_files, problems, template
from openspace.languages.known import SOURCE

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    files = {
        "openspace/a.py": 'x = _("Placed at {code}.", code=c) + ngettext("{count} a", "{count} b", n)',
        "templates/b.html": '<p title="{{ pgettext("of a door", "Open") }}">{{ _("Join") }}</p>',
        "static/js/c.js": 'html`<p>${t("Join")} ${tn("{n} note", "{n} notes", n)}</p>`',
        "static/js/vendor/d.js": 't("not ours")',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_messages_of_all_sources_are_found(checkout: Path) -> None:
    assert sorted(in_files(checkout)) == [
        ("openspace/a.py", "", "Placed at {code}.", ""),
        ("openspace/a.py", "", "{count} a", "{count} b"),
        ("static/js/c.js", "", "Join", ""),
        ("static/js/c.js", "", "{n} note", "{n} notes"),
        ("templates/b.html", "", "Join", ""),
        ("templates/b.html", "of a door", "Open", ""),
    ]


def test_message_of_several_files_is_one_entry(checkout: Path) -> None:
    join = template(checkout, [("phase", "Open")]).get("Join")

    assert join is not None
    assert [file for file, _ in join.locations] == ["templates/b.html", "static/js/c.js"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Am Ort {code}.", None),
        ("Am Ort.", "no {code}"),
        ("Am Ort {code} {other}.", "unknown {other}"),
        ("Am Ort {code} {{x}}.", None),
        (" Am Ort {code}.", "other spaces around it"),
        ("{Am Ort {code}.", "a brace too many"),
    ],
)
def test_wrong_translation_is_told(checkout: Path, text: str, problem: str | None) -> None:
    catalogue = template(checkout, [])
    entry = catalogue.get("Placed at {code}.")
    assert entry is not None
    entry.string = text

    found = list(problems(catalogue))

    assert problem in "".join(found) if problem else not found


def test_plural_form_may_leave_out_the_number_only(checkout: Path) -> None:
    catalogue = template(checkout, [])
    entry = catalogue.get("{count} a")
    assert entry is not None
    entry.string = ("ein a", "{count} as")
    assert list(problems(catalogue)) == []
    entry.string = ("{other}", "{count} as")
    assert len(list(problems(catalogue))) == 1


def test_catalogues_have_the_messages_of_the_sources() -> None:
    written = read_catalogue((catalogue_folder() / "messages.pot").read_bytes(), SOURCE)
    found = template(ROOT, messages())
    kept, wanted = ({(one.context, one.id) for one in entries(all_)} for all_ in (written, found))

    assert kept == wanted, "Run bin/translate."


@pytest.mark.parametrize("language", extraction.with_catalogue(), ids=lambda one: one.code)
def test_catalogue_has_no_mistakes(language: extraction.Language) -> None:
    assert list(problems(extraction.read(language))) == []
