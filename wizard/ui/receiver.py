"""Who takes in the mail of the address on the first page: asked in the background, told if known.

Owns the question that is under way and the last answer. The window never waits for it; another
address makes both void.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from wizard import receiving
from wizard.core.discover import Candidate


class Receiver(QObject):
    """One question at a time; `told` comes in the window's own thread."""

    told = Signal()
    _answered = Signal(object)

    def __init__(self) -> None:
        """Nobody was asked."""
        super().__init__()
        self._address = ""
        self._server: Candidate | None = None
        self._questions: list[receiving.Question] = []
        self._answered.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def ask(self, address: str) -> None:
        """Ask about a checked address, unless our lists know it or it was asked just now."""
        if address == self._address:
            return
        self.forget()
        if receiving.is_known(address):
            return
        self._address = address
        question = receiving.Question(address, lambda found: self._answered.emit((address, found)))
        self._questions = [one for one in self._questions if one.is_open] + [question]

    @property
    def is_quiet(self) -> bool:
        """Whether nobody is being asked."""
        return not any(question.is_open for question in self._questions)

    def server_of(self, address: str) -> Candidate | None:
        """What is known by now about this very address."""
        return self._server if address == self._address else None

    def forget(self) -> None:
        """Another address: what was asked and told is void."""
        self._address, self._server = "", None
        for question in self._questions:
            question.cut()

    def end(self) -> None:
        """Nothing of it runs on."""
        self.forget()
        for question in self._questions:
            question.end()
        self._questions = []

    def _hear(self, answer: tuple[str, Candidate | None]) -> None:
        address, found = answer
        if address != self._address:
            return
        if found is None:
            self._address = ""  # perhaps nobody could be asked: the next time again
            return
        self._server = found
        self.told.emit()
