"""The words of one language: sentences, plurals, dates, times, numbers.

Owns the catalogues (gettext, source language English) and the formats (Babel). A `Words` is a
value to hand around: the screen and a note can speak different languages, so nothing here is
global and nothing is installed into builtins. It must never fail: what has no translation, or a
broken one, is said in English. Babel and its tables are loaded by the first thing that needs them,
which is not on the first page.
"""

from __future__ import annotations

import gettext as catalogues
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from wizard import assets

if TYPE_CHECKING:
    from babel import Locale

ENGLISH: Final = "en"
DOMAIN: Final = "wizard"

# English here is international: day before month and 24 hours, as a foreign provider reads it.
_FORMATS_OF: Final = {ENGLISH: "en_GB"}
# By their own names. These are written from left to right, and their whole numbers below a thousand
# with 0 to 9 and nothing between: so much is known without the tables.
_PLAIN: Final = {ENGLISH: "English", "de": "Deutsch"}
_PLAIN_NUMBERS: Final = range(1000)
# Babel knows which digits a language has, and writes 0 to 9 all the same.
_DIGITS: Final = {
    name: {ord("0") + digit: chr(zero + digit) for digit in range(10)}
    for name, zero in {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "beng": 0x9E6}.items()
}
_ISOLATE_LEFT_TO_RIGHT, _END_ISOLATE = "\u2066", "\u2069"
_CODE: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,5}")
_FROM_ENVIRONMENT: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said later, in a language not known yet. `plural` asks for a count."""

    text: str
    plural: str = ""
    context: str = ""


def mark(text: str) -> Message:
    """Marks a sentence for translation where no language is known yet; imported as `_`."""
    return Message(text)


def ngettext(one: str, many: str) -> Message:
    """The same for a sentence with a count."""
    return Message(one, many)


def pgettext(context: str, text: str) -> Message:
    """The same for a sentence with a context, by which support can name it in any language."""
    return Message(text, "", context)


def npgettext(context: str, one: str, many: str) -> Message:
    """The same with context and count."""
    return Message(one, many, context)


class Words:
    """One language: says messages and writes dates, times and numbers in it."""

    __slots__ = ("_catalogue", "language")

    def __init__(
        self, language: str = ENGLISH, catalogue: catalogues.NullTranslations | None = None
    ) -> None:
        """Load a language; without its catalogue this is English."""
        found = catalogue or _load(language)
        self.language = language if found else ENGLISH
        self._catalogue = found or catalogues.NullTranslations()

    @property
    def _locale(self) -> Locale:
        return _formats(self.language)

    @property
    def right_to_left(self) -> bool:
        """Whether this language is written from right to left."""
        return self.language not in _PLAIN and bool(self._locale.text_direction == "rtl")

    def gettext(self, text: str) -> str:
        """The translation of a sentence."""
        return self._catalogue.gettext(text) if text else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The translation of a sentence with a count."""
        return self._catalogue.ngettext(one, many, count)

    def pgettext(self, context: str, text: str) -> str:
        """The translation of a sentence with a context."""
        return self._catalogue.pgettext(context, text)

    def npgettext(self, context: str, one: str, many: str, count: int) -> str:
        """The translation of a sentence with a context and a count."""
        return self._catalogue.npgettext(context, one, many, count)

    def say(self, message: Message, count: int = 1, **values: object) -> str:
        """A marked sentence, translated and filled in; `{count}` chooses the plural."""
        filled = {key: self._written(value) for key, value in {**values, "count": count}.items()}
        try:
            return self._translated(message, count).format(**filled)
        except (KeyError, IndexError, ValueError):  # a broken translation
            english = message.plural if message.plural and count != 1 else message.text
            return english.format(**filled)

    def isolate(self, text: str) -> str:
        """A command, host name or log line, kept left-to-right inside a right-to-left sentence."""
        return f"{_ISOLATE_LEFT_TO_RIGHT}{text}{_END_ISOLATE}" if self.right_to_left else text

    def number(self, value: float, digits: int = 0, *, always: bool = False) -> str:
        """A number as this language writes it, at most (or `always`) `digits` behind the point."""
        if self.language in _PLAIN and not digits and value in _PLAIN_NUMBERS:
            return str(int(value))
        from babel import numbers  # noqa: PLC0415 - not before the window is painted

        pattern = "#,##0" + ("." + "#0"[always] * digits if digits else "")
        written = numbers.format_decimal(value, format=pattern, locale=self._locale)
        return written.translate(_DIGITS.get(self._locale.default_numbering_system, {}))

    def date(self, moment: datetime) -> str:
        """A day in full, for example 24 August 2026."""
        from babel import dates  # noqa: PLC0415 - not before the window is painted

        return dates.format_date(moment, "long", locale=self._locale)

    def short_date(self, moment: datetime) -> str:
        """A day in short, for example 24 Aug 2026."""
        from babel import dates  # noqa: PLC0415 - not before the window is painted

        return dates.format_date(moment, "medium", locale=self._locale)

    def time(self, moment: datetime, seconds: bool = False) -> str:
        """A time of day in the moment's own zone, for example 14:32."""
        from babel import dates  # noqa: PLC0415 - not before the window is painted

        shape = "medium" if seconds else "short"
        return dates.format_time(moment, shape, tzinfo=moment.tzinfo, locale=self._locale)

    def zone(self, moment: datetime) -> str:
        """The name of the moment's zone: CEST, or UTC+02:00 where it has no short name."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - not before the window is painted

        from babel import dates  # noqa: PLC0415 - the same

        if isinstance(moment.tzinfo, ZoneInfo):
            return dates.get_timezone_name(moment, "short", locale=self._locale)
        name = moment.tzname() or ""
        if _ABBREVIATION.fullmatch(name):
            return name
        # Windows gives a whole sentence in the language of the system.
        offset = moment.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"

    def listing(self, items: Sequence[str]) -> str:
        """Things in a row, as this language writes a list."""
        from babel import lists  # noqa: PLC0415 - not before the window is painted

        return lists.format_list(items, locale=self._locale)

    def _translated(self, message: Message, count: int) -> str:
        if message.plural and message.context:
            return self.npgettext(message.context, message.text, message.plural, count)
        if message.plural:
            return self.ngettext(message.text, message.plural, count)
        if message.context:
            return self.pgettext(message.context, message.text)
        return self.gettext(message.text)

    def _written(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value


def utc(moment: datetime) -> str:
    """A moment as logs and technicians write it, for example 2026-08-24T12:32:07Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def languages() -> list[str]:
    """The codes of all languages there are words for, English first."""
    try:
        folder = assets.path("words")
    except assets.MissingResource:
        return [ENGLISH]
    compiled = folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return [ENGLISH, *sorted(found.parent.parent.name for found in compiled)]


