"""The second mailbox of the settings for IT support: whose it is, and its password.

Owns the two fields. The password is never shown again: an empty field keeps the one from before.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from wizard.core.entries import Fault, check_password, check_user
from wizard.ui.fault_words import fault_sentence
from wizard.ui.parts.field import Field
from wizard.words import Words
from wizard.words import mark as _

# Words: In the window for IT support, label of a field: its user name at the mail server.
_USER: Final = _("&Second mailbox (user name)")
# Words: Below that field.
_WHAT_FOR: Final = _(
    "It is asked once while the first one is full. That shows whose limit it is: the mailbox's or "
    "the office's."
)
# Words: In the window for IT support, label of a field.
_PASSWORD: Final = _("Pass&word of the second mailbox")


class SecondMailbox(QWidget):
    """Both fields may stay empty."""

    def __init__(self, words: Words) -> None:
        """Two empty fields."""
        super().__init__()
        self._words = words
        self.user_edit, self.password_edit = QLineEdit(), QLineEdit()
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.user_field, self.password = Field(self.user_edit), Field(self.password_edit)
        self.user_field.say(words.say(_USER), words.say(_WHAT_FOR))
        self.password.say(words.say(_PASSWORD))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.user_field)
        rows.addWidget(self.password)

    @property
    def user(self) -> str:
        """Whose it is; "" where there is none."""
        return check_user(self.user_edit.text())

    def is_good(self, *, kept: bool) -> bool:
        """Whether both fit together; says what is missing. `kept`: an empty password is there."""
        typed = self.password_edit.text()
        fault = check_password(typed) if typed or (self.user and not kept) else None
        if fault is Fault.PASSWORD_SPACE:
            fault = None  # it may belong to it
        self.password.blame(fault_sentence(fault, self._words))
        if fault is not None:
            self.password.go()
        return fault is None
