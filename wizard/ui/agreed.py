"""The client's agreement, ticked by whoever tests for somebody else.

Owns when the box is there at all: never for an office that tests itself. What is ticked is noted
with its time; what came with the case file is told and not asked again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from wizard.branding import Branding
from wizard.core.entries import Support
from wizard.ui.desk import Desk
from wizard.ui.parts.text import Text
from wizard.words import pgettext

# Words: A box to tick, for IT support only: the office that is tested is a client.
_AGREED: Final = pgettext("P3", "The client &agreed to this test")
# Words: In place of that box, where it was ticked for an earlier test. {date}: the day.
_NOTED: Final = pgettext("P3", "The client agreed to this test. That was noted on {date}.")


class AgreedBox(QWidget):
    """Shows what is noted; `take` notes what is ticked."""

    def __init__(self, desk: Desk) -> None:
        """Of this desk."""
        super().__init__()
        self._desk = desk
        self.box, self.noted = QCheckBox(), Text(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.box)
        rows.addWidget(self.noted)

    def say(self) -> None:
        """The words, and what is noted."""
        desk, words = self._desk, self._desk.words
        agreement = desk.agreement
        self.box.setText(words.say(_AGREED))
        self.box.setChecked(agreement is not None)
        told = ""
        if agreement is not None and desk.visit.of_the_case and desk.kept.file is not None:
            noted = agreement.noted_at.astimezone(desk.kept.file.latest.zone.tzinfo)
            told = words.say(_NOTED, date=words.date(noted))
        self.box.setHidden(bool(told))
        self.noted.tell(told)

    def take(self) -> None:
        """Note it now, or no longer."""
        desk, ticked = self._desk, self.box.isChecked()
        if ticked is not (desk.agreement is not None):
            at = datetime.now(UTC) if ticked else None
            desk.visit = desk.visit.agree(at, desk.entries)


def is_for_a_client(desk: Desk) -> bool:
    """Whether somebody tests for somebody else here, as far as that shows."""
    if desk.entries.practice:
        return False
    changed = desk.entries.support != Support()
    branded = desk.firm.branding != Branding()
    return desk.visit.for_client or changed or branded or desk.shelf.folder is not None
