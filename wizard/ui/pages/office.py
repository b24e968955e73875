"""P2: how many devices use mail, and what they need together.

Owns three counters and a list. The number is worked out by the core, and shown at once.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QSpinBox

from wizard import service
from wizard.core.entries import MOST_DEVICES, Fault
from wizard.core.journey import Move, Page, lacks
from wizard.paper.refused_words import SLOW
from wizard.ui import order
from wizard.ui.desk import Desk
from wizard.ui.fault_words import fault_sentence
from wizard.ui.page import Buttons, Sheet
from wizard.ui.parts.field import Field
from wizard.ui.parts.text import Text
from wizard.words import npgettext, pgettext

# Words: Main instruction of the second page.
HEADING: Final = pgettext("P2", "How many devices use mail in your office?")
# Words: Second page, what to count.
_WHAT: Final = pgettext(
    "P2",
    "Count only devices on the office internet. Leave out people at home and phones on mobile "
    "data. A guess is fine.",
)
# Words: Label of a number.
_COMPUTERS: Final = pgettext("P2", "&Computers")
# Words: Label of a list of mail programs.
_PROGRAM: Final = pgettext("P2", "&Mail program on most of them")
# Words: First entry of the list of mail programs: the user does not know.
_NOT_SURE: Final = pgettext("P2", "Not sure")
# Words: Last entry of the list of mail programs.
_ANOTHER: Final = pgettext("P2", "Another program")
# Words: Label of a number.
_PHONES: Final = pgettext("P2", "&Phones and tablets on the office Wi-Fi")
# Words: Label of a number.
_OTHER: Final = pgettext("P2", "&Other devices that fetch mail, such as a scanner or ticket system")
# Words: The result of the count. {count}: connections.
_TOGETHER: Final = npgettext(
    "P2",
    "Together they need about {count} mail connection at the same time.",
    "Together they need about {count} mail connections at the same time.",
)
# Words: Second page, above the counters, when an earlier test is made again.
_AS_BEFORE: Final = pgettext(
    "P2", "This is what was counted for the last test. Change it only if your office changed."
)
# Words: Help link of the second page.
_HOW: Final = pgettext("P2", "&How is this number worked out?")
# Words: The answer. {computer}, {phone}, {other}: connections for one device.
_WORKED_OUT: Final = pgettext(
    "P2",
    "Most mail programs open several connections at once. We plan {computer} for each computer, "
    "{phone} for each phone and {other} for each other device.",
)
# Words: Primary button of the second page.
_NEXT: Final = pgettext("P2", "&Next")

_PAUSE_MS: Final = 1000
_KNOWN_BY_WORDS: Final = {"not-sure": _NOT_SURE, "other": _ANOTHER}


class Office(Sheet):
    """The second page."""

    page = Page.OFFICE
    heading_words = HEADING

    def __init__(self, desk: Desk) -> None:
        """Three counters and a list."""
        super().__init__(desk)
        self.what, self.total = Text(self), Text(self, bold=True)
        self.slow = Text(self)
        self.computers, self.phones, self.other = QSpinBox(), QSpinBox(), QSpinBox()
        self.program = QComboBox()
        self.program.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.programs = service.programs()
        self.fields = [
            Field(editor, stretch=False)
            for editor in (self.computers, self.program, self.phones, self.other)
        ]
        for part in (self.slow, self.what, *self.fields, self.total):
            self.body.addWidget(part)
        self.how = self.add_question()
        for spin in (self.computers, self.phones, self.other):
            spin.setRange(0, MOST_DEVICES)
            spin.setMinimumWidth(100)
        self._fill()
        self.computers.valueChanged.connect(lambda count: self._counted(computers=count))
        self.phones.valueChanged.connect(lambda count: self._counted(phones=count))
        self.other.valueChanged.connect(lambda count: self._counted(other=count))
        self.computers.lineEdit().textChanged.connect(self._typed)
        self.program.activated.connect(lambda index: self._counted(program=self.programs[index][0]))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.announced.emit(self.total.text(), False))

    def _fill(self) -> None:
        entries = self.desk.entries
        for spin, count in (
            (self.computers, entries.computers or 0),
            (self.phones, entries.phones),
            (self.other, entries.other),
        ):
            spin.blockSignals(True)
            spin.setValue(count)
            spin.blockSignals(False)

    def say(self) -> None:
        """All words of the page."""
        super().say()
        say = self.words.say
        self.what.setText(say(_AS_BEFORE if self.desk.entries.need else _WHAT))
        self.slow.setText(self._waited())
        self.slow.setVisible(bool(self.slow.text()))
        for field, label in zip(self.fields, (_COMPUTERS, _PROGRAM, _PHONES, _OTHER), strict=True):
            field.say(say(label))
        self.program.clear()
        for code, name in self.programs:
            own = _KNOWN_BY_WORDS.get(code)
            self.program.addItem(say(own) if own else name)
        codes = [code for code, _ in self.programs]
        self.program.setCurrentIndex(codes.index(self.desk.entries.program))
        self._tell_total()

    def _waited(self) -> str:
        """That the right password had to wait, where it had to."""
        desk = self.desk
        waited = desk.slow_sign_in if desk.entries.signs_in else 0
        return self.words.say(SLOW, waited) if waited else ""

    def greeting(self) -> str:
        """With what is told of the sign-in."""
        return ". ".join(part for part in (super().greeting(), self._waited()) if part)

    def _tell_total(self) -> None:
        entries = self.desk.entries
        say = self.words.say
        lacking = lacks(self.page, entries)
        count = order.need(entries).connections
        self.total.tell("" if lacking else say(_TOGETHER, count))
        one = {
            "computer": service.count_need(1, entries.program, 0, 0, None).connections,
            "phone": service.count_need(0, None, 1, 0, None).connections,
            "other": service.count_need(0, None, 0, 1, None).connections,
        }
        self.how.say(say(_HOW), say(_WORKED_OUT, **one))
        self._blame(lacking, quietly=True)

    def _typed(self, text: str) -> None:
        # Qt keeps the last value of an empty box; for us it is empty until that shows again.
        count = self.computers.value() if text else None
        if count != self.desk.entries.computers:
            self._counted(computers=count)

    def _counted(self, **changes: object) -> None:
        self.desk.put(**changes, need=None)
        self._tell_total()
        self._pause.start()

    def _blame(self, faults: tuple[Fault, ...], *, quietly: bool = False) -> None:
        fault = fault_sentence(faults[0] if faults else None, self.words)
        if quietly and fault:
            return  # nobody is blamed while still typing
        self.fields[0].blame(fault)
        if fault:
            self.fields[0].go()
            self.announced.emit(self.computers.accessibleName(), True)

    def entered(self) -> None:
        """Show what was counted before."""
        self._fill()
        self.say()
        self.fields[0].go()

    def buttons(self) -> Buttons:
        """On to the next page."""
        return Buttons(primary=_NEXT)

    def primary(self) -> None:
        """On, if something was counted."""
        faults = lacks(self.page, self.desk.entries)
        self._blame(faults)
        if not faults:
            self.moved.emit(Move.NEXT)
