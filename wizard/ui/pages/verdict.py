"""P5 and P8: what was found: one large number, why it explains the trouble, who can fix it.

Owns the order of these. Every sentence comes from paper, so that window, command line and note can
never disagree. There is no way back: the test cannot be undone.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from wizard.casework import Paper
from wizard.core.comparison import Change, Comparison
from wizard.core.journey import Move, Page
from wizard.paper import change_words, sentences
from wizard.paper.details import details
from wizard.paper.headlines import HEADLINES
from wizard.paper.meanings import WHY
from wizard.paper.note import Version
from wizard.paper.situation import Situation, situation
from wizard.ui import letters, look
from wizard.ui.agreed import is_for_a_client
from wizard.ui.desk import Desk
from wizard.ui.distrust import between
from wizard.ui.finding import Finding
from wizard.ui.finish import TITLE as FINISH
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages.note_words import COPIED, NOT_SAVED, NOT_SAVED_BODY, SAVED
from wizard.ui.pages.sign_in_words import LOOK_FOR_CLOCK, OPEN_CLOCK, TEST_ANYWAY
from wizard.ui.parts import keeping
from wizard.ui.parts.copy_link import CopyLink
from wizard.ui.parts.fold import Fold
from wizard.ui.parts.strip import LiveStrip
from wizard.ui.parts.text import Link, Text
from wizard.ui.saving import CASE, Wish
from wizard.ui.system_settings import Part
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
# Words: Primary button of the result, after a fix was found to work.
SAVE_CASE: Final = pgettext("P7", "&Save case file")
# Words: Link on the result: save the report or the case file.
_SAVE_RESULT: Final = pgettext("P5", "Sa&ve this result")
# Words: Button of the result, after the internet was gone in the middle of the test.
_SAVE: Final = pgettext("E26", "&Save what we saw")
# Words: Link on the result where the trouble is in the office's own network: copies a text.
_COPY: Final = pgettext("E13", "&Copy for IT support")
# Words: Title of the window in which a file's place is chosen.
_SAVE_TITLE: Final = pgettext("E26", "Save what we saw")
# Words: Fold with what helps until the provider answers.
_MEANWHILE: Final = pgettext("P5", "What &you can do until then")
# Words: Fold with what technicians want to know.
_DETAILS: Final = pgettext("P5", "Show &details")
# Words: The same, to close it.
_NO_DETAILS: Final = pgettext("P5", "Hide &details")
# The limit is high enough now: what is left to do is to keep the proof.
_DONE: Final = frozenset({Change.FIXED, Change.STILL_ENOUGH})
# The limit is the one that the first test explained; here only what changed is news.
_EXPLAINED: Final = frozenset({Change.BETTER, Change.SAME, Change.FEWER})
_RESULT: Final = Wish((Paper.PDF, Paper.HTML, Paper.CASE))
_PRACTICE_RESULT: Final = Wish((Paper.PDF, Paper.HTML))


class Verdict(Sheet):
    """The page of the result."""

    page = Page.VERDICT

    def __init__(self, desk: Desk) -> None:
        """Number, strip, sentences, details."""
        super().__init__(desk)
        self.change = [Text(self, bold=True), *(Text(self) for _ in range(3))]
        self.found_now = Text(self, points=11, bold=True)
        self.number = Text(self, points=look.NUMBER_POINTS, bold=True, colour=look.ALERT)
        self.number.setWordWrap(False)
        self.sentence = Text(self, points=11)
        self.strip = LiveStrip(desk.words, widest=look.SMALL_STRIP)
        self.why, self.who = Text(self), Text(self, bold=True)
        self.next, self.sure = Text(self), Text(self, colour=look.QUIET)
        self.meanwhile, self.details = Fold(link_elsewhere=True), Fold(link_elsewhere=True)
        self.copy, self.report, self.finish = CopyLink(), Link(), Link()
        self.copy.clicked.connect(self._copy)
        self.report.clicked.connect(self._save_result)
        self.finish.clicked.connect(self.finished)
        top = QHBoxLayout()
        top.setSpacing(20)
        self.body.setSpacing(5)
        top.addWidget(self.number)
        top.addWidget(self.sentence, 1)
        for text in (*self.change, self.found_now):
            self.body.addWidget(text)
        self.body.addLayout(top)
        for part in (self.strip, self.why, self.who, self.next, self.sure):
            self.body.addWidget(part)
        self.body.addStretch(1)
        links = QHBoxLayout()
        links.addWidget(self.meanwhile.link)
        links.addWidget(self.details.link)
        links.addWidget(self.copy)
        links.addStretch(1)
        self.body.addLayout(links)
        end = QHBoxLayout()
        end.addWidget(self.report)
        end.addWidget(self.finish)
        end.addStretch(1)
        self.body.addLayout(end)
        self.body.addWidget(self.meanwhile)
        self.body.addWidget(self.details)

    @property
    def found(self) -> Finding:
        """What was found; this page is never shown without."""
        assert self.desk.finding is not None
        return self.desk.finding

    def main_instruction(self) -> str:
        """The finding itself; after a fix, what changed."""
        if self.desk.finding is None:
            return ""
        if self.found.slept:
            return self.words.say(HEADLINES[Situation.ASLEEP])
        if self.desk.kept.change is not None:
            return change_words.headline(self.desk.kept.change, self.words)
        return self._finding()

    def _finding(self) -> str:
        return sentences.headline(self.found.advice, self.words, self.found.case)

    def say(self) -> None:
        """All sentences about the finding."""
        super().say()
        self.strip.speak(self.words)
        if self.desk.finding is None:
            return
        if self.found.slept:
            told = ["", self.words.say(WHY[Situation.ASLEEP]), "", "", ""]
        else:
            told = self._told(self.found)
        parts = (self.sentence, self.why, self.who, self.next, self.sure)
        for part, text in zip(parts, told, strict=True):
            part.tell(text)
        self._tell_change(self.desk.kept.change)
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
        self.copy.say(self.words.say(_COPY), self.words.say(COPIED))
        self.copy.setVisible(self.found.is_for_support)
        self.report.setText(self.words.say(_SAVE_RESULT))
        self.report.setVisible(self._is_the_end())
        self.finish.setText(self.words.say(FINISH))
        self.finish.setVisible(self._is_the_end() and is_for_a_client(self.desk))
        self._draw()

    def _tell_change(self, change: Comparison | None) -> None:
        """What changed stands before what was found, where there was an earlier test."""
        ways = (
            *(change_words.numbers, change_words.meaning),
            *(change_words.what_next, change_words.address_changed),
        )
        for part, way in zip(self.change, ways, strict=True):
            part.tell("" if change is None else way(change, self.words))
        self.found_now.tell("" if change is None else self._finding())

    def _details(self) -> str:
        told = details(self.found.case, self.found.advice, self.words)
        if self.found.kept_awake:
            return told
        return f"{told}\n{self.words.say(_NOT_KEPT_AWAKE)}"

    def _told(self, found: Finding) -> list[str]:
        advice, words, change = found.advice, self.words, self.desk.kept.change
        explained = change is not None and change.change in _EXPLAINED
        advised = change is not None and change_words.what_next(change, words)
        return [
            sentences.number_sentence(advice, words, found.case),
            "" if explained else sentences.why(advice, words, found.case),
            sentences.who_can_fix_it(advice, words),
            "" if advised else sentences.what_next(advice, words),
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

    def greeting(self) -> str:
        """The finding, what changed, the sentence with the number, and how sure that is."""
        changed = (part.text() for part in self.change)
        said = (self.heading.text(), *changed, self.sentence.text(), self.sure.text())
        return ". ".join(text.rstrip(".") for text in said if text)

    def buttons(self) -> Buttons:
        """On to the note, where there is something to ask for; else once more.

        After a fix that works the proof is saved.
        """
        has_note = self.desk.finding is not None and self.found.has_note
        if self._is_fixed():
            return Buttons(primary=SAVE_CASE, secondary=_WRITE if has_note else _AGAIN)
        if has_note:
            return Buttons(primary=_WRITE, secondary=_AGAIN)
        if self._network_lost():
            return Buttons(primary=_AGAIN, secondary=_SAVE)
        if between(self.desk.finding):
            return Buttons(primary=_AGAIN, secondary=TEST_ANYWAY)
        if self._leads_to_the_clock():
            return Buttons(primary=_AGAIN, secondary=OPEN_CLOCK)
        return Buttons(primary=_AGAIN)

    def primary(self) -> None:
        """The next step of this verdict."""
        if self._is_fixed():
            self.saved.emit(CASE)
        else:
            self.moved.emit(Move.NEXT if self.found.has_note else Move.AGAIN)

    def secondary(self) -> None:
        """Once more; where the network was lost, save what was seen."""
        if self._network_lost():
            self._save()
        elif self._is_fixed() and self.found.has_note:
            self.moved.emit(Move.NEXT)
        elif self._leads_to_the_clock():
            if not self.desk.where.settings.open(Part.CLOCK):
                self.tell_quietly(self.words.say(LOOK_FOR_CLOCK))
        else:
            self.desk.past_antivirus = self.desk.past_antivirus or between(self.found)
            self.moved.emit(Move.AGAIN)

    def _leads_to_the_clock(self) -> bool:
        found = self.desk.finding
        wrong = found is not None and situation(found.advice) is Situation.CLOCK_WRONG
        return wrong and self.desk.where.settings.has(Part.CLOCK)

    def _is_fixed(self) -> bool:
        change = self.desk.kept.change
        return change is not None and change.change in _DONE

    def _is_the_end(self) -> bool:
        """Whether no page follows on which the report could be saved."""
        note_follows = self.found.has_note and not self._is_fixed()
        return not (self.found.slept or note_follows or self._network_lost())

    def _save_result(self) -> None:
        self.saved.emit(_RESULT if self.desk.has_case else _PRACTICE_RESULT)

    def _copy(self) -> None:
        """The text for whoever looks after the network, as it stands in the papers."""
        self.copy.copy(letters.letter(self.desk, self.words, Version.TECHNICAL))
        self.desk.take()
        self.announced.emit(self.words.say(COPIED), False)

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
            self.tell(say(NOT_SAVED, place=error.place), say(NOT_SAVED_BODY))
            return
        if place:
            self.desk.taken = True
            self.tell_quietly(say(SAVED, file=place))
