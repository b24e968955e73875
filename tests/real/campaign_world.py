"""Where a schedule of the campaign plays: a network, its name server, a mail server, one fault.

Owns one run from beginning to end, in a process of its own (`python -m tests.real.campaign --one`)
whose files for looking up names are its own (campaign_names.py).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from tests.real.abroad import PACE, at_the_provider
from tests.real.campaign_faults import Fault, Happening, made
from tests.real.campaign_names import MAIL_NAME, WEB_NAME, name_server
from tests.real.campaign_truth import Class, Truth, judged
from tests.real.office import Finding, a_plan, check
from tests.servers import CANARY
from tests.servers.certs import shared_certs
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.guards import our_sockets
from tests.servers.network import PROVIDER, WEB, Network
from tests.servers.real import RealServer
from tests.servers.sockets import asked
from wizard.core.advice import Kind
from wizard.core.commands import LetGo, Open, Wake
from wizard.core.model import Event, Outcome, Plan, Security, Step, Via
from wizard.service import Progress

NEED: Final = 8
OPEN_TO_ALL: Final = 100
TRUTHS: Final = {
    "courier-4": Truth(Kind.PER_ADDRESS, 4),
    "dovecot-4": Truth(Kind.PER_MAILBOX_AND_ADDRESS, 4, says=True),
    "dovecot-open": Truth(Kind.NO_LIMIT_FOUND, OPEN_TO_ALL),
}
PHASES: Final = ("resolve", "reach", "climb", "confirm", "free", "refill", "afterwards")
AFTERWARDS: Final = frozenset(
    {Step.AGAIN, Step.NEIGHBOURS, Step.AFTERWARDS, Step.EMPTIED, Step.LET_GO}
)
# A server has heard of our end by then, however often the last packet was lost: the kernel sends it
# again after 120 s at most (RFC 6298 lets it wait for no less than 60 s).
BURIED_SECONDS: Final = 130.0


@dataclass(frozen=True)
class Schedule:
    """One run: which server, which fault, when it begins and how long it lasts (0: to the end)."""

    server: str
    fault: Fault
    phase: str
    open_by_then: int
    delay: float
    lasts: float
    signs_in: bool = True
    control: bool = True
    security: Security = Security.TLS


@dataclass(frozen=True)
class Run:
    """What became of it."""

    schedule: Schedule
    verdict: str
    judged: str
    seconds: float
    began: bool
    left_open: int
    ghosts: int
    client_sockets: int
    story: str


def longest(plan: Plan) -> float:
    """No test may take longer: every attempt that may fail does so as late as it can, every wait
    is waited for to its end.
    """
    patience, waits = plan.patience, plan.waits
    attempt = patience.connect + 2 * patience.greeting + patience.sign_in
    spent = 12 * attempt  # the two budgets of manners.py
    opened = (plan.top + 8 + 4) * (plan.pace or 1.0)
    waited = sum(waits.no_place) + sum(waits.confirm) + 2 * waits.silence + waits.quiet
    waited += waits.after_reset + waits.after_frozen + waits.frozen_again + 8 * waits.settle
    asked_for = 6 * (patience.connect + 10.0)
    return spent + opened + waited + asked_for


def is_moment(schedule: Schedule, progress: Progress) -> bool:
    """Whether the fault's phase begins with this."""
    step = progress.step if isinstance(progress, Open | Wake | LetGo) else None
    match schedule.phase:
        case "reach":
            return isinstance(progress, Event) and progress.outcome is Outcome.RESOLVED
        case "climb":
            event = progress if isinstance(progress, Event) else None
            opened = event is not None and event.outcome is Outcome.OPEN
            return opened and event is not None and event.held >= schedule.open_by_then
        case "confirm":
            return step is Step.CONFIRM
        case "free":
            return step is Step.FREE
        case "refill":
            return step is Step.REFILL
        case "afterwards":
            return step in AFTERWARDS
        case _:
            return False  # "resolve": it began before


