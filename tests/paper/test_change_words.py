"""What is said after "check again": every change and every reason, in every language."""

import re

import pytest
from hypothesis import given, settings

from tests.core.any_runs import reads
from tests.core.runs import compared
from tests.paper.kept_changes import STORIES, lines, path, written
from tests.paper.kept_notes import languages
from tests.pseudo import pseudo_words, untranslated
from tests.words_check import FORBIDDEN, FORBIDDEN_IN_ERRORS
from wizard.core.compare import compare
from wizard.core.comparison import Bound, Change, Read, Why
from wizard.paper import change_tables, change_words
from wizard.words import Words

PSEUDO = pseudo_words()
LANGUAGES = languages()


def said(story: str, words: Words) -> list[str]:
    return lines(compared(*STORIES[story]()), words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_what_was_approved(language: str) -> None:
    assert written(LANGUAGES[language]) == path(language).read_text("utf-8")


def test_every_change_and_every_reason_is_among_the_stories() -> None:
    told = [compared(*story()) for story in STORIES.values()]
    assert {one.change for one in told} == set(Change)
    assert {one.why for one in told if one.change is Change.UNCLEAR} == set(Why) - {Why.PROVEN}
    for name, one in zip(STORIES, told, strict=True):
        assert name.startswith(one.change.replace("-", " "))
        if one.change is Change.UNCLEAR:
            assert one.why in name


def test_every_change_and_every_reason_has_its_words() -> None:
    assert set(change_tables.HEADLINES) == set(Change)
    assert set(change_tables.MEANINGS) == set(Change) - {Change.UNCLEAR}
    assert set(change_tables.WHY) == set(Why) - {Why.PROVEN}
    assert set(change_tables.SHOWN) == set(Bound) - {Bound.EXACT}


def test_the_fix_is_told_with_both_numbers(english: Words) -> None:
    assert said("fixed", english)[:3] == [
        "Fixed: your office now has enough connections",
        "Before: 4. Now: 24 or more. You need about 22.",
        (
            "Connections at the same time: 4 on 24 August 2026, 24 or more on 2 September 2026. "
            "You need about 22."
        ),
    ]


def test_after_a_reload_alone_the_provider_is_asked_for_stop_and_start(english: Words) -> None:
    told = said("same, Courier", english)
    assert told[:2] == ["Nothing has changed yet", "Before: 4. Now: 4. You need about 22."]
    assert "A reload is not enough." in told[-1]
    assert "reload" not in said("same, a firewall", english)[-1]


def test_on_one_day_the_times_tell_the_tests_apart(english: Words) -> None:
    assert said("better, on the same day", english)[2].startswith(
        "Connections at the same time on 24 August 2026: 4 at 14:32 CEST, 10 at 14:32 CEST."
    )


def test_a_changed_address_is_told_and_both_are_named(english: Words) -> None:
    assert said("fixed, from another internet address", english)[-1] == (
        "Your internet address is different from last time (then 203.0.113.7, now 203.0.113.99). "
        "If the provider raised the limit for the old address only, tell them the new one."
    )
    assert not change_words.address_changed(compared(*STORIES["fixed"]()), english)


@pytest.mark.parametrize("story", STORIES)
def test_every_sentence_is_short_and_plain(story: str) -> None:
    for language, words in LANGUAGES.items():
        told = said(story, words)
        # The report's line with both days is one row of numbers.
        for line in (*told[:2], *told[3:]):
            for sentence in re.split(r"(?<=[.:!?]) ", line):
                assert len(sentence.split()) <= 20, sentence
        text = " ".join(told)
        assert "{" not in text
        for pattern in (FORBIDDEN[language], FORBIDDEN_IN_ERRORS[language]):
            assert not re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.IGNORECASE)


@settings(deadline=None)
@given(reads, reads)
def test_any_two_tests_can_be_told_from_a_catalogue(before: Read, now: Read) -> None:
    comparison = compare((before, now))
    if comparison is None:
        return
    assert len(lines(comparison, Words())) >= 4
    told = lines(comparison, PSEUDO)
    for line in (*told[:2], *told[3:]):
        assert not re.search(r"[a-z]", untranslated(line)), line
