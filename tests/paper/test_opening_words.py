"""What is told where a case file cannot be opened: whose fault it is not, and what to do."""

from __future__ import annotations

import pytest

from wizard.paper.bundle import Fault
from wizard.paper.opening_words import Refusal, cannot_open, cannot_read
from wizard.words import Words


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_a_heading_and_says_that_nothing_was_changed(
    fault: Fault, english: Words, german: Words
) -> None:
    for words, end in ((english, "Nothing was changed."), (german, "Nichts wurde verändert.")):
        told = cannot_open(fault, words)
        assert told.heading
        assert not told.heading.endswith(".")
        assert told.body.endswith(end)


def test_each_fault_is_told_apart(english: Words) -> None:
    headings = [cannot_open(fault, english).heading for fault in Fault]
    assert len(set(headings)) == len(Fault)


def test_a_newer_file_asks_for_the_newest_version(english: Words) -> None:
    assert cannot_open(Fault.NEWER, english) == Refusal(
        "This case file needs a newer version of this program",
        "Install the newest version and open it again. Nothing was changed.",
    )


def test_the_note_in_a_damaged_file_is_promised_only_where_it_can_be_shown(english: Words) -> None:
    assert "note" not in cannot_open(Fault.DAMAGED, english).body
    assert "note" in cannot_open(Fault.DAMAGED, english, has_note=True).body
    assert "note" not in cannot_open(Fault.NOT_A_CASE, english, has_note=True).body


def test_what_the_system_says_stands_in_the_sentence(english: Words) -> None:
    told = cannot_read("Permission denied", english)
    assert told.heading == "This file cannot be read"
    assert told.body.startswith("The computer says: Permission denied. Copy the file")
