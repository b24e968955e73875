"""Carries out the ramp's commands with threads, and tells in happenings what came of them.

It owns every thread and socket of a test; `close_everything` leaves none. It must never decide
what comes next, and never feed the ramp by itself: that is the driver's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from wizard.core.commands import Happening, Open, ServerNamed
from wizard.core.model import Event, Outcome, Phase, Plan, ServerWords, Step, Target, Via
from wizard.probe.beside import Beside
from wizard.probe.census import Others, count_others
from wizard.probe.doors import Doors
from wizard.probe.failures import Failure, Trace, classify
from wizard.probe.lookup import ControlTold, Found, resolve
from wizard.probe.session import Answered, Closed, Died, Ended, Report, Session
from wizard.probe.ways import Ways

GRACE_SECONDS = 2.0
ASK_SECONDS = 5.0
LOOK_UP_SECONDS = 10.0

Told = Report | Found | ControlTold | Others
"""What the threads of a test tell the driver."""


@dataclass
class _Round:
    """Sessions that were asked or let go together, and which of them have yet to reply."""

    step: Step
    code: Outcome
    sessions: tuple[int, ...]
    waiting: set[int]
    began: float
    overdue_at: float
    answered: list[int] = field(default_factory=list)


class Crew:
    """The threads of one test. `post` is thread-safe; everything else is called by the driver."""

    def __init__(
        self,
        target: Target,
        plan: Plan,
        ways: Ways,
        post: Callable[[Told], None],
        since_start: Callable[[], float],
    ) -> None:
        """Nothing runs yet; `ways` is how sessions are opened."""
        self._target, self._plan, self._ways = target, plan, ways
        self._post, self._now = post, since_start
        self._sessions: dict[int, Session] = {}
        self._opening: dict[int, Open] = {}
        self._rounds: list[_Round] = []
        self._beside = Beside(plan.patience.connect, post, since_start)
        self._counting: list[Step] = []
        self._resolve_until: float | None = None
        self._opened_once = False
        self.doors: Doors | None = None
        self.words = ServerWords()
        self.others: tuple[tuple[str, int], ...] = ()
        self.own: list[str] = []

    # -- commands ------------------------------------------------------------------------------

    def resolve(self) -> None:
        """Look the name up."""
        self._resolve_until = time.monotonic() + LOOK_UP_SECONDS
        resolve(self._target.host, self._post)

    def open(self, command: Open) -> None:
        """Start an attempt."""
        assert self.doors is not None
        self._opening[command.attempt] = command
        way = self._ways.of(command)
        door = self.doors.behind(command.via)
        first = not self._opened_once
        try:
            session = Session(command.attempt, door, way, self._post, first=first)
            session.start()
        except (OSError, RuntimeError, MemoryError) as error:
            # No descriptors or threads left here: nothing about the server.
            failure = classify(Trace(Phase.CONNECT), error)
            if failure.outcome is not Outcome.OUR_FAULT:
                failure = Failure(Outcome.OUR_FAULT, detail="system")
            self._post(Ended(command.attempt, failure, Phase.CONNECT, 0.0, None, None, None))
            return
        self._sessions[command.attempt] = session

    def ask_held(self, sessions: tuple[int, ...], step: Step, round_trip: float) -> None:
        """NOOP to all of them, against one deadline."""
        seconds = ASK_SECONDS + 4 * round_trip
        asked = self._begin_round(sessions, step, Outcome.HELD_ASKED, seconds)
        for number in asked.waiting:
            self._sessions[number].ask(seconds)

    def let_go(self, sessions: tuple[int, ...], step: Step) -> None:
        """Sign out of all of them; whoever is not closed in time is cut."""
        going = self._begin_round(sessions, step, Outcome.LET_GO, GRACE_SECONDS)
        for number in going.waiting:
            self._sessions[number].leave(GRACE_SECONDS)

    def cut(self, attempt: int) -> None:
        """Cut an attempt in flight."""
        if attempt in self._sessions:
            self._sessions[attempt].cut()

    def ask_control(self, step: Step) -> None:
        """One connect to the control host."""
        assert self._plan.control is not None
        known = self.doors.all_addresses if self.doors is not None else ()
        not_at = known if self._plan.control_is_a_guess else ()
        self._beside.ask_control(self._plan.control, not_at, step)

    def ask_web(self, step: Step) -> None:
        """One connect to the web service of the tested address."""
        assert self.doors is not None
        self._beside.ask_web(self.doors.main.address, step)

    def count_others(self, step: Step) -> None:
        """Count this computer's other connections to the door."""
        assert self.doors is not None
        self._counting.append(step)
        count_others(self.doors.main.address, self.doors.main.port, self._post)

    def hurry(self) -> None:
        """After a stop nothing is waited for that need not be."""
        self._beside.cut()
        if self._resolve_until is not None:
            self._post(Found(fault="cut"))

    def close_everything(self) -> None:
        """Cut whatever is left; returns when the sockets are closed."""
        for session in list(self._sessions.values()):
            session.cut()
        self._beside.cut()
        for session in list(self._sessions.values()):
            session.join(GRACE_SECONDS)

    # -- time ------------------------------------------------------------------------------------

    def look_at_the_clock(self) -> None:
        """Cut what is overdue: a session may hang where a signing-out cannot reach it."""
        now = time.monotonic()
        if self._resolve_until is not None and now > self._resolve_until:
            self._post(Found(fault="timeout"))
        self._beside.look_at_the_clock()
        for one in self._rounds:
            if now > one.overdue_at and one.code is Outcome.LET_GO:
                for number in one.waiting & self._sessions.keys():
                    self._sessions[number].cut()

    # -- reports of the threads ----------------------------------------------------------------

    def happenings(self, report: Told) -> list[Happening]:
        """What a report means for the ramp, in order."""
        match report:
            case Found():
                return self._found(report)
            case Ended():
                return self._ended(report)
            case Died(number=number, said=said):
                return [Event(self._now(), Step.CHECK, Outcome.LOST, attempt=number, said=said)]
            case Answered(number=number, in_time=in_time):
                return self._replied(number, Outcome.HELD_ASKED, in_time=in_time)
            case Closed(number=number):
                self._sessions.pop(number, None)
                self._opening.pop(number, None)
                asked = self._replied(number, Outcome.HELD_ASKED, in_time=False)
                return asked + self._replied(number, Outcome.LET_GO, in_time=True)
            case ControlTold():
                return list(self._beside.told(report))
            case Others():
                return [self._counted(report)]
            case _:
                assert_never(report)

    def quiet_rounds(self) -> list[Happening]:
        """Rounds in which nobody has to reply (any more)."""
        done = [one for one in self._rounds if not one.waiting]
        self._rounds = [one for one in self._rounds if one.waiting]
        return [self._round_over(one) for one in done]

    def _found(self, found: Found) -> list[Happening]:
        if self._resolve_until is None:
            return []
        self._resolve_until = None
        code, detail = Outcome.NOT_FOUND, found.fault
        if found.fault == "cut":
            code = Outcome.CUT_BY_US
        elif found.ours:
            code = Outcome.OUR_FAULT
        elif found.addresses:
            self.doors = Doors.of(self._target, self._plan, found.addresses)
            detail = "no-such-family"
        if self.doors is not None:
            code, detail = Outcome.RESOLVED, " ".join(self.doors.others)
        taken = found.milliseconds
        event = Event(
            self._now(), Step.REACH, code, Phase.RESOLVE, milliseconds=taken, detail=detail
        )
        return [event]

    def _ended(self, report: Ended) -> list[Happening]:
        command = self._opening.pop(report.number, None)
        failure = report.failure
        self._opened_once = self._opened_once or failure.outcome is Outcome.OPEN
        if command is None:
            # A session that was open already broke by a fault of this program.
            return [Event(self._now(), Step.CHECK, failure.outcome, attempt=report.number,
                          detail=failure.detail)]  # fmt: skip
        if report.own_address and command.via is Via.MAIN:
            self.own.append(report.own_address)
        event = Event(
            self._now(),
            command.step,
            failure.outcome,
            report.phase,
            report.number,
            command.via,
            report.milliseconds,
            report.connect_milliseconds,
            report.sign_in_milliseconds,
            said=failure.said,
            detail=failure.detail,
            names=failure.names,
            certificate=failure.certificate,
        )
        if report.words is None:
            return [event]
        # Known also where the session came no further: the note can name the setting then.
        self.words = report.words
        return [ServerNamed(self._now(), report.words), event]

    def _counted(self, others: Others) -> Event:
        self.others = others.programs
        detail = " ".join(f"{name}:{count}" for name, count in others.programs)
        return Event(
            self._now(),
            self._counting.pop(0),
            Outcome.OTHERS_COUNTED,
            detail=detail if others.complete else f"{detail} incomplete".strip(),
        )

    def _begin_round(
        self, sessions: tuple[int, ...], step: Step, code: Outcome, seconds: float
    ) -> _Round:
        now = time.monotonic()
        waiting = set(sessions) & self._sessions.keys()
        one = _Round(step, code, sessions, waiting, now, now + seconds)
        self._rounds.append(one)
        return one

    def _replied(self, number: int, code: Outcome, *, in_time: bool) -> list[Happening]:
        for one in self._rounds:
            if one.code is code and number in one.waiting:
                one.waiting.discard(number)
                if in_time:
                    one.answered.append(number)
        return self.quiet_rounds()

    def _round_over(self, one: _Round) -> Event:
        return Event(
            self._now(),
            one.step,
            one.code,
            milliseconds=(time.monotonic() - one.began) * 1000,
            sessions=one.sessions,
            answered=tuple(sorted(one.answered)),
        )
