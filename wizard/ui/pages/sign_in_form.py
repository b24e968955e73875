"""The fields and links of the first page.

Owns what is shown for each way in: with a password, with a server's own name, without a password.
What is typed goes to the desk at once, except the password: it is handed over when it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from wizard.core.entries import Fault, check_address, check_server
from wizard.paper.refused_words import HINT as APP_PASSWORD_HINT
from wizard.ui import look, order
from wizard.ui.beforehand import app_password
from wizard.ui.desk import Desk
from wizard.ui.fault_words import fault_sentence
from wizard.ui.pages import sign_in_words as w
from wizard.ui.parts.caps_lock import CapsLock
from wizard.ui.parts.field import Field
from wizard.ui.parts.fold import Fold
from wizard.ui.parts.text import Link, Text

_OF_FIELDS: Final[Mapping[str, frozenset[Fault]]] = {
    field: frozenset(fault for fault in Fault if fault.name.startswith(field.upper()))
    for field in ("address", "server", "password")
}


class SignInForm(QWidget):
    """Tells when its shape changed and when an address is complete."""

    reshaped = Signal()
    address_left = Signal()
    practice_wanted = Signal()
    blamed = Signal(str)
    hinted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """The fields, empty."""
        super().__init__(parent)
        self.desk = desk
        self.address_edit, self.password_edit = QLineEdit(), QLineEdit()
        self.server_edit, self.user_edit = QLineEdit(), QLineEdit()
        self.securities = QComboBox()
        self.securities.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.show_password, self.trim = QToolButton(), QToolButton()
        self.address = Field(self.address_edit)
        self.password = Field(self.password_edit, self.trim, self.show_password)
        self.server, self.user = Field(self.server_edit), Field(self.user_edit)
        self.security = Field(self.securities, stretch=False)
        self.hint = Text(self, colour=look.QUIET)
        self.own, self.without, self.practice = Link(), Link(), Link()
        self.again, self.new_check = Link(), Link()
        self.familiar = Fold()
        self.links = QWidget()
        self.caps_lock = CapsLock(self.password_edit)
        self.working = self.below_a_message = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.server_box = QWidget()
        inside = QVBoxLayout(self.server_box)
        inside.setContentsMargins(0, 0, 0, 0)
        beside = QHBoxLayout()
        beside.addWidget(self.user, 1)
        beside.addWidget(self.security, 1)
        inside.addWidget(self.server)
        inside.addLayout(beside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for part in (self.address, self.password, self.server_box, self.hint, self.links):
            rows.addWidget(part)
        links = QVBoxLayout(self.links)
        links.setContentsMargins(0, 0, 0, 0)
        links.setSpacing(0)
        for link in (self.own, self.without, self.again, self.practice, self.new_check):
            links.addWidget(link)
        links.addWidget(self.familiar)
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_password.setCheckable(True)
        self.trim.hide()

    def _connect(self) -> None:
        put = self.desk.put
        self.address_edit.textEdited.connect(self._address_typed)
        self.address_edit.editingFinished.connect(self._address_left)
        self.server_edit.textEdited.connect(lambda text: put(server=text))
        self.user_edit.textEdited.connect(lambda text: put(user=text))
        self.securities.activated.connect(lambda index: put(security=w.SECURITIES[index][0]))
        self.show_password.toggled.connect(self._show_password)
        self.trim.clicked.connect(self._trim)
        self.caps_lock.seen.connect(lambda _: self.say())
        self.own.clicked.connect(self.turn_server)
        self.without.clicked.connect(lambda: self.sign_in(not self.desk.entries.signs_in))
        self.practice.clicked.connect(self.practice_wanted)

    def say(self) -> None:
        """All words, for the way in that is chosen."""
        say, entries = self.desk.words.say, self.desk.entries
        self.address.say(say(w.ADDRESS))
        self.password.say(say(w.PASSWORD), say(w.CAPS_LOCK) if self.caps_lock.on else "")
        self.show_password.setText(say(w.SHOW))
        self.trim.setText(say(w.REMOVE_SPACE))
        self.server.say(say(w.SERVER))
        self.user.say(say(w.USER))
        self.security.say(say(w.SECURITY))
        self.securities.clear()
        self.securities.addItems([say(words) for _, words in w.SECURITIES])
        known = [security for security, _ in w.SECURITIES]
        chosen = entries.security if entries.security in known else None
        self.securities.setCurrentIndex(known.index(chosen))
        self.hint.setText(self._hint())
        self.own.setText(say(w.FIND_SERVER if entries.knows_server else w.OWN_SERVER))
        self.without.setText(say(w.WITHOUT if entries.signs_in else w.WITH))
        self.again.setText(say(w.AGAIN))
        self.practice.setText(say(w.PRACTICE))
        self.new_check.setText(say(w.NEW_CHECK))
        self.familiar.say(say(w.FAMILIAR), say(w.FAMILIAR_ANSWER))

    def _hint(self) -> str:
        entries, words = self.desk.entries, self.desk.words
        if not entries.signs_in:
            return words.say(w.HINT_WITHOUT)
        if entries.again:
            return words.say(w.HINT_AGAIN, host=words.isolate(entries.server))
        wanted = app_password(self.desk)
        if wanted is not None:
            return words.say(APP_PASSWORD_HINT, provider=words.isolate(wanted.provider))
        return words.say(w.HINT)

    def arrange(self, working: bool) -> None:
        """Show what belongs to the way in; while something is checked nothing can be changed."""
        self.working = working
        entries = self.desk.entries
        anew = not entries.again
        self.address.setVisible(entries.signs_in and anew)
        self.password.setVisible(entries.signs_in)
        self.server_box.setVisible(entries.knows_server or (anew and not entries.signs_in))
        self.user.setVisible(entries.signs_in)
        self.own.setVisible(entries.signs_in and anew)
        self.without.setVisible(anew or bool(entries.user))
        for link in (self.again, self.practice):
            link.setVisible(anew and not self.below_a_message)
        self.familiar.setVisible(not self.below_a_message)
        self.new_check.setVisible(not anew)
        self.links.setVisible(not working)
        for field in (self.address, self.password, self.server_box):
            field.setEnabled(not working)

    def make_room(self, wanted: bool) -> None:
        """Below a message stand only the links that may help with it: nothing has to scroll."""
        self.below_a_message = wanted
        self.arrange(self.working)

    def fill(self) -> None:
        """Show what lies on the desk."""
        entries = self.desk.entries
        self.address_edit.setText(entries.address)
        self.server_edit.setText(entries.server)
        self.user_edit.setText(entries.user)
        self.blame(())

    def tidy(self) -> None:
        """Write down the tidy form of what was typed; it was found to be good."""
        entries = self.desk.entries
        if entries.signs_in:
            self.desk.put(address=check_address(entries.address).value)
        if entries.knows_server or not entries.signs_in:
            checked = check_server(entries.server)
            self.desk.put(server=checked.value, port=checked.port or entries.port)
        self.address_edit.setText(self.desk.entries.address)
        self.server_edit.setText(self.desk.entries.server)

    def blame(self, faults: tuple[Fault, ...]) -> None:
        """Show each fault at its field; the focus goes to the first one."""
        self.trim.setVisible(Fault.PASSWORD_SPACE in faults)
        fields = {"address": self.address, "server": self.server, "password": self.password}
        for name, field in fields.items():
            fault = next((one for one in faults if one in _OF_FIELDS[name]), None)
            field.blame(fault_sentence(fault, self.desk.words))
        wrong = [field for field in fields.values() if field.fault.text()]
        if wrong:
            wrong[0].go()
            self.blamed.emit(wrong[0].editor.accessibleName())

    def go(self) -> None:
        """Put the focus into the first field that is asked for."""
        entries = self.desk.entries
        if entries.again and entries.signs_in:
            self.password.go()
        elif not entries.again:
            (self.address if entries.signs_in else self.server).go()

    # -- What the user does -----

    def turn_server(self) -> None:
        """Open or close the fields for server and user name."""
        entries = self.desk.entries
        if entries.knows_server:
            self.desk.forget_server()
            self.desk.put(knows_server=False)
        else:
            checked = check_address(entries.address)
            guess = entries.server or ("" if checked.fault else order.guess(checked.value))
            user = entries.user or ("" if checked.fault else checked.value)
            self.desk.put(knows_server=True, server=guess, user=user)
        self.reshape()
        (self.server if self.desk.entries.knows_server else self.address).go()

    def sign_in(self, with_password: bool) -> None:
        """Choose the way in."""
        self.desk.put(signs_in=with_password)
        self.reshape()
        self.go()

    def forget_address(self) -> None:
        """Another mailbox is wanted."""
        self.desk.forget_server()
        self.desk.put(address="", knows_server=False, again=False, family=None)
        self.reshape()
        self.go()

    def reshape(self) -> None:
        """Show the way in that lies on the desk now."""
        self.fill()
        self.reshaped.emit()

    def _show_password(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.password_edit.setEchoMode(mode)

    def _trim(self) -> None:
        self.password_edit.setText(self.password_edit.text().strip())
        self.blame(())
        self.password.go()

    def _address_typed(self, text: str) -> None:
        self.desk.put(address=text)
        if not self.desk.entries.knows_server:
            self.desk.forget_server()

    def _address_left(self) -> None:
        checked = check_address(self.desk.entries.address)
        if checked.fault is None:
            self.desk.put(address=checked.value)
            self.address_edit.setText(checked.value)
            self.renew_hint()
            self.address_left.emit()

    def renew_hint(self) -> None:
        """More is known about the address now."""
        before, now = self.hint.text(), self._hint()
        self.hint.setText(now)
        if now != before:
            self.hinted.emit(now)
