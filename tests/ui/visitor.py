"""Somebody in front of the window: types, presses, waits, and sees what is shown."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from wizard.core.entries import AtOffice
from wizard.core.journey import Page
from wizard.core.model import Patience, Waits
from wizard.service import PRACTICE_USER, PracticeServer
from wizard.ui.order import Manner
from wizard.ui.page import Sheet
from wizard.ui.pages.before import Before
from wizard.ui.pages.next_steps import NextSteps
from wizard.ui.pages.note import Note
from wizard.ui.pages.office import Office
from wizard.ui.pages.running import Running
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.pages.verdict import Verdict
from wizard.ui.window import Window

QUICK: Final = Manner(
    Waits(
        (0.05,) * 3,
        0.05,
        (0.05,) * 2,
        (0.05,) * 2,
        0.1,
        0.1,
        0.05,
        0.05,
        0.2,
        0.1,
        0.1,
        0.1,
        again_wordless=(0.05,) * 2,
    ),
    # A wrong password is answered only after 5 seconds, by the practice server as by Courier.
    Patience(2, 2, 10),
    pace=0.0,
)
SECONDS: Final = 20_000
One = TypeVar("One", bound=Sheet)


class Visitor:
    """Drives one window."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.bot, self.window = qtbot, window
        self.heard: list[str] = []
        window.announcer.spoken.connect(self.heard.append)

    # -- What is seen -----

    def _page(self, kind: type[One]) -> One:
        found = next(sheet for sheet in self.window.sheets.values() if isinstance(sheet, kind))
        assert isinstance(found, kind)
        return found

    @property
    def at(self) -> Page:
        return self.window.sheet.page

    def is_at(self, page: Page) -> bool:
        return self.at is page

    @property
    def sign_in(self) -> SignIn:
        return self._page(SignIn)

    @property
    def office(self) -> Office:
        return self._page(Office)

    @property
    def before(self) -> Before:
        return self._page(Before)

    @property
    def running(self) -> Running:
        return self._page(Running)

    @property
    def verdict(self) -> Verdict:
        return self._page(Verdict)

    @property
    def note(self) -> Note:
        return self._page(Note)

    @property
    def next_steps(self) -> NextSteps:
        return self._page(NextSteps)

    def buttons(self) -> list[str]:
        """The words on the visible buttons of the frame, left to right."""
        frame = (
            self.window.close_button,
            self.window.back_button,
            self.window.second_button,
            self.window.primary_button,
        )
        return [button.text().replace("&", "") for button in frame if button.isVisible()]

    def shown(self) -> str:
        """All text on the page in front."""
        labels = self.window.sheet.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def focused(self) -> QWidget | None:
        return self.window.focusWidget()

    # -- What is done -----

    def press(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        button.click()

    def press_named(self, text: str) -> None:
        """The visible button with these words, anywhere in the window."""
        for button in self.window.findChildren(QAbstractButton):
            if button.isVisible() and button.text().replace("&", "") == text:
                self.press(button)
                return
        raise AssertionError(f"there is no button {text!r}")

    def go_on(self) -> None:
        self.press(self.window.primary_button)

    def type(self, edit: QLineEdit, text: str) -> None:
        edit.clear()
        edit.textEdited.emit("")
        QTest.keyClicks(edit, text)

    def wait_for(self, page: Page) -> None:
        self.bot.waitUntil(lambda: self.is_at(page), timeout=SECONDS)

    def wait_until_idle(self) -> None:
        self.bot.waitUntil(lambda: not self.window.engine.busy, timeout=SECONDS)

    # -- Whole stretches of the way -----

    def practise(self) -> None:
        """To the second page with the practice server."""
        self.press(self.sign_in.form.practice)
        self.wait_for(Page.OFFICE)

    def name(self, server: PracticeServer, password: str = PRACTICE_USER) -> None:
        """Fill in the first page for a server on this computer."""
        form = self.sign_in.form
        self.window.desk.trusted = server.trusted_certificate
        self.type(form.address_edit, "info@miller.example")
        self.type(form.password_edit, password)
        if not self.window.desk.entries.knows_server:
            self.press(form.own)
        self.type(form.server_edit, f"127.0.0.1:{server.tls_port}")
        self.type(form.user_edit, PRACTICE_USER)

    def sign_in_at(self, server: PracticeServer) -> None:
        """To the second page, signed in at a server on this computer."""
        self.name(server)
        self.go_on()
        self.wait_for(Page.OFFICE)

    def prepare(self, computers: int = 1) -> None:
        """From the second page to the start of the test."""
        self.office.computers.setValue(computers)
        self.go_on()
        assert self.is_at(Page.BEFORE)
        self.press(self.before.radios[0])
        assert self.window.desk.entries.at_office is AtOffice.YES
        if not self.before.closed.isChecked():
            self.press(self.before.closed)

    def test(self, computers: int = 1) -> None:
        """From the second page to the result."""
        self.prepare(computers)
        self.go_on()
        self.wait_for(Page.VERDICT)
