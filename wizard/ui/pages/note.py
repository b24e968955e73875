"""P6: the note for the hosting provider, to copy, to open in a mail program, to save.

Owns the preview and what becomes of edits: they stay until the user agrees that the note is written
anew. The note comes from paper, word for word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from wizard.casework import Paper
from wizard.core.journey import Move, Page
from wizard.paper import sentences
from wizard.paper.note import Version
from wizard.ui import letters
from wizard.ui.desk import Desk
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages import note_words as w
from wizard.ui.parts import clipboard, keeping
from wizard.ui.parts.field import Field
from wizard.ui.parts.firm_line import FirmLine
from wizard.ui.parts.row import arrange
from wizard.ui.parts.text import Text
from wizard.ui.saving import Wish
from wizard.words import Message, Words, language_name, languages

_COPIED_MS: Final = 3000
_VERSIONS: Final = (Version.SHORT, Version.NORMAL, Version.TECHNICAL)


class Note(Sheet):
    """The page of the note."""

    page = Page.NOTE
    heading_words = w.HEADING

    def __init__(self, desk: Desk) -> None:
        """Choices, who signs, the preview."""
        super().__init__(desk)
        self.version, self.language = Version.NORMAL, desk.words.language
        self.edited, self.copied = False, False
        self.pdf_saved = False
        self.body_text, self.mailbox = Text(self), QCheckBox()
        self.versions, self.languages = QComboBox(), QComboBox()
        self.sender_edits = [QLineEdit() for _ in range(4)]
        self.fields = [Field(self.versions), Field(self.languages)]
        self.fields += [Field(edit) for edit in self.sender_edits]
        self.preview = QPlainTextEdit()
        self.preview.setTabChangesFocus(True)
        self.preview.setMinimumHeight(100)
        self.firm = FirmLine(self.area)
        self.mail, self.pdf, self.save = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for number, field in enumerate(self.fields):
            grid.addWidget(field, number // 3, number % 3)
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.ways = (self.mail, self.pdf, self.save)
        for button in self.ways:
            button.setAutoDefault(False)
            self.row.addWidget(button)
        self.row.addStretch(1)
        self.body.addWidget(self.body_text)
        self.body.addLayout(grid)
        self.body.addWidget(self.mailbox)
        self.body.addWidget(self.preview, 1)
        self.body.addLayout(self.row)
        self.body.addWidget(self.firm)

    def _connect(self) -> None:
        self.notice.turned.connect(self.body_text.setHidden)
        self.versions.activated.connect(lambda index: self._choose(_VERSIONS[index], None))
        self.languages.activated.connect(lambda index: self._choose(None, languages()[index]))
        for name, edit in zip(letters.SENDER, self.sender_edits[:3], strict=True):
            edit.textEdited.connect(lambda text, name=name: self._sign(name, text))
        self.sender_edits[3].textEdited.connect(self._address)
        self.preview.textChanged.connect(self._typed)
        self.mail.clicked.connect(self._open_mail)
        self.mailbox.clicked.connect(self._name_mailbox)
        self.pdf.clicked.connect(lambda: self._save(Paper.PDF))
        self.save.clicked.connect(self._save_note)
        self._copied_for = QTimer(self)
        self._copied_for.setSingleShot(True)
        self._copied_for.setInterval(_COPIED_MS)
        self._copied_for.timeout.connect(lambda: self._show_copied(False))

    def say(self) -> None:
        """All words of the page; the note keeps its own language."""
        super().say()
        say = self.words.say
        self.body_text.setText(self._what_for())
        self.firm.tell(self.desk.firm.branding, self.desk.firm.trouble(self.words))
        labels = (w.VERSION, w.LANGUAGE, w.NAME, w.COMPANY, w.NUMBER, w.PROVIDER)
        for field, label in zip(self.fields, labels, strict=True):
            field.say(say(label))
        self.versions.clear()
        self.versions.addItems([say(words) for words in w.VERSIONS])
        self.versions.setCurrentIndex(_VERSIONS.index(self.version))
        self.languages.clear()
        self.languages.addItems([language_name(code) for code in languages()])
        self.languages.setCurrentIndex(languages().index(self.language))
        self.preview.setAccessibleName(say(w.PREVIEW))
        self.mail.setText(say(w.OPEN_MAIL))
        self.pdf.setText(say(w.SAVE_PDF))
        self.pdf.setVisible(self.desk.at_sign_in is None)
        self.save.setText(say(w.SAVE))
        self.mailbox.setText(say(w.NAME_MAILBOX))
        arrange(self.row, self.ways)

    def _what_for(self) -> str:
        """What the provider can do; where not one connection got in, what stands in the way."""
        found = self.desk.told
        if found is None or not found.shows_at_once:
            return self.words.say(w.BODY)
        return sentences.why(found.advice, self.words, found.case)

    def entered(self) -> None:
        """A new result gets a new note; an old one keeps its edits."""
        sender, found = self.desk.sender, self.desk.told
        signed = (sender.name, sender.company, sender.customer_number)
        for edit, text in zip(self.sender_edits[:3], signed, strict=True):
            edit.setText(text)
        self.mailbox.setChecked(sender.names_mailbox)
        self.mailbox.setVisible(found is not None and found.case.target.signs_in)
        if self.desk.letter is None:
            self.language = self.language_of_screen()
            self.edited = self.pdf_saved = False
            self._write()
        self.say()
        self.focus(self.preview)

    def language_of_screen(self) -> str:
        """The note begins in the language of the screen, where there are words for it.

        Where another one was chosen and remembered, it begins in that.
        """
        screen = self.desk.carried.settings.note_language or self.words.language
        return screen if screen in languages() else languages()[0]

    def _write(self) -> None:
        """The note anew, as chosen."""
        words = Words(self.language)
        self.desk.letter = letters.letter(self.desk, words, self.version)
        self.desk.note_words = words
        self.preview.blockSignals(True)
        self.preview.setPlainText(self.desk.letter)
        self.preview.blockSignals(False)
        self.edited = False

    # -- What the user does -----

    def _typed(self) -> None:
        self.edited = True
        self.desk.letter = self.preview.toPlainText()

    def _choose(self, version: Version | None, language: str | None) -> None:
        if self.edited and not self._may_write_anew():
            self.say()  # the lists show again what the note is
            return
        if language is not None:
            self.desk.carried.choose(note_language=language)
        self.version = version or self.version
        self.language = language or self.language
        self._write()

    def _sign(self, name: str, text: str) -> None:
        self.desk.sender = replace(self.desk.sender, **{name: text})  # type: ignore[arg-type]  # names of texts only
        if name == "name":  # nothing else here is the technician's own
            self.desk.carried.choose(name=text)
        if not self.edited:
            self._write()

    def _name_mailbox(self, named: bool) -> None:
        self.desk.sender = replace(self.desk.sender, names_mailbox=named)
        if not self.edited or self._may_write_anew():
            self._write()

    def _address(self, text: str) -> None:
        self.desk.provider = text

    def _may_write_anew(self) -> bool:
        say = self.words.say
        box = QMessageBox(self)
        box.setWindowTitle(say(w.KEEP_TITLE))
        box.setText(say(w.KEEP_QUESTION))
        keep = box.addButton(say(w.KEEP), QMessageBox.ButtonRole.RejectRole)
        box.addButton(say(w.ANEW), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is not keep

    def greeting(self) -> str:
        """With what is wrong with the firm's own file."""
        trouble = self.desk.firm.trouble(self.words)
        return " ".join(part for part in (super().greeting(), trouble) if part)

    def buttons(self) -> Buttons:
        """Copy; what comes after a test stands beside it."""
        after = None if self.desk.at_sign_in is not None else w.WHAT_NEXT
        return Buttons(primary=w.COPIED if self.copied else w.COPY, secondary=after)

    def primary(self) -> None:
        """Copy the note."""
        clipboard.put(self.preview.toPlainText())
        self.desk.take()
        self._show_copied(True)
        self.announced.emit(self.words.say(w.COPIED), False)
        self._copied_for.start()

    def _show_copied(self, shown: bool) -> None:
        self.copied = shown
        self.updated.emit()

    def secondary(self) -> None:
        """What to do next."""
        self.moved.emit(Move.NEXT)

    def _open_mail(self) -> None:
        words = Words(self.language)
        clipboard.put(self.preview.toPlainText())
        self.desk.take()
        say = self.words.say
        if not keeping.open_link(letters.link(self.desk, words)):
            self.tell(say(w.NO_MAIL), say(w.NO_MAIL_BODY))
        elif self.desk.at_sign_in is None:
            self.tell_quietly(say(w.ATTACH), say(self._attach()))

    def _attach(self) -> Message:
        return w.ATTACH_SAVED if self.pdf_saved else w.ATTACH_UNSAVED

    def _save_note(self) -> None:
        """With a report, where there was a test: one sign-in says nothing of an office's need."""
        with_report = () if self.desk.at_sign_in is not None else (Paper.MAIL, Paper.HTML)
        self._save(Paper.TEXT, *with_report)

    def _save(self, *papers: Paper) -> None:
        """Save what is seen, changes and all, in the language of the note."""
        is_pdf = papers == (Paper.PDF,)

        def then() -> None:
            self.pdf_saved = self.pdf_saved or is_pdf

        words = self.desk.note_words
        self.saved.emit(Wish(papers, words, self.version, self.preview.toPlainText(), then))
