"""P5: what was found: one large number, why it explains the trouble, who can fix it, how sure.

Owns the order of these. Every sentence comes from paper, so that window, command line and note can
never disagree. There is no way back: the test cannot be undone.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from wizard.core.journey import Move, Page
from wizard.paper import sentences
from wizard.paper.details import details
from wizard.paper.situation import Situation, situation
from wizard.ui import letters, look
from wizard.ui.desk import Desk, Finding
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages.note_words import NOT_SAVED, NOT_SAVED_BODY, SAVED
from wizard.ui.parts import keeping
from wizard.ui.parts.fold import Fold
from wizard.ui.parts.notice import Notice
from wizard.ui.parts.strip import LiveStrip
from wizard.ui.parts.text import Text
from wizard.words import pgettext

# Words: On the page of the result. {reasons}: how sure it is and what that rests on.
_HOW_SURE: Final = pgettext("P5", "How sure is this? {reasons}")
# Words: Primary button of the result: to the note for the hosting provider.
_WRITE: Final = pgettext("P5", "&Write to the provider")
# Words: Button of the result.
_AGAIN: Final = pgettext("P5", "Test &again")
# Words: In the details: the system has no way to keep it from sleeping, or did not allow it.
_NOT_KEPT_AWAKE: Final = pgettext(
    "details", "This computer could not be kept awake during the test."
)
# Words: Button of the result, after the internet was gone in the middle of the test.
_SAVE: Final = pgettext("E26", "&Save what we saw")
# Words: Title of the window in which a file's place is chosen.
_SAVE_TITLE: Final = pgettext("E26", "Save what we saw")
# Words: Fold with what helps until the provider answers.
_MEANWHILE: Final = pgettext("P5", "What &you can do until then")
# Words: Fold with what technicians want to know.
_DETAILS: Final = pgettext("P5", "Show &details")
# Words: The same, to close it.
_NO_DETAILS: Final = pgettext("P5", "Hide &details")
# Words: Main instruction: the computer went to sleep in the middle of the test.
_SLEPT: Final = pgettext("E25", "The computer fell asleep, so the test stopped")
# Words: Below that heading.
_SLEPT_BODY: Final = pgettext(
    "E25",
    "This result cannot be used. Left-over connections may stay counted for up to two hours. "
    "A test within that time may find a smaller number.",
)


class Verdict(Sheet):
    """The page of the result."""

    page = Page.VERDICT

    def __init__(self, desk: Desk) -> None:
        """Number, strip, sentences, details."""
        super().__init__(desk)
        self.number = Text(self, points=look.NUMBER_POINTS, bold=True, colour=look.ALERT)
        self.number.setWordWrap(False)
        self.sentence = Text(self, points=11)
        self.strip = LiveStrip(desk.words, widest=look.SMALL_STRIP)
        self.why, self.who = Text(self), Text(self, bold=True)
        self.notice = Notice()
        self.next, self.sure = Text(self), Text(self, colour=look.QUIET)
        self.meanwhile, self.details = Fold(link_elsewhere=True), Fold(link_elsewhere=True)
        top = QHBoxLayout()
        top.setSpacing(20)
        self.body.setSpacing(5)
        top.addWidget(self.number)
        top.addWidget(self.sentence, 1)
        self.body.addLayout(top)
        self.body.insertWidget(0, self.notice)
        for part in (self.strip, self.why, self.who, self.next, self.sure):
            self.body.addWidget(part)
        self.body.addStretch(1)
        links = QHBoxLayout()
        links.addWidget(self.meanwhile.link)
        links.addWidget(self.details.link)
        links.addStretch(1)
        self.body.addLayout(links)
        self.body.addWidget(self.meanwhile)
        self.body.addWidget(self.details)

    @property
    def found(self) -> Finding:
        """What was found; this page is never shown without."""
        assert self.desk.finding is not None
        return self.desk.finding

    def main_instruction(self) -> str:
        """The finding itself."""
        if self.desk.finding is None:
            return ""
        if self.found.slept:
            return self.words.say(_SLEPT)
        return sentences.headline(self.found.advice, self.words, self.found.case)

    def say(self) -> None:
        """All sentences about the finding."""
        super().say()
        self.strip.speak(self.words)
        if self.desk.finding is None:
            return
        if self.found.slept:
            told = ["", self.words.say(_SLEPT_BODY), "", "", ""]
        else:
            told = self._told(self.found)
        parts = (self.sentence, self.why, self.who, self.next, self.sure)
        for part, text in zip(parts, told, strict=True):
            part.tell(text)
        number = sentences.big_number(self.found.advice, self.found.case)
        shown = "" if number is None or not told[0] else self.words.number(number)
        self.number.tell(shown)
        self.number.setAccessibleName(f"{shown} {told[0]}")
        self.details.say(
            self.words.say(_DETAILS),
            self._details(),
            self.words.say(_NO_DETAILS),
        )
        heading, lines = letters.meanwhile(self.desk)
        self.meanwhile.link.setVisible(bool(heading))
        self.meanwhile.say(self.words.say(_MEANWHILE), lines)
        self._draw()

    def _details(self) -> str:
        told = details(self.found.case, self.found.advice, self.words)
        if self.found.kept_awake:
            return told
        return f"{told}\n{self.words.say(_NOT_KEPT_AWAKE)}"

    def _told(self, found: Finding) -> list[str]:
        advice, words = found.advice, self.words
        return [
            sentences.number_sentence(advice, words, found.case),
            sentences.why(advice, words, found.case),
            sentences.who_can_fix_it(advice, words),
            sentences.what_next(advice, words),
            words.say(_HOW_SURE, reasons=sentences.how_sure(advice, words)),
        ]

    def _draw(self) -> None:
        showing = self.desk.fullest
        self.strip.setVisible(showing is not None and not self.found.slept)
        if showing is not None:
            self.strip.show_places(*showing)

    def entered(self) -> None:
        """Read the finding out; details stay closed."""
        self.notice.clear()
        self.details.turn(False)
        self.meanwhile.turn(False)
        self.say()
        self.focus(self.heading)
        said = (self.heading.text(), self.sentence.text(), self.sure.text())
        self.announced.emit(". ".join(text for text in said if text), False)

    def buttons(self) -> Buttons:
        """On to the note, where there is something to ask for; else once more."""
        has_note = self.desk.finding is not None and self.found.has_note
        if has_note:
            return Buttons(primary=_WRITE, secondary=_AGAIN)
        if self._network_lost():
            return Buttons(primary=_AGAIN, secondary=_SAVE)
        return Buttons(primary=_AGAIN)

    def primary(self) -> None:
        """The next step of this verdict."""
        self.moved.emit(Move.NEXT if self.found.has_note else Move.AGAIN)

    def secondary(self) -> None:
        """Once more; where the network was lost, save what was seen."""
        if self._network_lost():
            self._save()
        else:
            self.moved.emit(Move.AGAIN)

    def _network_lost(self) -> bool:
        found = self.desk.finding
        return (
            found is not None
            and not found.slept
            and situation(found.advice) is Situation.NETWORK_LOST
        )

    def _save(self) -> None:
        say = self.words.say
        text = letters.seen(self.desk, self.words)
        try:
            place = keeping.save(self, say(_SAVE_TITLE), letters.file_name(self.desk), text)
        except keeping.CannotSaveError as error:
            self._tell(say(NOT_SAVED, place=error.place), say(NOT_SAVED_BODY))
            return
        if place:
            self.desk.taken = True
            self._tell(say(SAVED, file=place), "")

    def _tell(self, heading: str, body: str) -> None:
        self.notice.tell(heading, body)
        self.announced.emit(". ".join(part for part in (heading, body) if part), False)
