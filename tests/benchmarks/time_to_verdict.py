"""Time to the verdict on Courier with MAXPERIP=20 over TLS, against a plain loop.

The waits that the course prescribes are taken off: they are politeness, not slowness. Both take
turns in one run on one server, and the medians are compared. The check does more than the loop:
it confirms the refusal, asks all sessions, frees two places and opens two. Its climb alone is
what the loop does.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.plain import Times, plain_loop
from tests.real.office import a_plan, a_target
from tests.servers import CANARY
from tests.servers.courier import Courier
from wizard import service
from wizard.core.commands import Wake
from wizard.core.model import Event, Outcome
from wizard.core.secret import Secret
from wizard.service import Progress

LIMIT = 20
TURNS = 7
REST = 0.5
AIM = 1.2


@dataclass(frozen=True)
class Check:
    """Seconds until the first refusal, until the last attempt, and in all; without the waits."""

    climbed: float
    known: float
    closed: float


def one_check(server: Courier) -> Check:
    """One check whose verdict is right."""
    waits: list[float] = []
    refused_at: list[float] = []

    def listener(told: Progress) -> None:
        if isinstance(told, Wake):
            waits.append(told.seconds)
        if isinstance(told, Event) and told.outcome is Outcome.CLOSED_AT_ONCE:
            refused_at.append(time.monotonic())

    began = time.monotonic()
    case = service.check(a_target(server), Secret(CANARY), a_plan(), listener, threading.Event())
    seconds = time.monotonic() - began
    verdict = service.read(case).verdict
    assert (verdict.kind, verdict.limit) == ("per-address", LIMIT)
    waited = sum(waits)
    first, last = refused_at[0] - began, refused_at[-1] - began
    return Check(first, last - waited, seconds - waited)


def main() -> None:
    """Prints the figures."""
    checks: list[Check] = []
    loops: list[Times] = []
    unshared: list[Times] = []
    with Courier(maxperip=LIMIT) as server:
        one_check(server)  # the first of everything is slower
        for _ in range(TURNS):
            loops.append(plain_loop(server.imaps, server.cafile, LIMIT + 1))
            assert loops[-1].count == LIMIT
            time.sleep(REST)
            checks.append(one_check(server))
            time.sleep(REST)
            own = plain_loop(server.imaps, server.cafile, LIMIT + 1, shared_context=False)
            unshared.append(own)
            time.sleep(REST)
    loop = median(one.opened for one in loops)
    closed = median(one.closed for one in loops)
    rows = (
        ("plain loop, 21 attempts, one shared context", loop, loop),
        ("plain loop, a context for each session", median(o.opened for o in unshared), loop),
        (
            "the check to its first refusal, the same 21 attempts",
            median(c.climbed for c in checks),
            loop,
        ),
        ("the check to its last attempt, when all is known", median(c.known for c in checks), loop),
        ("plain loop, and all closed again", closed, closed),
        ("the check, and all closed again", median(c.closed for c in checks), closed),
    )
    for label, seconds, base in rows:
        print(f"{seconds * 1000:7.0f} ms  {seconds / base:5.2f}  {label}")
    print(f"the verdict after at most {AIM} of the plain loop is the aim")


if __name__ == "__main__":
    main()
