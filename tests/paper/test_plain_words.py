"""Laws over every sentence: plain words, from a catalogue, for every verdict there can be."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paper.cases import (
    DOVECOT,
    NEEDS,
    STRANGER,
    advise,
    per_address,
    verdict,
)
from tests.paper.said import everything
from tests.pseudo import pseudo_words, untranslated
from tests.words_check import FORBIDDEN, FORBIDDEN_IN_ERRORS
from wizard.core import recommend
from wizard.core.advice import Confidence, Kind, Rate, Refusal, Verdict
from wizard.core.model import Need, ServerWords
from wizard.paper import reasons, sentences
from wizard.paper.reasons import REASONS
from wizard.paper.situation import situation
from wizard.words import Words

# -- reasons ---------------------------------------------------------------------------------------


def test_every_reason_is_one_sentence_and_an_unknown_one_is_no_crash(english: Words) -> None:
    for code in REASONS:
        assert reasons.reason(code, english).endswith(".")
    assert reasons.reason("from-the-future", english) == (
        "The details of the test say more about this."
    )


def test_a_reason_given_twice_is_said_once(english: Words) -> None:
    found = verdict(Kind.PER_ADDRESS, 4, "unsteady", "unsteady", "from-a", "from-b")
    assert len(reasons.reasons(advise(found), english)) == 2


# -- laws over everything --------------------------------------------------------------------------

VERDICTS = st.builds(
    verdict,
    st.sampled_from(list(Kind)),
    st.none() | st.integers(0, 60),
    st.sampled_from([*REASONS, "from-the-future"]),
    confidence=st.sampled_from(list(Confidence)),
    at_least=st.booleans(),
    limit_named=st.none() | st.integers(0, 60),
    refusal=st.sampled_from(list(Refusal)),
    rate=st.none() | st.builds(Rate, st.integers(0, 60), st.floats(0, 600)),
    tries=st.tuples(st.integers(0, 8), st.integers(0, 8)),
)
NEEDED = st.builds(Need, st.integers(0, 90), st.integers(0, 20), st.integers(0, 20))
SERVERS = st.sampled_from([DOVECOT, STRANGER, ServerWords()])


@settings(deadline=None)
@given(VERDICTS, SERVERS, NEEDED)
def test_every_verdict_can_be_said_in_plain_words(
    found: Verdict, server: ServerWords, need: Need
) -> None:
    advice = advise(found, server, need)
    said = everything(advice, Words())
    assert all(part for index, part in enumerate(said) if index != 1)
    text = " ".join(said)
    assert "{" not in text
    assert not re.search(rf"(?<![\w-])(?:{FORBIDDEN['en']})(?![\w-])", text, re.IGNORECASE)
    if situation(advice).startswith("E"):
        assert not re.search(rf"\b(?:{FORBIDDEN_IN_ERRORS['en']})\b", text, re.IGNORECASE)


@settings(deadline=None, max_examples=30)
@given(VERDICTS, SERVERS, NEEDED)
def test_every_word_comes_from_a_catalogue(found: Verdict, server: ServerWords, need: Need) -> None:
    advice = advise(found, server, need)
    for part in everything(advice, PSEUDO):
        assert not re.search(r"[a-z]", untranslated(part)), part


PSEUDO = pseudo_words()


def test_need_is_said_for_an_office_that_counted_nothing(english: Words) -> None:
    advice = advise(verdict(Kind.PER_ADDRESS, 4), need=recommend.given_need(NEEDS, 1))
    assert "Your office needs about 1 connection." in sentences.number_sentence(advice, english)


def test_the_level_is_said_alone_too(english: Words) -> None:
    _, advice = per_address()
    assert sentences.level(advice, english) == "Very sure"
