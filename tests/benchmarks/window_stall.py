"""How long the window's event loop stalls while many sessions are opened over TLS at a Dovecot.

A timer of 5 ms runs in the window's thread; what it is late by is what a user would feel. First
the same for an idle window while another process opens them: what the computer itself is late by.
"""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QProcess, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.held_sessions import COUNT, ROOM
from tests.benchmarks.plain import many_files, plain_loop
from tests.servers import CANARY
from tests.servers.dovecot import Dovecot
from wizard import service
from wizard.core.entries import AtOffice, Entries, Support
from wizard.core.journey import Page
from wizard.core.secret import Secret
from wizard.ui.app import give_way_to_the_window
from wizard.ui.finding import Finding
from wizard.ui.order import Manner
from wizard.ui.window import Window
from wizard.words import Words

EVERY_MS = 5
PATIENT_MS = 120_000


class Lateness:
    """By how many milliseconds each tick of the timer came late."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._since = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        self.late.append(max(0.0, self._since.nsecsElapsed() / 1e6 - EVERY_MS))
        self._since.restart()


def wait_for_others(server: Dovecot) -> Lateness:
    """An idle window, while a plain loop in a process of its own does the opening."""
    loop = QEventLoop()
    others = QProcess()
    others.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
    others.finished.connect(loop.quit)
    ask = "from tests.benchmarks.window_stall import open_plainly as run; run()"
    others.start(sys.executable, ["-c", ask, str(server.imaps), str(server.cafile)])
    lateness = Lateness()
    lateness.start()
    loop.exec()
    lateness.stop()
    return lateness


def open_plainly() -> None:
    """In the other process."""
    plain_loop(int(sys.argv[1]), Path(sys.argv[2]), COUNT)


def wait_for_test(server: Dovecot) -> tuple[Lateness, Finding | None]:
    """The window itself, through a whole test."""
    window = Window(Words(), Manner(pace=0.0))
    window.show()
    desk, loop = window.desk, QEventLoop()
    desk.trusted = server.cafile.read_text(encoding="ascii")
    desk.secret = Secret(CANARY)
    desk.entries = replace(
        Entries(user="alice", server="localhost", port=server.imaps, knows_server=True),
        computers=COUNT // 5,
        at_office=AtOffice.YES,
        mail_closed=True,
        support=Support(family=4, most=COUNT),
    )
    lateness = Lateness()
    window.setCurrentId(list(Page).index(Page.TEST))
    lateness.start()
    window.currentIdChanged.connect(lambda _: loop.quit())
    QTimer.singleShot(PATIENT_MS, loop.quit)
    loop.exec()
    lateness.stop()
    desk.taken = True
    window.close()
    window.finish()
    return lateness, desk.finding


def report(what: str, lateness: Lateness) -> None:
    """One line."""
    late = sorted(lateness.late)
    middle, most, worst = late[len(late) // 2], late[int(len(late) * 0.99)], late[-1]
    print(f"{middle:7.1f} {most:7.1f} {worst:7.1f}  {what} ({len(late)} ticks)")


def main() -> int:
    """Prints the figures; 1 where the test did not come to its end."""
    app = QApplication([])
    give_way_to_the_window()
    service.warm_up()
    gc.freeze()
    with many_files(), Dovecot(userip=10_000, extra=ROOM) as server:
        idle = wait_for_others(server)
        busy, found = wait_for_test(server)
    app.processEvents()
    if found is None or found.advice.verdict.limit != COUNT:
        return 1
    print(f"Milliseconds late: the middle one, 99 of 100, the worst; load {os.getloadavg()[0]:.1f}")
    report("an idle window while another process opens them", idle)
    report(f"the window while its test opens {COUNT}", busy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
