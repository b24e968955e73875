"""How long the window's event loop stalls while many sessions are opened over TLS at a Dovecot.

A timer of 5 ms runs in the window's thread; what it is late by is what a user would feel.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.held_sessions import COUNT, ROOM
from tests.benchmarks.plain import many_files
from tests.servers import CANARY
from tests.servers.dovecot import Dovecot
from wizard.core.entries import AtOffice, Entries, Support
from wizard.core.journey import Page
from wizard.core.secret import Secret
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


def main() -> int:
    """Prints the figures; 1 where the test did not come to its end."""
    app = QApplication([])
    with many_files(), Dovecot(userip=10_000, extra=ROOM) as server:
        window = Window(Words(), Manner(pace=0.0))
        window.show()
        desk = window.desk
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
        window.currentIdChanged.connect(lambda _: app.exit())
        QTimer.singleShot(PATIENT_MS, app.exit)
        began = time.monotonic()
        app.exec()
        took = time.monotonic() - began
        lateness.stop()
        found = desk.finding
        desk.taken = True
        window.close()
        window.finish()
    if found is None:
        return 1
    late = sorted(lateness.late)
    opened = found.advice.verdict.limit
    print(f"{len(late):7d} ticks of {EVERY_MS} ms while {opened} were opened, in {took:.1f} s")
    print(f"{late[len(late) // 2]:7.1f} ms late, the middle one")
    print(f"{late[int(len(late) * 0.99)]:7.1f} ms late, 99 of 100 at most")
    print(f"{late[-1]:7.1f} ms late, the worst one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
