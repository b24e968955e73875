"""What servers say when they refuse a password, as they said it to somebody."""

import pytest

from wizard.core.refused_text import Wants, read_refused


@pytest.mark.parametrize(
    ("said", "wants"),
    [
        ("NO [AUTHENTICATIONFAILED] Authentication failed.", Wants.NOTHING),
        ("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", Wants.NOTHING),
        ("NO Login failed.", Wants.NOTHING),
        ("", Wants.NOTHING),
        (
            (
                "NO [ALERT] Application-specific password required: "
                "https://support.google.com/accounts/answer/185833 (Failure)"
            ),
            Wants.APP_PASSWORD,
        ),
        (
            (
                "* NO [WEBALERT https://accounts.google.com/signin/continue?sarp=1] Web login "
                "required. NO [ALERT] Please log in via your web browser: "
                "https://support.google.com/mail/accounts/answer/78754 (Failure)"
            ),
            Wants.APP_PASSWORD,
        ),
        (
            (
                "NO [AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya "
                "https://help.mail.ru/mail/security/protection/external / "
                "Application password is REQUIRED"
            ),
            Wants.APP_PASSWORD,
        ),
        ("NO Login fail. Please using authorized code to login", Wants.APP_PASSWORD),
        ("NO [AUTHENTICATIONFAILED] App Passwords only", Wants.APP_PASSWORD),
        ("NO happy passwords", Wants.NOTHING),
        (
            'NO LOGIN failed. Error="LogonDenied-BasicAuthBlocked-NoPrimarySmtpAddress"',
            Wants.BROWSER,
        ),
        ("NO Authentication unsuccessful, basic authentication is disabled.", Wants.BROWSER),
        ("NO Too many login failures", Wants.TO_WAIT),
        ("NO [ALERT] Too many failed login attempts, try again later", Wants.TO_WAIT),
        ("NO Authentication Limit Exceeded", Wants.TO_WAIT),
        ("NO [LIMIT] LOGIN Rate limit hit", Wants.TO_WAIT),
        ("NO wrong password, 2 login attempts left", Wants.NOTHING),
        ("NO login attempts remaining: 3", Wants.NOTHING),
    ],
)
def test_the_words_of_a_refusal(said: str, wants: Wants) -> None:
    assert read_refused(said) is wants
