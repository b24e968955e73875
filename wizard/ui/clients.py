"""From one client to the next: New client, and Finish visit.

Owns the order of it: nothing while something is tested, a question first where a result would be
lost, then the desk is cleared and every page laid anew. What the user saved is never touched, and
what could not be cleared is told.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer

from wizard import written
from wizard.ui import new_client
from wizard.ui.desk import Desk
from wizard.ui.filing import Filing
from wizard.ui.page import Sheet
from wizard.ui.parts import clipboard
from wizard.words import Message, npgettext, pgettext

# Words: Heading: New client or Finish visit was chosen while something is tested.
_NOT_NOW: Final = pgettext("P0", "Stop the test first")
# Words: Below that heading. The words in quotes are those of a menu.
_NOT_NOW_BODY: Final = pgettext(
    "P0",
    "Something is still under way. When it is over, choose “New client” or “Finish visit” again.",
)
# Words: Heading on the first page, after New client was chosen.
_BEGUN: Final = pgettext("P0", "Ready for the next client")
# Words: Heading on the first page, after a visit was finished.
_FINISHED: Final = pgettext("P0", "The visit is finished")
# Words: Below one of these two headings.
_CLEARED: Final = pgettext(
    "P0", "Everything that was entered is cleared, with the password and the result."
)
# Words: Added to that. {count}: files.
_FILES_STAY: Final = npgettext(
    "P0", "{count} file that was written stays.", "{count} files that were written stay."
)
# Words: Heading, in place of "The visit is finished": something of ours could not be cleared.
_NOT_ALL: Final = pgettext("P0", "Not everything could be cleared")
# Words: Below that heading.
_IN_CLIPBOARD: Final = pgettext(
    "P0", "The text you copied is still in the clipboard. Copy something else."
)
# Words: Below that heading. {file}: the path of a temporary file.
_LEFT: Final = pgettext("P0", "A temporary file could not be removed: {file}. Delete it by hand.")


class Clients:
    """Works on one window's desk; `lay_pages` makes all pages anew and returns the first one."""

    def __init__(
        self,
        desk: Desk,
        saving: Filing,
        is_busy: Callable[[], bool],
        lay_pages: Callable[[], Sheet],
        keep_settings: Callable[[], None] = lambda: None,
    ) -> None:
        """`saving` asks about a result that nobody took.

        `keep_settings` writes what is remembered, so that this file is shown as written as well.
        """
        self._desk, self._saving, self._keep_settings = desk, saving, keep_settings
        self._is_busy, self._lay_pages = is_busy, lay_pages

    def begin(self, then: Callable[[], None] = lambda: None) -> None:
        """Another client; `then` follows on the empty desk, before it is shown."""
        if self._is_free():
            self._saving.once_free(partial(self._clear, _BEGUN, then))

    def go_on_with_mailbox(self) -> None:
        """Another client, of whom the mailbox was typed already."""
        entries = self._desk.entries
        typed = entries.user if entries.again else entries.address
        self.begin(lambda: self._desk.put(address=typed))

    def finish(self) -> None:
        """Show what was written, then clear the rest; a change of mind changes nothing."""
        if self._is_free():
            self._saving.once_free(self._show)

    def _is_free(self) -> bool:
        sheet, say = self._saving.sheet, self._desk.words.say
        if not self._is_busy():
            sheet.stop()  # what is only waited for
            return True
        sheet.tell_quietly(say(_NOT_NOW), say(_NOT_NOW_BODY))
        return False

    def _show(self) -> None:
        from wizard.ui.finish import FinishDialog  # noqa: PLC0415 - not with the first page

        self._keep_settings()
        dialog = FinishDialog(self._desk.words, written.visit.places, self._saving.sheet)
        agreed = bool(dialog.exec())
        dialog.deleteLater()
        if agreed:
            self._clear(_FINISHED)

    def _clear(self, heading: Message, then: Callable[[], None] = lambda: None) -> None:
        count = sum(map(written.is_there, written.visit.places))
        new_client.clear(self._desk)
        then()
        trouble = self._what_is_left()
        written.visit.forget()
        first = self._lay_pages()
        QTimer.singleShot(0, _sweep)
        say = self._desk.words.say
        if trouble:
            first.tell(say(_NOT_ALL), "\n".join(trouble))
            return
        told = (say(_CLEARED), say(_FILES_STAY, count) if count else "")
        first.tell_quietly(say(heading), " ".join(part for part in told if part))

    def _what_is_left(self) -> list[str]:
        """What could not be cleared."""
        from wizard.paper.facts import one_line  # noqa: PLC0415 - not with the first page

        words = self._desk.words
        told = [] if clipboard.take_back() else [words.say(_IN_CLIPBOARD)]
        names = (words.isolate(one_line(str(path))) for path in written.visit.sweep())
        return told + [words.say(_LEFT, file=name) for name in names]


def _sweep() -> None:
    """The old pages are gone by now: let go of what they knew, frozen or not (see app.py)."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
