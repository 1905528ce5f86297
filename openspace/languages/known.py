"""Which languages there are."""

from dataclasses import dataclass
from functools import cache

from babel import Locale


@dataclass(frozen=True)
class Language:
    """`code` is ours, in cookies, rows and names of catalogues. `tag` is for `lang` attributes and `Intl`,
    `locale` for Babel. `is_listed`: readers and hosts can choose it. `is_in_browsers`: all of them can write
    its dates and lists."""

    code: str
    name: str
    tag: str
    locale: str
    direction: str = "ltr"
    is_listed: bool = True
    is_in_browsers: bool = True

    @property
    def is_pseudo(self) -> bool:
        """Whether every text is changed by `pseudo.py`. The tag is a private one."""
        return self.code in ("en-XA", "ar-XB")

    @property
    def babel(self) -> Locale:
        return _locale(self.locale)


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "en-GB", "en_GB"),
        Language("en-easy", "Easy English", "en-GB", "en_GB"),
        Language("cy", "Cymraeg", "cy", "cy", is_in_browsers=False),
        Language("de", "Deutsch", "de", "de"),
        Language("fr", "Français", "fr", "fr"),
        Language("es", "Español", "es", "es"),
        Language("pl", "Polski", "pl", "pl"),
        Language("ar", "العربية", "ar", "ar", "rtl"),
        # For tests and translators: every text is changed, and longer (pseudo.py). The tags are private ones.
        Language("en-XA", "Pseudo", "en-XA", "en_GB", is_listed=False),
        Language("ar-XB", "Pseudo, right to left", "ar-XB", "ar", "rtl", is_listed=False),
    )
}
"""By code, in the order of lists. Those that are not complete yet are not listed."""

SOURCE = LANGUAGES["en"]
EASY = "en-easy"


def listed() -> list[Language]:
    """Return the languages that people can choose."""
    return [language for language in LANGUAGES.values() if language.is_listed]


def for_gatherings() -> dict[str, str]:
    """Return {code: name} of the languages that a gathering can have: the listed ones, and Easy English."""
    return {one.code: one.name for one in LANGUAGES.values() if one.is_listed or one.code == EASY}


def language_of(code: str | None) -> Language:
    """Return the language with that code; English if there is none."""
    return LANGUAGES.get(code or "", SOURCE)


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)
