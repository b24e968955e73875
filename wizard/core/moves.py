"""The moves a course is made of: open, let go, ask, wait. Each yields commands until answered.

It must never decide what comes next: that is course.py and understand.py.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from wizard.core import manners
from wizard.core.commands import (
    AskControl,
    AskHeld,
    AskWeb,
    Command,
    Ending,
    Happening,
    LetGo,
    Open,
    Wake,
    Woke,
)
from wizard.core.ledger import BudgetSpentError, Ledger
from wizard.core.model import Event, Outcome, Step, Via

T = TypeVar("T")
Script = Generator[tuple[Command, ...], Happening, T]


class GiveUpError(Exception):
    """The test ends here, for this reason."""

    def __init__(self, ending: Ending) -> None:
        """Keep why."""
        super().__init__(ending)
        self.ending = ending


class Moves:
    """Reads the ledger, never changes it."""

    def __init__(self, ledger: Ledger) -> None:
        """One object per test."""
        self.ledger = ledger
        self.any_certificate = False
        self.server_name = ""
        self._tokens = 0
        self._first_opened_at: float | None = None

    def next_token(self) -> int:
        """A number for a `Wake`, never used before."""
        self._tokens += 1
        return self._tokens

    def wordless_courier(self, refusal: Event) -> bool:
        """Whether this is the refusal that only Courier's limit per address makes."""
        courier = self.ledger.software == "courier"
        return courier and refusal.outcome is Outcome.CLOSED_AT_ONCE

    def unsigned_sessions_left(self) -> bool:
        """Whether one more session that never signs in may be opened (manners.py)."""
        if self.ledger.signs_in or self.ledger.software == "courier":
            return True
        return self.ledger.opened < manners.UNSIGNED_SESSIONS

    def attempt(self, step: Step, via: Via = Via.MAIN) -> Open:
        """The command for the next attempt; raises BudgetSpentError or GiveUpError."""
        if self.ledger.budget_left <= 0:
            raise BudgetSpentError
        if not self.unsigned_sessions_left():
            raise GiveUpError(Ending.SIGN_IN_NEEDED)
        number = self.ledger.attempts + 1
        return Open(number, step, via, self.any_certificate, self.server_name)

    def open(
        self, step: Step, via: Via = Via.MAIN, also: tuple[Command, ...] = ()
    ) -> Script[Event]:
        """One attempt to its end; `also` goes out with it and is not waited for."""
        command = self.attempt(step, via)
        happening = yield (command, *also)
        return (yield from self.end_of(command, happening))

    def end_of(self, command: Open, happening: Happening) -> Script[Event]:
        """Wait for the end of an attempt that is under way."""
        while not (isinstance(happening, Event) and happening.attempt == command.attempt):
            happening = yield ()
        if happening.outcome in {Outcome.OUR_FAULT, Outcome.CUT_BY_US}:
            raise GiveUpError(Ending.OUR_FAULT)
        if happening.outcome is Outcome.OPEN and command.step is not Step.QUEUE:
            self._mind_the_clock(happening.at)
        return happening

    def _mind_the_clock(self, at: float) -> None:
        """Courier ends what has not signed in after 60 s: be through before."""
        if self.ledger.signs_in or self.ledger.software != "courier":
            return
        if self._first_opened_at is None:
            self._first_opened_at = at
        if at - self._first_opened_at > self.ledger.plan.waits.unsigned_life:
            raise GiveUpError(Ending.TIME_USED_UP)

    def sleep(self, seconds: float, step: Step) -> Script[None]:
        """Wait without doing anything."""
        if seconds <= 0:
            return
        token = self.next_token()
        happening = yield (Wake(seconds, token, step),)
        while not (isinstance(happening, Woke) and happening.token == token):
            happening = yield ()

    def let_go(self, sessions: tuple[int, ...], step: Step) -> Script[None]:
        """Sign these out and wait until they are closed."""
        if not sessions:
            return
        happening = yield (LetGo(sessions, step),)
        while not (isinstance(happening, Event) and happening.outcome is Outcome.LET_GO):
            happening = yield ()

    def ask_held(self, step: Step) -> Script[tuple[int, ...]]:
        """The held sessions that answered a NOOP."""
        if not self.ledger.held:
            return ()
        happening = yield (AskHeld(tuple(self.ledger.held), step),)
        while not (isinstance(happening, Event) and happening.outcome is Outcome.HELD_ASKED):
            happening = yield ()
        return happening.answered

    def ask_control(self, step: Step) -> Script[bool | None]:
        """Whether the control host answers; None where there is none."""
        if self.ledger.plan.control is None:
            return None
        answers = {Outcome.CONTROL_ANSWERED: True, Outcome.CONTROL_UNANSWERED: False}
        happening = yield (AskControl(step),)
        while not (isinstance(happening, Event) and happening.outcome in answers):
            happening = yield ()
        return answers[happening.outcome]

    def ask_web(self, step: Step) -> Script[None]:
        """Ask whether the web service of the mail server's own host answers; the case keeps it."""
        replies = {Outcome.WEB_ANSWERED, Outcome.WEB_UNANSWERED}
        happening = yield (AskWeb(step),)
        while not (isinstance(happening, Event) and happening.outcome in replies):
            happening = yield ()
