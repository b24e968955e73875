"""The program with a window, from start to end: language, one copy only, a polite end.

Owns the application object and the signals of the system. Whatever ends the program, every test
connection is let go first.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    QTranslator,
    Signal,
)
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from wizard import assets, service
from wizard.ui import screen, sheets
from wizard.ui.carried import Carried, carried_along
from wizard.ui.frame import raise_window
from wizard.ui.traces import leave_no_traces
from wizard.ui.window import NAME, Window
from wizard.words import Words, best_language

ICON: Final = ("pictures", "program.svg")
_GLANCE_MS: Final = 200
_TOUCHES: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
)
_TURN_SECONDS: Final = 0.0005


def run(case: str = "") -> int:
    """Open the window, with this case file; the exit status."""
    give_way_to_the_window()
    carried = carried_along()
    words = Words(carried.settings.language or best_language(preferred()))
    app = _application(carried, words)
    app.setApplicationName(words.say(NAME))
    tongue = Tongue(app)
    tongue.use(words)
    # Looked for only here, so that the first import of the network costs nothing before.
    from wizard.ui import second_copy  # noqa: PLC0415

    door = second_copy.usual_name()
    heard = second_copy.call_first_copy(door, case)
    if heard is second_copy.Heard.SHOWN:
        second_copy.tell(words, waiting=bool(case))
        second_copy.call_first_copy(door)
    if heard is not second_copy.Heard.NOBODY:
        return 0
    first = second_copy.FirstCopy(door, app)
    window = Window(words, carried=carried)
    first.open_case = window.open_case
    window.language_changed.connect(tongue.use)
    first.called.connect(lambda: raise_window(window))
    app.commitDataRequest.connect(lambda _: window.leave(), Qt.ConnectionType.DirectConnection)
    FirstTouch(app).over.connect(warm_up)
    if sys.platform == "darwin":  # elsewhere a double click names the file at the start
        FileOpened(app).opened.connect(
            lambda place: window.open_case(place) or second_copy.tell(words, waiting=True)
        )
    window.show()
    carried.tell(window.sheet)
    QTimer.singleShot(0, window.desk.shelf.look)
    if case:
        QTimer.singleShot(0, lambda: window.open_case(case))
    try:
        with _asked_to_end(window):
            return app.exec()
    finally:
        window.finish()


def _application(carried: Carried, words: Words) -> QApplication:
    """The one object of Qt that all others need; it leaves nothing behind."""
    leave_no_traces(portable=carried.home is not None)
    app = screen.application(words)
    app.setWindowIcon(QIcon(str(assets.path(*ICON))))
    return app


class FirstTouch(QObject):
    """Tells once that somebody begins: the first key, or the first press of a button.

    Until then the window is there at once and small, also from a slow stick.
    """

    over = Signal()

    def __init__(self, app: QApplication) -> None:
        """Of this application."""
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, _for: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the one event; nothing is kept from whom it is for."""
        if event.type() in _TOUCHES:
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self.over.emit)  # first what was pressed
        return False


class FileOpened(QObject):
    """Tells which file was opened with this program, on systems that send it an event for that."""

    opened = Signal(str)

    def __init__(self, app: QApplication) -> None:
        """Of this application."""
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, app: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Only that event is taken."""
        del app
        if not isinstance(event, QFileOpenEvent):
            return False
        self.opened.emit(event.file())
        return True


def give_way_to_the_window() -> None:
    """A thread of the test keeps the interpreter for a tenth of the usual time at most."""
    sys.setswitchinterval(_TURN_SECONDS)


def warm_up() -> None:
    """Load the other pages and what the first test needs, while the first page is filled in."""
    threading.Thread(target=_load, name="warm-up").start()


def _load() -> None:
    sheets.load()
    service.warm_up()
    gc.freeze()  # looking through all modules for rubbish would stop the window for 10 ms


class Tongue:
    """Qt's own words and the direction of writing follow the language of the screen."""

    def __init__(self, app: QApplication) -> None:
        """For this application."""
        self._app = app
        self._translator: QTranslator | None = None

    def use(self, words: Words) -> None:
        """Speak this language; where Qt has no words for it, English."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        self._translator = QTranslator(self._app)
        place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        locale = QLocale(words.language)
        if self._translator.load(locale, "qtbase", "_", place):
            self._app.installTranslator(self._translator)
        QLocale.setDefault(locale)
        to_left = words.right_to_left
        direction = Qt.LayoutDirection.RightToLeft if to_left else Qt.LayoutDirection.LeftToRight
        self._app.setLayoutDirection(direction)


def preferred() -> list[str]:
    """The user's languages, the liked ones first; the environment's word counts most."""
    said = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    return [name for one in said for name in one.split(":") if name] + QLocale().uiLanguages()


@contextmanager
def _asked_to_end(window: Window) -> Iterator[None]:
    """SIGTERM and Ctrl-C are a polite end, although the event loop is not Python's."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        # Not here and now: before the event loop runs, nothing would end it, and in the middle of
        # a slot it would meet a window that is half changed.
        QTimer.singleShot(0, window.leave)

    old = {number: signal.signal(number, leave) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with _looking() if sys.platform == "win32" else _woken(window):
            yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


@contextmanager
def _looking() -> Iterator[None]:
    """Let Python see its signals now and then: on Windows nothing can wake the event loop."""
    glance = QTimer()
    glance.timeout.connect(lambda: None)
    glance.start(_GLANCE_MS)
    yield
    glance.stop()


@contextmanager
def _woken(window: Window) -> Iterator[None]:
    """A signal writes into a pipe, and the pipe wakes the event loop at once."""
    readable, writable = os.pipe()
    for end in (readable, writable):
        os.set_blocking(end, False)
    before = signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    heard = QSocketNotifier(readable, QSocketNotifier.Type.Read, window)
    heard.activated.connect(lambda: os.read(readable, 64) and None)
    try:
        yield
    finally:
        heard.setEnabled(False)
        signal.set_wakeup_fd(before)
        os.close(readable)
        os.close(writable)
