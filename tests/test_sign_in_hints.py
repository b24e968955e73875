"""What the bundled tables say of a sign-in before a password is typed."""

from typing import Any, Final

import pytest

from wizard import assets, sign_in_hints
from wizard.core import providers
from wizard.core.discover import Candidate, SignIn, Source
from wizard.core.model import Security
from wizard.sign_in_hints import AppPassword, app_password, app_password_of, how_to_get_one
from wizard.words import Words

TABLE: Final[Any] = assets.read_json("big-providers.json")
FASTMAIL = AppPassword("Fastmail", "https://www.fastmail.com/help/clients/apppassword.html")


@pytest.mark.parametrize(
    ("host", "user", "wanted"),
    [
        ("imap.fastmail.com", None, FASTMAIL),
        ("mail.fastmail.com", "anna@fastmail.com", FASTMAIL),
        ("mail.example-host.net", "anna@miller.example", None),
        ("imap.mailbox.org", "anna@mailbox.org", None),
        # Nobody is asked for any password there.
        ("imap.gmail.com", "anna@gmail.com", None),
    ],
)
def test_who_wants_an_app_password(host: str, user: str | None, wanted: AppPassword | None) -> None:
    assert app_password(host, user) == wanted


def test_the_way_to_one_names_the_providers_help_as_text() -> None:
    known = providers.look_up(TABLE, "imap.gmail.com", None)
    assert app_password_of(known) == AppPassword(
        "Google", "https://support.google.com/accounts/answer/185833"
    )
    told = how_to_get_one(known, Words())
    assert "https://support.google.com/accounts/answer/185833" in told
    assert "security settings" in told
    assert "explains it here" not in how_to_get_one(None, Words())


def test_every_provider_with_app_passwords_names_its_help() -> None:
    rows = TABLE["providers"]
    wanting = [row["id"] for row in rows if row["password"] == "app"]
    assert {"google", "yahoo", "icloud", "fastmail", "mail-ru"} <= set(wanting)
    assert all(row["app_password_help"] for row in rows if row["id"] in wanting)


def test_who_is_listed_with_a_browser_only() -> None:
    at_mit = sign_in_hints.listed("anna@mit.edu")
    assert at_mit is not None
    assert at_mit.host == "outlook.office365.com"
    assert sign_in_hints.browser_only(at_mit)
    assert not sign_in_hints.browser_only(sign_in_hints.listed("anna@mail.ru"))
    assert sign_in_hints.listed("anna@miller.example") is None
    assert not sign_in_hints.browser_only(None)


@pytest.mark.parametrize(
    ("sign_in", "only"),
    [
        ((), False),
        ((SignIn.BROWSER,), True),
        ((SignIn.BROWSER, SignIn.PASSWORD), False),
        ((SignIn.HASHED,), False),
    ],
)
def test_a_published_setting_decides_whoever_published_it(
    sign_in: tuple[SignIn, ...], only: bool
) -> None:
    found = Candidate("mail.x.example", 993, Security.TLS, "a", Source.USUAL_NAME, sign_in)
    assert sign_in_hints.browser_only(found) is only
