"""The first page: every message at a field, and everything a check of the sign-in can bring."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.probe.practice_client import Client, practice_place
from tests.servers import presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.ui.visitor import Visitor
from wizard.core import lockout
from wizard.core.discover import Candidate, Found, Source
from wizard.core.entries import Support
from wizard.core.journey import Page
from wizard.core.model import Security
from wizard.service import PRACTICE_USER, PracticeServer

Start = Callable[..., PracticeServer]


@pytest.fixture
def hostile_at(visitor: Visitor) -> Iterator[Callable[..., Hostile]]:
    """Fill in the first page for a hostile server: `hostile_at(script)`."""
    running: list[Hostile] = []

    def start(script: object) -> Hostile:
        running.append(Hostile(script))  # type: ignore[arg-type]
        form = visitor.sign_in.form
        visitor.type(form.address_edit, "info@miller.example")
        visitor.type(form.password_edit, "secret")
        visitor.press(form.own)
        visitor.type(form.server_edit, f"127.0.0.1:{running[-1].port}")
        visitor.window.desk.put(support=Support(security=Security.NONE))
        return running[-1]

    yield start
    for each in running:
        each.close()


def told(visitor: Visitor) -> str:
    """The heading of the message that came."""
    visitor.wait_until_idle()
    assert visitor.is_at(Page.SIGN_IN)
    assert visitor.sign_in.notice.isVisible()
    return visitor.sign_in.notice.heading.text()


@pytest.mark.parametrize(
    ("address", "password", "said"),
    [
        ("", "secret", "Enter your email address"),
        ("info", "secret", "Enter the full email address, with the @ sign"),
        ("info@@miller.example", "secret", "Enter one address only, with one @ sign"),
        ("in fo@miller.example", "secret", "Take the space out of the email address"),
        ("info@miller.example", "", "Enter the password for this mailbox"),
        ("info@miller.example", "secret ", "The password begins or ends with a space. Remove it?"),
    ],
)
def test_a_field_says_what_it_needs(
    visitor: Visitor, address: str, password: str, said: str
) -> None:
    form = visitor.sign_in.form
    visitor.type(form.address_edit, address)
    visitor.type(form.password_edit, password)
    visitor.go_on()
    field = form.address if form.address.fault.text() else form.password
    assert field.fault.text() == f"⚠ Error: {said}"
    assert said in field.editor.accessibleName()
    visitor.bot.waitUntil(lambda: visitor.focused() is field.editor)
    assert not visitor.window.engine.busy
    assert form.address_edit.text() == address


def test_the_space_at_the_end_of_a_password_goes_by_a_button(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    visitor.type(form.password_edit, "secret ")
    visitor.go_on()
    visitor.press(form.trim)
    assert form.password_edit.text() == "secret"
    assert not form.trim.isVisible()


def test_a_password_of_300_characters_and_a_pasted_address_are_taken(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    form.address_edit.insert(" \u202binfo@müller.example\u202c\n")
    form.address_edit.textEdited.emit(form.address_edit.text())
    visitor.type(form.password_edit, "s" * 300)
    form.address_edit.editingFinished.emit()
    assert form.address_edit.text() == "info@müller.example"
    visitor.go_on()
    assert not form.address.fault.text()
    assert not form.password.fault.text()
    assert told(visitor) == "We could not find your mail server"
    assert "imap.xn--mller-kva.example" in visitor.sign_in.notice.body.text()
    visitor.press_named("Enter the server name")
    assert form.server_edit.text() == "mail.xn--mller-kva.example"


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("https://mail.example/", "mail.example", 993),
        ("mail.example:143", "mail.example", 143),
        (" mail.example \n", "mail.example", 993),
    ],
)
def test_a_web_address_becomes_the_name_of_a_server(
    visitor: Visitor, typed: str, host: str, port: int
) -> None:
    form = visitor.sign_in.form
    visitor.press(form.without)
    assert visitor.window.sheet.heading.text() == "Name your office's mail server"
    form.server_edit.setText(typed)
    form.server_edit.textEdited.emit(typed)
    visitor.go_on()
    assert visitor.is_at(Page.OFFICE)
    assert (visitor.window.desk.target.host, visitor.window.desk.target.port) == (host, port)
    assert not visitor.window.desk.target.signs_in


def test_without_a_password_only_the_server_is_asked_for(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    visitor.press(form.without)
    assert not form.address_edit.isVisible()
    assert not form.password_edit.isVisible()
    assert "but not a limit for one mailbox" in visitor.shown()
    visitor.go_on()
    assert "Enter the name of the mail server" in form.server.fault.text()
    visitor.press(form.without)
    assert form.address_edit.isVisible()


def test_a_wrong_password_is_cleared_and_the_address_kept(visitor: Visitor, server: Start) -> None:
    visitor.name(server(), "wrong")
    visitor.go_on()
    assert told(visitor) == "The mail server did not accept this password"
    form = visitor.sign_in.form
    assert form.address_edit.text() == "info@miller.example"
    assert form.password_edit.text() == ""
    assert visitor.window.desk.secret is None
    visitor.bot.waitUntil(lambda: visitor.focused() is form.password_edit)


def test_the_second_wrong_password_is_the_last_one(
    visitor: Visitor, server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = server()
    for _ in range(2):
        visitor.name(started, "wrong")
        visitor.go_on()
        visitor.wait_until_idle()
    assert told(visitor) == "Let us stop here so your office is not locked out"
    assert "in 10 minutes" in visitor.sign_in.notice.body.text()
    tried = started.accepted_total
    visitor.type(visitor.sign_in.form.password_edit, PRACTICE_USER)
    visitor.go_on()
    assert told(visitor) == "Let us stop here so your office is not locked out"
    assert started.accepted_total == tried
    monkeypatch.setattr(lockout, "REST_SECONDS", 0.0)  # ten minutes later
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)


def test_one_more_try_opens_when_the_ten_minutes_are_over(
    visitor: Visitor, server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = server()
    for _ in range(2):
        visitor.name(started, "wrong")
        visitor.go_on()
        visitor.wait_until_idle()
    page = visitor.sign_in
    without, once_more = page.notice.buttons
    assert without.text() == "Test without a password"
    assert once_more.text() == "It works in webmail: one more try"
    visitor.bot.waitUntil(lambda: visitor.focused() is without)
    page.acts.rest.look()
    assert not once_more.isEnabled()
    assert "in 10 minutes" in page.notice.body.text()
    monkeypatch.setattr(lockout, "REST_SECONDS", 0.0)  # ten minutes later
    visitor.bot.waitUntil(once_more.isEnabled, timeout=5_000)
    assert "You can try once more now" in page.notice.body.text()
    assert "once more now" in page.notice.accessibleName()
    visitor.press(once_more)
    assert not page.notice.isVisible()
    visitor.bot.waitUntil(lambda: visitor.focused() is page.form.password_edit)


def test_after_the_second_wrong_password_enter_is_the_test_without_one(
    visitor: Visitor, server: Start
) -> None:
    started = server()
    for _ in range(2):
        visitor.name(started, "wrong")
        visitor.go_on()
        visitor.wait_until_idle()
    first = visitor.sign_in.notice.buttons[0]
    visitor.bot.waitUntil(lambda: visitor.focused() is first)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert not visitor.window.desk.entries.signs_in


def strike(edit: QLineEdit, letter: str, *, shift: bool = False) -> None:
    """One key, as a keyboard sends it."""
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(edit, QKeyEvent(QKeyEvent.Type.KeyPress, 0, held, letter))


def test_caps_lock_is_told_while_the_password_is_typed(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    strike(form.password_edit, "A", shift=True)
    for letter in "b1-":
        strike(form.password_edit, letter)
    assert not form.password.hint.isVisible()
    strike(form.password_edit, "C")
    assert form.password.hint.text() == "Caps Lock is on"
    assert form.password.hint.isVisible()
    visitor.window.speak("de")
    assert form.password.hint.text() == "Die Feststelltaste ist an"
    QTest.keyClick(form.password_edit, Qt.Key.Key_CapsLock)
    assert not form.password.hint.isVisible()
    assert form.password_edit.text() == "Ab1-C"


def test_caps_lock_is_spoken_once_and_goes_with_the_next_small_letter(visitor: Visitor) -> None:
    said: list[str] = []
    visitor.sign_in.announced.connect(lambda text, _: said.append(text))
    form = visitor.sign_in.form
    for _ in range(2):
        strike(form.password_edit, "b", shift=True)
    assert said == ["Caps Lock is on"]
    strike(form.password_edit, "c")
    assert not form.password.hint.isVisible()


def test_after_a_wrong_password_the_test_goes_on_without_one(
    visitor: Visitor, server: Start
) -> None:
    visitor.name(server(), "wrong")
    visitor.go_on()
    told(visitor)
    visitor.press_named("Test without a password")
    assert not visitor.sign_in.notice.isVisible()
    visitor.go_on()
    assert visitor.is_at(Page.OFFICE)


def test_a_mailbox_at_a_large_provider_is_told_before_a_password_is_typed(
    visitor: Visitor,
) -> None:
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "anna@gmail.com")
    form.address_edit.editingFinished.emit()
    assert "Google" in told(visitor)
    assert visitor.window.desk.secret is None
    visitor.press_named("Use another mailbox")
    assert form.address_edit.text() == ""
    assert not visitor.sign_in.notice.isVisible()


def test_where_colleagues_hold_every_place_it_tries_again_and_may_go_on(
    visitor: Visitor, server: Start
) -> None:
    started = server(limit=1)
    visitor.name(started)
    with Client(practice_place(started), "tls") as colleague:
        assert colleague.greet().how == "open"
        visitor.go_on()
        visitor.bot.waitUntil(
            lambda: (
                visitor.sign_in.notice.heading.text() == "The mail server turned us away at once"
            ),
            timeout=5000,
        )
        assert visitor.buttons() == ["Cancel"]
        assert told(visitor)
        visitor.press_named("Count the devices and test anyway")
        assert visitor.is_at(Page.OFFICE)


def test_cancel_ends_the_check_and_not_the_program(
    visitor: Visitor, hostile_at: Callable[..., Hostile]
) -> None:
    hostile_at(presets.silence_at("greeting"))
    visitor.go_on()
    assert visitor.buttons() == ["Cancel"]
    assert not visitor.sign_in.form.address_edit.isEnabled()
    visitor.press_named("Cancel")
    visitor.wait_until_idle()
    assert visitor.window.isVisible()
    assert not visitor.sign_in.notice.isVisible()
    assert visitor.buttons() == ["Close", "Check sign-in"]


def test_a_silent_server_is_told(visitor: Visitor, hostile_at: Callable[..., Hostile]) -> None:
    hostile_at(presets.silence_at("greeting"))
    visitor.go_on()
    assert told(visitor)
    assert visitor.sign_in.notice.buttons


def test_another_service_is_told(visitor: Visitor, hostile_at: Callable[..., Hostile]) -> None:
    hostile_at(presets.http_server())
    visitor.go_on()
    assert told(visitor) == "What answers there is not a mail server"


def test_a_limit_of_the_mailbox_is_no_wrong_password(
    visitor: Visitor, hostile_at: Callable[..., Hostile]
) -> None:
    limit = b"NO [LIMIT] Maximum number of connections from user+IP exceeded"
    hostile_at(presets.no_at_login(limit))
    visitor.go_on()
    assert told(visitor) == "This mailbox has no free connection right now"
    assert visitor.sign_in.form.password_edit.text() == "secret"


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("self_signed", "We cannot be sure this is your mail server"),
        ("wrong_name", "This server shows a different name"),
        ("expired", "Your mail server's certificate ran out on"),
    ],
)
def test_a_certificate_that_is_not_in_order_stops_before_the_password(
    visitor: Visitor, certs: Certs, kind: str, heading: str
) -> None:
    with Hostile(presets.polite(), tls=getattr(certs, kind)) as server:
        form = visitor.sign_in.form
        visitor.type(form.address_edit, "info@miller.example")
        visitor.type(form.password_edit, "planted-secret")
        visitor.press(form.own)
        visitor.type(form.server_edit, f"127.0.0.1:{server.port}")
        visitor.window.desk.trusted = certs.ca.read_text(encoding="ascii")
        visitor.go_on()
        assert told(visitor).startswith(heading)
        assert not server.has_heard("planted-secret")


def test_a_fault_of_this_program_has_a_code_and_no_secret(
    visitor: Visitor, server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("planted-secret")

    visitor.name(server())
    monkeypatch.setattr("wizard.service.check", breaks)
    visitor.go_on()
    assert told(visitor) == "Something went wrong in this program"
    body = visitor.sign_in.notice.body.text()
    assert "Code RuntimeError" in body
    assert "planted-secret" not in body


def test_show_shows_the_password_and_hides_it_again(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    assert form.password_edit.echoMode() is QLineEdit.EchoMode.Password
    form.show_password.click()
    assert form.password_edit.echoMode() is QLineEdit.EchoMode.Normal
    form.show_password.click()
    assert form.password_edit.echoMode() is QLineEdit.EchoMode.Password


def test_questions_are_answered_in_place(visitor: Visitor) -> None:
    visitor.press_named("Why do you need a password?")
    assert "We open real mail connections" in visitor.shown()
    visitor.press_named("Does this look familiar?")
    assert "Thunderbird" in visitor.shown()


def test_the_server_of_an_address_is_found_and_forgotten_with_it(
    visitor: Visitor, server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = server()
    place = Candidate("localhost", started.tls_port, Security.TLS, PRACTICE_USER, Source.USUAL_NAME)
    monkeypatch.setattr("wizard.service.find", lambda *_, **__: Found(place))
    visitor.window.desk.trusted = started.trusted_certificate
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    visitor.type(form.password_edit, PRACTICE_USER)
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    assert visitor.window.desk.target.port == started.tls_port
    assert visitor.window.desk.target.user == PRACTICE_USER
    visitor.press_named("Back")
    visitor.type(form.address_edit, "info@jones.example")
    assert visitor.window.desk.entries.server == ""
    assert visitor.window.desk.entries.user == ""
