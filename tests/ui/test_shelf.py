"""The cases on a stick are listed on the first page, and a test gets into the right one."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from tests.core.test_archive import CASE
from tests.paper import cases
from tests.test_case_folder import put
from tests.ui.visitor import QUICK, Visitor
from wizard import assets, casework, portable
from wizard.branding import Branding
from wizard.case_folder import Cases, Listed
from wizard.core.case_file import Agreement, case_file
from wizard.core.entries import Support
from wizard.core.journey import Page
from wizard.core.model import Case
from wizard.service import PracticeServer
from wizard.ui.agreed import is_for_a_client
from wizard.ui.awake import NoWay
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding
from wizard.ui.firm import Firm
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.parts.case_list import line
from wizard.ui.shelf import Shelf
from wizard.ui.support import SupportDialog
from wizard.ui.visit import Visit
from wizard.ui.window import Window
from wizard.words import Words

Start = Callable[..., PracticeServer]


@pytest.fixture
def stick(visitor: Visitor, tmp_path: Path) -> Path:
    """The window of a program that is carried about, with this folder for cases."""
    visitor.window.desk.shelf.folder = tmp_path
    return tmp_path


def look(visitor: Visitor) -> list[str]:
    """What is listed, once it was read."""
    with visitor.bot.waitSignal(visitor.window.desk.shelf.turned):
        visitor.sign_in.entered()
    rows = visitor.sign_in.cases.cases
    return [rows.item(row).text() for row in range(rows.count())]


def test_without_a_folder_of_its_own_there_is_no_list(visitor: Visitor) -> None:
    assert visitor.window.desk.shelf.folder is None
    assert not visitor.sign_in.cases.isVisible()


def test_a_portable_program_looks_into_its_own_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "beside", lambda: tmp_path)
    (tmp_path / portable.FILE).touch()
    assert Shelf().folder == tmp_path / "cases"


@pytest.mark.usefixtures("_leaves_nothing_behind")
def test_what_lies_beside_a_portable_program_is_there_from_the_start(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "beside", lambda: tmp_path)
    (tmp_path / portable.FILE).write_bytes(b"")
    (tmp_path / "cases").mkdir()
    put(tmp_path / "cases", "a.mailcheck")
    window = Window(Words(), QUICK)
    window.desk.awake = NoWay()
    qtbot.addWidget(window)
    window.show()
    first = window.sheets[Page.SIGN_IN]
    assert isinstance(first, SignIn)
    assert first.intro.isHidden()  # from the start: nothing jumps when the list is read
    assert not window.desk.shelf.cases.listed  # nothing is read before the window is painted
    window.desk.shelf.look()
    qtbot.waitUntil(first.cases.isVisible)
    assert first.cases.cases.count() == 1
    assert is_for_a_client(window.desk)
    window.finish()


def test_cases_are_listed_by_client_and_date_the_newest_first(
    visitor: Visitor, stick: Path
) -> None:
    put(stick, "a.mailcheck", company="Miller & Sons")
    put(stick, "b.mailcheck", "info@baker.example", days=3)
    (stick / "old.mailcheck").write_bytes(b"PK")
    first, second, third = look(visitor)
    assert visitor.sign_in.cases.isVisible()
    assert first.startswith("baker.example, ")
    assert second.startswith("Miller & Sons, miller.example, ")
    assert third == "old.mailcheck: cannot be read"
    rows = visitor.sign_in.cases.cases
    assert rows.accessibleName() == "Saved cases, the newest first"
    assert rows.currentRow() == 0


def test_a_click_opens_a_case(visitor: Visitor, stick: Path) -> None:
    put(stick, "a.mailcheck")
    put(stick, "b.mailcheck", "info@baker.example", days=3)
    look(visitor)
    rows = visitor.sign_in.cases.cases
    at = rows.visualItemRect(rows.item(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    visitor.wait_until_idle()
    assert visitor.window.desk.entries.again
    assert "info@miller.example" in visitor.shown()
    assert not visitor.sign_in.cases.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_so_does_enter_and_it_checks_nothing(visitor: Visitor, stick: Path, key: Qt.Key) -> None:
    put(stick, "a.mailcheck")
    put(stick, "b.mailcheck", "info@baker.example", days=3)
    look(visitor)
    rows = visitor.sign_in.cases.cases
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, key)
    visitor.wait_until_idle()
    assert "info@miller.example" in visitor.shown()
    assert not visitor.sign_in.form.address.fault.isVisible()


def test_one_that_cannot_be_read_says_why_and_the_list_stays(visitor: Visitor, stick: Path) -> None:
    put(stick, "a.mailcheck")
    (stick / "old.mailcheck").write_bytes(b"PK")
    look(visitor)
    rows = visitor.sign_in.cases.cases
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    visitor.wait_until_idle()
    assert "This is no case file of this program" in visitor.shown()
    assert rows.isVisible()


def test_what_was_saved_since_is_listed_with_the_next_client(visitor: Visitor, stick: Path) -> None:
    put(stick, "a.mailcheck")
    assert len(look(visitor)) == 1
    put(stick, "b.mailcheck", "info@baker.example", days=3)
    with visitor.bot.waitSignal(visitor.window.desk.shelf.turned):
        visitor.window.clients.begin()
    assert visitor.sign_in.cases.cases.count() == 2
    assert visitor.sign_in.cases.isVisible()


def test_the_marked_one_stays_marked(visitor: Visitor, stick: Path) -> None:
    for number in range(3):
        put(stick, f"{number}.mailcheck", f"info@office{number}.example", days=number)
    look(visitor)
    visitor.sign_in.cases.cases.setCurrentRow(2)
    put(stick, "9.mailcheck", "info@office9.example", days=9)
    assert len(look(visitor)) == 4
    assert visitor.sign_in.cases.cases.currentRow() == 3


def test_reading_keeps_nobody_from_a_check_and_ends_with_the_window(
    visitor: Visitor, stick: Path, monkeypatch: pytest.MonkeyPatch, server: Start
) -> None:
    put(stick, "a.mailcheck")
    reads, pause = list[object](), threading.Event()

    def slow(folder: Path, stopped: Callable[[], bool], before: Cases) -> Cases:
        reads.append((folder, before))
        while not stopped():
            pause.wait(0.01)
        return Cases()

    monkeypatch.setattr("wizard.ui.shelf.cases_in", slow)
    visitor.sign_in.entered()
    visitor.sign_in.entered()  # once more afterwards, and not twice at a time
    visitor.sign_in_at(server())
    assert len(reads) == 1
    visitor.window.desk.shelf.end()


def test_a_fault_in_reading_leaves_the_list_as_it_was(
    visitor: Visitor, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(stick, "a.mailcheck")
    assert len(look(visitor)) == 1

    def broken(*_: object) -> Cases:
        raise RuntimeError

    monkeypatch.setattr("wizard.ui.shelf.cases_in", broken)
    shelf = visitor.window.desk.shelf
    with visitor.bot.waitSignal(shelf._engine.ended):
        shelf.look()
    assert len(shelf.cases.listed) == 1


def test_one_that_is_too_large_and_the_rest_are_told(visitor: Visitor, tmp_path: Path) -> None:
    words = Words()
    assert line(Listed(tmp_path / "large\u202e.mailcheck", (0, 0)), words) == "large.mailcheck"
    shelf = visitor.window.desk.shelf
    shelf.cases = Cases((Listed(tmp_path / "large.mailcheck", (0, 0)),), more=7)
    shelf.turned.emit()
    assert "7 older files are not listed" in visitor.shown()


# --- whose case it is -----------------------------------------------------------------------------


def case_of(user: str) -> Case:
    case, _ = cases.per_address()
    return replace(case, target=replace(case.target, user=user))


def with_case_of(visitor: Visitor, user: str) -> None:
    """After a test of this mailbox, back on the first page."""
    case, advice = cases.per_address()
    case = replace(case, target=replace(case.target, user=user))
    visitor.window.desk.keep(Finding(case, advice))
    visitor.window.desk.taken = True
    visitor.sign_in.entered()


def test_another_domain_than_the_open_cases_is_asked_about(visitor: Visitor) -> None:
    with_case_of(visitor, "info@miller.example")
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@baker.example")
    form.address_edit.editingFinished.emit()
    assert "Is this another client?" in visitor.shown()
    assert "The open case is of miller.example." in visitor.shown()
    visitor.type(form.password_edit, "secret")
    visitor.go_on()
    assert visitor.is_at(Page.SIGN_IN)  # nothing is checked before that is answered
    assert not visitor.window.engine.busy
    visitor.press_named("New client")
    assert visitor.window.desk.kept.file is None
    assert visitor.sign_in.form.address_edit.text() == "info@baker.example"
    assert visitor.sign_in.form.password_edit.text() == ""
    visitor.sign_in.form.address_edit.editingFinished.emit()
    assert "Is this another client?" not in visitor.shown()


def test_one_client_may_have_two_domains(visitor: Visitor) -> None:
    with_case_of(visitor, "info@miller.example")
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller-shop.example")
    form.address_edit.editingFinished.emit()
    visitor.press_named("It is the same client")
    assert "Is this another client?" not in visitor.shown()
    assert visitor.window.desk.kept.file is not None
    form.address_edit.editingFinished.emit()
    assert "Is this another client?" not in visitor.shown()


def test_the_same_domain_is_not_asked_about(visitor: Visitor) -> None:
    with_case_of(visitor, "info@miller.example")
    visitor.type(visitor.sign_in.form.address_edit, "anna@miller.example")
    visitor.sign_in.form.address_edit.editingFinished.emit()
    assert "Is this another client?" not in visitor.shown()


# --- the client's agreement -----------------------------------------------------------------------


def at_the_test(visitor: Visitor) -> None:
    visitor.window.desk.put(address="info@miller.example")
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))
    visitor.window.setCurrentId(list(Page).index(Page.BEFORE))


def test_an_office_that_tests_itself_is_not_asked(visitor: Visitor) -> None:
    at_the_test(visitor)
    assert not visitor.before.agreed.isVisible()


def branded(desk: Desk) -> None:
    desk.firm = Firm(Branding("Smith IT"))


def carried(desk: Desk) -> None:
    desk.shelf.folder = Path("cases")


def set_by_hand(desk: Desk) -> None:
    desk.put(support=Support(most=80))


def supported(desk: Desk) -> None:
    desk.visit = Visit(for_client=True)


@pytest.mark.parametrize("how", [branded, carried, set_by_hand, supported])
def test_whoever_tests_for_somebody_else_is_asked(
    visitor: Visitor, how: Callable[[Desk], None]
) -> None:
    how(visitor.window.desk)
    at_the_test(visitor)
    assert visitor.before.agreed.box.isVisible()
    visitor.window.desk.put(practice=True)
    assert not is_for_a_client(visitor.window.desk)


def test_what_is_ticked_is_noted_with_its_time_and_gets_into_the_case(visitor: Visitor) -> None:
    desk = visitor.window.desk
    supported(desk)
    at_the_test(visitor)
    before = datetime.now(UTC)
    visitor.press(visitor.before.agreed.box)
    assert desk.agreement is not None
    noted = desk.agreement.noted_at
    assert before <= noted <= datetime.now(UTC)
    visitor.before.say()
    assert visitor.before.agreed.box.isChecked()
    visitor.before.agreed.take()  # once more changes nothing
    assert desk.agreement == Agreement(noted)
    desk.order()
    desk.keep(Finding(*cases.per_address()))
    desk.taken = True
    assert desk.case.agreement == desk.papers.agreement == Agreement(noted)
    visitor.press(visitor.before.agreed.box)
    assert visitor.window.desk.agreement is None
    assert visitor.window.desk.case.agreement is None


def test_it_is_not_carried_over_to_another_mailbox(visitor: Visitor) -> None:
    supported(visitor.window.desk)
    at_the_test(visitor)
    visitor.press(visitor.before.agreed.box)
    visitor.window.desk.put(address="info@baker.example")
    visitor.before.say()
    assert not visitor.before.agreed.box.isChecked()


def test_an_earlier_one_is_told_and_not_asked_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed = case_file(CASE, agreement=Agreement(datetime(2026, 8, 24, 12, tzinfo=UTC)))
    monkeypatch.setattr(casework, "open_case", lambda _: agreed)
    visitor.window.open_case("office.mailcheck")
    visitor.wait_until_idle()
    supported(visitor.window.desk)
    visitor.window.desk.visit = replace(
        visitor.window.desk.visit.with_case(agreed, visitor.window.desk.entries, ""),
        for_client=True,
    )
    visitor.window.setCurrentId(list(Page).index(Page.BEFORE))
    assert not visitor.before.agreed.box.isVisible()
    assert "That was noted on 24 August 2026." in visitor.shown()
    assert visitor.window.desk.case.agreement == agreed.agreement


def test_it_can_be_ticked_among_the_settings_for_it_support(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tick(dialog: SupportDialog) -> bool:
        boxes = [box for box in dialog.findChildren(QCheckBox) if "agreed" in box.text()]
        boxes[0].click()
        return True

    monkeypatch.setattr(SupportDialog, "exec", tick)
    QTest.keyClick(visitor.window, Qt.Key.Key_F12)
    desk = visitor.window.desk
    assert desk.agreement is not None
    assert is_for_a_client(desk)
    assert desk.entries.support == Support()  # it changes no value of the test