def language_name(language: str) -> str:
    """A language's own name, for a list to choose from: Deutsch."""
    return _PLAIN.get(language) or _formats(language).get_display_name() or language


def best_language(
    preferred: Mapping[str, str] | Iterable[str], available: Sequence[str] | None = None
) -> str:
    """The language to speak: for an environment, or for locale names in the order of liking."""
    if isinstance(preferred, Mapping):
        values = [preferred.get(name, "") for name in _FROM_ENVIRONMENT]
        preferred = [name for value in values for name in value.split(":")]
    there = languages() if available is None else available
    for name in preferred:
        code = re.split(r"[.@]", name.strip())[0].replace("-", "_")
        if code.upper() in {"C", "POSIX"}:
            return ENGLISH
        for candidate in (code, code.split("_")[0]):
            for language in there:
                if candidate.lower() == language.lower():
                    return language
    return ENGLISH


def territory(environment: Mapping[str, str]) -> str:
    """The two letters of the user's country for papers, "" where the system does not say."""
    for name in ("LC_ALL", "LC_PAPER", "LANG"):
        if value := environment.get(name, ""):
            found = re.match(r"[A-Za-z]{2,3}[-_]([A-Za-z]{2})\b", value)
            return found[1].upper() if found else ""
    return ""


def _load(language: str) -> catalogues.NullTranslations | None:
    """A language's catalogue, or None for English and for a language without one."""
    if not _CODE.fullmatch(language):
        return None
    try:
        compiled = assets.path("words", language, "LC_MESSAGES", f"{DOMAIN}.mo")
        with compiled.open("rb") as file:
            return catalogues.GNUTranslations(file)
    except (OSError, assets.MissingResource):
        return None


@cache
def _formats(language: str) -> Locale:
    """How dates and numbers are written; English ones where Babel does not know the language."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - not before the first page

    try:
        return Locale.parse(_FORMATS_OF.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_FORMATS_OF[ENGLISH])
