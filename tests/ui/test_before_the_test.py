"""The second page and the page before the test: counting, asking, and nothing by accident."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.visitor import Visitor
from wizard.core.entries import AtOffice
from wizard.core.journey import Page


@pytest.fixture(autouse=True)
def _at_the_second_page(visitor: Visitor) -> None:
    visitor.practise()


def test_the_total_follows_every_count(visitor: Visitor) -> None:
    office = visitor.office
    assert office.total.text() == ("Together they need about 25 mail connections at the same time.")
    office.computers.setValue(4)
    office.phones.setValue(1)
    office.other.setValue(2)
    assert "about 24 mail connections" in office.total.text()
    office.program.setCurrentIndex(2)
    office.program.activated.emit(2)
    assert "about 12 mail connections" in office.total.text()
    visitor.press_named("How is this number worked out?")
    assert "We plan 2 for each computer, 2 for each phone" in visitor.shown()


def test_an_empty_count_is_asked_for(visitor: Visitor) -> None:
    visitor.office.computers.clear()
    visitor.go_on()
    assert visitor.is_at(Page.OFFICE)
    assert "Enter how many computers use mail" in visitor.office.fields[0].fault.text()
    visitor.bot.waitUntil(lambda: visitor.focused() is visitor.office.computers)
    visitor.office.computers.setValue(3)
    visitor.go_on()
    assert visitor.is_at(Page.BEFORE)


def test_no_device_at_all_is_told(visitor: Visitor) -> None:
    visitor.office.computers.setValue(0)
    visitor.go_on()
    assert "Enter at least one device" in visitor.office.fields[0].fault.text()


def test_the_test_asks_first_whether_this_is_the_office(visitor: Visitor) -> None:
    visitor.window.desk.put(practice=False)
    visitor.go_on()
    visitor.go_on()
    assert visitor.is_at(Page.BEFORE)
    assert "Choose if this computer is on the office internet" in visitor.before.fault.text()
    visitor.press(visitor.before.radios[1])
    visitor.go_on()
    assert "Connect to the office Wi-Fi or cable first" in visitor.before.fault.text()
    visitor.press(visitor.before.radios[2])
    assert not visitor.before.fault.isVisible()
    assert visitor.window.desk.entries.at_office is AtOffice.NOT_SURE


def test_the_office_address_may_be_left_out_but_not_be_something_else(visitor: Visitor) -> None:
    visitor.go_on()
    visitor.type(visitor.before.address_edit, "Main Street 7")
    visitor.go_on()
    assert "such as 203.0.113.7" in visitor.before.address.fault.text()
    assert visitor.is_at(Page.BEFORE)
    visitor.type(visitor.before.address_edit, " 203.0.113.7 ")
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)
    visitor.go_on()
    assert "203.0.113.7" in visitor.note.preview.toPlainText()


def test_an_address_that_the_server_said_is_shown(visitor: Visitor) -> None:
    visitor.window.desk.office_addresses = ("203.0.113.7",)
    visitor.go_on()
    assert "The mail server will see the address 203.0.113.7." in visitor.shown()
    assert not visitor.before.address.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_no_stray_enter_starts_the_test(visitor: Visitor, key: Qt.Key) -> None:
    visitor.go_on()
    before = visitor.before
    for widget in (*before.radios, before.closed, before.address_edit, visitor.window):
        QTest.keyClick(widget, key)
    assert visitor.is_at(Page.BEFORE)
    assert not visitor.window.engine.busy
    assert not visitor.window.primary_button.isDefault()
    assert before.isCommitPage()


def test_enter_goes_on_from_the_second_page(visitor: Visitor) -> None:
    QTest.keyClick(visitor.office.computers, Qt.Key.Key_Return)
    assert visitor.is_at(Page.BEFORE)
