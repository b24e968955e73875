"""What is said while a test runs: every status, the time left, and the picture read out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.core.simulated import plan_for
from tests.words_check import FORBIDDEN
from wizard.core.progress import Place, Status, begin
from wizard.paper.progress_words import LEGEND, STATUS, status_line, strip_name, time_left
from wizard.words import Words

OPEN, REFUSED, SILENT, FREE = Place.OPEN, Place.REFUSED, Place.SILENT, Place.NOT_TRIED


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("number", [0, 1, 2, 5])
@pytest.mark.parametrize("seconds", [0.0, 1.0, 60.0])
def test_every_status_has_its_plain_words(
    english: Words, german: Words, status: Status, number: int, seconds: float
) -> None:
    showing = replace(begin(plan_for()), status=status, number=number, seconds=seconds)
    for words, language in ((english, "en"), (german, "de")):
        said = status_line(showing, words)
        assert said
        assert "{" not in said
        assert not re.search(rf"(?<![\w-])(?:{FORBIDDEN[language]})(?![\w-])", said, re.IGNORECASE)
    assert status_line(showing, english) != status_line(showing, german)


def test_every_status_and_every_state_has_words() -> None:
    assert set(STATUS) == set(Status)
    assert set(LEGEND) == set(Place)


def test_a_long_wait_counts_down_and_is_over_when_the_try_begins(english: Words) -> None:
    waiting = replace(begin(plan_for()), status=Status.AFTERWARDS, seconds=60.0)
    closed = "All connections are closed. Waiting"
    assert status_line(waiting, english) == f"{closed} 60 seconds before the last try..."
    assert status_line(waiting, english, 59.4) == f"{closed} 1 second before the last try..."
    assert status_line(waiting, english, 99.0) == f"{closed} 1 second before the last try..."
    trying = replace(waiting, seconds=0.0)
    assert status_line(trying, english) == "Trying one more connection..."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0, "About 5 seconds left"),
        (16, "About 20 seconds left"),
        (55, "About 55 seconds left"),
        (56, "About 1 minute left"),
        (75, "About 1 minute left"),
        (76, "About 2 minutes left"),
        (240, "About 4 minutes left"),
    ],
)
def test_the_time_left_is_about(english: Words, seconds: int | None, said: str) -> None:
    assert time_left(seconds, english) == said


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (
            [OPEN] * 4 + [REFUSED] + [FREE] * 17,
            "4 connections open, number 5 refused, office needs about 22",
        ),
        ([OPEN] + [FREE] * 21, "1 connection open, office needs about 22"),
        (
            [OPEN] * 3 + [SILENT],
            "3 connections open, no answer for number 4, office needs about 22",
        ),
    ],
)
def test_the_picture_is_read_out_in_one_sentence(
    english: Words, german: Words, places: list[Place], said: str
) -> None:
    assert strip_name(places, 22, english) == said
    assert strip_name(places, 22, german) != said
