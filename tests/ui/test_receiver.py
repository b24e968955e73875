"""Leaving the address field: name servers say who takes in its mail, before a password is typed."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest

from tests.servers.scripted_names import ScriptedNames, Table
from tests.servers.scripted_names import answer as answered
from tests.ui.visitor import Visitor
from wizard import receiving, service
from wizard.core.discover import Found
from wizard.probe.name_service import NameService

REAL = receiving.Question
ADDRESS = "info@miller.example"
OTHER = "info@jones.example"
ZONE: Table = {
    ("miller.example.", "MX"): ["10 miller-example.mail.protection.outlook.com."],
    ("jones.example.", "MX"): ["10 in1-smtp.messagingengine.com."],
    ("smith.example.", "MX"): ["10 mx.hoster.example."],
}
HINT = "Fastmail wants an app password here: your normal password works only in the browser."


@pytest.fixture
def held() -> threading.Event:
    """Answers leave the name server only when this is set."""
    ready = threading.Event()
    ready.set()
    return ready


@pytest.fixture
def names(held: threading.Event, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedNames]:
    """The name server of this computer."""

    def script(question: Any, tcp: bool) -> bytes:  # noqa: ANN401
        held.wait(10)
        return answered(question, ZONE, tcp=tcp)

    with ScriptedNames(script=script) as server:
        service = NameService(lambda: ("127.0.0.1",), server.port)
        asking = functools.partial(REAL, names=service)
        monkeypatch.setattr("wizard.receiving.Question", asking)
        yield server


def leave(visitor: Visitor, address: str) -> None:
    """Type the address, and go on to the password."""
    form = visitor.sign_in.form
    form.address_edit.setFocus()
    visitor.type(form.address_edit, address)
    form.password_edit.setFocus()


def heading(visitor: Visitor) -> str:
    notice = visitor.sign_in.notice
    return notice.heading.text() if notice.isVisible() else ""


def test_a_large_provider_behind_an_own_domain_is_told_before_a_password_is_typed(
    visitor: Visitor, names: ScriptedNames
) -> None:
    leave(visitor, ADDRESS)
    visitor.bot.waitUntil(lambda: heading(visitor) == "This mailbox is run by Microsoft")
    notice = visitor.sign_in.notice
    assert notice.body.text().endswith(
        "\nFound in our list, by who receives your mail: outlook.office365.com"
    )
    assert [button.text() for button in notice.buttons] == ["Use another mailbox"]
    assert names.order == ["miller.example"]
    visitor.bot.waitUntil(lambda: any("run by Microsoft" in text for text in visitor.heard))


def test_the_focus_stays_where_somebody_types(
    visitor: Visitor, names: ScriptedNames, held: threading.Event
) -> None:
    held.clear()
    leave(visitor, ADDRESS)
    form = visitor.sign_in.form
    QTest.keyClicks(form.password_edit, "half a ")
    assert heading(visitor) == ""  # nobody waits for the answer
    held.set()
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    QTest.keyClicks(visitor.window.focusWidget(), "secret")
    assert form.password_edit.text() == "half a secret"
    assert form.address_edit.text() == ADDRESS


def test_an_app_password_is_mentioned_at_the_field(visitor: Visitor, names: ScriptedNames) -> None:
    form = visitor.sign_in.form
    leave(visitor, OTHER)
    visitor.bot.waitUntil(
        lambda: form.hint.text().replace("\u2068", "").replace("\u2069", "") == HINT
    )
    assert heading(visitor) == ""
    visitor.bot.waitUntil(lambda: any("app password" in text for text in visitor.heard))


def test_typing_again_makes_the_old_answer_void(
    visitor: Visitor, names: ScriptedNames, held: threading.Event
) -> None:
    held.clear()
    leave(visitor, ADDRESS)
    leave(visitor, OTHER)
    held.set()
    visitor.bot.waitUntil(lambda: "app password" in visitor.sign_in.form.hint.text())
    assert heading(visitor) == ""
    # And what was known of an address is nothing while another one is typed.
    visitor.type(visitor.sign_in.form.address_edit, "info@jones.exampl")
    visitor.sign_in.form.say()
    assert "app password" not in visitor.sign_in.form.hint.text()


def test_what_nobody_knows_is_not_mentioned_and_may_be_asked_again(
    visitor: Visitor, names: ScriptedNames
) -> None:
    """A hoster of no list and a domain of nobody look alike; also where nobody could be asked."""
    usual, receiver = visitor.sign_in.form.hint.text(), visitor.window.desk.receiver
    for address in ("info@smith.example", "info@nobody.example", "info@smith.example"):
        leave(visitor, address)
        visitor.bot.waitUntil(lambda: receiver.is_quiet)
        QTest.qWait(0)  # what was told last is heard now
    assert names.order == ["smith.example", "nobody.example", "smith.example"]
    assert visitor.sign_in.form.hint.text() == usual
    assert heading(visitor) == ""


@pytest.mark.parametrize("address", ["info", "info@", "info@miller", "info@gmail.com", ""])
def test_nobody_is_asked_about_what_is_no_address_or_known(
    visitor: Visitor, names: ScriptedNames, address: str
) -> None:
    leave(visitor, address)
    assert visitor.window.desk.receiver.is_quiet
    visitor.window.desk.end()
    assert names.order == []


def test_nobody_is_asked_where_the_server_is_named_or_nobody_signs_in(
    visitor: Visitor, names: ScriptedNames
) -> None:
    visitor.press(visitor.sign_in.form.own)
    leave(visitor, ADDRESS)
    assert visitor.window.desk.receiver.is_quiet
    visitor.window.desk.end()
    assert names.order == []


def test_the_same_address_is_asked_about_once(visitor: Visitor, names: ScriptedNames) -> None:
    leave(visitor, ADDRESS)
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    leave(visitor, ADDRESS)
    assert visitor.window.desk.receiver.is_quiet
    assert names.order == ["miller.example"]


def test_a_search_may_know_better_than_who_takes_in_the_mail(
    visitor: Visitor, names: ScriptedNames, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mail may come in through a large provider and be kept elsewhere: the search is not barred."""
    searched: list[str] = []

    def find(address: str, *_: Any, **__: Any) -> Found:  # noqa: ANN401
        searched.append(address)
        return Found()

    monkeypatch.setattr(service, "find", find)
    leave(visitor, ADDRESS)
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    visitor.type(visitor.sign_in.form.password_edit, "secret")
    visitor.go_on()
    visitor.wait_until_idle()
    assert searched == [ADDRESS]


def test_an_answer_that_comes_while_the_sign_in_is_checked_is_left_to_the_check(
    visitor: Visitor,
    names: ScriptedNames,
    held: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard = threading.Event()

    def find(*_: Any, **__: Any) -> Found:  # noqa: ANN401
        heard.wait(10)
        return Found()

    monkeypatch.setattr(service, "find", find)
    held.clear()
    leave(visitor, ADDRESS)
    visitor.type(visitor.sign_in.form.password_edit, "secret")
    visitor.go_on()
    held.set()
    visitor.bot.waitUntil(lambda: visitor.window.desk.receiver.server_of(ADDRESS) is not None)
    assert heading(visitor) == ""
    heard.set()
    visitor.wait_until_idle()
    assert heading(visitor) == "We could not find your mail server"


def test_a_window_that_is_closed_leaves_no_question_behind(
    visitor: Visitor, names: ScriptedNames, held: threading.Event
) -> None:
    held.clear()
    leave(visitor, ADDRESS)
    quiet = [visitor.window.desk.receiver.is_quiet]
    visitor.window.finish()
    quiet.append(visitor.window.desk.receiver.is_quiet)
    assert quiet == [False, True]
    held.set()
