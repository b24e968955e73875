"""The window: a frame around the pages, with the buttons, the engine and the way out.

Owns which page is in front, every button, and what closing means. It decides nothing about the
order of pages: that stands in wizard.core.journey.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWizard

from wizard.core.journey import Move, Page, leads_to
from wizard.ui import look
from wizard.ui.bridge import Ended, Engine, Job, News
from wizard.ui.carried import Carried
from wizard.ui.clients import Clients
from wizard.ui.desk import Desk
from wizard.ui.filing import Filing
from wizard.ui.frame import Drops, dress
from wizard.ui.order import Manner
from wizard.ui.page import Buttons, Sheet
from wizard.ui.parts.announcer import Announcer
from wizard.ui.parts.top import new_client_key, support_key
from wizard.ui.sheets import Sheets, clear
from wizard.words import Words, pgettext

# Words: The program's name.
NAME: Final = pgettext("P0", "Mail Connection Check")
# Words: Button on every page.
_BACK: Final = pgettext("P0", "&Back")
# Words: Button on every page.
_CLOSE: Final = pgettext("P0", "C&lose")

LEAST: Final = (720, 560)
USUAL: Final = (780, 640)


class Window(QWizard):
    """One visit of one office."""

    language_changed = Signal(object)

    def __init__(
        self, words: Words, manner: Manner | None = None, carried: Carried | None = None
    ) -> None:
        """The first page in front, and no other one yet."""
        super().__init__()
        carried = carried or Carried()
        self.desk = Desk(words, manner or Manner(), carried, sender=carried.sender)
        self.engine = Engine(self)
        self.announcer = Announcer(self)
        self.saving = self.opening = Filing(self.desk, lambda: self.sheet, self._run_at_rest)
        self.clients = Clients(
            self.desk,
            self.saving,
            lambda: self.engine.busy,
            self._lay_pages,
            lambda: self.desk.carried.keep(self.size()),
        )
        self.leaving = self._at_rest = False
        self._hear: Callable[[News], None] = lambda _: None
        self._hear_end: Callable[[Ended], None] = lambda _: None
        self.engine.progressed.connect(self._happened)
        self.engine.ended.connect(self._ended)
        self._frame()
        self.currentIdChanged.connect(lambda _: self._arrived())
        self._lay_pages()

    def _lay_pages(self) -> Sheet:
        """The first page in front, as new, and no other one: nothing they showed is left."""
        with QSignalBlocker(self):
            self.restart()  # or a page that was seen twice stays in QWizard's history
            clear(self)
            self.sheets = Sheets(self.desk, self._made)
            self.setStartId(list(Page).index(self.sheets[Page.SIGN_IN].page))
        self.restart()
        return self.sheet

    def _frame(self) -> None:
        close, back, second, primary = dress(self)
        self.close_button, self.back_button = close, back
        self.second_button, self.primary_button = second, primary
        self.back_button.clicked.connect(lambda: self._move(Move.BACK))
        self.second_button.clicked.connect(lambda _: self.sheet.secondary())
        self.primary_button.clicked.connect(lambda _: self.sheet.primary())
        self.setMinimumSize(*LEAST)
        screen = self.screen().availableSize()
        self.resize(self.desk.carried.size(look.roomy(USUAL, self.font(), screen), screen))
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self._help)
        QShortcut(support_key(), self, self._support)
        QShortcut(new_client_key(), self, self.clients.begin)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self._save_case)
        self.drops = Drops(self)
        self.drops.dropped.connect(self.open_case)

    def _made(self, number: int, sheet: Sheet) -> None:
        self.setPage(number, sheet)
        self._listen(sheet)

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
        sheet.top.new_client.connect(self.clients.begin)
        sheet.top.finish.connect(self.clients.finish)
        sheet.finished.connect(self.clients.finish)
        sheet.renewed.connect(self.clients.go_on_with_mailbox)
        sheet.chosen.connect(self.open_case)
        sheet.top.language.connect(self.speak)

    # -- Pages -----

    @property
    def sheet(self) -> Sheet:
        """The page in front."""
        return self.sheets.numbered(self.currentId())

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

    def setCurrentId(self, number: int) -> None:  # noqa: N802 - Qt's name
        """To a page, which is made before it is shown."""
        self.sheets.numbered(number)
        super().setCurrentId(number)

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
        carried, page = self.desk.carried, sheet.main_instruction()
        self.setWindowTitle(carried.title(page, words.say(NAME), words))

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
        self.desk.carried.choose(language=language)
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
        from wizard.ui.support import ask_for_settings  # noqa: PLC0415 - not with the first page

        if not self.engine.busy and ask_for_settings(self.desk, self):
            self.sheet.say()

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
        if not self.engine.busy:
            self.saving.save_case()

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
        self.desk.shelf.end()
        self.engine.finish()
        self.desk.end()
        self.desk.carried.keep(self.size())

    def reject(self) -> None:
        """Esc, Close and the window's X: during a test they mean Stop."""
        if not self.sheet.stop() and not self.engine.busy:
            self.saving.once_free(super().reject)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The window's X is no other way out than Esc."""
        self.reject()
        if self.isVisible():
            event.ignore()
