"""A sign-in that was refused, or that nobody should try: every message and every button."""

import base64
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.servers import presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile, Script
from tests.servers.steps import Answer, Expect, Greet, Pause, Send, Serve
from tests.ui.visitor import Visitor
from wizard import assets, service, sign_in_hints
from wizard.core import lockout, providers
from wizard.core.discover import Candidate, Found, SignIn, Source
from wizard.core.entries import Support
from wizard.core.journey import Page
from wizard.core.model import Security
from wizard.service import PRACTICE_USER, PracticeServer
from wizard.ui import beforehand

Start = Callable[..., PracticeServer]
At = Callable[..., Hostile]
NEEDS_APP = b"[ALERT] Application-specific password required"


@pytest.fixture
def at(visitor: Visitor) -> Iterator[At]:
    """Fill in the first page for a server that plays this script."""
    running: list[Hostile] = []

    def start(script: Script, certs: Certs | None = None) -> Hostile:
        running.append(Hostile(script, tls=certs.valid if certs else None))
        form = visitor.sign_in.form
        visitor.type(form.address_edit, "info@miller.example")
        visitor.type(form.password_edit, "planted-secret")
        visitor.press(form.own)
        visitor.type(form.server_edit, f"127.0.0.1:{running[-1].port}")
        if certs:
            visitor.window.desk.trusted = certs.ca.read_text(encoding="ascii")
        else:
            visitor.window.desk.put(support=Support(security=Security.NONE))
        return running[-1]

    yield start
    for each in running:
        each.close()


def offers(*words: str) -> Script:
    offer = f"* CAPABILITY IMAP4rev1 {' '.join(words)}\r\n".encode()
    return [Greet(), Expect(b"CAPABILITY"), Send(offer), Answer(b"OK done"), Serve()]


def told(visitor: Visitor) -> str:
    visitor.wait_until_idle()
    assert visitor.is_at(Page.SIGN_IN)
    assert visitor.sign_in.notice.isVisible()
    return visitor.sign_in.notice.heading.text()


def body(visitor: Visitor) -> str:
    return visitor.sign_in.notice.body.text()


def choices(visitor: Visitor) -> list[str]:
    return [button.text() for button in visitor.sign_in.notice.buttons]


# -- E05: another user name -----------------------------------------------------------------------


def test_the_other_user_name_stands_ready_and_is_not_tried(visitor: Visitor, at: At) -> None:
    server = at(presets.no_at_login(b"[AUTHENTICATIONFAILED] no"))
    visitor.go_on()
    assert told(visitor) == "The mail server did not accept this password"
    assert choices(visitor) == ["Use a different user name", "Test without a password"]
    tried = server.ever
    visitor.press_named("Use a different user name")
    form = visitor.sign_in.form
    assert form.user_edit.text() == "info"
    visitor.bot.waitUntil(lambda: visitor.focused() is form.user_edit)
    assert form.server_edit.text() == "127.0.0.1"
    assert visitor.window.desk.target.port == server.port
    assert form.password_edit.text() == ""
    assert not visitor.sign_in.notice.isVisible()
    assert not visitor.window.engine.busy
    assert server.ever == tried == 1


def test_the_other_user_name_is_used_when_the_user_says_so(visitor: Visitor, at: At) -> None:
    server = at(presets.no_at_login(b"no"))
    visitor.go_on()
    told(visitor)
    visitor.press_named("Use a different user name")
    visitor.type(visitor.sign_in.form.password_edit, "planted-secret")
    visitor.go_on()
    assert told(visitor) == "Let us stop here so your office is not locked out"
    assert re.findall(rb"\0([^\0 ]+)\0", _said(server)) == [b"info@miller.example", b"info"]


def _said(server: Hostile) -> bytes:
    """What was heard, with the answers of PLAIN decoded."""
    found = re.findall(rb"AUTHENTICATE PLAIN\r\n([A-Za-z0-9+/=]+)\r\n", server.heard)
    return b" ".join(base64.b64decode(one) for one in found)