class Timing:
    """Begins the fault when its moment comes, and ends it in time; from a thread of its own."""

    def __init__(self, schedule: Schedule, happening: Happening) -> None:
        """Nothing happens before `begin` or the moment."""
        self._schedule, self._happening = schedule, happening
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self.began = False

    def listen(self, progress: Progress) -> None:
        """What a test tells."""
        if self._thread is None and is_moment(self._schedule, progress):
            self.begin()

    def begin(self) -> None:
        self._thread = threading.Thread(target=self._play, name="fault")
        self._thread.start()
        if not self._schedule.delay:
            time.sleep(0.1)  # so that it is there when the test goes on

    def _play(self) -> None:
        if not self._over.wait(self._schedule.delay):
            self.began = self._schedule.fault is not Fault.NONE
            self._happening.begin()
            self._over.wait(self._schedule.lasts or None)
        self._happening.end()

    def finish(self) -> None:
        """The test is over: so is the fault."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()


def played(schedule: Schedule) -> Run:
    """One run."""
    with ExitStack() as running:
        world = running.enter_context(Network())
        running.enter_context(name_server(world))
        server = running.enter_context(a_server(schedule.server, world))
        timing = Timing(schedule, made(schedule.fault, world, server, running))
        before = our_sockets()
        plan = a_plan(
            NEED,
            pace=PACE,
            control=(WEB_NAME, WEB) if schedule.control else None,
            other_service=other_door(schedule.security, server),
        )
        began = time.monotonic()
        if schedule.phase == "resolve":
            timing.begin()
        try:
            found = check(
                server,
                schedule.security,
                host=MAIL_NAME,
                password=CANARY if schedule.signs_in else None,
                plan=plan,
                listener=timing.listen,
                place=world.office.run,
            )
        finally:
            taken = time.monotonic() - began
            left = settled(lambda: len(our_sockets() - before), 1.0)
            timing.finish()
        open_ends = settled(lambda: client_ends(world), BURIED_SECONDS)
        # After a bad line the server's own last packet may be repeated many times, ever later.
        ghosts = schedule.fault is Fault.RESET
        held = settled(server.sessions_of, 2.0 if ghosts else BURIED_SECONDS)
        return summed_up(schedule, found, taken, timing.began, (open_ends, held, left))


def summed_up(
    schedule: Schedule, found: Finding, taken: float, began: bool, left: tuple[int, int, int]
) -> Run:
    """Held against the truth. Ghosts are what a server holds whose other end is gone unheard."""
    open_ends, held, sockets = left
    main = (event for event in found.attempts if event.via is Via.MAIN)
    opened = any(event.outcome is Outcome.OPEN for event in main)
    fault = schedule.fault if began else Fault.NONE
    verdict = judged(found.verdict, TRUTHS[schedule.server], fault, ever_open=opened)
    story = "" if verdict is Class.RIGHT else found.story()
    short = found.story().splitlines()[0]
    excess = max(0, held - open_ends)
    # A reset that one end alone heard, and one that was lost on the way: none is sent again.
    ghosts = excess if fault in {Fault.RESET, Fault.LOSS} else 0
    return Run(
        schedule,
        short,
        verdict,
        round(taken, 1),
        began,
        open_ends + excess - ghosts,
        ghosts,
        sockets,
        story,
    )


def settled(count: Callable[[], int], seconds: float) -> int:
    """A number that should become 0, when it does or when time is up."""
    until = time.monotonic() + seconds
    while (left := count()) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def other_door(security: Security, server: RealServer) -> tuple[int, Security]:
    """The service that is not tested."""
    if security is Security.TLS:
        return (server.imap, Security.STARTTLS)
    return (server.imaps, Security.TLS)


def client_ends(world: Network) -> int:
    """The office's ends of connections to the mail server that are not buried yet."""
    return world.office.run(lambda: sum(str(found.peer) == PROVIDER for found in asked()))


def a_server(name: str, world: Network) -> RealServer:
    """One of the campaign's servers, with a certificate for its name."""
    common = at_the_provider(world)
    common["cert"] = shared_certs().issue("campaign", names=(MAIL_NAME,))
    if name == "courier-4":
        return Courier(maxperip=4, **common)
    return Dovecot(userip=4 if name == "dovecot-4" else OPEN_TO_ALL, **common)
