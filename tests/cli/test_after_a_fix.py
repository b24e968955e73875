"""What the terminal says after "check again": what changed and what was found, as one text."""

import re
from io import StringIO

import pytest

from tests.core.runs import compared
from tests.paper.kept_changes import STORIES
from wizard.cli.report import changed, for_people
from wizard.paper import change_words, sentences
from wizard.words import Words


def told(story: str, words: Words) -> str:
    """On one line, without the details."""
    comparison, stream = compared(*STORIES[story]()), StringIO()
    changed(comparison, words, stream)
    for_people(comparison.now.case, comparison.now.advice, words, stream, comparison)
    return " ".join(stream.getvalue().partition("\nDetails:")[0].split())


@pytest.mark.parametrize("story", STORIES)
def test_no_sentence_is_said_twice(story: str) -> None:
    said = [one for one in re.split(r"(?<=[.!?”]) ", told(story, Words())) if len(one) > 25]
    assert len(said) == len(set(said))


def test_after_the_same_number_there_is_one_next_step() -> None:
    """Not “was it stopped and started?” first, and then the advice of a first test."""
    comparison = compared(*STORIES["same, Courier"]())
    text = told("same, Courier", Words())
    assert change_words.what_next(comparison, Words()) in text
    assert sentences.what_next(comparison.now.advice, Words()) not in text