def test_where_the_name_alone_was_published_the_address_stands_ready(
    visitor: Visitor, server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = server()
    place = Candidate("localhost", started.tls_port, Security.TLS, "info", Source.LIST)
    monkeypatch.setattr("wizard.service.find", lambda *_, **__: Found(place))
    visitor.window.desk.trusted = started.trusted_certificate
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    visitor.type(form.password_edit, "wrong")
    visitor.go_on()
    assert told(visitor) == "The mail server did not accept this password"
    visitor.press_named("Use a different user name")
    assert form.user_edit.text() == "info@miller.example"
    assert form.server_edit.text() == "localhost"
    assert visitor.window.desk.target.port == started.tls_port


# -- E08: an app password -------------------------------------------------------------------------


def test_an_app_password_is_asked_for_and_explained_in_place(visitor: Visitor, at: At) -> None:
    server = at(presets.no_at_login(NEEDS_APP))
    visitor.go_on()
    assert told(visitor) == "This provider wants an app password"
    assert "Your normal password works only in the browser." in body(visitor)
    assert choices(visitor) == ["Show how", "Test without a password"]
    assert visitor.sign_in.form.password_edit.text() == ""
    visitor.press_named("Show how")
    assert told(visitor) == "This provider wants an app password"
    assert "open its security settings" in body(visitor)
    assert "http" not in body(visitor)  # a server's own words are no address to follow
    assert choices(visitor) == ["Test without a password"]
    assert server.ever == 1
    visitor.press_named("Test without a password")
    assert not visitor.window.desk.entries.signs_in


def test_our_list_names_the_help_of_the_provider(
    visitor: Visitor, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mailbox is at Fastmail: its refusal does not say what is wanted, our list does."""
    at(presets.no_at_login(b"[AUTHENTICATIONFAILED] Incorrect username or password"))
    table: Any = assets.read_json("big-providers.json")
    known = providers.look_up(table, "imap.fastmail.com", None)
    monkeypatch.setattr(service, "_look_up", lambda _: known)
    visitor.go_on()
    assert told(visitor) == "This provider wants an app password"
    visitor.press_named("Show how")
    assert "https://www.fastmail.com/help/clients/apppassword.html" in body(visitor)


def test_an_app_password_is_mentioned_before_one_is_typed(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    usual = form.hint.text()
    visitor.type(form.address_edit, "anna@fastmail.com")
    form.address_edit.editingFinished.emit()
    hint = "Fastmail wants an app password here: your normal password works only in the browser."
    assert form.hint.text().replace("\u2068", "").replace("\u2069", "") == hint
    visitor.bot.waitUntil(lambda: any("app password" in text for text in visitor.heard))
    assert not visitor.sign_in.notice.isVisible()
    visitor.type(form.address_edit, "anna@miller.example")
    form.address_edit.editingFinished.emit()
    assert form.hint.text() == usual


def test_a_second_refusal_stops_whatever_the_first_one_said(
    visitor: Visitor, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = at(presets.no_at_login(NEEDS_APP))
    visitor.go_on()
    told(visitor)
    visitor.type(visitor.sign_in.form.password_edit, "planted-secret")
    visitor.go_on()
    assert told(visitor) == "Let us stop here so your office is not locked out"
    tried = server.ever
    visitor.type(visitor.sign_in.form.password_edit, "planted-secret")
    visitor.go_on()
    told(visitor)
    assert server.ever == tried == 2
    monkeypatch.setattr(lockout, "REST_SECONDS", 0.0)  # ten minutes later
    visitor.go_on()
    visitor.wait_until_idle()
    assert server.ever == 3


# -- E07b: too many sign-ins ----------------------------------------------------------------------


@pytest.mark.parametrize("text", [b"Too many failed login attempts", b"[LIMIT] Rate limit hit"])
def test_a_server_that_takes_no_sign_ins_does_not_call_the_password_wrong(
    visitor: Visitor, at: At, text: bytes
) -> None:
    at(presets.no_at_login(text))
    visitor.go_on()
    assert told(visitor) == "The mail server takes no more sign-ins right now"
    assert "may well be right" in body(visitor)
    assert choices(visitor) == ["Test without a password"]
    visitor.press_named("Test without a password")
    assert not visitor.window.desk.entries.signs_in


@pytest.mark.parametrize(
    "text",
    [
        (
            b"NO [LIMIT] Maximum number of connections from user+IP exceeded "
            b"(mail_max_userip_connections=10)"
        ),
        b"NO [UNAVAILABLE] Maximum number of connections from user+IP exceeded",
        b"NO [ALERT] Too many simultaneous connections. (Failure)",
        b"NO Too many open connections (5 of 9 from host, 3 of 3 for user)",
        b"NO [AUTHENTICATIONFAILED] Too many concurrent connections",
    ],
)
def test_a_limit_in_the_dress_of_a_wrong_password_is_a_limit(
    visitor: Visitor, at: At, text: bytes
) -> None:
    server = at(presets.no_at_login(text[3:]))
    visitor.go_on()
    assert told(visitor) == "This mailbox has no free connection right now"
    assert visitor.sign_in.form.password_edit.text() == "planted-secret"
    assert server.has_heard("planted-secret")
    visitor.press_named("Count the devices and test anyway")
    assert visitor.is_at(Page.OFFICE)


# -- E09b, E09c: no password at all ---------------------------------------------------------------


@pytest.mark.parametrize("offer", ["AUTH=OAUTHBEARER AUTH=XOAUTH2", "AUTH=XOAUTH2"])
def test_a_browser_only_is_told_before_a_password_is_sent(
    visitor: Visitor, at: At, offer: str
) -> None:
    server = at(offers(offer))
    visitor.go_on()
    assert told(visitor) == "This provider signs in only through the browser"
    assert "The limit for your office can still be tested." in body(visitor)
    assert choices(visitor) == ["Test without a password", "Use another mailbox"]
    assert not server.has_heard("planted-secret")
    visitor.press_named("Use another mailbox")
    assert visitor.sign_in.form.address_edit.text() == ""
    assert not visitor.sign_in.notice.isVisible()


def test_another_way_of_signing_in_is_told(visitor: Visitor, at: At, certs: Certs) -> None:
    server = at(offers("LOGINDISABLED", "AUTH=GSSAPI"), certs)
    visitor.go_on()
    assert told(visitor) == "This provider uses a sign-in we do not know"
    assert choices(visitor) == ["Test without a password", "Use another mailbox"]
    assert not server.has_heard("planted-secret")


def test_a_provider_that_blocks_passwords_says_so_in_its_refusal(visitor: Visitor, at: At) -> None:
    at(presets.no_at_login(b"LogonDenied-BasicAuthBlocked"))
    visitor.go_on()
    assert told(visitor) == "This provider signs in only through the browser"
    assert visitor.sign_in.form.password_edit.text() == ""
    assert visitor.window.desk.password_was_wrong() == 2  # the first one was counted


def test_a_listed_browser_only_is_told_before_a_password_is_typed(visitor: Visitor) -> None:
    """mit.edu is listed with a server at Microsoft: that says more, and comes first."""
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "anna@mit.edu")
    form.address_edit.editingFinished.emit()
    assert "Microsoft" in told(visitor)
    assert visitor.window.desk.secret is None


def browser(host: str = "mail.browser.example") -> Candidate:
    only = (SignIn.BROWSER,)
    return Candidate(host, 993, Security.TLS, "anna@browser.example", Source.LIST, only)


def test_so_is_one_of_a_smaller_provider(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in_hints, "listed", lambda _: browser())
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "anna@browser.example")
    form.address_edit.editingFinished.emit()
    assert told(visitor) == "This provider signs in only through the browser"
    visitor.press_named("Test without a password")
    assert not visitor.window.desk.entries.signs_in
    assert not visitor.sign_in.notice.isVisible()


def test_a_published_browser_only_is_told_without_connecting(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.service.find", lambda *_, **__: Found(browser()))
    monkeypatch.setattr("wizard.service.check", lambda *_, **__: pytest.fail("it was asked"))
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "anna@browser.example")
    visitor.type(form.password_edit, "planted-secret")
    visitor.go_on()
    assert told(visitor) == "This provider signs in only through the browser"


# -- A right password that had to wait ------------------------------------------------------------


def test_a_right_password_that_had_to_wait_is_told(
    visitor: Visitor, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody here mistyped it before, and the server lets even the right one wait."""
    monkeypatch.setattr(beforehand, "SLOW_MS", 500.0)
    at([*presets.up_to("login"), Pause(1.2), Answer(b"OK welcome"), Serve()])
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    slow = visitor.office.slow
    assert slow.isVisible()
    assert "only after 1 second. The password is right." in slow.text()
    visitor.bot.waitUntil(lambda: any("only after 1 second" in text for text in visitor.heard))
    visitor.window.speak("de")
    assert "erst nach 1 Sekunde" in slow.text()
    visitor.window.desk.put(signs_in=False)
    visitor.office.say()
    assert not slow.isVisible()


def test_a_password_that_was_taken_at_once_is_not_mentioned(
    visitor: Visitor, server: Start
) -> None:
    visitor.sign_in_at(server())
    assert not visitor.office.slow.isVisible()


def test_the_practice_user_is_told_like_everybody(visitor: Visitor, server: Start) -> None:
    visitor.name(server(), "wrong")
    visitor.go_on()
    told(visitor)
    visitor.press_named("Use a different user name")
    assert visitor.sign_in.form.user_edit.text() == "info@miller.example"
    assert visitor.window.desk.entries.user != PRACTICE_USER
