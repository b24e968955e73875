"""What never is in a note, whatever a server or a user writes; and its languages."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue import speaking
from tests.paper import kept_notes
from tests.paper.cases import (
    Story,
    advise,
    per_address,
    verdict,
)
from tests.paper.kept_notes import ANNA, written
from tests.pseudo import pseudo_words, untranslated
from wizard.core.advice import Kind, Refusal
from wizard.core.case_file import Sender
from wizard.core.model import Need, Outcome, ServerWords
from wizard.paper.note import Version, note
from wizard.words import Words

# -- what never is in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_no_mailbox_no_user_no_internal_address(story: str) -> None:
    case, advice = kept_notes.STORIES[story]()
    secret = replace(
        case,
        target=replace(case.target, user="info@miller.example", source="192.168.7.7"),
        office_addresses=("192.168.7.7",),
    )
    for version in Version:
        text = written((secret, advice), version)
        assert "info@" not in text
        assert "192.168." not in text


@pytest.mark.parametrize("user", ["Info@Miller.example", "info"])
def test_a_server_that_names_the_mailbox_is_quoted_without_it(user: str) -> None:
    """Cyrus says whose limit is reached."""
    for named in (user.lower(), "info", f"<{user}>"):
        said = f"NO Too many open connections (4 of 4 for {named}), sorry {user}"
        if "@" not in user:
            said = said.partition(", sorry")[0]
        case = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=said).case(user=user)
        found = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
        for version in Version:
            text = written((case, advise(found)), version)
            assert "(4 of 4 for " in text
            assert "info" not in text.lower().replace("information", "")


def test_without_a_name_our_office_signs() -> None:
    text = written(per_address(), Version.NORMAL, Sender())
    assert text.endswith("Kind regards\nour office\n")


def test_a_name_stays_on_its_line() -> None:
    sender = Sender("Anna\r\nBcc: all@example.net", "Miller\x1b[2J & Sons", "1\n2")
    text = written(per_address(), Version.NORMAL, sender)
    assert "Anna Bcc: all@example.net, Miller[2J & Sons\nCustomer number 1 2\n" in text


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "\x1b[2J\x1b[31m",
        "\u202eevil\u2066",
        "x" * 10_000,
        '"; rm -rf /',
    ]
) | st.text(max_size=300)


@settings(deadline=None, max_examples=60)
@given(HOSTILE, HOSTILE)
def test_what_a_hostile_server_says_is_never_in_it_raw(said: str, greeting: str) -> None:
    story = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=said)
    case = story.case(ServerWords(greeting))
    found = verdict(Kind.PER_MAILBOX_AND_ADDRESS, 4, refusal=Refusal.IN_WORDS)
    text = written((case, advise(found, ServerWords())))
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<]", text
    )
    assert len(text) < 6_000


# -- languages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_every_word_of_a_note_comes_from_a_catalogue(story: str, version: Version) -> None:
    """But for commands, which are never translated, and the name that signs."""
    text = written(kept_notes.STORIES[story](), version, words=PSEUDO)
    for line in text.splitlines():
        if line.startswith(("    ", "Anna Miller")):
            continue
        assert not re.search(r"[a-z]", untranslated(line)), line


PSEUDO = pseudo_words()


def test_in_a_right_to_left_language_names_are_isolated_and_commands_are_not() -> None:
    text = written(per_address(), words=speaking("ar", {"x": "y"}))
    assert "\u2066mail.example-host.net\u2069" in text
    command = next(line for line in text.splitlines() if "printf" in line)
    assert "\u2066" not in command


def test_a_large_number_is_never_written_with_separators_where_it_is_typed() -> None:
    advice = advise(verdict(Kind.PER_ADDRESS, 4), need=Need(900, 7))
    text = written((per_address()[0], advice))
    assert "MAXPERIP=1125" in text
    assert "1,125" not in text


def test_the_time_is_that_of_the_refusal_not_of_the_start() -> None:
    case, advice = per_address()
    late = tuple(replace(event, at=event.at + 3_600) for event in case.events)
    shifted = replace(case, events=late, finished_at=case.finished_at + timedelta(hours=1))
    assert "at 15:32 (CEST)" in written((shifted, advice))


@pytest.mark.parametrize("version", Version)
def test_what_the_server_repeats_of_us_is_left_out_of_the_note(version: Version) -> None:
    """An address inside the office, and the mailbox of somebody else who was asked once."""
    said = "NO too many from 192.168.7.9 for zoe@miller.example"
    story = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said=said)
    case = story.case(ServerWords("* OK [192.168.7.9] ready for zoe"), "info@miller.example")
    case = replace(case, target=replace(case.target, second_user="zoe@miller.example"))
    found = verdict(Kind.PER_MAILBOX, 4, refusal=Refusal.IN_WORDS)
    text = note(case, advise(found), Words(), version, ANNA)
    assert text is not None
    assert "192.168.7.9" not in text
    assert "zoe" not in text
