"""Settings for IT support: the second mailbox, and what was measured as text."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.servers import CANARY
from tests.ui.visitor import Visitor
from wizard.core.entries import Entries, Support
from wizard.core.model import Outcome, Via
from wizard.core.secret import Secret
from wizard.probe.practice import PracticeServer
from wizard.probe.practice_limits import PerMailbox
from wizard.service import PRACTICE_USER
from wizard.ui import order
from wizard.ui.support import SupportDialog
from wizard.words import Words


def opened(visitor: Visitor, support: Support = Support(), kept: Secret | None = None,  # noqa: B008
           log: str = "") -> SupportDialog:  # fmt: skip
    dialog = SupportDialog(support, Words(), visitor.window, kept, log)
    visitor.bot.addWidget(dialog)
    return dialog


def test_opening_it_changes_nothing_of_the_second_mailbox(visitor: Visitor) -> None:
    kept, support = Secret(CANARY), Support(second_user="bob@miller.example")
    dialog = opened(visitor, support, kept)
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.values == support
    assert dialog.second_secret is kept
    assert dialog.second.password_edit.text() == ""


def test_another_mailbox_needs_its_own_password(visitor: Visitor) -> None:
    dialog = opened(visitor, Support(second_user="bob@miller.example"), Secret("bobs"))
    visitor.type(dialog.second.user_edit, " carol@miller.example ")
    dialog.accept()
    assert dialog.result() == 0
    assert "Enter the password for this mailbox" in dialog.second.password.fault.text()
    none_yet = dialog.second_secret
    assert none_yet is None
    visitor.type(dialog.second.password_edit, "carols ")
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.values.second_user == "carol@miller.example"
    assert dialog.second_secret is not None
    assert dialog.second_secret.reveal() == "carols "
    dialog.forget()
    assert dialog.second.password_edit.text() == ""


def test_without_a_mailbox_there_is_no_password(visitor: Visitor) -> None:
    dialog = opened(visitor, Support(second_user="bob@miller.example"), Secret("bobs"))
    dialog.second.user_edit.clear()
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.values == Support()
    assert dialog.second_secret is None


@pytest.mark.parametrize(
    ("entries", "second"),
    [
        (Entries(address="info@miller.example"), "bob@miller.example"),
        (Entries(address="Bob@miller.example"), None),
        (Entries(address="info@miller.example", user="bob@miller.example"), None),
        (Entries(server="mail.miller.example", signs_in=False), None),
    ],
)
def test_only_another_mailbox_is_asked(entries: Entries, second: str | None) -> None:
    support = Support(second_user="bob@miller.example")
    assert order.target(replace(entries, support=support)).second_user == second


@pytest.fixture
def two_mailboxes() -> Iterator[PracticeServer]:
    users = {PRACTICE_USER: PRACTICE_USER, "bob": CANARY}
    with PracticeServer(PerMailbox(2), users=users) as server:
        yield server


def test_the_second_mailbox_is_asked_in_the_test_and_its_password_stays_nowhere(
    visitor: Visitor, two_mailboxes: PracticeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_in(dialog: SupportDialog) -> bool:
        dialog.second.user_edit.setText("bob")
        dialog.second.password_edit.setText(CANARY)
        return True

    monkeypatch.setattr(SupportDialog, "exec", fill_in)
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    assert "Changed by IT support" in visitor.window.sheet.top.step.text()
    visitor.sign_in_at(two_mailboxes)
    visitor.test()
    found = visitor.window.desk.finding
    assert found is not None
    asked = [event for event in found.case.events if event.via is Via.SECOND_MAILBOX]
    assert [event.outcome for event in asked] == [Outcome.OPEN]
    assert CANARY not in repr(visitor.window.desk)
    visitor.window.desk.taken = True
    visitor.press_named("Start over")
    assert visitor.window.desk.second_secret is None


def test_what_was_measured_can_be_copied_after_a_test(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[SupportDialog] = []

    def look(dialog: SupportDialog) -> bool:
        seen.append(dialog)
        if len(seen) == 2:
            dialog.copy.click()
        assert dialog.copy.isHidden() is (len(seen) == 1)
        return False

    monkeypatch.setattr(SupportDialog, "exec", look)
    visitor.practise()
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    visitor.test()
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Mail Connection Check ")
    assert "closed-at-once" in copied
    assert len(seen) == 2
