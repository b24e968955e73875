"""The settings for IT support, in a small window of their own.

Owns how they are shown and that the desk gets them. Opening it changes nothing; only what was
changed by hand is taken over, and every page then says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wizard.core import manners
from wizard.core.certificate import in_pairs
from wizard.core.entries import MOST_PORT, Support
from wizard.core.model import Security
from wizard.core.secret import Secret
from wizard.paper.raw_log import raw_log
from wizard.ui import look
from wizard.ui.agreed import AgreedBox
from wizard.ui.carried import for_support
from wizard.ui.desk import Desk
from wizard.ui.pages.note_words import COPIED
from wizard.ui.parts import clipboard
from wizard.ui.parts.field import Field
from wizard.ui.parts.text import Text
from wizard.ui.second_mailbox import SecondMailbox
from wizard.words import Words
from wizard.words import mark as _

# Words: Title of the window with settings for technicians.
TITLE: Final = _("For IT support")
# Words: In that window, at the top.
_ABOUT: Final = _(
    "Leave a value as it is to test as usual. Changed values are shown on every page."
)
# Words: In that window: the program decides.
_USUAL: Final = _("As usual")
# Words: In that window, label of a number.
_PORT: Final = _("&Port")
# Words: In that window, label of a list.
_SECURITY: Final = _("&Security")
# Words: In that window, label of a list; IPv4 or IPv6.
_FAMILY: Final = _("&Internet protocol")
# Words: In that window, label of a number.
_PACE: Final = _("Seconds between two &connections")
# Words: In that window, label of a number.
_MOST: Final = _("&Most connections at the same time")
# Words: In that window, about the certificate that was not accepted. {host}: the server's name;
# {fingerprint}: hexadecimal, not translated.
_CERTIFICATE: Final = _("{host} shows a certificate that nobody confirms. SHA-256: {fingerprint}")
# Words: In that window, a box to tick: this very certificate is taken, until the window closes.
_PIN: Final = _("&Trust for this test. Compare the fingerprint with the provider first.")
# Words: In that window, button: every event of the last test goes to the clipboard as text.
_COPY: Final = _("Copy what was &measured")
# Words: In that window, button.
_TAKE: Final = _("&Use these values")
# Words: In that window, button.
_LEAVE: Final = _("Cance&l")

_WIDE: Final = 440
_SECURITIES: Final = (None, Security.TLS, Security.STARTTLS)
_FAMILIES: Final = (None, 4, 6)


def ask_for_settings(desk: Desk, parent: QWidget) -> bool:
    """Show the window; whether its values were taken over."""
    log = "" if desk.told is None else raw_log(desk.told.case)
    support, kept, agreed = desk.entries.support, desk.second_secret, AgreedBox(desk)
    agreed.say()
    dialog = SupportDialog(support, desk.words, parent, kept, log, desk.distrusted, agreed)
    taken = bool(dialog.exec())
    if taken:
        desk.put(support=dialog.values)
        desk.second_secret = dialog.second_secret
        desk.visit = replace(desk.visit, for_client=True)
        agreed.take()
    dialog.forget()
    dialog.deleteLater()
    return taken


class SupportDialog(QDialog):
    """`values` after it was accepted."""

    def __init__(
        self,
        now: Support,
        words: Words,
        parent: QWidget | None = None,
        kept: Secret | None = None,
        log: str = "",
        certificate: tuple[str, str] | None = None,
        agreed: QWidget | None = None,
    ) -> None:
        """Shows what is set now. `kept` is the second password, `log` what was measured last.

        `certificate` is a server's name and the fingerprint of what it showed, where that was not
        accepted; `agreed` is the box for the client's agreement.
        """
        super().__init__(parent)
        say = words.say
        self._words, self._kept, self._log, self._before = words, kept, log, now.second_user
        self.setWindowTitle(say(TITLE))
        self.port, self.most, self.pace = QSpinBox(), QSpinBox(), QDoubleSpinBox()
        self.security, self.family = QComboBox(), QComboBox()
        for spin, most in ((self.port, MOST_PORT), (self.most, manners.CEILING_UNLOCKED)):
            spin.setRange(0, most)
            spin.setSpecialValueText(say(_USUAL))
        self.pace.setRange(0.0, 60.0)
        self.pace.setSingleStep(0.1)
        self.pace.setDecimals(1)
        self.pace.setSpecialValueText(say(_USUAL))
        usual = say(_USUAL)
        self.security.addItems([usual, "TLS (993)", "STARTTLS (143)"])
        self.family.addItems([usual, "IPv4", "IPv6"])
        self.second = SecondMailbox(words)
        self.pin, self._certificate = QCheckBox(say(_PIN)), certificate
        self._agreed = agreed or QWidget()
        self._pinned = certificate[1] if certificate is not None else now.pinned
        self._show(now)
        self._lay_out()
        look.settle(self, _WIDE)

    def _lay_out(self) -> None:
        say = self._words.say
        rows = QVBoxLayout(self)
        rows.addWidget(self._text(say(_ABOUT)))
        for editor, label in (
            (self.port, _PORT),
            (self.security, _SECURITY),
            (self.family, _FAMILY),
            (self.pace, _PACE),
            (self.most, _MOST),
        ):
            field = Field(editor)
            field.say(say(label))
            rows.addWidget(field)
        rows.addWidget(self.second)
        if remark := for_support(self._words):
            rows.addWidget(self._text(remark))
        rows.addWidget(self._agreed)
        if self._certificate is not None:
            host, fingerprint = self._certificate
            pairs = self._words.isolate(in_pairs(fingerprint))
            host = self._words.isolate(host)
            rows.addWidget(self._text(say(_CERTIFICATE, host=host, fingerprint=pairs)))
        rows.addWidget(self.pin)
        self.pin.setVisible(bool(self._pinned))
        self.copy = QPushButton(say(_COPY))
        self.copy.setAutoDefault(False)
        self.copy.setVisible(bool(self._log))
        self.copy.clicked.connect(self._copy)
        rows.addWidget(self.copy)
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton(say(_TAKE), QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = self.buttons.addButton(say(_LEAVE), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows.addWidget(self.buttons)

    def _text(self, words: str) -> Text:
        text = Text(self)
        text.setText(words)
        return text

    def _copy(self) -> None:
        clipboard.put(self._log)
        self.copy.setText(self._words.say(COPIED))

    def _keeps(self) -> bool:
        """Whether the password entered before still belongs to the second mailbox."""
        return self._kept is not None and self.second.user == self._before

    def accept(self) -> None:
        """Only with a password for the second mailbox, where there is one."""
        if self.second.is_good(kept=self._keeps()):
            super().accept()

    @property
    def second_secret(self) -> Secret | None:
        """The password of the second mailbox; the one from before where nothing was typed."""
        typed = self.second.password_edit.text()
        if not self.second.user:
            return None
        if typed:
            return Secret(typed)
        return self._kept if self._keeps() else None

    def forget(self) -> None:
        """The typed password stays nowhere."""
        self.second.password_edit.clear()
        self._kept = None

    def _show(self, now: Support) -> None:
        self.second.user_edit.setText(now.second_user)
        self.pin.setChecked(bool(now.pinned) and now.pinned == self._pinned)
        self.port.setValue(now.port or 0)
        self.most.setValue(now.most or 0)
        self.pace.setValue(now.pace or 0.0)
        self.security.setCurrentIndex(_SECURITIES.index(now.security))
        self.family.setCurrentIndex(_FAMILIES.index(now.family))

    @property
    def values(self) -> Support:
        """What stands in the window: 0 is "as usual", and no pace is shorter than the floor."""
        pace = round(self.pace.value(), 1)
        return Support(
            port=self.port.value() or None,
            security=_SECURITIES[self.security.currentIndex()],
            family=_FAMILIES[self.family.currentIndex()],
            pace=max(manners.PACE_FLOOR, pace) if pace else None,
            most=self.most.value() or None,
            second_user=self.second.user,
            pinned=self._pinned if self.pin.isChecked() else "",
        )
