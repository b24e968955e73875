"""An adversary for the ramp: answers every command with anything a driver could ever say.

`play` draws every answer, its order, strays, losses and stops from `chance`; what was said by
both sides is kept in one list, so that the laws can be checked on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import strategies as st

from tests.core.simulated import GREETINGS, LARGE_PROVIDERS, plan_for
from wizard.core.commands import (
    AskControl,
    AskHeld,
    AskWeb,
    Command,
    CountOthers,
    CutOpening,
    Done,
    Happening,
    LetGo,
    Open,
    Resolve,
    ServerNamed,
    StopAsked,
    Wake,
    Woke,
)
from wizard.core.model import Event, Outcome, Phase, Plan, ServerWords, Step, Via, Waits
from wizard.core.ramp import Ramp

ENDS = (
    Outcome.CLOSED_AT_ONCE,
    Outcome.CLOSED_LATE,
    Outcome.REFUSED_IN_WORDS,
    Outcome.LIMIT_IN_WORDS,
    Outcome.SIGN_IN_REFUSED,
    Outcome.SIGN_IN_CUT,
    Outcome.SILENT,
    Outcome.CONNECT_REFUSED,
    Outcome.CONNECT_UNANSWERED,
    Outcome.LOST,
    Outcome.OUR_FAULT,
    Outcome.CERTIFICATE_PROBLEM,
    Outcome.NEEDS_BROWSER_SIGN_IN,
    Outcome.NO_ENCRYPTION,
    Outcome.NOT_A_MAIL_SERVER,
)
PHASES = (Phase.CONNECT, Phase.TLS, Phase.GREETING, Phase.SIGN_IN)
WORDS = (
    "",
    "* BYE service busy",
    "a1 NO [LIMIT] Maximum number of connections from user+IP exceeded",
    "* BYE Too many connections (4) from this IP",
    "a NO Too many invalid logon attempts",
    "a NO rate limit",
)
# More than any course takes: eight refusals, two hundred sessions, and what is asked between.
MOST_COMMANDS = 2_000


@dataclass
class Play:
    """Who said what: commands and happenings, in order."""

    plan: Plan
    signs_in: bool
    said: list[Command | Happening] = field(default_factory=list)

    @property
    def commands(self) -> list[Command]:
        return [one for one in self.said if isinstance(one, Command)]

    @property
    def happenings(self) -> list[Happening]:
        return [one for one in self.said if isinstance(one, Happening)]


class Adversary:
    """Plays one test. `kindness` is how often an attempt gets in."""

    def __init__(self, plan: Plan, chance: Random, *, signs_in: bool, kindness: float) -> None:
        self._chance, self._kindness = chance, kindness
        self._ramp = Ramp(plan, signs_in=signs_in)
        self.play = Play(plan, signs_in)
        self._open_commands: list[Command] = []
        self._held: set[int] = set()
        self._opening: Open | None = None
        self._now = 0.0
        self._stops = chance.random() < 0.3
        self.done = False

    def run(self) -> Play:
        """The whole test."""
        self._take(self._ramp.start())
        while not self.done:
            assert len(self.play.commands) < MOST_COMMANDS, "no end in sight"
            self._now += self._chance.random() * self._chance.choice((0.1, 1.0, 10.0))
            self._disturb()
            if self._open_commands and not self.done:
                at = self._chance.randrange(len(self._open_commands))
                self._answer(self._open_commands.pop(at))
        return self.play

    def _take(self, commands: list[Command]) -> None:
        self.play.said += commands
        for command in commands:
            if isinstance(command, Done):
                self.done = True
            elif isinstance(command, Open):
                self._opening = command
                self._open_commands.append(command)
            elif isinstance(command, CutOpening):
                assert self._opening is not None
                assert self._opening.attempt == command.attempt
            else:
                self._open_commands.append(command)

    def _say(self, happening: Happening) -> None:
        if not self.done:
            self.play.said.append(happening)
            self._take(self._ramp.handle(happening))

    def _disturb(self) -> None:
        """What may happen at any time."""
        dice = self._chance.random()
        if self._stops and dice < 0.02:
            self._say(StopAsked(self._now))
        elif self._held and dice > 0.95:
            self._lose(self._chance.choice(sorted(self._held)))
        elif dice > 0.93:
            self._say(Woke(self._now, self._chance.randrange(50)))

    def _lose(self, number: int) -> None:
        self._held.discard(number)
        self._say(Event(self._now, Step.CHECK, Outcome.LOST, attempt=number))

    def _answer(self, command: Command) -> None:  # noqa: C901  one case for each command
        chance, now = self._chance, self._now
        match command:
            case Resolve():
                found = chance.random() < 0.97
                code = Outcome.RESOLVED if found else Outcome.NOT_FOUND
                doors = " ".join(v for v in Via if v is not Via.MAIN and chance.random() < 0.7)
                self._say(
                    Event(now, Step.REACH, code, Phase.RESOLVE, detail=doors if found else "")
                )
            case Open():
                self._end(command)
            case AskHeld(sessions=sessions, step=step):
                for number in [n for n in sessions if n in self._held and chance.random() < 0.05]:
                    self._lose(number)
                here = [n for n in sessions if n in self._held]
                answered = tuple(here if chance.random() < 0.8 else [])
                self._say(
                    Event(now, step, Outcome.HELD_ASKED, sessions=sessions, answered=answered)
                )
            case LetGo(sessions=sessions, step=step):
                self._held.difference_update(sessions)
                self._say(Event(now, step, Outcome.LET_GO, sessions=sessions))
            case AskControl(step=step):
                answers = (Outcome.CONTROL_ANSWERED, Outcome.CONTROL_UNANSWERED)
                self._say(Event(now, step, chance.choice(answers), Phase.CONNECT))
            case AskWeb(step=step):
                replies = (Outcome.WEB_ANSWERED, Outcome.WEB_UNANSWERED)
                self._say(Event(now, step, chance.choice(replies), Phase.CONNECT))
            case CountOthers(step=step):
                self._say(Event(now, step, Outcome.OTHERS_COUNTED, detail=str(chance.random())))
            case Wake(token=token):
                self._say(Woke(now, token))
            case CutOpening() | Done():
                pass

    def _end(self, command: Open) -> None:
        chance = self._chance
        stopped = any(isinstance(one, StopAsked) for one in self.play.said)
        outcome = Outcome.OPEN if chance.random() < self._kindness else chance.choice(ENDS)
        if stopped and chance.random() < 0.8:
            outcome = Outcome.CUT_BY_US
        event = Event(
            self._now,
            command.step,
            outcome,
            chance.choice(PHASES),
            command.attempt,
            command.via,
            connect_milliseconds=chance.choice((None, 20.0, 20.0, 1020.0)),
            said=chance.choice(WORDS),
        )
        self._opening = None
        if outcome is Outcome.OPEN:
            event = replace(event, phase=Phase.HELD)
            greeting = chance.choice((*GREETINGS.values(), LARGE_PROVIDERS["google"]))
            self._say(ServerNamed(self._now, ServerWords(greeting)))
            self._held.add(command.attempt)
        self._say(event)


@st.composite
def hostile_plays(draw: st.DrawFn) -> Play:
    """A whole test against an adversary."""
    plan = plan_for(
        draw(st.sampled_from((1, 3, 10, 60))),
        most=draw(st.sampled_from((1, 2, 5, 50, 200, 1000))),
        pace=draw(st.sampled_from((None, 0.0, 0.2))),
        mail_closed=draw(st.booleans()),
        control=draw(st.sampled_from((None, ("control", 443)))),
        recently_unsigned=draw(st.booleans()),
        test_anyway=draw(st.booleans()),
        waits=draw(st.sampled_from((Waits(), Waits(settle=0.0, retry=0.0, quiet=0.0)))),
    )
    chance = Random(draw(st.integers(0, 2**32)))
    kindness = draw(st.sampled_from((0.0, 0.2, 0.5, 0.8, 0.95)))
    return Adversary(plan, chance, signs_in=draw(st.booleans()), kindness=kindness).run()
