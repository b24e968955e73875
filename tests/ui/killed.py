"""A visit of the window that is killed at one moment: started by tests/ui/test_no_traces.py.

    python -m tests.ui.killed MOMENT STICK SAVED

STICK is the folder the program believes to lie in, SAVED the file that is saved. It says MOMENT on
its output right before it kills itself, without a chance for anybody to clear up. The program
itself knows nothing of this: its functions are wrapped here.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import uuid
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from tests.ui.visitor import QUICK
from wizard import assets, files
from wizard.core.entries import AtOffice
from wizard.core.journey import Move, Page
from wizard.core.model import Event, Step
from wizard.ui import app, second_copy
from wizard.ui.bridge import Engine, Job, News, Tell
from wizard.ui.window import Window

PATIENCE_MS: Final = 60_000
STALLED: Final = 3
WHOLE: Final = "the whole visit"
DIALOG: Final = "dialog"
HALF_WRITTEN: Final = "half-written"
BEFORE_THE_NAME: Final = "before-the-name"
SETTINGS: Final = "settings"
SAVING: Final = (DIALOG, HALF_WRITTEN, BEFORE_THE_NAME)


def die(moment: str) -> None:
    """Say so, and be gone."""
    os.write(1, f"{moment}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)


class Visit:
    """Goes from page to page by itself; `moment` is where it dies."""

    def __init__(self, moment: str, saved: Path) -> None:
        self.moment, self.saved = moment, saved
        self.window: Window | None = None

    def begin(self, window: Window) -> None:
        self.window = window
        window.desk.manner = QUICK
        QTimer.singleShot(PATIENCE_MS, lambda: os._exit(STALLED))
        window.currentIdChanged.connect(lambda _: QTimer.singleShot(50, self._arrived))
        QTimer.singleShot(50, self._arrived)

    def _arrived(self) -> None:
        window = self.window
        assert window is not None
        page = window.sheet.page
        if self.moment == f"page {page}":
            die(self.moment)
        match page:
            case Page.SIGN_IN:
                window.speak("de")  # something to be remembered
                window.sheet.form.practice.click()  # type: ignore[attr-defined]  # the first page
            case Page.OFFICE:
                window.sheet.primary()
            case Page.BEFORE:
                window.desk.put(at_office=AtOffice.YES)
                window.sheet.primary()
            case Page.NOTE:
                window.desk.carried.choose(name="Anna")
                self._save(window)
            case Page.VERDICT:
                window.sheet.primary()
            case Page.TEST:
                pass  # it goes on by itself
            case Page.NEXT_STEPS:
                window.desk.taken = True
                window.close()

    def _save(self, window: Window) -> None:
        if self.moment == DIALOG:
            QTimer.singleShot(300, self._die_there)
        else:
            QTimer.singleShot(300, self._choose)
        window.sheet.pdf.click()  # type: ignore[attr-defined]  # the page of the note
        self._wait_until_saved(window)

    def _wait_until_saved(self, window: Window) -> None:
        if window.engine.busy:
            QTimer.singleShot(50, lambda: self._wait_until_saved(window))
        else:
            window._move(Move.NEXT)

    def _die_there(self) -> None:
        assert isinstance(QApplication.activeModalWidget(), QFileDialog)
        die(DIALOG)

    def _choose(self) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.findChildren(QLineEdit)[0].setText(str(self.saved))
        if self.saved.exists():
            QTimer.singleShot(300, self._replace)
        dialog.accept()

    def _replace(self) -> None:
        """Yes, the old file may go: it is Qt that asks."""
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(QMessageBox.StandardButton.Yes).click()


def die_in_the_step(wanted: str) -> None:
    """In the middle of the test, in the thread that makes it."""
    hear = Engine._run

    def heard(told: News) -> None:
        if isinstance(told, Event) and told.step is Step(wanted):
            die(f"step {wanted}")

    def run(engine: Engine, job: Job, number: int, stop: threading.Event) -> None:
        def watched(tell: Tell, stop: threading.Event) -> object:
            def both(told: News) -> None:
                tell(told)
                heard(told)

            return job(both, stop)

        hear(engine, watched, number, stop)

    Engine._run = run  # type: ignore[assignment,method-assign]


def die_while_writing(name: str, moment: str) -> None:
    """In the middle of one file."""

    def half(path: Path, content: bytes) -> None:
        path.write_bytes(content[: len(content) // 2])
        die(moment)

    def nearly(place: Path, target: Path) -> None:
        if target.name.endswith(name):
            die(moment)
        os.replace(place, target)  # noqa: PTH105 - that of pathlib is what is wrapped here

    if moment == BEFORE_THE_NAME:
        Path.replace = nearly  # type: ignore[assignment,method-assign]
    else:
        write = files._write_through
        files._write_through = lambda path, content: (
            half(path, content) if content.startswith(name.encode()) else write(path, content)
        )


def main(moment: str, stick: str, saved: str) -> int:
    """One visit; it only ends where nothing killed it."""
    assets.beside = lambda: Path(stick)
    name = f"test-{uuid.uuid4()}"  # no other test is a first copy of this one
    second_copy.usual_name = lambda: name
    visit = Visit(moment, Path(saved))
    kind, _, which = moment.partition(" ")
    if kind == "step":
        die_in_the_step(which)
    elif moment == HALF_WRITTEN:
        die_while_writing("%PDF", moment)
    elif moment == BEFORE_THE_NAME:
        die_while_writing(".pdf", moment)
    elif moment == SETTINGS:
        die_while_writing("[settings]", moment)
    show = Window.show

    def shown(window: Window) -> None:
        show(window)
        visit.begin(window)

    Window.show = shown  # type: ignore[assignment,method-assign]
    return app.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
