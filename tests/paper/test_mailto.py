"""The link for a mail program: whole where it is short enough, never cut in the middle."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.paper import kept_notes
from tests.paper.cases import per_address
from wizard.core.case_file import Sender
from wizard.paper.mailto import LONGEST, fits, mailto
from wizard.paper.note import Draft, Version, draft
from wizard.words import Words


@pytest.mark.parametrize("language", ["english", "german"])
def test_the_short_note_goes_into_a_link(language: str, request: pytest.FixtureRequest) -> None:
    words: Words = request.getfixturevalue(language)
    case, advice = per_address()
    made = draft(case, advice, words, Version.SHORT)
    assert made is not None
    link = mailto(made, "support@example-host.net")
    assert len(link) <= LONGEST
    parts = urlsplit(link)
    assert parts.path == "support@example-host.net"
    query = parse_qs(parts.query)
    assert query["subject"] == [made.subject]
    assert query["body"] == [made.body.strip().replace("\n", "\r\n")]


LONGEST_HOST = ".".join(["mail", *["w" * 60] * 4])[:253]


@pytest.mark.parametrize("names", ["W" * 100, "ü" * 100, "社" * 100, "\U0001f4e8" * 100])
@pytest.mark.parametrize("language", sorted(kept_notes.languages()))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_whole_sentences_fit_with_the_longest_names(story: str, language: str, names: str) -> None:
    case, advice = kept_notes.STORIES[story]()
    case = replace(case, target=replace(case.target, host=LONGEST_HOST))
    sender = Sender(names, names, names, "2001:db8:1111:2222:3333:4444:5555:6666")
    made = draft(case, advice, kept_notes.languages()[language], Version.SHORT, sender)
    assert made is not None
    assert fits(made, "a" * 40 + "@example-host.net")
    link = mailto(made, "a" * 40 + "@example-host.net")
    assert len(link) <= LONGEST
    (body,) = parse_qs(urlsplit(link).query)["body"]
    assert body.replace("\r\n", "\n") + "\n" in (made.body, *made.shorter)


def test_what_says_less_still_asks() -> None:
    made = draft(*per_address(), Words(), Version.SHORT, kept_notes.ANNA)
    assert made is not None
    assert made.body.startswith("Hello. ")
    lengths = [len(body) for body in (made.body, *made.shorter)]
    assert lengths == sorted(lengths, reverse=True)
    assert all("MAXCPERIP" in body for body in made.shorter)


def test_what_does_not_fit_leaves_the_subject() -> None:
    long = Draft("Ünïcödé & more", "ü" * 1000, shorter=("ö" * 1000,))
    assert not fits(long)
    assert parse_qs(urlsplit(mailto(long)).query) == {"subject": ["Ünïcödé & more"]}
    assert "body" not in mailto(long)


def test_a_subject_that_does_not_fit_is_left_out_whole() -> None:
    long = Draft("ü" * 1000, "b")
    assert mailto(long, "a@b.example") == "mailto:a@b.example"
    assert mailto(long, "ü" * 1000) == "mailto:"


def test_nothing_in_a_name_can_add_a_field() -> None:
    link = mailto(Draft("a&bcc=x@y.example", "b"), "me@here.example?bcc=x@y.example")
    assert "bcc=" not in link
