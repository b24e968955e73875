"""The cases that lie in the folder of a program that is carried about, as a list.

Owns the quiet job that reads them: it keeps nobody from a check, and ends with the window. Without
such a folder there is no list.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from wizard import portable
from wizard.case_folder import Cases, cases_in, has_cases
from wizard.ui.bridge import Ended, Engine, Tell


class Shelf(QObject):
    """`folder` is where the cases lie, None where none is carried; `cases` what was there last.

    `expected` tells at once whether there will be any, so that a page can keep room for them.
    """

    turned = Signal()

    def __init__(self) -> None:
        """Look once whether there is a folder."""
        super().__init__()
        self.folder = portable.cases()
        self.cases = Cases()
        self.expected = self.folder is not None and has_cases(self.folder)
        self._engine = Engine(self)
        self._engine.ended.connect(self._read)
        self._once_more = False

    def look(self) -> None:
        """Read what is there now; `turned` tells when that is known."""
        folder, before = self.folder, self.cases
        if folder is None:
            return
        self.expected = has_cases(folder)
        if self._engine.busy:
            self._once_more = True
            return

        def job(_tell: Tell, stop: threading.Event) -> Cases:
            return cases_in(folder, stop.is_set, before)

        self._engine.start(job)

    def end(self) -> None:
        """Nothing is read any more."""
        self._engine.finish()

    def _read(self, ended: Ended) -> None:
        if isinstance(ended.value, Cases):  # else the list of before is as good as any
            self.cases = ended.value
            self.turned.emit()
        if self._once_more:
            self._once_more = False
            self.look()
