"""A first sign-in that was refused: what for, as far as words or our table say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.simulated_rules import Always
from tests.core.simulated_server import Answer
from tests.core.simulated_verdict import Concluded, conclude
from tests.core.tables import PROVIDERS
from wizard.core import providers
from wizard.core.advice import Confidence, Kind
from wizard.core.model import Outcome, Phase


def refused(text: str, outcome: Outcome = Outcome.SIGN_IN_REFUSED, detail: str = "") -> Concluded:
    got = conclude(Always(Answer(outcome, Phase.SIGN_IN, 2.0, said=text, detail=detail)))
    assert got.verdict.confidence is Confidence.VERY_SURE
    return got


@pytest.mark.parametrize(
    ("text", "kind", "codes"),
    [
        ("NO [AUTHENTICATIONFAILED] no", Kind.SIGN_IN_REFUSED, ["sign-in-refused"]),
        (
            "NO [ALERT] Application-specific password required",
            Kind.SIGN_IN_REFUSED,
            ["sign-in-refused", "app-password-wanted"],
        ),
        (
            "NO Too many failed login attempts",
            Kind.SIGN_IN_REFUSED,
            ["sign-in-refused", "sign-ins-too-often"],
        ),
        ("NO BasicAuthBlocked", Kind.NEEDS_BROWSER_SIGN_IN, ["needs-browser-sign-in"]),
    ],
)
def test_the_words_say_what_is_wanted(text: str, kind: Kind, codes: list[str]) -> None:
    got = refused(text)
    assert (got.verdict.kind, got.codes) == (kind, codes)
    assert len([one for one in got.case.events if one.attempt is not None]) == 1


def test_our_table_says_it_where_the_words_do_not() -> None:
    case = refused("NO [AUTHENTICATIONFAILED] Incorrect username or password").case
    at_fastmail = providers.look_up(PROVIDERS, "imap.fastmail.com", None)
    got = Concluded(replace(case, known=at_fastmail))
    assert got.codes == ["sign-in-refused", "app-password-wanted"]
    elsewhere = providers.look_up(PROVIDERS, "imap.mailbox.org", None)
    assert "app-password-wanted" not in Concluded(replace(case, known=elsewhere)).codes


def test_the_words_come_before_our_table() -> None:
    case = refused("NO Too many login attempts").case
    at_fastmail = providers.look_up(PROVIDERS, "imap.fastmail.com", None)
    codes = Concluded(replace(case, known=at_fastmail)).codes
    assert codes == ["sign-in-refused", "sign-ins-too-often"]


def test_a_rate_that_is_named_at_the_sign_in_is_no_dead_server() -> None:
    got = refused("NO Authentication Limit Exceeded", Outcome.LIMIT_IN_WORDS)
    assert (got.verdict.kind, got.codes) == (Kind.CANNOT_REACH, ["sign-ins-too-often"])


@pytest.mark.parametrize(
    ("outcome", "detail", "kind", "code"),
    [
        (
            Outcome.NEEDS_BROWSER_SIGN_IN,
            "browser-only",
            Kind.NEEDS_BROWSER_SIGN_IN,
            "needs-browser-sign-in",
        ),
        (
            Outcome.NEEDS_BROWSER_SIGN_IN,
            "other-sign-in-only",
            Kind.NEEDS_BROWSER_SIGN_IN,
            "other-sign-in-only",
        ),
        (Outcome.NO_ENCRYPTION, "protected-only", Kind.CANNOT_REACH, "protected-only"),
        (Outcome.NO_ENCRYPTION, "not-offered", Kind.CANNOT_REACH, "no-encryption"),
    ],
)
def test_why_no_password_was_sent(outcome: Outcome, detail: str, kind: Kind, code: str) -> None:
    got = refused("", outcome, detail)
    assert (got.verdict.kind, got.codes) == (kind, [code])
