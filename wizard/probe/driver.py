"""The only owner of a ramp and its case: takes reports, feeds the ramp, carries out commands.

One thread runs it. Everything reaches it through one inbox; the clock is read here and nowhere
in the core. Whatever happens, every session it started is closed when `run` returns.
"""

from __future__ import annotations

import heapq
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from wizard import PROGRAM, __version__
from wizard.core import own_address
from wizard.core.commands import (
    AskControl,
    AskHeld,
    AskWeb,
    Command,
    CountOthers,
    CutOpening,
    Done,
    Ending,
    Happening,
    LetGo,
    Open,
    Resolve,
    StopAsked,
    Wake,
    Woke,
)
from wizard.core.model import Case, Event, Outcome, Plan, Target
from wizard.core.ramp import Ramp
from wizard.core.slumber import Glance, slept
from wizard.core.time_left import Told
from wizard.probe import tally
from wizard.probe.crew import Crew
from wizard.probe.crew import Told as Report
from wizard.probe.ways import Ways

# A stop has to be seen within 0.1 s, also where nothing else happens.
_TICK = 0.05

Progress = Told
"""What a watcher of a test sees: what happened, what is opened, waited for and let go."""


class Driver:
    """Runs one test; make a new one for the next."""

    def __init__(
        self,
        target: Target,
        plan: Plan,
        ways: Ways,
        on_progress: Callable[[Progress], None],
        stop: threading.Event,
    ) -> None:
        """Prepare; `run` does it. `ways` is how its sessions are opened."""
        self._target, self._plan = target, plan
        self._on_progress, self._stop = on_progress, stop
        self._ramp = Ramp(plan, signs_in=target.signs_in)
        self._inbox: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self._crew = Crew(target, plan, ways, self._inbox.put, self._now)
        self._timers: list[tuple[float, int]] = []
        self._events: list[Event] = []
        self._ending: Ending | None = None
        self._stop_fed = self._slept = self._too_soon = False
        past = ways.checked.pinned or not ways.checked.minds_antivirus
        self._may_count = 0 if past else tally.expected(target)
        self._began = 0.0

    def run(self) -> Case:
        """The whole test; returns when every socket is closed."""
        started_at = datetime.now(UTC)
        self._began = time.monotonic()
        try:
            self._carry_out(self._ramp.start())
            while self._ending is None:
                self._turn()
        finally:
            self._crew.close_everything()
        return self._case(started_at)

    def _now(self) -> float:
        """Seconds since the start of the test."""
        return time.monotonic() - self._began

    def _turn(self) -> None:
        if (self._stop.is_set() or self._slept) and not self._stop_fed:
            self._stop_fed = True
            self._feed(StopAsked(self._now()))
            self._crew.hurry()
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            self._feed(Woke(self._now(), heapq.heappop(self._timers)[1]))
        self._crew.look_at_the_clock()
        wait = _TICK if not self._timers else min(_TICK, self._timers[0][0] - now)
        before = _glance()
        try:
            report = self._inbox.get(timeout=max(0.0, wait))
        except queue.Empty:
            return
        finally:
            # Only around the wait: whoever watches a test may take his time.
            self._slept = self._slept or slept(before, _glance())
        for happening in self._crew.happenings(report):
            self._mind_the_tally(happening)
            self._feed(happening)

    def _mind_the_tally(self, happening: Happening) -> None:
        """Before anything is opened: would this test be one too many for a strict server?"""
        if not isinstance(happening, Event) or happening.outcome is not Outcome.RESOLVED:
            return
        doors = self._crew.doors
        if doors is not None and tally.wait(doors.main.address, self._may_count) > 0:
            self._too_soon = self._stop_fed = True
            self._feed(StopAsked(self._now()))

    def _feed(self, happening: Happening) -> None:
        commands = self._ramp.handle(happening)
        if isinstance(happening, Event):
            event = replace(happening, held=self._ramp.held)
            self._events.append(event)
            self._on_progress(event)
        self._carry_out(commands)

    def _carry_out(self, commands: list[Command]) -> None:
        for command in commands:
            self._tell_the_crew(command)
            if isinstance(command, Open | Wake | LetGo):
                self._on_progress(command)
            if isinstance(command, Wake):
                heapq.heappush(self._timers, (time.monotonic() + command.seconds, command.token))
            if isinstance(command, Done):
                self._ending = command.ending
        # A round in which nobody is left to reply is over at once.
        for happening in self._crew.quiet_rounds():
            self._feed(happening)

    def _tell_the_crew(self, command: Command) -> None:
        match command:
            case Resolve():
                self._crew.resolve()
            case Open():
                self._crew.open(command)
            case AskHeld(sessions=sessions, step=step):
                self._crew.ask_held(sessions, step, self._ramp.round_trip)
            case LetGo(sessions=sessions, step=step):
                self._crew.let_go(sessions, step)
            case CutOpening(attempt=attempt):
                self._crew.cut(attempt)
            case AskControl(step=step):
                self._crew.ask_control(step)
            case AskWeb(step=step):
                self._crew.ask_web(step)
            case CountOthers(step=step):
                self._crew.count_others(step)
            case Wake() | Done():
                pass

    def _case(self, started_at: datetime) -> Case:
        doors = self._crew.doors
        address = doors.main.address if doors else ""
        return Case(
            program=PROGRAM,
            version=__version__,
            started_at=started_at,
            # The clock may have been set in the meantime.
            finished_at=max(started_at, datetime.now(UTC)),
            target=self._target,
            plan=self._plan,
            address=address,
            other_addresses=tuple(
                one for one in (doors.all_addresses if doors else ()) if one != address
            ),
            server=self._crew.words,
            events=tuple(self._events),
            others=self._crew.others,
            ending=str(self._why()),
            own_address_changed=own_address.changed(self._crew.own),
        )

    def _why(self) -> Ending | None:
        """Why it ended: what ended it from outside counts before the course's own reason."""
        if self._slept:
            return Ending.SLEPT
        return Ending.TOO_SOON if self._too_soon else self._ending


def _glance() -> Glance:
    """One look at both clocks."""
    return Glance(time.time(), time.monotonic())
