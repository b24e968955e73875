"""Laws over every sentence about today: short, plain, from a catalogue, for every code."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.offices import HELPED, courier, courier_elsewhere, over_ipv6
from tests.paper.cases import COURIER, DOVECOT, NEEDS, STRANGER, advise, per_address, verdict
from tests.paper.test_today import helped
from tests.pseudo import pseudo_words, untranslated
from tests.words_check import FORBIDDEN, FORBIDDEN_IN_ERRORS
from wizard.core.advice import Rate, Refusal, Verdict
from wizard.core.measures import Code, Measure, Today
from wizard.core.model import Case, Need, ServerWords
from wizard.core.recommend import count_need, given_need, programs
from wizard.paper import today_words
from wizard.paper.today import ToDo, sentence, to_do
from wizard.words import Words

SETTINGS = {row["setting"] for row in NEEDS["programs"] if "setting" in row}


def lines(told: ToDo) -> list[str]:
    """Everything that is shown, in its order."""
    shown = [told.heading, told.first, *told.steps, told.result, told.others_heading, *told.others]
    return [line for line in shown if line]


VERDICTS = st.builds(
    verdict,
    st.sampled_from(sorted(HELPED)),
    st.none() | st.integers(0, 40),
    st.sampled_from(["unsteady", "wordless-not-courier", "words-name-the-mailbox"]),
    at_least=st.booleans(),
    refusal=st.sampled_from(list(Refusal)),
    rate=st.none() | st.builds(Rate, st.integers(0, 40), st.floats(0, 600)),
)
NEEDED = st.builds(
    count_need,
    st.just(NEEDS),
    st.integers(0, 20),
    st.sampled_from([name for name, _ in programs(NEEDS)]),
    st.integers(0, 6),
    st.integers(0, 4),
    st.none() | st.integers(0, 30),
) | st.builds(given_need, st.just(NEEDS), st.integers(1, 60))
CASES = st.sampled_from([courier(), over_ipv6(courier()), over_ipv6(courier_elsewhere())])
SERVERS = st.sampled_from([COURIER, DOVECOT, STRANGER])
PSEUDO = pseudo_words()


def checked_sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.:!?]) ", text)


@settings(deadline=None)
@given(VERDICTS, NEEDED, CASES, SERVERS)
def test_every_measure_can_be_said_in_short_plain_sentences(
    german: Words, found: Verdict, need: Need, case: Case, server: ServerWords
) -> None:
    advice = helped(case, advise(found, server, need))
    for language, words in (("en", Words()), ("de", german)):
        for line in lines(to_do(advice, words)):
            assert "{" not in line
            assert not re.search(
                rf"(?<![\w-])(?:{FORBIDDEN[language]})(?![\w-])", line, re.IGNORECASE
            )
            assert not re.search(rf"\b(?:{FORBIDDEN_IN_ERRORS[language]})\b", line, re.IGNORECASE)
            assert line[-1] in ".:"
            assert all(len(one.split()) <= 20 for one in checked_sentences(line)), line


@settings(deadline=None, max_examples=60)
@given(VERDICTS, NEEDED, CASES, SERVERS)
def test_every_word_comes_from_a_catalogue(
    found: Verdict, need: Need, case: Case, server: ServerWords
) -> None:
    for line in lines(to_do(helped(case, advise(found, server, need)), PSEUDO)):
        assert not re.search(r"[a-z]", untranslated(line)), line


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("devices", [0, 1, 3])
def test_every_code_has_its_words(code: Code, devices: int, english: Words) -> None:
    measure = Measure(code, devices=devices, setting="thunderbird", keeps=2, minutes=2)
    _, advice = per_address()
    assert sentence(measure, advice, english).endswith(".")


def test_every_setting_of_the_table_has_its_click_path_and_its_name(english: Words) -> None:
    assert set(today_words.WHERE) == set(today_words.PROGRAMS) == SETTINGS
    for setting, path in today_words.WHERE.items():
        assert english.say(path).startswith(f"In {today_words.PROGRAMS[setting]}: ")


def test_no_measure_is_told_where_the_advice_holds_none(english: Words) -> None:
    case, advice = per_address()
    assert to_do(replace(advice, today=Today()), english) == ToDo()
    assert case.events
