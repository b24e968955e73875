"""P7: what to do next, and what helps until then.

Owns nothing but the order. Closing from here is the end of the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from wizard.core.journey import Move, Page
from wizard.ui.agreed import is_for_a_client
from wizard.ui.desk import Desk
from wizard.ui.finish import TITLE as FINISH
from wizard.ui.letters import meanwhile
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages.verdict import SAVE_CASE
from wizard.ui.parts.firm_line import FirmLine
from wizard.ui.parts.text import Link, Text
from wizard.ui.saving import CASE
from wizard.words import pgettext

# Words: Main instruction of the last page.
HEADING: Final = pgettext("P7", "What to do next")
# Words: First of three steps.
_SEND: Final = pgettext("P7", "1. Send the note.")
# Words: Second of three steps.
_WAIT: Final = pgettext("P7", "2. Wait for the answer, often one working day.")
# Words: Third of three steps.
_TEST: Final = pgettext(
    "P7", "3. Then open this program again and choose “Check again after a fix”."
)
# Words: Below the three steps: what the button "Save case file" is for.
_KEEP: Final = pgettext(
    "P7", "Save the case file now. With it the next check asks only for the password."
)
# Words: Heading of a paragraph: what helps while the provider has not answered.
_UNTIL: Final = pgettext("P7", "Until then")
# Words: Paragraph under "Until then".
_MEANWHILE: Final = pgettext(
    "P7", "Close mail on computers nobody uses. Use mobile data on phones."
)
# Words: Button of the last page.
_AGAIN: Final = pgettext("P7", "Test &again")


class NextSteps(Sheet):
    """The last page."""

    page = Page.NEXT_STEPS
    heading_words = HEADING

    def __init__(self, desk: Desk) -> None:
        """Three steps, and what helps meanwhile."""
        super().__init__(desk)
        self.steps = [Text(self, points=12) for _ in range(3)]
        self.keep = Text(self)
        self.until, self.meanwhile = Text(self, bold=True), Text(self)
        for part in (*self.steps, self.keep, self.until, self.meanwhile):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.finish = Link(self)
        self.finish.clicked.connect(self.finished)
        self.body.addWidget(self.finish)
        self.firm = FirmLine(self.area)
        self.body.addWidget(self.firm)

    def say(self) -> None:
        """All words of the page."""
        super().say()
        for part, words in zip(self.steps, (_SEND, _WAIT, _TEST), strict=True):
            part.setText(self.words.say(words))
        self.keep.tell(self.words.say(_KEEP) if self.desk.has_case else "")
        self.finish.setText(self.words.say(FINISH))
        self.finish.setVisible(is_for_a_client(self.desk))
        self.firm.tell(self.desk.firm.branding)
        heading, lines = meanwhile(self.desk)
        self.until.setText(heading or self.words.say(_UNTIL))
        self.meanwhile.setText(lines or self.words.say(_MEANWHILE))

    def entered(self) -> None:
        """Read the steps out."""
        self.say()
        self.focus(self.heading)

    def greeting(self) -> str:
        """The three steps."""
        return " ".join(step.text() for step in self.steps)

    def buttons(self) -> Buttons:
        """Save the case; after practice there is none. Close stands beside it."""
        if self.desk.has_case:
            return Buttons(primary=SAVE_CASE, secondary=_AGAIN)
        return Buttons(primary=_AGAIN, enter=False)

    def primary(self) -> None:
        """Save the case; after practice, once more."""
        if self.desk.has_case:
            self.saved.emit(CASE)
        else:
            self.secondary()

    def secondary(self) -> None:
        """Once more: by now the provider may have changed something."""
        self.desk.kept = replace(self.desk.kept, after_a_fix=True)
        self.moved.emit(Move.AGAIN)
