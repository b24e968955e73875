"""The check of the words, and the language nobody speaks."""

import re
from pathlib import Path

import pytest
from babel.messages import Catalog

from tests import words_check
from tests.catalogue import TEMPLATE, compiled, read, translated
from tests.pseudo import pseudo, pseudo_words, untranslated
from wizard import words
from wizard.words import (
    Message,
    Words,
)

Text = str | tuple[str, str]


@pytest.fixture
def german() -> Words:
    return Words("de", compiled(read(translated()["de"], "de")))


# -- the pseudo language -------------------------------------------------------------------------


def test_the_pseudo_language_is_longer_accented_bracketed_and_can_be_filled_in() -> None:
    said = pseudo("At {host} {{ }} is no place.")
    assert said.startswith("⟦Át {host} {{ }} íš")
    assert said.endswith("~⟧")
    assert len(said) > 1.4 * len("At {host} {{ }} is no place.")
    assert pseudo_words().say(Message("{level}. {reason}", "", "sure"), level="a", reason="b")


def test_words_from_no_catalogue_stand_outside_the_brackets() -> None:
    assert untranslated(f"{pseudo('Yes')} oops {pseudo('No')}") == "oops"
    assert untranslated(f"⟦a {pseudo('b')} c⟧") == ""


# -- the check itself ----------------------------------------------------------------------------


def test_the_check_finds_nothing_in_our_own_words() -> None:
    """The template is up to date and German is whole."""
    assert words_check.main() == 0


def faults(source: Text, said: Text, context: str = "V1", flags: tuple[str, ...] = ()) -> list[str]:
    template, translation = Catalog(locale="en"), Catalog(locale="de")
    template.add(source, context=context)
    translation.add(source, said, context=context, flags=flags)
    return list(words_check.translation_faults("de", template, translation))


@pytest.mark.parametrize(
    ("source", "said", "fault"),
    [
        ("Yes", "", "not translated"),
        ("Hello {name}", "Guten Tag {nam}", "other placeholders"),
        ("Hello {name}", "Guten Tag {", "broken placeholder"),
        (("{count} place", "{count} places"), ("{count} Platz", ""), "not translated"),
        (("{count} place", "{count} places"), ("{count} Platz", "Plätze"), "other placeholders"),
        ("The server", "Der Port ist zu", "says 'Port'"),
        ("The server", "Ihre IP-Adresse", "says 'IP-Adresse'"),
    ],
)
def test_the_check_finds_what_is_wrong(source: Text, said: Text, fault: str) -> None:
    found = faults(source, said)
    assert len(found) == 1
    assert fault in found[0]


def test_the_check_finds_fuzzy_and_left_over_entries() -> None:
    assert "fuzzy" in faults("Yes", "Ja", flags=("fuzzy",))[0]
    gone = Catalog(locale="de")
    gone.add("Old", "Alt", context="V1")
    assert "not in the template" in next(
        words_check.translation_faults("de", Catalog(locale="en"), gone)
    )


def test_errors_neither_beg_nor_blame() -> None:
    assert faults("Test again", "Bitte testen", "E12")
    assert not faults("Test again", "Bitte testen", "note")


def test_parts_of_words_are_no_forbidden_words() -> None:
    assert not faults("Support", "Der Support und der Transport", "V1")


def test_a_template_that_is_behind_the_source_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "wizard.pot"
    text = TEMPLATE.read_text("utf-8")
    old.write_text(text.replace('"Test stopped"', '"Test halted"'), "utf-8")
    monkeypatch.setattr(words_check, "TEMPLATE", old)
    found = list(words_check.stale_template())
    assert any("Test stopped" in fault for fault in found)
    assert any("Test halted" in fault for fault in found)
    assert words_check.main() == 1


def test_no_sentence_of_the_main_text_is_long() -> None:
    """One idea, at most 20 words: an office manager reads it once."""
    long = [
        sentence
        for _, text in words_check.main_text(read(TEMPLATE))
        for sentence in re.split(r"(?<=[.:!?]) ", text)
        if len(sentence.split()) > 20
    ]
    assert not long


def test_every_message_tells_the_translator_where_it_stands() -> None:
    bare = [
        message.id
        for message in read(TEMPLATE)
        if message.id
        and not message.auto_comments
        and any("paper" in place for place, _ in message.locations)
    ]
    assert not bare


def test_the_real_catalogue_is_the_one_the_program_loads(german: Words) -> None:
    headline = Message("Test stopped", "", "E32")
    assert german.say(headline) == "Test angehalten"
    loaded = words.Words("de")
    assert loaded.language in {"de", "en"}  # "en" only where dev.py has not compiled the words
