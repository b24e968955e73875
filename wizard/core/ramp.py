"""The measuring state machine: what happened goes in, commands come out. It does nothing itself.

Laws, each one a property in tests/core/test_ramp_laws.py:

 1. It always reaches `Done`.
 2. At `Done` nothing is held and nothing is pending.
 3. Sessions held never exceed the ceiling.
 4. At most one `Open` is in flight.
 5. A first refusal is never believed: the course confirms it, frees two places and opens two.
 6. After a stop no `Open` is issued and nothing counts as refused.
 7. Time enters only as `at` and leaves only as `Wake`.
 8. Attempts that do not open never exceed the budget (manners.py).
 9. What we cut ourselves is never a refusal.

This file is the gate: it keeps the ledger and holds every command of the course against the
laws. What is done in which order is course.py, a script to be read from top to bottom.
"""

from __future__ import annotations

from typing import assert_never

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
    ServerNamed,
    StopAsked,
    Wake,
    Woke,
)
from wizard.core.course import Course
from wizard.core.ledger import Ledger, UnlawfulError
from wizard.core.model import Event, Plan, Step
from wizard.core.moves import Script


class Ramp:
    """The gate between the course and the driver: one per test."""

    def __init__(self, plan: Plan, *, signs_in: bool) -> None:
        """Prepare a test after `plan`; `signs_in` says whether sessions sign in."""
        self._ledger = Ledger(plan, signs_in)
        self._script: Script[Ending] | None = Course(self._ledger).whole()
        self._ending: Ending | None = None

    @property
    def held(self) -> int:
        """How many sessions are open at the tested door."""
        return len(self._ledger.held)

    @property
    def software(self) -> str:
        """The server's software as far as it is known by now."""
        return self._ledger.software

    @property
    def round_trip(self) -> float:
        """The fastest connect so far, in seconds (0 before the first)."""
        return (self._ledger.fastest_connect_ms or 0.0) / 1000

    def start(self) -> list[Command]:
        """The first commands."""
        return self._advance(None)

    def handle(self, happening: Happening) -> list[Command]:
        """Take note of what happened and answer with what is to be done now."""
        match happening:
            case StopAsked():
                return [] if self._ledger.stopped else self._stop()
            case ServerNamed(words=words):
                self._ledger.name_server(words)
                return []
            case Event():
                self._ledger.account(happening)
            case Woke():
                pass
            case _:
                assert_never(happening)
        return self._wind_down() if self._script is None else self._advance(happening)

    def _advance(self, happening: Happening | None) -> list[Command]:
        assert self._script is not None
        try:
            wanted = next(self._script) if happening is None else self._script.send(happening)
        except StopIteration as end:
            self._script, self._ending = None, Ending(end.value)
            return self._wind_down()
        for command in wanted:
            self._enter(command)
        return list(wanted)

    def _stop(self) -> list[Command]:
        """Nothing counts from here on; cut what is opening, let go of what is held."""
        if self._script is not None:
            self._script.close()
        self._script, self._ending = None, Ending.STOPPED
        self._ledger.stopped = True
        opening = self._ledger.opening
        cut: list[Command] = [] if opening is None else [CutOpening(opening)]
        return cut + self._wind_down()

    def _wind_down(self) -> list[Command]:
        """Let go of all that is held, wait for all that is pending, then `Done`."""
        ledger = self._ledger
        loose = tuple(n for n in ledger.all_held if n not in ledger.closing)
        if loose:
            command = LetGo(loose, Step.LET_GO)
            self._enter(command)
            return [command]
        if ledger.idle and self._ending is not None:
            return [Done(self._ending)]
        return []

    def _enter(self, command: Command) -> None:
        """Hold a command against the laws and enter it into the ledger."""
        match command:
            case Open(attempt=attempt, via=via):
                self._ledger.note_open(attempt, via)
            case LetGo(sessions=sessions):
                self._ledger.note_let_go(sessions)
            case AskHeld() | AskControl() | AskWeb() | CountOthers() | Resolve():
                self._ledger.pending += 1
            case Wake(seconds=seconds):
                self._ledger.note_wait(seconds)
            case CutOpening() | Done():
                raise UnlawfulError("only the gate cuts and ends")
            case _:
                assert_never(command)
