"""One language: sentences, plurals, dates, numbers, direction."""

import builtins
import gettext
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from tests.catalogue import compiled, read, speaking, translated
from wizard import assets
from wizard.words import (
    Words,
    best_language,
    language_name,
    languages,
    mark,
    ngettext,
    npgettext,
    pgettext,
    territory,
    utc,
)

SUMMER = datetime(2026, 8, 24, 14, 32, 7, tzinfo=timezone(timedelta(hours=2), "CEST"))

HELLO = mark("Hello, {name}.")
PLACES = ngettext("{count} place", "{count} places")
OPEN = pgettext("door", "Open")
DOORS = npgettext("door", "{count} door", "{count} doors")


@pytest.fixture
def german() -> Words:
    return Words("de", compiled(read(translated()["de"], "de")))


# -- sentences ---------------------------------------------------------------------------------


def test_english_needs_no_catalogue() -> None:
    english = Words()
    assert english.language == "en"
    assert english.say(HELLO, name="Anna") == "Hello, Anna."
    assert english.say(PLACES, 1) == "1 place"
    assert english.say(PLACES, 4) == "4 places"
    assert english.say(OPEN) == "Open"
    assert english.say(DOORS, 0) == "0 doors"
    assert english.gettext("Yes") == "Yes"
    assert english.gettext("") == ""


def test_a_sentence_is_said_in_the_language_of_the_object_not_of_the_program() -> None:
    german = speaking("de", {"Hello, {name}.": "Guten Tag, {name}."})
    assert german.say(HELLO, name="Anna") == "Guten Tag, Anna."
    assert Words().say(HELLO, name="Anna") == "Hello, Anna."


def test_plurals_and_contexts_are_those_of_the_language() -> None:
    polish = speaking(
        "pl", {("{count} door", "{count} doors"): ("{count} drzwi", "{count} pary", "{count} par")},
        context="door",
    )  # fmt: skip
    assert [polish.say(DOORS, n) for n in (1, 3, 12)] == ["1 drzwi", "3 pary", "12 par"]
    assert speaking("de", {"Open": "Offen"}, "door").say(OPEN) == "Offen"
    assert speaking("de", {"Open": "Offen"}, "other").say(OPEN) == "Open"
    two = speaking("de", {("{count} place", "{count} places"): ("{count} Platz", "{count} Plätze")})
    assert two.say(PLACES, 2) == "2 Plätze"


@pytest.mark.parametrize("broken", ["Guten Tag, {nam}.", "Guten Tag, {.", "Guten Tag, {0}."])
def test_a_broken_translation_is_said_in_english(broken: str) -> None:
    assert speaking("de", {"Hello, {name}.": broken}).say(HELLO, name="Anna") == "Hello, Anna."


def test_a_broken_plural_is_said_in_english_too() -> None:
    broken = speaking("de", {("{count} place", "{count} places"): ("{x} Platz", "{x} Plätze")})
    assert broken.say(PLACES, 1) == "1 place"
    assert broken.say(PLACES, 2) == "2 places"


def test_braces_in_what_is_filled_in_are_left_alone() -> None:
    assert Words().say(HELLO, name="{name} {0} {") == "Hello, {name} {0} {."


# -- numbers, days and times ---------------------------------------------------------------------


def test_numbers_are_written_as_the_language_writes_them(german: Words) -> None:
    assert Words().say(PLACES, 1200) == "1,200 places"
    assert german.number(1200) == "1.200"
    assert german.number(18.34, 1) == "18,3"
    assert Words().number(18.0, 1) == "18"
    assert Words("fa", gettext.NullTranslations()).number(120) == "۱۲۰"


def test_days_and_times_are_local_and_say_their_zone(german: Words) -> None:
    english = Words()
    assert english.date(SUMMER) == "24 August 2026"
    assert english.short_date(SUMMER) == "24 Aug 2026"
    assert (english.time(SUMMER), english.zone(SUMMER)) == ("14:32", "CEST")
    assert english.time(SUMMER, seconds=True) == "14:32:07"
    assert german.date(SUMMER) == "24. August 2026"
    assert utc(SUMMER) == "2026-08-24T12:32:07Z"


