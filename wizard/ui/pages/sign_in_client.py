"""Another client's mailbox was typed while a case is open: is it another client?

Owns that question. Two offices at one provider look the same but for the domain of the mailbox, and
a test of one must not get into the case of the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject

from wizard.core.client import another_client, client_in
from wizard.ui.page import Sheet
from wizard.ui.pages.sign_in_form import SignInForm
from wizard.words import pgettext

# Words: Heading: the domain of the mailbox is not that of the open case.
_HEADING: Final = pgettext("P1", "Is this another client?")
# Words: Below that heading. {kept}, {typed}: domains.
_BODY: Final = pgettext(
    "P1",
    "The open case is of {kept}. The mailbox you typed is at {typed}. "
    "Each client gets a case of its own.",
)
# Words: Button: the open case is closed, and all of that client goes.
_NEW: Final = pgettext("P1", "New client")
# Words: Button: both domains belong to one office.
_SAME: Final = pgettext("P1", "It is the same client")


class OtherClient(QObject):
    """Asks on the first page; the answer is kept for this visit."""

    def __init__(self, sheet: Sheet, form: SignInForm) -> None:
        """Nothing is asked yet."""
        super().__init__(sheet)
        self._sheet, self._form, self._desk = sheet, form, sheet.desk

    def asks(self) -> bool:
        """Whether there is something to ask; then it is asked."""
        file, words = self._desk.kept.file, self._desk.words
        typed = another_client(self._desk.entries, file)
        if file is None or typed in {"", self._desk.visit.same_client}:
            return False
        body = words.say(_BODY, kept=words.isolate(client_in(file)), typed=words.isolate(typed))
        new = (words.say(_NEW), self._sheet.renewed.emit)
        same = (words.say(_SAME), lambda: self._is_the_same(typed))
        self._sheet.tell(words.say(_HEADING), body, (new, same))
        return True

    def _is_the_same(self, domain: str) -> None:
        self._desk.visit = replace(self._desk.visit, same_client=domain)
        self._sheet.notice.clear()
        self._form.password.go()
