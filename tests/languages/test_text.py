from datetime import date

from openspace.languages import formats
from openspace.languages.text import _, ngettext, pgettext, speaking, spoken


def test_text_without_a_translation_stays_english() -> None:
    with speaking("de"):
        assert _("No such message for {name}.", name="Kim") == "No such message for Kim."


def test_language_ends_with_its_block() -> None:
    with speaking("ar"):
        assert spoken().direction == "rtl"
        with speaking("cy"):
            assert spoken().code == "cy"
        assert spoken().code == "ar"
    assert spoken().code == "en"


def test_unknown_language_is_english() -> None:
    with speaking("xx"):
        assert spoken().code == "en"


def test_plurals_name_the_number() -> None:
    assert ngettext("{count} seat", "{count} seats", 1) == "1 seat"
    assert ngettext("{count} seat", "{count} seats", 3) == "3 seats"


def test_pseudo_language_changes_every_text_but_its_parameters() -> None:
    with speaking("en-XA"):
        assert _("Placed at {code}.", code="3D") == "⟦Pláçéd át 3D.~~~⟧"
        assert pgettext("of a door", "Open") == "⟦Ópéñ~⟧"


def test_dates_are_those_of_the_language() -> None:
    day = date(2026, 11, 24)

    assert formats.long_day(day) == "Tuesday 24 November 2026"
    assert formats.whole_date(day) == "24 November 2026"
    assert formats.listed_in_words(["1A", "2B", "3C"]) == "1A, 2B and 3C"
    with speaking("fr"):
        assert formats.long_day(day) == "mardi 24 novembre 2026"
        assert formats.listed_in_words(["1A", "2B", "3C"]) == "1A, 2B et 3C"
    with speaking("ar"):
        assert formats.whole_date(day) == "24 نوفمبر 2026"


def test_names_are_sorted_without_regard_to_accents() -> None:
    assert sorted(["Zoe", "Émile", "eva"], key=formats.sort_key) == ["Émile", "eva", "Zoe"]
    assert sorted(["Zoe", "Łukasz", "Lena"], key=formats.sort_key) == ["Lena", "Łukasz", "Zoe"]


def test_letters_of_their_own_come_after_those_they_look_like() -> None:
    polish = ["Maja", "Łukasz", "Lucyna", "Lena", "Żaneta", "Źrebiec", "Zoe"]

    with speaking("pl"):
        ordered = ["Lena", "Lucyna", "Łukasz", "Maja", "Zoe", "Źrebiec", "Żaneta"]
        assert sorted(polish, key=formats.sort_key) == ordered
    with speaking("es"):
        assert sorted(["Ñora", "Oda", "Nuria"], key=formats.sort_key) == ["Nuria", "Ñora", "Oda"]


def test_words_of_dates_come_by_the_english_ones() -> None:
    with speaking("cy"):
        words = formats.words_of_dates()

    assert (words["Friday"], words["Fri"]) == ("Dydd Gwener", "Gwen")
    assert words["November"] == "Tachwedd"
    assert words["Sep"] == words["Sept"] == "Medi"
