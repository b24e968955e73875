"""From an address to a note: the whole way, forth and back, by mouse and by keyboard alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.visitor import Visitor
from wizard.core.journey import Page
from wizard.service import PRACTICE_USER, PracticeServer
from wizard.ui.window import Window

Start = Callable[..., PracticeServer]


def test_the_practice_server_shows_the_whole_way(visitor: Visitor) -> None:
    visitor.practise()
    assert "practice, no real mailbox" in visitor.shown()
    visitor.test(computers=2)
    assert visitor.window.sheet.heading.text() == (
        "Your office is allowed only 4 mail connections at a time"
    )
    assert visitor.verdict.number.text() == "4"
    assert "Your office needs about 10 connections (2 computers)." in visitor.shown()
    assert "How sure is this? Very sure." in visitor.shown()
    assert visitor.buttons() == ["Close", "Test again", "Write to the provider"]
    visitor.go_on()
    assert visitor.is_at(Page.NOTE)
    visitor.go_on()
    assert "accepts only 4 IMAP connections" in QGuiApplication.clipboard().text()
    visitor.press(visitor.window.second_button)
    assert visitor.is_at(Page.NEXT_STEPS)
    assert "1. Send the note." in visitor.shown()


def test_a_real_sign_in_at_a_server_with_a_limit(visitor: Visitor, server: Start) -> None:
    visitor.sign_in_at(server(limit=3))
    visitor.test()
    assert visitor.verdict.number.text() == "3"
    assert visitor.window.desk.finding is not None
    assert visitor.window.desk.finding.case.target.user == PRACTICE_USER


def test_back_keeps_every_entry(visitor: Visitor, server: Start) -> None:
    visitor.sign_in_at(server())
    visitor.prepare(computers=7)
    visitor.press_named("Back")
    assert visitor.is_at(Page.OFFICE)
    assert visitor.office.computers.value() == 7
    visitor.press_named("Back")
    assert visitor.is_at(Page.SIGN_IN)
    form = visitor.sign_in.form
    assert form.address_edit.text() == "info@miller.example"
    assert form.password_edit.text() == PRACTICE_USER
    assert form.user_edit.text() == PRACTICE_USER
    visitor.go_on()
    visitor.wait_for(Page.OFFICE)
    visitor.go_on()
    assert visitor.before.radios[0].isChecked()
    assert visitor.before.closed.isChecked()


def test_there_is_no_back_after_the_test_but_a_way_to_test_again(visitor: Visitor) -> None:
    visitor.practise()
    assert visitor.buttons() == ["Close", "Back", "Next"]
    visitor.test()
    assert "Back" not in visitor.buttons()
    visitor.press_named("Test again")
    assert visitor.is_at(Page.BEFORE)
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)


def test_the_note_leads_back_to_the_result_and_on(visitor: Visitor) -> None:
    visitor.practise()
    visitor.test()
    visitor.go_on()
    visitor.press_named("Back")
    assert visitor.is_at(Page.VERDICT)
    visitor.go_on()
    visitor.press(visitor.window.second_button)
    visitor.press_named("Back")
    assert visitor.is_at(Page.NOTE)
    visitor.press(visitor.window.second_button)
    visitor.press_named("Test again")
    assert visitor.is_at(Page.BEFORE)


def test_where_nothing_is_to_be_asked_the_next_step_is_another_test(
    visitor: Visitor, server: Start
) -> None:
    visitor.sign_in_at(server("none"))
    visitor.test()
    assert visitor.window.sheet.heading.text() == (
        "Your office had enough mail connections during this test"
    )
    assert visitor.buttons() == ["Close", "Test again"]


def test_starting_over_forgets_what_was_entered(visitor: Visitor) -> None:
    visitor.practise()
    visitor.test()
    visitor.press_named("Start over")
    assert visitor.is_at(Page.SIGN_IN)
    assert visitor.sign_in.form.address_edit.text() == ""
    assert visitor.window.desk.secret is None
    assert "practice" not in visitor.window.sheet.top.step.text()


def test_every_page_names_the_window_and_its_step(visitor: Visitor) -> None:
    seen = {}
    visitor.practise()
    for _ in range(2):
        seen[visitor.at] = (visitor.window.windowTitle(), visitor.window.sheet.top.step.text())
        visitor.prepare() if visitor.is_at(Page.OFFICE) else visitor.go_on()
    assert seen[Page.OFFICE][0] == (
        "How many devices use mail in your office? - Mail Connection Check"
    )
    assert seen[Page.OFFICE][1].startswith("Step 2 of 4: Your office")
    visitor.wait_for(Page.VERDICT)
    assert visitor.window.sheet.top.step.text().startswith("Step 3 of 4: Test")
    visitor.go_on()
    assert visitor.window.sheet.top.step.text().startswith("Step 4 of 4: Tell the provider")


# --- the keyboard alone ---------------------------------------------------------------------------


def keys(bot: QtBot, window: Window, *pressed: Qt.Key | str) -> None:
    """Type into whatever has the focus: text, or single keys."""
    for one in pressed:
        at = QApplication.focusWidget() or window
        if isinstance(one, str):
            QTest.keyClicks(at, one)
        else:
            QTest.keyClick(at, one)
        bot.wait(20)


def test_from_the_address_to_a_copied_note_by_keyboard(
    visitor: Visitor, server: Start, qtbot: QtBot
) -> None:
    window, started = visitor.window, server()
    window.desk.trusted = started.trusted_certificate
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is visitor.sign_in.form.address_edit)
    keys(qtbot, window, "info@miller.example", Qt.Key.Key_Tab, PRACTICE_USER)
    to(visitor, visitor.sign_in.form.own)
    keys(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is visitor.sign_in.form.server_edit)
    visitor.sign_in.form.server_edit.selectAll()
    keys(qtbot, window, f"127.0.0.1:{started.tls_port}", Qt.Key.Key_Tab)
    visitor.sign_in.form.user_edit.selectAll()
    keys(qtbot, window, PRACTICE_USER, Qt.Key.Key_Return)
    visitor.wait_for(Page.OFFICE)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is visitor.office.computers)
    keys(qtbot, window, Qt.Key.Key_Return)
    visitor.wait_for(Page.BEFORE)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is visitor.before.radios[0])
    keys(qtbot, window, Qt.Key.Key_Return)
    assert visitor.is_at(Page.BEFORE)  # one Enter too many starts no test
    keys(qtbot, window, Qt.Key.Key_Space)
    to(visitor, visitor.before.closed)
    keys(qtbot, window, Qt.Key.Key_Space)
    to(visitor, window.primary_button)
    keys(qtbot, window, Qt.Key.Key_Space)
    visitor.wait_for(Page.VERDICT)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is visitor.verdict.heading)
    keys(qtbot, window, Qt.Key.Key_Return)
    visitor.wait_for(Page.NOTE)
    to(visitor, window.primary_button)
    keys(qtbot, window, Qt.Key.Key_Return)
    assert "127.0.0.1" in QGuiApplication.clipboard().text()
    assert window.primary_button.text() == "Copied."


def to(visitor: Visitor, widget: object, most: int = 40) -> None:
    """Tab on until this has the focus."""
    for _ in range(most):
        if QApplication.focusWidget() is widget:
            return
        keys(visitor.bot, visitor.window, Qt.Key.Key_Tab)
    pytest.fail("the Tab key does not lead there")
