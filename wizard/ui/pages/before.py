"""P3: three things to check before the test, on three cards.

Owns the question whether this computer is in the office. Nothing here is started by a stray Enter:
no button is the default one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wizard import service
from wizard.core.entries import AtOffice, Fault, check_office_address
from wizard.core.journey import Move, Page, lacks
from wizard.core.surroundings import Obstacle
from wizard.ui import look
from wizard.ui.agreed import AgreedBox, is_for_a_client
from wizard.ui.barred import Barred
from wizard.ui.desk import Desk
from wizard.ui.fault_words import fault_sentence
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages import before_words as w
from wizard.ui.parts.field import Field
from wizard.ui.parts.text import Text
from wizard.words import pgettext

# Words: Main instruction of the page before the test.
HEADING: Final = pgettext("P3", "Check three things, then start the test")
# Words: Title of the first card.
_INTERNET: Final = pgettext("P3", "Your internet connection")
# Words: First card. {address}: an internet address.
_SEEN: Final = pgettext("P3", "The mail server will see the address {address}.")
# Words: First card, a question with three answers.
_QUESTION: Final = pgettext("P3", "Is this computer on the office internet now?")
# Words: First card, the address field. It may stay empty.
_ADDRESS: Final = pgettext("P3", "Your &office's internet address, if you know it")
_ANSWERS: Final = (
    # Words: Answer to "Is this computer on the office internet now?".
    (AtOffice.YES, pgettext("P3", "&Yes")),
    # Words: Answer to "Is this computer on the office internet now?".
    (AtOffice.NO, pgettext("P3", "&No, I am somewhere else")),
    # Words: Answer to "Is this computer on the office internet now?".
    (AtOffice.NOT_SURE, pgettext("P3", "Not s&ure")),
)
# Words: Title of the second card.
_OTHERS: Final = pgettext("P3", "Other computers")
# Words: Second card, a box to tick.
_CLOSED: Final = pgettext("P3", "&Mail programs are closed on all computers")
# Words: Second card, below the box.
_IF_YOU_CAN: Final = pgettext(
    "P3",
    "Tick this if you can. Then the number is exact. If you cannot, the test still works, but "
    "counts only the connections that are free.",
)
# Words: Title of the third card.
_NOTICED: Final = pgettext("P3", "What your colleagues may notice")
# Words: Third card.
_MAY_FAIL: Final = pgettext(
    "P3",
    "During the test, usually about one minute, mail may fail on other computers. It comes back "
    "by itself. We do not read, change or delete any mail. A quiet time is best.",
)
# Words: Help link of the page before the test.
_HARM: Final = pgettext("P3", "&Can this test do any harm?")
# Words: The answer to "Can this test do any harm?".
_NO_HARM: Final = pgettext(
    "P3",
    "The test opens one connection after the other and stops when the server says no. It then "
    "closes all of them. You can stop it at any time.",
)
# Words: Button that starts the test.
_START: Final = pgettext("P3", "&Start the test")


class Before(Sheet):
    """The page before the test."""

    page = Page.BEFORE
    heading_words = HEADING

    def __init__(self, desk: Desk) -> None:
        """Three cards."""
        super().__init__(desk)
        self.setCommitPage(True)
        self.cards = [QGroupBox(), QGroupBox(), QGroupBox()]
        self.seen, self.question_text, self.fault = Text(), Text(), Text(colour=look.ALERT)
        self.answers = QButtonGroup(self)
        self.radios = [QRadioButton() for _ in _ANSWERS]
        self.address_edit = QLineEdit()
        self.address = Field(self.address_edit)
        self.closed, self.if_you_can, self.may_fail = QCheckBox(), Text(), Text()
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        for number, radio in enumerate(self.radios):
            self.answers.addButton(radio, number)
            beside.addWidget(radio)
        beside.addStretch(1)
        contents: tuple[tuple[QWidget, ...], ...] = (
            (self.seen, self.question_text, row, self.fault, self.address),
            (self.closed, self.if_you_can),
            (self.may_fail,),
        )
        for card, parts in zip(self.cards, contents, strict=True):
            _fill(card, parts)
            self.body.addWidget(card)
        self.fault.hide()
        self.agreed = self._agreed()
        self.harm = self.add_question()
        self.barred = self._barred()
        self.notice.turned.connect(lambda shown: self._show_address(told=shown))
        self.answers.idClicked.connect(self._answered)
        self.closed.toggled.connect(lambda closed: desk.put(mail_closed=closed))
        self.address_edit.textEdited.connect(lambda text: desk.put(office_address=text))

    def _agreed(self) -> AgreedBox:
        """A box for whoever tests for a client, below the cards."""
        agreed = AgreedBox(self.desk)
        self.body.addWidget(agreed)
        agreed.box.clicked.connect(agreed.take)
        return agreed

    def _barred(self) -> Barred:
        """What is told while there is no way out of this computer."""
        barred = Barred(self, self.desk)
        barred.free.connect(self.primary)
        barred.turned.connect(self.updated)
        return barred

    def say(self) -> None:
        """All words of the page."""
        super().say()
        say = self.words.say
        titles = (_INTERNET, _OTHERS, _NOTICED)
        for card, title in zip(self.cards, titles, strict=True):
            card.setTitle(say(title))
        known = ", ".join(self.words.isolate(one) for one in self.desk.office_addresses)
        self.seen.tell(say(_SEEN, address=known) if known else "")
        self._show_address(told=not self.notice.isHidden())
        self.question_text.setText(say(_QUESTION))
        for radio, (_, answer) in zip(self.radios, _ANSWERS, strict=True):
            radio.setText(say(answer))
            radio.setAccessibleName(f"{say(_QUESTION)} {radio.text().replace('&', '')}")
        self.address.say(say(_ADDRESS))
        self.closed.setText(say(_CLOSED))
        self.if_you_can.setText(say(_IF_YOU_CAN))
        self.may_fail.setText(say(_MAY_FAIL))
        self.agreed.setVisible(is_for_a_client(self.desk))
        self.agreed.say()
        self.harm.say(say(_HARM), say(_NO_HARM))

    def _show_address(self, *, told: bool) -> None:
        """Where it is not known. Below a message there is no room for it, and no need."""
        self.address.setVisible(not (self.desk.office_addresses or told))

    def entered(self) -> None:
        """Show what was answered before; the focus goes to the first answer."""
        self.barred.end()
        entries = self.desk.entries
        if entries.practice or self._nothing_against_it():
            self.desk.put(at_office=AtOffice.YES)
        for radio, (answer, _) in zip(self.radios, _ANSWERS, strict=True):
            radio.setChecked(answer is self.desk.entries.at_office)
        self.closed.setChecked(entries.mail_closed)
        self.address_edit.setText(entries.office_address)
        self._blame(())
        self.say()
        chosen = [radio for radio in self.radios if radio.isChecked()]
        self.focus((chosen or self.radios)[0])

    def greeting(self) -> str:
        """With the titles of the cards."""
        return ". ".join((self.main_instruction(), *(card.title() for card in self.cards)))

    def _answered(self, number: int) -> None:
        self.desk.put(at_office=_ANSWERS[number][0])
        self._blame(())

    def _blame(self, faults: tuple[Fault, ...]) -> None:
        at_address = Fault.OFFICE_ADDRESS if Fault.OFFICE_ADDRESS in faults else None
        at_question = next((fault for fault in faults if fault is not at_address), None)
        self.fault.tell(fault_sentence(at_question, self.words))
        self.address.blame(fault_sentence(at_address, self.words))
        if at_question:
            self.focus(self.radios[0])
            self.announced.emit(self.fault.text(), True)
        elif at_address:
            self.address.go()
            self.announced.emit(self.address_edit.accessibleName(), True)

    def _nothing_against_it(self) -> bool:
        """Whether the system knows that this is no VPN and no hotspot, and nobody said else."""
        unsaid = self.desk.entries.at_office is AtOffice.UNSAID
        return unsaid and not self._is_here() and self.desk.where.look().as_in_an_office

    def _is_here(self) -> bool:
        """Whether a server on this very computer is tested: then no network is in between."""
        return service.is_here(self.desk.target.host)

    def buttons(self) -> Buttons:
        """Start; Enter starts nothing. While something is waited for only the way out of that."""
        if self.barred.waiting:
            return Buttons(close=w.CANCEL, enter=False)
        return Buttons(primary=_START, enter=False)

    def primary(self) -> None:
        """Start the test, if everything was answered and nothing stands in between."""
        faults = lacks(self.page, self.desk.entries)
        self._blame(faults)
        if faults:
            return
        tidy = check_office_address(self.desk.entries.office_address).value
        self.desk.put(office_address=tidy)
        self.notice.clear()
        what = None if self._is_here() else self.desk.where.obstacle(self.desk.entries)
        if what is None:
            self.moved.emit(Move.NEXT)
        else:
            self._tell_obstacle(what)

    def _tell_obstacle(self, what: Obstacle) -> None:
        say, again = self.words.say, (self.words.say(w.TRY_AGAIN), self.primary)
        match what:
            case Obstacle.VPN:
                seen = ", ".join(self.words.isolate(one) for one in self.desk.office_addresses)
                body = say(w.VPN_SEEN, address=seen) if seen else say(w.VPN_BODY)
                ours = (say(w.OFFICE_VPN), lambda: self._anyway(office_vpn=True))
                self.tell(say(w.VPN), body, (again, ours))
            case Obstacle.HOTSPOT:
                ours = (say(w.OFFICE_LINE), lambda: self._anyway(office_line=True))
                self.tell(say(w.HOTSPOT), say(w.HOTSPOT_BODY), (again, ours))
            case Obstacle.OFFLINE | Obstacle.PORTAL:
                self.barred.wait(what, [(say(w.TEST_ANYWAY), self._in_spite_of_it)])

    def _anyway(self, **said: bool) -> None:
        """The user's word is kept for this visit; it is told in the report."""
        self.desk.put(**said)
        self.primary()

    def _in_spite_of_it(self) -> None:
        """A server in the office's own network needs no way out."""
        self.barred.end(lambda: self.moved.emit(Move.NEXT))

    def stop(self) -> bool:
        """Cancel ends the wait, not the program."""
        return self.barred.end()


def _fill(card: QGroupBox, parts: Sequence[QWidget]) -> None:
    """One below the other, below a bold title."""
    font = card.font()
    font.setBold(True)
    card.setFont(font)
    font.setBold(False)
    inside = QVBoxLayout(card)
    inside.setSpacing(4)
    for part in parts:
        part.setFont(font)  # only the title is bold
        inside.addWidget(part)
