from openspace.languages.catalogues import Translations, translations
from openspace.languages.javascript import Message, messages, translated
from openspace.languages.known import LANGUAGES

MODULE = """\
const label = t("Place \\"{code}\\"", { code })
html`<p>${t("Join")} ${tn("{n} note", "{n} notes", count)} ${tc("of a door", "Open")}</p>`
first.t("no message"), other("no message")
"""


def test_messages_of_a_module_are_found() -> None:
    assert list(messages(MODULE)) == [
        Message(1, "", 'Place "{code}"', ""),
        Message(2, "", "Join", ""),
        Message(2, "", "{n} note", "{n} notes"),
        Message(2, "of a door", "Open", ""),
    ]


def test_texts_are_replaced_by_their_translations() -> None:
    welsh = Translations(
        LANGUAGES["cy"],
        {
            ("", 'Place "{code}"'): ('Lle "{code}"',),
            ("", "Join"): ("Ymuno",),
            ("of a door", "Open"): ("Ar agor",),
        },
    )

    lines = translated(MODULE, welsh).splitlines()

    assert lines[0] == 'const label = t("Lle \\"{code}\\"", { code })'
    assert lines[1].startswith('html`<p>${"Ymuno"} ${tn({"zero":"{n} notes","one":"{n} note",')
    assert lines[1].endswith('},0, count)} ${"Ar agor"}</p>`')


def test_english_is_sent_without_what_translators_need() -> None:
    assert translated(MODULE, translations("en")).splitlines() == [
        'const label = t("Place \\"{code}\\"", { code })',
        'html`<p>${"Join"} ${tn("{n} note","{n} notes", count)} ${"Open"}</p>`',
        'first.t("no message"), other("no message")',
    ]


def test_module_stays_valid_in_the_pseudo_language() -> None:
    assert 'third("no' not in translated(MODULE, translations("en-XA"))
    assert 'first.t("no message")' in translated(MODULE, translations("en-XA"))
