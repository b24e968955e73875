"""The password in the window: it goes to the server and shows nowhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.servers import CANARY
from tests.ui.visitor import Visitor
from wizard.probe.practice import PerAddress, PracticeServer
from wizard.service import PRACTICE_USER
from wizard.ui.window import Window


def everything_shown(window: Window) -> Iterator[str]:
    """Every text, name and title, seen or not; the password's own field is left out."""
    yield window.windowTitle()
    yield QGuiApplication.clipboard().text()
    yield repr(window.desk)
    for thing in window.findChildren(QObject):
        yield thing.objectName()
        if isinstance(thing, QWidget):
            yield from (thing.accessibleName(), thing.accessibleDescription(), thing.toolTip())
        if isinstance(thing, QLabel):
            yield thing.text()
        if isinstance(thing, QPlainTextEdit):
            yield thing.toPlainText()
        if isinstance(thing, QLineEdit) and thing.echoMode() is not QLineEdit.EchoMode.Password:
            yield thing.text()


@pytest.fixture
def guarded(visitor: Visitor) -> Iterator[PracticeServer]:
    with PracticeServer(PerAddress(2), users={PRACTICE_USER: CANARY}) as server:
        yield server


def test_from_sign_in_to_the_note_the_password_shows_nowhere(
    visitor: Visitor, guarded: PracticeServer
) -> None:
    visitor.name(guarded, CANARY)
    visitor.go_on()
    visitor.bot.waitUntil(lambda: visitor.window.sheet is visitor.office, timeout=10_000)
    visitor.test()
    visitor.press(visitor.verdict.details.link)
    visitor.go_on()
    visitor.go_on()
    assert not [text for text in everything_shown(visitor.window) if CANARY in text]
    assert not [text for text in visitor.heard if CANARY in text]


def test_starting_over_forgets_the_password(visitor: Visitor, guarded: PracticeServer) -> None:
    visitor.name(guarded, CANARY)
    visitor.go_on()
    visitor.bot.waitUntil(lambda: visitor.window.sheet is visitor.office, timeout=10_000)
    visitor.test()
    visitor.window.desk.taken = True
    visitor.press_named("Start over")
    assert visitor.window.desk.secret is None
    assert visitor.sign_in.form.password_edit.text() == ""