def test_a_named_zone_is_called_as_the_language_calls_it(german: Words) -> None:
    try:
        berlin = SUMMER.astimezone(ZoneInfo("Europe/Berlin"))
    except ZoneInfoNotFoundError:
        pytest.skip("this system has no data base of time zones")
    assert german.zone(berlin) == "MESZ"
    assert Words().zone(berlin) == "CEST"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (timezone(timedelta(hours=2), "CEST"), "CEST"),
        (timezone(timedelta(hours=2), "Mitteleuropäische Sommerzeit"), "UTC+02:00"),
        (timezone(timedelta(hours=-5, minutes=-30)), "UTC-05:30"),
        (UTC, "UTC"),
    ],
)
def test_a_zone_without_a_short_name_is_said_as_its_distance_to_utc(
    zone: timezone, name: str
) -> None:
    assert Words().zone(SUMMER.astimezone(zone)) == name


def test_a_list_is_written_as_the_language_writes_it(german: Words) -> None:
    assert Words().listing(["4 computers", "1 phone"]) == "4 computers and 1 phone"
    assert german.listing(["4 Computer", "1 Telefon"]) == "4 Computer und 1 Telefon"
    assert Words().listing([]) == ""


# -- direction -----------------------------------------------------------------------------------


def test_what_is_not_language_is_isolated_only_where_one_writes_from_right_to_left() -> None:
    arabic = speaking("ar", {"Open": "x"})
    assert arabic.right_to_left
    assert arabic.isolate("mail.example.net") == "\u2066mail.example.net\u2069"
    assert not Words().right_to_left
    assert Words().isolate("mail.example.net") == "mail.example.net"


# -- which language ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "de_DE@euro", "LANG": "en_US"}, "de"),
        ({"LANGUAGE": "fr:de:en", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANG": "fr_FR"}, "en"),
        (["de-CH"], "de"),
        (["fr", "en_GB", "de"], "en"),
        (["pt-BR"], "pt_BR"),
        ([], "en"),
    ],
)
def test_the_language_is_the_first_one_liked_that_there_is(
    preferred: dict[str, str] | list[str], language: str
) -> None:
    assert best_language(preferred, ["en", "de", "pt_BR"]) == language


def test_an_unknown_or_nonsense_language_speaks_english() -> None:
    for nonsense in ("xx", "fr", "", "../../secret", "de/../en", "\0"):
        assert Words(nonsense).language == "en"


def made_resources(folder: Path) -> None:
    target = folder / "words" / "de" / "LC_MESSAGES"
    target.mkdir(parents=True)
    made = Catalog(locale="de")
    made.add("Open", "Offen", context="door")
    with (target / "wizard.mo").open("wb") as file:
        write_mo(file, made)


def test_languages_are_those_that_are_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_resources(tmp_path)
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    assert languages() == ["en", "de"]
    assert best_language(["de"]) == "de"
    assert Words("de").say(OPEN) == "Offen"
    assert language_name("de") == "Deutsch"


def test_without_any_words_the_program_still_speaks_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    assert languages() == ["en"]
    assert Words("de").say(OPEN) == "Open"


def test_a_damaged_catalogue_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_resources(tmp_path)
    (tmp_path / "words/de/LC_MESSAGES/wizard.mo").write_bytes(b"not a catalogue")
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    assert Words("de").language == "en"


def test_nothing_is_installed_for_the_whole_program() -> None:
    Words("de")
    assert not hasattr(builtins, "_")
    assert gettext.textdomain() == "messages"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "en_US.UTF-8"}, "US"),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "DE"),
        ({"LC_ALL": "de-AT", "LANG": "en_US"}, "AT"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "de"}, ""),
        ({}, ""),
    ],
)
def test_the_country_for_papers_is_that_of_the_system(
    environment: dict[str, str], expected: str
) -> None:
    assert territory(environment) == expected
