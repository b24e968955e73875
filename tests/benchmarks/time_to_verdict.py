"""Time to the verdict on Courier with MAXPERIP=20 over TLS, against a plain loop.

The waits that the course prescribes are taken off: they are politeness, not slowness. Both take
turns in one run on one server, and the medians are compared.
"""

from __future__ import annotations

import statistics
import threading
import time

from tests.benchmarks.plain import plain_loop
from tests.real.office import a_plan, a_target
from tests.servers import CANARY
from tests.servers.courier import Courier
from wizard import service
from wizard.core.commands import Wake
from wizard.core.model import Event, Outcome, Step
from wizard.core.secret import Secret
from wizard.service import Progress

LIMIT = 20
TURNS = 7
AIM = 1.2


def one_check(server: Courier) -> tuple[float, float, float]:
    """Seconds of the whole check, of its prescribed waits, and until the first refusal."""
    waits: list[float] = []
    refused_at: list[float] = []

    def listener(told: Progress) -> None:
        if isinstance(told, Wake):
            waits.append(told.seconds)
        if isinstance(told, Event) and told.outcome is Outcome.CLOSED_AT_ONCE:
            assert told.step in {Step.CLIMB, Step.CONFIRM, Step.ONE_MORE}
            refused_at.append(time.monotonic())

    began = time.monotonic()
    case = service.check(a_target(server), Secret(CANARY), a_plan(), listener, threading.Event())
    seconds = time.monotonic() - began
    verdict = service.read(case).verdict
    assert (verdict.kind, verdict.limit) == ("per-address", LIMIT)
    return seconds, sum(waits), refused_at[0] - began


def main() -> None:
    """Prints the figures."""
    ours: list[float] = []
    climbs: list[float] = []
    plain: list[float] = []
    plain_closed: list[float] = []
    unshared: list[float] = []
    with Courier(maxperip=LIMIT) as server:
        one_check(server)  # the first of everything is slower
        for _ in range(TURNS):
            loop = plain_loop(server.imaps, server.cafile, LIMIT + 1)
            assert loop.count == LIMIT
            plain.append(loop.opened)
            plain_closed.append(loop.closed)
            time.sleep(0.5)
            seconds, waits, climb = one_check(server)
            ours.append(seconds - waits)
            climbs.append(climb)
            time.sleep(0.5)
            loop = plain_loop(server.imaps, server.cafile, LIMIT + 1, shared_context=False)
            unshared.append(loop.opened)
            time.sleep(0.5)
    rows = (
        ("plain loop, 21 attempts, one shared context", plain),
        ("  the same and all of them closed again", plain_closed),
        ("  the same with a context for each session", unshared),
        ("the check to its first refusal (the same 21 attempts)", climbs),
        ("the whole check, its prescribed waits taken off", ours),
    )
    for label, times in rows:
        print(f"{statistics.median(times) * 1000:7.0f} ms  {label}")
    climb_ratio = statistics.median(climbs) / statistics.median(plain)
    ratio = statistics.median(ours) / statistics.median(plain_closed)
    print(f"ratio of the climb to the loop: {climb_ratio:.2f}, aim {AIM}")
    print(f"ratio of the whole check to the closed loop: {ratio:.2f}, aim {AIM}")


if __name__ == "__main__":
    main()
