"""Scenes in a busy office: colleagues come and go while the test runs.

The exact verdict is up to chance there. It must never be a wrong kind and never a number above
the limit, and a number below it is "at least".
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from tests.real.office import Finding, a_plan, check
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage
from tests.servers import USERS
from tests.servers.courier import Courier
from tests.servers.strangers import Refused, Strangers
from wizard.core.advice import Kind
from wizard.core.model import Event, Outcome, Step
from wizard.service import Progress

BOB = ("bob", USERS["bob"])


class Colleague(threading.Thread):
    """Somebody's mail program: wants a session, holds it for a while, comes back."""

    def __init__(self, server: Courier, lives: Iterator[tuple[float, float]], again: float) -> None:
        """`lives`: how long held, how long away; `again`: how soon a refused one tries again."""
        super().__init__(name="colleague")
        self._mine = Strangers(server.host, server.imaps, source="127.0.0.1", tls=True, login=BOB)
        self._lives, self._again = lives, again
        self._home = threading.Event()
        self.got_in = 0

    def run(self) -> None:
        for held, away in self._lives:
            while not self._came():
                if self._home.wait(self._again):
                    return
            self.got_in += 1
            self._home.wait(held)
            self._mine.let_go(len(self._mine))
            if self._home.wait(away):
                return

    def go_home(self) -> None:
        self._home.set()
        self.join()

    def _came(self) -> bool:
        with suppress(OSError, Refused):
            self._mine.come(1)
            return True
        return False


def is_true_of(found: Finding, limit: int) -> None:
    """Whatever is said: no wrong kind, no number above the limit, none below without "at least"."""
    verdict = found.verdict
    assert verdict.kind in {Kind.PER_ADDRESS, Kind.NO_CLEAR_RESULT}, found.story()
    assert verdict.limit is not None
    assert verdict.limit <= limit, found.story()
    assert verdict.at_least or verdict.limit == limit, found.story()


# -- A place is taken exactly while we free two ------------------------------------------------


def place_is_taken(stage: Stage, *, mail_closed: bool, held: float) -> Finding:
    """From the first refusal on somebody wants the very place that we free to prove a count."""
    limit = 6
    server = stage.courier(maxperip=limit)
    waiting = Colleague(server, iter([(held, 0.0)]), again=0.01)

    def at_the_first_refusal(progress: Progress) -> None:
        refused = isinstance(progress, Event) and progress.outcome is Outcome.CLOSED_AT_ONCE
        if refused and waiting.ident is None:
            waiting.start()

    try:
        found = check(server, plan=a_plan(mail_closed=mail_closed), listener=at_the_first_refusal)
    finally:
        waiting.go_home()
    assert waiting.got_in == 1
    is_true_of(found, limit)
    assert found.verdict.at_least, found.story()
    assert any(event.step is Step.EMPTIED for event in found.attempts), found.story()
    return found


SCENES.extend(
    Scene(
        name,
        partial(place_is_taken, mail_closed=closed, held=held),
        Kind.PER_ADDRESS,
        f"MAXPERIP=6, a colleague takes the freed place for {held:.0f} s",
        may_be=UNCLEAR,
        looks_like=frozenset({Kind.RATE, Kind.LOCKED_OUT}),
        long=True,
    )
    for name, closed, held in (
        ("courier-freed-place-taken-and-kept", False, 600.0),
        ("courier-freed-place-taken-though-mail-is-closed", True, 600.0),
        ("courier-freed-place-taken-for-a-while", True, 20.0),
    )
)

# -- Clients with random lives -----------------------------------------------------------------


@contextmanager
def coming_and_going(server: Courier, seed: int, count: int) -> Iterator[None]:
    """So many colleagues, each with a life of its own, the same for the same seed."""

    def lives(chance: random.Random) -> Iterator[tuple[float, float]]:
        while True:
            yield chance.expovariate(1 / 3.0), chance.expovariate(1 / 2.0)

    everybody = [
        Colleague(server, lives(random.Random(f"{seed}-{number}")), again=0.5)
        for number in range(count)
    ]
    for colleague in everybody:
        colleague.start()
    time.sleep(1.0)  # in the middle of it
    try:
        yield
    finally:
        for colleague in everybody:
            colleague.go_home()


def busy_office(stage: Stage, seed: int) -> Finding:
    """Five clients come and go at a limit of ten."""
    server = stage.courier(maxperip=10)
    with coming_and_going(server, seed, 5):
        found = check(server, plan=a_plan(mail_closed=False))
    is_true_of(found, 10)
    return found


SCENES.extend(
    Scene(
        f"courier-five-come-and-go-{seed}",
        partial(busy_office, seed=seed),
        Kind.PER_ADDRESS,
        "MAXPERIP=10, five clients come and go",
        unsteady="five clients come and go by chance",
        may_be=UNCLEAR,
        looks_like=frozenset({Kind.RATE, Kind.LOCKED_OUT}),
        long=True,
    )
    for seed in range(1, 6)
)
