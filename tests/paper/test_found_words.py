"""How the finding of a mail server is told."""

from __future__ import annotations

import re

import pytest

from tests.words_check import FORBIDDEN
from wizard.core.discover import NO_SUCH_FAMILY, Answer, Asked, Candidate, Found, Source, Tried
from wizard.core.model import Outcome, Security
from wizard.paper.found_words import asked_line, found_line, looked_lines, tried_line
from wizard.words import Words

HOST = "mail.miller.example"


def server(source: Source = Source.USUAL_NAME, host: str = HOST) -> Candidate:
    return Candidate(host, 993, Security.TLS, "a@miller.example", source)


def test_it_is_said_how_a_server_was_found(english: Words, german: Words) -> None:
    assert found_line(server(Source.LIST), english) == f"Found in our list: {HOST}"
    assert found_line(server(), english) == f"Found by its usual name: {HOST}"
    assert found_line(server(), german) == f"Unter dem üblichen Namen gefunden: {HOST}"


@pytest.mark.parametrize("outcome", Outcome)
def test_every_end_of_a_try_has_plain_words(
    english: Words, german: Words, outcome: Outcome
) -> None:
    said = tried_line(Tried(server(), outcome), english)
    assert said.startswith(f"Tried {HOST}: ")
    assert said.endswith(".")
    assert not re.search(rf"(?<![\w-])(?:{FORBIDDEN['en']})(?![\w-])", said, re.IGNORECASE)
    assert tried_line(Tried(server(), outcome), german) != said


def test_nobody_there_is_no_answer_and_a_close_is_a_refusal(english: Words) -> None:
    for outcome in (Outcome.SILENT, Outcome.CONNECT_UNANSWERED, Outcome.CONNECT_REFUSED):
        assert tried_line(Tried(server(), outcome), english) == f"Tried {HOST}: it does not answer."
    closed = Tried(server(), Outcome.CLOSED_AT_ONCE)
    assert tried_line(closed, english) == f"Tried {HOST}: it turned us away."


def test_a_server_that_only_the_other_internet_reaches_is_there_all_the_same(
    english: Words,
) -> None:
    other = Tried(server(), Outcome.NOT_FOUND, NO_SUCH_FAMILY)
    assert tried_line(other, english) == f"Tried {HOST}: it has no address of the wanted kind."


def test_a_strange_name_is_shown_harmless(english: Words) -> None:
    assert "<" not in found_line(server(host="mail.<b>.example"), english)


@pytest.mark.parametrize("source", Source)
def test_every_way_has_plain_words(english: Words, german: Words, source: Source) -> None:
    said = found_line(server(source), english)
    assert said.startswith("Found ")
    assert said.endswith(HOST)
    assert not re.search(rf"(?<![\w-])(?:{FORBIDDEN['en']})(?![\w-])", said, re.IGNORECASE)
    assert found_line(server(source), german) != said


@pytest.mark.parametrize("answer", Answer)
@pytest.mark.parametrize("source", [Source.AUTOCONFIG, Source.SRV])
def test_every_answer_has_plain_words(
    english: Words, german: Words, source: Source, answer: Answer
) -> None:
    asked = Asked(source, "miller.example", answer)
    said = asked_line(asked, english)
    assert said.startswith("Asked ")
    assert "miller.example: " in said
    assert not re.search(rf"(?<![\w-])(?:{FORBIDDEN['en']})(?![\w-])", said, re.IGNORECASE)
    assert asked_line(asked, german) != said


def test_where_we_looked_is_told_once(english: Words) -> None:
    asked = [Asked(one, "miller.example", Answer.NOTHING) for one in (Source.SRV, Source.SRV_TLS)]
    found = Found(None, (Tried(server(), Outcome.SILENT),) * 2, asked=tuple(asked))
    assert looked_lines(found, english) == (
        "Asked the name service about miller.example: it names no mail server we know.",
        f"Tried {HOST}: it does not answer.",
    )
