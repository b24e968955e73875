"""Two hundred signed-in sessions held on a Dovecot without a limit: memory and time."""

from __future__ import annotations

import gc
import threading
import time
from dataclasses import dataclass, field

import psutil

from tests.benchmarks.plain import many_files, plain_loop
from tests.real.office import a_plan, a_target
from tests.servers import CANARY
from tests.servers.dovecot import Dovecot
from wizard import service
from wizard.core.model import Event, Outcome
from wizard.core.secret import Secret
from wizard.service import Progress

COUNT = 200
ROOM = """
service imap {
  process_limit = 1000
}
service imap-login {
  process_limit = 1000
}
"""


@dataclass
class Watch:
    """Memory of this process at the first session and at the last, and when that was."""

    began: float = field(default_factory=time.monotonic)
    first: int = 0
    last: int = 0
    threads: int = 0
    full_at: float = 0.0

    def __call__(self, told: Progress) -> None:
        if not (isinstance(told, Event) and told.outcome is Outcome.OPEN):
            return
        if told.held == 1:
            gc.collect()
            self.first = psutil.Process().memory_info().rss
        if told.held == COUNT:
            self.full_at = time.monotonic() - self.began
            gc.collect()
            self.last = psutil.Process().memory_info().rss
            self.threads = threading.active_count()


def main() -> None:
    """Prints the figures."""
    with many_files(), Dovecot(userip=10_000, extra=ROOM) as server:
        watch = Watch()
        case = service.check(
            a_target(server),
            Secret(CANARY),
            a_plan(need=COUNT, most=COUNT),
            watch,
            threading.Event(),
        )
        whole = time.monotonic() - watch.began
        verdict = service.read(case).verdict
        assert (verdict.kind, verdict.limit) == ("no-limit-found", COUNT)
        time.sleep(2)
        loop = plain_loop(server.imaps, server.cafile, COUNT)
        assert loop.count == COUNT
    each = (watch.last - watch.first) / (COUNT - 1) / 1024
    print(f"{each:7.0f} KiB resident memory for each session held")
    print(f"{watch.threads:7d} threads with {COUNT} sessions")
    print(f"{watch.full_at:7.2f} s  the check, until {COUNT} were open")
    print(f"{whole:7.2f} s  the check, until all were closed")
    print(f"{loop.opened:7.2f} s  the plain loop, until {COUNT} were open")
    print(f"{loop.closed:7.2f} s  the plain loop, until all were closed, one after the other")
    print(f"ratio until open {watch.full_at / loop.opened:.2f}, in all {whole / loop.closed:.2f}")


if __name__ == "__main__":
    main()
