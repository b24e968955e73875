"""Sessions of the program against hostile servers: opened, watched, and always closed."""

import queue
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from tests.servers import CANARY
from tests.servers.hostile import Hostile
from wizard.core.model import Door, Patience, Security
from wizard.core.secret import Secret
from wizard.probe.connect import Cutter
from wizard.probe.failures import Failure
from wizard.probe.opening import Opening
from wizard.probe.session import Closed, Ended, Report, Session
from wizard.probe.ways import Account, How

SECONDS: Final = 10.0
HASTY: Final = Patience(0.3, 0.3, 0.3)
CALM: Final = Patience(5.0, 5.0, 5.0)

R = TypeVar("R", bound=Report)


def how(
    cafile: Path | None = None,
    user: str | None = "alice",
    password: str = CANARY,
    patience: Patience = CALM,
) -> How:
    """The way in: with this certificate authority, mailbox and patience."""
    account = Account(user, Secret(password)) if user is not None else None
    tls = ssl.create_default_context(cafile=cafile and str(cafile))
    return How("localhost", patience, account, None, tls, {"name": "tests"})


def door(server: Hostile, security: Security = Security.NONE) -> Door:
    return Door(server.host, server.port, security)


def attempt(where: Door, way: How, *, first: bool = False) -> Failure:
    """One attempt from beginning to end, in this thread."""
    cutter = Cutter()
    try:
        return Opening(where, way, cutter, first=first).attempt()
    finally:
        cutter.close()


class Watched:
    """A session in its own thread, and what it has reported."""

    def __init__(self, where: Door, way: How, *, first: bool = False) -> None:
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.session = Session(1, where, way, self.reports.put, first=first)
        self.session.start()

    def next(self, kind: type[R], seconds: float = SECONDS) -> R:
        """The next report, which is of this kind."""
        report = self.reports.get(timeout=seconds)
        assert isinstance(report, kind), report
        return report

    def opened(self) -> Ended:
        return self.next(Ended)


@contextmanager
def watched(where: Door, way: How, *, first: bool = False) -> Iterator[Watched]:
    """A session that is cut at the end, if it has not ended by then."""
    one = Watched(where, way, first=first)
    try:
        yield one
    finally:
        one.session.cut()
        one.session.join(SECONDS)
        assert not one.session.is_alive()


def eventually(holds: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait for what others do in their own time."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def no_thread_called(prefix: str) -> bool:
    return not any(one.name.startswith(prefix) for one in threading.enumerate())


__all__ = [
    "CALM",
    "HASTY",
    "SECONDS",
    "Closed",
    "Watched",
    "attempt",
    "door",
    "eventually",
    "how",
    "no_thread_called",
    "watched",
]
