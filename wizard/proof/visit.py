"""One visit of the window, without a screen and without a person, against the practice server.

Owns the hands and the eyes: pressing, waiting for a page, looking at it. Each fault is one
sentence. It must never reach another computer, and knows no password but the practice server's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from wizard.core.advice import Kind
from wizard.core.journey import Page
from wizard.core.model import Waits
from wizard.core.surroundings import Surroundings
from wizard.ui.bridge import Ended
from wizard.ui.finding import Finding
from wizard.ui.order import Manner
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.window import Window
from wizard.words import Words

LIMIT: Final = 4
PATIENCE: Final = 60.0
# The practice server is on this computer and answers at once: what is waited for is only it.
HASTE: Final = Manner(
    Waits(
        confirm_wordless=(0.2, 0.2),
        confirm=(0.2, 0.2),
        settle=0.2,
        retry=0.2,
        again_wordless=(0.2, 0.2),
    ),
    pace=0.05,
)


class StalledError(Exception):
    """What was waited for did not come."""


class _Alone:
    """A system that knows nothing: the practice server needs no network, and none is asked."""

    def look(self, _address: str = "") -> Surroundings:
        """Nothing is known."""
        return Surroundings()

    def names_answer(self) -> bool:
        """Nobody is asked."""
        return True


@dataclass
class Visit:
    """Somebody who practises, from the first page to the last."""

    words: Words
    faults: list[str] = field(default_factory=list)
    headings: dict[Page, str] = field(default_factory=dict)
    seen: int = 0
    finding: Finding | None = None

    def go(self, beyond: Callable[[Visit, Window], None]) -> None:
        """The whole way, then what is `beyond` it, while all went well."""
        window = Window(self.words, HASTE)
        window.desk.where.platform = _Alone()
        window.engine.ended.connect(self._job_ended)
        window.show()
        try:
            self._from_first_to_last(window)
            if not self.faults:
                beyond(self, window)
        except StalledError:
            self.faults.append(f"the visit came to a halt at the page {window.sheet.page}.")
        finally:
            window.desk.taken = True
            window.close()
            window.finish()
            delete(window)

    def _from_first_to_last(self, window: Window) -> None:
        first = first_page(window)
        self.look(window, Page.SIGN_IN)
        self.press(first.form.practice, window, Page.OFFICE)
        for page in (Page.BEFORE, Page.TEST):
            self.press(window.primary_button, window, page)
        self.look(window, Page.VERDICT)
        found = self.finding = window.desk.finding
        assert found is not None
        kind, limit = found.advice.verdict.kind, found.advice.verdict.limit
        if (kind, limit) != (Kind.PER_ADDRESS, LIMIT):
            self.faults.append(f"the practice test found {kind}, {limit}: that is wrong.")
            return
        self.press(window.primary_button, window, Page.NOTE)
        self.press(window.second_button, window, Page.NEXT_STEPS)

    def press(self, button: QAbstractButton, window: Window, to: Page) -> None:
        """A button that leads to a page."""
        button.click()
        self.look(window, to)

    def look(self, window: Window, page: Page) -> None:
        """Wait for a page, and look at it."""
        wait(lambda: window.sheet.page is page)
        self.paint(window, f"the page {page}")
        self.headings[page] = window.sheet.heading.text()
        if not self.headings[page]:
            self.faults.append(f"the page {page} has no heading.")

    def paint(self, what: QWidget, name: str) -> None:
        """A picture of it can be made."""
        self.seen += 1
        if what.grab().isNull():
            self.faults.append(f"{name} cannot be painted.")

    def _job_ended(self, ended: Ended) -> None:
        if ended.code:
            self.faults.append(f"a job failed with the code {ended.code}.")


def first_page(window: Window) -> SignIn:
    """The page that every visit begins with."""
    sheet = window.sheets[Page.SIGN_IN]
    assert isinstance(sheet, SignIn)
    return sheet


def delete(part: QObject) -> None:
    """Now, and not later: nobody may come after the end of the program."""
    part.deleteLater()
    QApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)


def wait(for_what: Callable[[], bool]) -> None:
    """Until it is so; raises StalledError."""
    deadline = time.monotonic() + PATIENCE
    while not for_what():
        if time.monotonic() > deadline:
            raise StalledError
        QApplication.processEvents()
        time.sleep(0.01)
    QApplication.processEvents()
