"""A certificate for another server: its names are offered, nothing is sent before one is taken."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.servers import presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.ui.visitor import Visitor
from wizard.core.journey import Page

HEADING = "This server shows a different name"
PASSWORD = "planted-secret"
Start = Callable[..., Hostile]


@pytest.fixture
def asked_for_127(visitor: Visitor, certs: Certs) -> Iterator[Start]:
    """Fill in the first page for a server whose certificate has only the given names."""
    running: list[Hostile] = []

    def start(*names: str) -> Hostile:
        made = certs.issue(f"named-{'-'.join(names)}".replace("*", "any"), names=names)
        running.append(Hostile(presets.polite(), tls=made))
        form = visitor.sign_in.form
        visitor.type(form.address_edit, "info@miller.example")
        visitor.type(form.password_edit, PASSWORD)
        visitor.press(form.own)
        visitor.type(form.server_edit, f"127.0.0.1:{running[-1].port}")
        visitor.window.desk.trusted = certs.ca.read_text(encoding="ascii")
        visitor.go_on()
        visitor.wait_until_idle()
        assert visitor.sign_in.notice.heading.text() == HEADING
        assert not running[-1].has_heard(PASSWORD)
        return running[-1]

    yield start
    for each in running:
        each.close()


def choices(visitor: Visitor) -> list[str]:
    return [button.text().replace("&", "") for button in visitor.sign_in.notice.buttons]


@pytest.mark.usefixtures("window")
def test_the_name_in_the_certificate_is_offered_and_going_back_is_the_usual(
    visitor: Visitor, asked_for_127: Start
) -> None:
    asked_for_127("srv12.example-host.test")
    assert choices(visitor) == [
        "Go back",
        "Use srv12.example-host.test",
        "Note for the provider",
    ]
    body = visitor.sign_in.notice.body.text()
    assert "We asked for 127.0.0.1." in body
    assert "Your password was not sent." in body
    first = visitor.sign_in.notice.buttons[0]
    visitor.bot.waitUntil(lambda: visitor.focused() is first)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert not visitor.sign_in.notice.isVisible()
    assert not visitor.window.engine.busy
    assert visitor.sign_in.form.server_edit.text() == "127.0.0.1"


def test_the_name_that_is_taken_is_asked_at_once(visitor: Visitor, asked_for_127: Start) -> None:
    server = asked_for_127("localhost", "localhost.localdomain", "ip6.localhost")
    assert choices(visitor)[1:-1] == ["Use localhost.localdomain", "Use ip6.localhost"]
    visitor.window.desk.use_name(None, "localhost")
    visitor.sign_in.form.reshape()
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    assert server.has_heard(PASSWORD)
    assert visitor.window.desk.target.port == server.port


def test_pressing_the_name_puts_it_into_the_field(visitor: Visitor, asked_for_127: Start) -> None:
    server = asked_for_127("nobody.invalid")
    visitor.press_named("Use nobody.invalid")
    assert visitor.window.engine.busy
    visitor.wait_until_idle()
    assert visitor.sign_in.form.server_edit.text() == "nobody.invalid"
    assert visitor.sign_in.notice.heading.text() == "There is no server called nobody.invalid"
    assert not server.has_heard(PASSWORD)


def test_a_certificate_with_patterns_only_offers_nothing(
    visitor: Visitor, asked_for_127: Start
) -> None:
    asked_for_127("*.example-host.test")
    assert not [text for text in choices(visitor) if text.startswith("Use ")]
