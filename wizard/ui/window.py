"""The window: a frame around the pages, with the buttons, the engine and the way out.

Owns which page is in front, every button, and what closing means. It decides nothing about the
order of pages: that stands in wizard.core.journey.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from wizard.core.journey import Move, Page, leads_to
from wizard.paper.raw_log import raw_log
from wizard.ui import look
from wizard.ui.bridge import Ended, Engine, Job, News
from wizard.ui.desk import Desk
from wizard.ui.frame import Drops, dress
from wizard.ui.opening import Opening
from wizard.ui.order import Manner
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages.before import Before
from wizard.ui.pages.next_steps import NextSteps
from wizard.ui.pages.note import Note
from wizard.ui.pages.office import Office
from wizard.ui.pages.running import Running
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.pages.verdict import Verdict
from wizard.ui.parts.announcer import Announcer
from wizard.ui.saving import CASE, Saving
from wizard.ui.support import SupportDialog
from wizard.words import Words, pgettext

# Words: Title of the window. {page}: its main instruction; {program}: the program's name.
_TITLE: Final = pgettext("P0", "{page} - {program}")
# Words: The program's name.
NAME: Final = pgettext("P0", "Mail Connection Check")
# Words: Button on every page.
_BACK: Final = pgettext("P0", "&Back")
# Words: Button on every page.
_CLOSE: Final = pgettext("P0", "C&lose")

LEAST: Final = (720, 560)
USUAL: Final = (780, 640)
_PAGES: Final[tuple[type[Sheet], ...]] = (
    *(SignIn, Office, Before, Running),
    *(Verdict, Note, NextSteps),
)


class Window(QWizard):
    """One visit of one office."""

    language_changed = Signal(object)

    def __init__(self, words: Words, manner: Manner = Manner()) -> None:  # noqa: B008 - frozen
        """All pages, the first one in front."""
        super().__init__()
        self.desk = Desk(words, manner)
        self.engine = Engine(self)
        self.announcer = Announcer(self)
        self.saving = Saving(self.desk, lambda: self.sheet, self._run_at_rest)
        self.opening = Opening(self.desk, lambda: self.sheet, self._run_at_rest)
        self.leaving = self._at_rest = False
        self._hear: Callable[[News], None] = lambda _: None
        self._hear_end: Callable[[Ended], None] = lambda _: None
        self.engine.progressed.connect(self._happened)
        self.engine.ended.connect(self._ended)
        self._frame()
        self.sheets = {kind.page: kind(self.desk) for kind in _PAGES}
        for number, sheet in enumerate(self.sheets.values()):
            self.setPage(number, sheet)
            self._listen(sheet)
        self.currentIdChanged.connect(lambda _: self._arrived())
        self.setStartId(0)
        self.restart()

    def _frame(self) -> None:
        close, back, second, primary = dress(self)
        self.close_button, self.back_button = close, back
        self.second_button, self.primary_button = second, primary
        self.back_button.clicked.connect(lambda: self._move(Move.BACK))
        self.second_button.clicked.connect(self._secondary)
        self.primary_button.clicked.connect(self._primary)
        self.setMinimumSize(*LEAST)
        self.resize(look.roomy(USUAL, self.font(), self.screen().availableSize()))
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self._help)
        QShortcut(QKeySequence(Qt.Key.Key_F12), self, self._support)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self._save_case)
        self.drops = Drops(self)
        self.drops.dropped.connect(self.open_case)

    def _listen(self, sheet: Sheet) -> None:
        sheet.updated.connect(lambda: self._updated(sheet))
        sheet.moved.connect(self._move)
        sheet.announced.connect(lambda text, urgent: self.announcer.say(text, urgent=urgent))
        sheet.asked.connect(self._run)
        sheet.stopped.connect(self.engine.stop)
        sheet.saved.connect(self.saving.save)
        sheet.opening.connect(self.opening.ask)
        sheet.freed.connect(self.saving.once_free)
        sheet.top.over.connect(lambda: self._move(Move.START_OVER))
        sheet.top.support.connect(self._support)
        sheet.top.language.connect(self.speak)

    # -- Pages -----

    @property
    def sheet(self) -> Sheet:
        """The page in front."""
        return list(self.sheets.values())[self.currentId()]

    def _move(self, move: Move) -> None:
        found, signing_in = self.desk.told, self.desk.at_sign_in is not None
        has_note = found is not None and found.has_note
        to = leads_to(self.sheet.page, move, has_note=has_note, signing_in=signing_in)
        if to is None:
            return
        if move is not Move.START_OVER:
            self._go(to)
        elif not self.engine.busy:
            self.saving.once_free(partial(self._start_over, to))

    def _start_over(self, to: Page) -> None:
        self.desk.close_practice()
        self.desk.start_over()
        self._go(to)

    def _go(self, page: Page) -> None:
        if page is self.sheet.page:
            self._arrived()
        else:
            self.setCurrentId(list(Page).index(page))

    def _primary(self) -> None:
        self.sheet.primary()

    def _secondary(self) -> None:
        self.sheet.secondary()

    def _arrived(self) -> None:
        if self.currentId() < 0:
            return
        self.sheet.notice.clear()
        self.sheet.entered()
        self._set_buttons()
        self.announcer.say(self.sheet.greeting())

    def _updated(self, sheet: Sheet) -> None:
        if sheet is self.sheet:  # a page behind changes nothing in front
            self._set_buttons()

    def _set_buttons(self) -> None:
        sheet, words = self.sheet, self.desk.words
        wanted = sheet.buttons()
        running = self.engine.busy and sheet.page is Page.TEST
        back = leads_to(sheet.page, Move.BACK) is not None and not self.engine.busy
        for button, text in (
            (self.primary_button, wanted.primary),
            (self.second_button, wanted.secondary),
            (self.back_button, _BACK if back else None),
            (self.close_button, None if running else wanted.close or _CLOSE),
        ):
            button.setText(words.say(text) if text else "")
            button.setVisible(text is not None)
            button.setEnabled(not self._at_rest)
        self._set_enter(wanted)
        over = leads_to(sheet.page, Move.START_OVER) is not None
        sheet.top.arrange(over=over, quiet=self.engine.busy)
        title = words.say(_TITLE, page=sheet.main_instruction(), program=words.say(NAME))
        self.setWindowTitle(title)

    def _set_enter(self, wanted: Buttons) -> None:
        """Enter is the primary button, except where a stray one would do harm."""
        for button in (self.close_button, self.back_button, self.second_button):
            button.setAutoDefault(wanted.enter)
            button.setDefault(False)
        self.primary_button.setAutoDefault(wanted.enter)
        self.primary_button.setDefault(wanted.enter)

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """A dialog that comes to sight gives Enter to a hidden button of its own: take it back."""
        super().setVisible(visible)
        self._set_enter(self.sheet.buttons())

    def speak(self, language: str) -> None:
        """Another language, at once and everywhere; nothing entered is lost."""
        self.use(Words(language))

    def use(self, words: Words) -> None:
        """The same, with words that are already there."""
        self.desk.words = words
        self.language_changed.emit(words)
        self.sheet.say()
        self._set_buttons()

    def _help(self) -> None:
        if self.sheet.question is not None:
            self.sheet.question.turn(not self.sheet.question.is_open)

    def _support(self) -> None:
        if self.engine.busy:
            return
        found, kept = self.desk.told, self.desk.second_secret
        log = "" if found is None else raw_log(found.case)
        dialog = SupportDialog(
            self.desk.entries.support, self.desk.words, self, kept, log, self.desk.distrusted
        )
        if dialog.exec():
            self.desk.put(support=dialog.values)
            self.desk.second_secret = dialog.second_secret
            self.sheet.say()
        dialog.forget()
        dialog.deleteLater()

    # -- The engine -----

    def _run(
        self, job: Job, hear: Callable[[News], None], hear_end: Callable[[Ended], None]
    ) -> None:
        if self.engine.busy or self.leaving:
            return
        self._hear, self._hear_end = hear, hear_end
        self.engine.start(job)
        self._set_buttons()

    def _run_at_rest(self, job: Job, hear_end: Callable[[Ended], None]) -> bool:
        """A job with files: nothing on the page can be pressed meanwhile, and nothing is lost."""
        if self.engine.busy or self.leaving:
            return False
        sheet, focus = self.sheet, self.focusWidget()
        self._at_rest = True
        sheet.area.setEnabled(False)

        def over(ended: Ended) -> None:
            self._at_rest = False
            sheet.area.setEnabled(True)
            if focus is not None:
                focus.setFocus()
            hear_end(ended)

        self._run(job, lambda _: None, over)
        return True

    def _save_case(self) -> None:
        if self.desk.has_case and not self.engine.busy:
            self.saving.save(CASE)

    def open_case(self, place: str) -> bool:
        """Check again what this case file found; whether it is opened just now."""
        return self.opening.open(place)

    def _happened(self, news: News) -> None:
        self._hear(news)

    def _ended(self, ended: Ended) -> None:
        self._hear_end(ended)
        if self.leaving:
            super().reject()
            return
        self._set_buttons()
        QApplication.alert(self)  # in the background: a sign in the task bar, no sound, no focus

    # -- The way out -----

    def leave(self) -> None:
        """The system wants us gone: let go of every connection politely, ask nothing."""
        self.leaving = True
        if self.engine.busy:
            self.engine.stop()
        else:
            super().reject()

    def finish(self) -> None:
        """After the event loop: nothing of ours runs on."""
        self.engine.finish()
        self.desk.end()

    def reject(self) -> None:
        """Esc, Close and the window's X: during a test they mean Stop."""
        if not self.sheet.stop() and not self.engine.busy:
            self.saving.once_free(super().reject)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The window's X is no other way out than Esc."""
        self.reject()
        if self.isVisible():
            event.ignore()


def raise_window(window: QWidget) -> None:
    """In front of everything, also out of the task bar."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
