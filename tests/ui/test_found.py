"""The first page: how the server was found, whether it is the right one, and Mozilla's list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.paper import cases_faults, cases_start
from tests.ui.visitor import Visitor
from wizard import service
from wizard.core.discover import Answer, Asked, Candidate, Found, Source, Tried
from wizard.core.journey import Page
from wizard.core.model import Outcome, Security
from wizard.probe import tally
from wizard.service import PRACTICE_USER, PracticeServer
from wizard.ui import barred
from wizard.ui.bridge import Ended
from wizard.ui.finding import Finding, Trial

Start = Callable[..., PracticeServer]
ADDRESS = "info@miller.example"


@pytest.fixture
def place(visitor: Visitor, server: Start) -> Candidate:
    """A server that takes the mailbox."""
    started = server()
    visitor.window.desk.trusted = started.trusted_certificate
    return Candidate("localhost", started.tls_port, Security.TLS, PRACTICE_USER, Source.AUTOCONFIG)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    """What the searches bring, one after the other; the last one again and again."""
    waiting: list[Found] = []

    def find(*_: Any, **options: Any) -> Found:  # noqa: ANN401
        asked.append(options["ask_mozilla"])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    asked: list[bool] = []
    monkeypatch.setattr(service, "find", find)
    monkeypatch.setattr("tests.ui.test_found.ASKED", asked)
    return waiting


ASKED: list[bool] = []


def sign_in(visitor: Visitor, password: str = PRACTICE_USER) -> None:
    visitor.type(visitor.sign_in.form.address_edit, ADDRESS)
    visitor.type(visitor.sign_in.form.password_edit, password)
    visitor.go_on()


def test_it_is_shown_how_the_server_was_found(
    visitor: Visitor, found: list[Found], place: Candidate
) -> None:
    found.append(Found(place))
    ticks, seen = visitor.sign_in.ticks, list[str]()
    original = ticks.tick

    def tick(*numbers: int) -> None:
        original(*numbers)
        seen.append(ticks.lines[0].text())

    ticks.tick = tick  # type: ignore[method-assign]
    sign_in(visitor)
    visitor.wait_for(Page.OFFICE)
    assert seen[0] == "✓  Found in the settings that your domain publishes: localhost"
    ticks.begin()
    assert ticks.lines[0].text() == "○  Finding your mail server"
    ticks.end()


def test_a_message_about_a_found_server_tells_how_it_was_found(
    visitor: Visitor, found: list[Found], place: Candidate
) -> None:
    found.append(Found(place))
    sign_in(visitor, "wrong")
    visitor.wait_until_idle()
    body = visitor.sign_in.notice.body.text()
    assert body.endswith("\nFound in the settings that your domain publishes: localhost")


def test_a_server_that_nobody_vouches_for_gets_no_password_before_the_user_has_looked(
    visitor: Visitor, found: list[Found], place: Candidate
) -> None:
    unproven = replace(place, source=Source.MX_AUTOCONFIG, is_proven=False)
    found.append(Found(unproven))
    sign_in(visitor)
    visitor.wait_until_idle()
    notice = visitor.sign_in.notice
    assert notice.heading.text() == "Is this your provider’s mail server?"
    assert notice.body.text() == (
        "Found in the settings of the provider that receives your mail: localhost. It is not part "
        "of miller.example, and anybody on the way could have named it. Your password was not sent."
    )
    visitor.press_named("Go back")
    assert visitor.is_at(Page.SIGN_IN)
    visitor.go_on()
    visitor.wait_until_idle()
    visitor.press_named("Use localhost")
    visitor.wait_for(Page.OFFICE)
    assert visitor.window.desk.target.user == PRACTICE_USER
    assert visitor.window.desk.target.port == place.port


def test_mozilla_is_offered_where_nothing_was_found_and_asked_on_a_button(
    visitor: Visitor, found: list[Found], place: Candidate
) -> None:
    nothing = Found(asked=(Asked(Source.SRV, "miller.example", Answer.NOTHING),))
    found += [nothing, nothing, Found(replace(place, source=Source.MOZILLA))]
    sign_in(visitor)
    visitor.wait_until_idle()
    notice = visitor.sign_in.notice
    assert notice.heading.text() == "We could not find your mail server"
    assert notice.body.text().endswith(
        "\nAsked the name service about miller.example: it names no mail server we know."
    )
    visitor.press_named("Ask Mozilla’s list (only miller.example is sent)")
    visitor.wait_until_idle()
    assert [button.text() for button in notice.buttons] == ["Enter the server name"]
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    assert ASKED == [False, True, True]


def test_where_nobody_answers_the_browser_may_show_a_sign_in_page(
    visitor: Visitor, found: list[Found], place: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No system tells of the Wi-Fi's page; web site and mail failing together hint at it."""
    opened: list[str] = []
    monkeypatch.setattr(barred, "open_link", opened.append)
    usual = replace(place, host="mail.miller.example", source=Source.USUAL_NAME)
    site = Asked(Source.WELL_KNOWN, "miller.example", Answer.CERTIFICATE)
    found.append(Found(None, (Tried(usual, Outcome.CONNECT_UNANSWERED),), asked=(site,)))
    sign_in(visitor)
    visitor.wait_until_idle()
    notice = visitor.sign_in.notice
    assert notice.heading.text() == "We could not find your mail server"
    assert notice.body.text().startswith(
        "Neither the web site nor a mail server of miller.example gave a proper answer. "
        "Open a web page: this network may want a sign-in first.\n"
    )
    visitor.press_named("Open a web page")
    assert opened == ["http://miller.example/"]
    assert visitor.is_at(Page.SIGN_IN)


