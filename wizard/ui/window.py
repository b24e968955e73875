"""The window: a frame around the pages, with the buttons, the engine and the way out.

Owns which page is in front, every button, and what closing means. It decides nothing about the
order of pages: that stands in wizard.core.journey.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget, QWizard

from wizard.core.journey import Move, Page, leads_to
from wizard.paper.raw_log import raw_log
from wizard.service import Progress
from wizard.ui import look
from wizard.ui.bridge import Ended, Engine, Job
from wizard.ui.closing import Answer, ask_to_save
from wizard.ui.desk import Desk
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
_W = QWizard.WizardButton
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
        self.leaving = False
        self._hear: Callable[[Progress], None] = lambda _: None
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
        # AeroStyle, the usual one on Windows, breaks dark colours.
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoDefaultButton)
        for option in ("HaveCustomButton1", "HaveCustomButton2", "HaveCustomButton3"):
            self.setOption(QWizard.WizardOption[option])
        self.setButtonLayout(
            [
                _W.CancelButton,
                _W.Stretch,
                _W.CustomButton1,
                _W.CustomButton2,
                _W.CustomButton3,
            ]
        )
        self.close_button = self._button(_W.CancelButton)
        self.back_button = self._button(_W.CustomButton1)
        self.second_button = self._button(_W.CustomButton2)
        self.primary_button = self._button(_W.CustomButton3)
        self.back_button.clicked.connect(lambda: self._move(Move.BACK))
        self.second_button.clicked.connect(self._secondary)
        self.primary_button.clicked.connect(self._primary)
        self.setMinimumSize(*LEAST)
        self.resize(look.roomy(USUAL, self.font(), self.screen().availableSize()))
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self._help)
        QShortcut(QKeySequence(Qt.Key.Key_F12), self, self._support)

    def _button(self, which: QWizard.WizardButton) -> QPushButton:
        button: QAbstractButton = self.button(which)
        assert isinstance(button, QPushButton)
        return button

    def _listen(self, sheet: Sheet) -> None:
        sheet.updated.connect(lambda: self._updated(sheet))
        sheet.moved.connect(self._move)
        sheet.announced.connect(lambda text, urgent: self.announcer.say(text, urgent=urgent))
        sheet.asked.connect(self._run)
        sheet.stopped.connect(self.engine.stop)
        sheet.top.over.connect(lambda: self._move(Move.START_OVER))
        sheet.top.support.connect(self._support)
        sheet.top.language.connect(self.speak)

    # -- Pages -----

    @property
    def sheet(self) -> Sheet:
        """The page in front."""
        return list(self.sheets.values())[self.currentId()]

    def _move(self, move: Move) -> None:
        found = self.desk.finding
        to = leads_to(self.sheet.page, move, has_note=found is not None and found.has_note)
        over = move is Move.START_OVER
        if to is None or (over and (self.engine.busy or not self._may_forget())):
            return
        if over:
            self.desk.close_practice()
            self.desk.start_over()
        self.setCurrentId(list(Page).index(to))

    def _primary(self) -> None:
        self.sheet.primary()

    def _secondary(self) -> None:
        self.sheet.secondary()

    def _arrived(self) -> None:
        if self.currentId() < 0:
            return
        self.sheet.entered()
        self._set_buttons()
        self.announcer.say(f"{self.sheet.main_instruction()}. {self.sheet.top.step.text()}")

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
        found, kept = self.desk.finding, self.desk.second_secret
        log = "" if found is None else raw_log(found.case)
        dialog = SupportDialog(self.desk.entries.support, self.desk.words, self, kept, log)
        if dialog.exec():
            self.desk.put(support=dialog.values)
            self.desk.second_secret = dialog.second_secret
            self.sheet.say()
        dialog.forget()
        dialog.deleteLater()

    # -- The engine -----

    def _run(
        self, job: Job, hear: Callable[[Progress], None], hear_end: Callable[[Ended], None]
    ) -> None:
        if self.engine.busy or self.leaving:
            return
        self._hear, self._hear_end = hear, hear_end
        self.engine.start(job)
        self._set_buttons()

    def _happened(self, news: Progress) -> None:
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
        self.desk.close_practice()
        self.desk.awake.end()

    def _may_forget(self) -> bool:
        """Whether a result that nobody took may go; asks only if there is one."""
        if self.desk.taken or self.desk.finding is None:
            return True
        match ask_to_save(self, self.desk.words):
            case Answer.SAVE:
                note = self.sheets[Page.NOTE]
                assert isinstance(note, Note)
                return note.keep()
            case Answer.FORGET:
                return True
            case Answer.STAY:
                return False

    def reject(self) -> None:
        """Esc, Close and the window's X: during a test they mean Stop."""
        if self.sheet.stop():
            return
        if self.engine.busy or not self._may_forget():
            return
        super().reject()

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
