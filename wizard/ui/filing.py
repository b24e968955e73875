"""What is saved and opened in this window: loaded with the first file that is.

Owns that nobody waits for files to see the first page. How they are saved and opened is the matter
of saving.py and opening.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from wizard.ui.desk import Desk
from wizard.ui.page import Sheet

if TYPE_CHECKING:
    from wizard.ui.opening import Opening
    from wizard.ui.saving import Run, Saving, Wish


class Filing:
    """For whichever page is in front."""

    def __init__(self, desk: Desk, sheet: Callable[[], Sheet], run: Run) -> None:
        """`run` does a job with the page at rest."""
        self._desk, self._sheet, self._run = desk, sheet, run

    @property
    def sheet(self) -> Sheet:
        """The page in front."""
        return self._sheet()

    def save(self, wish: Wish) -> None:
        """Ask where, then make and write it."""
        self._saving.save(wish)

    def save_case(self) -> None:
        """The same for the whole case, where there is one."""
        from wizard.ui.saving import CASE  # noqa: PLC0415 - as above

        if self._desk.has_case:
            self.save(CASE)

    def once_free(self, act: Callable[[], None]) -> None:
        """Do it, but ask first where a result that nobody took would be lost."""
        if self._desk.taken:
            act()
        else:
            self._saving.once_free(act)

    def ask(self) -> None:
        """Ask which earlier case to open."""
        self._opening.ask()

    def open(self, place: str) -> bool:
        """Check again what this case file found; whether it is opened just now."""
        return self._opening.open(place)

    @cached_property
    def _saving(self) -> Saving:
        from wizard.ui.saving import Saving  # noqa: PLC0415 - as above

        return Saving(self._desk, self._sheet, self._run)

    @cached_property
    def _opening(self) -> Opening:
        from wizard.ui.opening import Opening  # noqa: PLC0415 - as above

        return Opening(self._desk, self._sheet, self._run)
