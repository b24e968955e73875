"""Enter and Tab on the first page: what a hand on the keyboard expects of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.visitor import Visitor
from wizard import service
from wizard.core.discover import Candidate, Found, Source
from wizard.core.journey import Page
from wizard.core.model import Security
from wizard.service import PRACTICE_USER, PracticeServer

ADDRESS = "info@miller.example"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_address_password_enter(
    visitor: Visitor,
    server: Callable[..., PracticeServer],
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.Key,
) -> None:
    """Nothing was opened or closed before: the window is as it came to sight."""
    started = server()
    place = Candidate("localhost", started.tls_port, Security.TLS, PRACTICE_USER, Source.LIST)
    visitor.window.desk.trusted = started.trusted_certificate
    monkeypatch.setattr(service, "find", lambda *_, **__: Found(place))
    form = visitor.sign_in.form
    QTest.keyClicks(form.address_edit, ADDRESS)
    QTest.keyClicks(form.password_edit, PRACTICE_USER)
    QTest.keyClick(form.password_edit, key)
    visitor.wait_for(Page.OFFICE)


def test_the_buttons_of_a_message_come_before_the_fields_below_it(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(service, "find", lambda *_, **__: Found())
    window, sign_in = visitor.window, visitor.sign_in
    window.activateWindow()
    QTest.keyClicks(sign_in.form.address_edit, ADDRESS)
    QTest.keyClicks(sign_in.form.password_edit, PRACTICE_USER)
    QTest.keyClick(sign_in.form.password_edit, Qt.Key.Key_Return)
    notice = sign_in.notice
    qtbot.waitUntil(lambda: QApplication.focusWidget() is notice.heading)
    reached = []
    for _ in range(len(notice.buttons) + 1):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert len(notice.buttons) == 2
    assert reached == [*notice.buttons, sign_in.form.address_edit]