def test_a_certificate_that_does_not_fit_may_be_a_sign_in_page_as_well(
    visitor: Visitor, place: Candidate
) -> None:
    """It answers mail, too: nobody is told to write to a provider only."""
    visitor.type(visitor.sign_in.form.address_edit, "info@miller.example")
    usual = replace(place, host="mail.miller.example", source=Source.USUAL_NAME)
    site = Asked(Source.WELL_KNOWN, "miller.example", Answer.CERTIFICATE)
    looked = Found(None, (Tried(usual, Outcome.CERTIFICATE_PROBLEM),), asked=(site,))
    trial = Trial(Finding(*cases_start.certificate("issuer")), usual, looked)
    visitor.sign_in._ended(Ended(trial))
    notice = visitor.sign_in.notice
    assert notice.heading.text() == "We cannot be sure this is your mail server"
    assert "this network may want a sign-in first" in notice.body.text()
    assert notice.buttons[0].text() == "Open a web page"
    # Where a certificate names somebody else, going back stays what Enter does.
    visitor.sign_in._ended(Ended(replace(trial, finding=Finding(*cases_faults.certificate_name()))))
    assert [notice.buttons[at].text() for at in (0, 1)] == ["Go back", "Open a web page"]


def test_leave_to_ask_mozilla_is_given_for_one_address_only(
    visitor: Visitor, found: list[Found]
) -> None:
    found.append(Found())
    sign_in(visitor)
    visitor.wait_until_idle()
    visitor.press_named("Ask Mozilla’s list (only miller.example is sent)")
    visitor.wait_until_idle()
    visitor.type(visitor.sign_in.form.address_edit, "info@jones.example")
    visitor.go_on()
    visitor.wait_until_idle()
    assert ASKED == [False, True, False]


def test_a_mailbox_whose_mail_a_large_provider_takes_is_told_without_signing_in(
    visitor: Visitor, found: list[Found]
) -> None:
    microsoft = Candidate(
        "outlook.office365.com", 993, Security.TLS, ADDRESS, Source.MX_LIST, provider="Microsoft"
    )
    found.append(Found(microsoft))
    sign_in(visitor)
    visitor.wait_until_idle()
    notice = visitor.sign_in.notice
    assert "Microsoft" in notice.heading.text()
    assert notice.body.text().endswith(
        "\nFound in our list, by who receives your mail: outlook.office365.com"
    )
    assert [button.text() for button in notice.buttons] == ["Use another mailbox"]


def test_after_a_wrong_password_the_server_is_not_searched_for_again(
    visitor: Visitor, found: list[Found], place: Candidate
) -> None:
    """It is known, and each search is a connection that a strict server counts."""
    found.append(Found(place))
    sign_in(visitor, "wrong")
    visitor.wait_until_idle()
    visitor.type(visitor.sign_in.form.password_edit, PRACTICE_USER)
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    assert ASKED == [False]


def test_another_address_is_searched_for(
    visitor: Visitor, found: list[Found], place: Candidate
) -> None:
    found.append(Found(place))
    sign_in(visitor, "wrong")
    visitor.wait_until_idle()
    visitor.type(visitor.sign_in.form.address_edit, "info@jones.example")
    visitor.type(visitor.sign_in.form.password_edit, PRACTICE_USER)
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    assert ASKED == [False, False]


def test_where_a_strict_server_may_have_counted_enough_it_is_asked_to_wait(
    visitor: Visitor, found: list[Found], place: Candidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that knocked in vain leaves room for one wrong password only."""
    found.append(Found(place))
    monkeypatch.setattr("wizard.probe.tally.is_here", lambda _: False)
    for address in ("127.0.0.1", "::1"):
        tally.note(address, 2)
    sign_in(visitor, "wrong")
    visitor.wait_until_idle()
    notice = visitor.sign_in.notice
    assert notice.heading.text() == "Let us stop here so your office is not locked out"
    assert [one.text() for one in notice.buttons] == [
        "Test without a password",
        "It works in webmail: one more try",
    ]
    assert not notice.buttons[1].isEnabled()
    for address in ("127.0.0.1", "::1"):
        tally.note(address, 1)
    visitor.type(visitor.sign_in.form.password_edit, "wrong")
    visitor.go_on()
    assert [one.text() for one in notice.buttons] == [
        "Go back",
        "It works in webmail: one more try",
    ]
    body = notice.body.text()
    assert "You can try once more in 10 minutes." in body
    assert body.endswith("Until then a test without a password could lock out your office, too.")
    visitor.press_named("Go back")
    assert not notice.isVisible()
