"""The link for a mail program: whole where it is short enough, never cut in the middle."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.paper.cases import per_address
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


def test_what_does_not_fit_leaves_the_subject() -> None:
    long = Draft("Ünïcödé & more", "ü" * 1000)
    assert not fits(long)
    assert parse_qs(urlsplit(mailto(long)).query) == {"subject": ["Ünïcödé & more"]}
    assert "body" not in mailto(long)


def test_nothing_in_a_name_can_add_a_field() -> None:
    link = mailto(Draft("a&bcc=x@y.example", "b"), "me@here.example?bcc=x@y.example")
    assert "bcc=" not in link
