"""The border between the window and the engine: one thread out, one queued signal in.

Owns the engine thread. The window never waits for it: it starts a job, hears what happens, and can
ask it to stop. Everything a job tells arrives in the window's own thread, in order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal

from wizard.faults import fault_code

if TYPE_CHECKING:
    from wizard.core.discover import Candidate
    from wizard.service import Progress

News: TypeAlias = "Progress | Candidate"
Tell = Callable[[News], None]
Job = Callable[[Tell, threading.Event], object]


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is over. `value` is what it made; `code` names a fault of this program, else ""."""

    value: object = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Report:
    job: int
    news: News | Ended


class Engine(QObject):
    """Runs one job at a time."""

    progressed = Signal(object)
    ended = Signal(object)
    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._job = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._reported.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._thread is not None

    def start(self, job: Job) -> None:
        """Run `job` in the engine thread; what it tells comes as signals."""
        assert not self.busy, "one job at a time"
        self._job += 1
        self._stop = threading.Event()
        work = (job, self._job, self._stop)
        self._thread = threading.Thread(target=self._run, args=work, name="engine")
        self._thread.start()

    def stop(self) -> None:
        """Ask the job to end politely; it will still tell how it ended."""
        self._stop.set()

    def finish(self) -> None:
        """Stop and wait: only for after the event loop, when there is no window to keep alive."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, job: Job, number: int, stop: threading.Event) -> None:
        def tell(news: News | Ended) -> None:
            self._reported.emit(_Report(number, news))

        try:
            made = job(tell, stop)
        except Exception as error:  # noqa: BLE001  the last line of defence
            tell(Ended(code=fault_code(error)))
        else:
            tell(Ended(made))

    def _hear(self, report: _Report) -> None:
        if report.job != self._job:
            return
        if not isinstance(report.news, Ended):
            self.progressed.emit(report.news)
            return
        if self._thread is not None:
            self._thread.join()  # it has told its last: this takes no time
            self._thread = None
        self.ended.emit(report.news)
