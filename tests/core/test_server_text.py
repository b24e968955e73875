"""Words of real servers, and whose limit they name. Sources stand beside the patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.server_text import NO_LIMIT, Limit, Scope, read_limit

DOVECOT = "Maximum number of connections from user+IP exceeded"


@pytest.mark.parametrize(
    ("said", "scope", "number"),
    [
        (
            f"a1 NO [LIMIT] {DOVECOT} (mail_max_userip_connections=3)",
            Scope.MAILBOX_AND_ADDRESS,
            3,
        ),
        (
            f"NO [UNAVAILABLE] {DOVECOT}",
            Scope.MAILBOX_AND_ADDRESS,
            None,
        ),
        ("* BYE Too many IMAP connections (10) from this IP", Scope.ADDRESS, 10),
        ("a NO Too many open connections (5 of 3 from localhost [127.0.0.1])", Scope.ADDRESS, 3),
        ("a NO Too many open connections (2 of 2 for user1)", Scope.MAILBOX, 2),
        (
            "a NO Too many open connections (2 of 9 from h [192.0.2.1], 3 of 3 for user1)",
            Scope.MAILBOX,
            3,
        ),
        ("a NO Too many open connections (1 of 9 from h [192.0.2.1])", Scope.UNNAMED, None),
        ("a NO Too many open connections (something new)", Scope.UNNAMED, None),
        ("NO [ALERT] Too many simultaneous connections. (Failure)", Scope.MAILBOX, None),
        ("NO [LIMIT] Too many concurrent requests", Scope.MAILBOX, None),
        ("BAD User is authenticated but not connected.", Scope.MAILBOX, None),
        ("NO maximum connections per user reached", Scope.MAILBOX, None),
        ("* BYE too many connections from your IP", Scope.ADDRESS, None),
        ("* BYE host Zimbra IMAP4rev1 server closing connection; service busy", Scope.SERVER, None),
        ("* BYE Connection queue full", Scope.SERVER, None),
        ("NO Request is throttled. Suggested Backoff Time: 299961 ms", Scope.RATE, None),
        ("NO [LIMIT] CAPABILITY Rate limit hit.", Scope.RATE, None),
        ("NO Login rejected from this IP", Scope.RATE, None),
        ("NO authentication limit exceeded", Scope.RATE, None),
        ("* BYE more than 20 connections per minute", Scope.RATE, None),
        ("* Too many invalid logon attempts.", Scope.BAN, None),
        ("NO too many sessions", Scope.UNNAMED, None),
        ("NO session limit reached", Scope.UNNAMED, None),
    ],
)
def test_words_name_whose_limit_it_is(said: str, scope: Scope, number: int | None) -> None:
    assert read_limit(said) == Limit(scope, number)
    assert read_limit(said.upper()).scope is scope


@pytest.mark.parametrize(
    "said",
    [
        "",
        "a1 NO [AUTHENTICATIONFAILED] Authentication failed.",
        "* BAD internal server error",
        "* BYE Courier-IMAP server shutting down",
        "* OK [CAPABILITY IMAP4rev1] ready",
    ],
)
def test_other_words_name_no_limit(said: str) -> None:
    assert read_limit(said) is NO_LIMIT


LARGE_PROVIDERS = [
    ("NO [ALERT] Too many simultaneous connections. (Failure)", Scope.MAILBOX),
    ("BAD User is authenticated but not connected.", Scope.MAILBOX),
    ("BAD User is authenticated but not connected. * BYE Connection closed. 14", Scope.MAILBOX),
    ("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds", Scope.RATE),
    ("* BYE IMAP4rev1 Server logging out a1 NO [LIMIT] CAPABILITY Rate limit hit.", Scope.RATE),
    # An Exchange says this after commands it did not take: no word of a limit is in it.
    ("* BYE Connection closed. 14", Scope.NONE),
]


@pytest.mark.parametrize(("said", "scope"), LARGE_PROVIDERS)
def test_words_of_large_providers_are_read_whatever_stands_around_them(
    said: str, scope: Scope
) -> None:
    """Control characters come in as escapes; what is written before or behind changes nothing."""
    for text in (said, f"\\x1b[2J{said}\\u202e", f"{'=' * 100_000} {said}", said + " x" * 50_000):
        assert read_limit(text) == Limit(scope)


@pytest.mark.parametrize(
    "said",
    [
        "NO [ALERT] Тoo mаny simultаneous cоnnections",
        "NO Too\u200bmany simultaneous\u200bconnections",
        "BAD User is authenticated and connected",
        "NO Request is not throttIed",
        "NO simultaneous",
    ],
)
def test_words_that_only_look_alike_name_nobody_s_limit(said: str) -> None:
    assert read_limit(said) is NO_LIMIT


@given(st.text(max_size=500))
def test_no_text_breaks_it(said: str) -> None:
    assert isinstance(read_limit(said), Limit)
    assert isinstance(read_limit(f"Too many open connections ({said}"), Limit)
