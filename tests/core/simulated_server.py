"""A mail server in virtual time: its clock, its sessions, and the rules on the way in.

What the rules do is in simulated_rules.py; who plays a test against it is in simulated.py.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from wizard.core.commands import (
    Open,
)
from wizard.core.model import (
    Outcome,
    Phase,
    Via,
)


@dataclass(frozen=True)
class Answer:
    """What an attempt ends in, so many seconds after it began."""

    outcome: Outcome
    phase: Phase = Phase.GREETING
    seconds: float = 0.04
    connect_ms: float | None = 20.0
    said: str = ""
    detail: str = ""
    sign_in_ms: float | None = None


OPEN = Answer(Outcome.OPEN, Phase.HELD, 0.1)


@dataclass
class Try:
    """One attempt on its way into the server; `end` is called once, later calls do nothing."""

    command: Open
    end: Callable[[Answer], None]
    connect_ms: float = 20.0

    @property
    def number(self) -> int:
        return self.command.attempt


class World:
    """Virtual time."""

    def __init__(self) -> None:
        self.now = 0.0
        self._order = itertools.count()
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Do this in so many seconds."""
        heapq.heappush(self._agenda, (self.now + seconds, next(self._order), action))

    def turn(self) -> None:
        """On to the next thing that happens."""
        self.now, _, action = heapq.heappop(self._agenda)
        action()


class Rule:
    """One thing on the way into a server that may turn attempts away. Alone it never does."""

    server: Server

    def attach(self, server: Server) -> None:
        """Called once, before the test starts."""
        self.server = server

    def meet(self, one: Try) -> Answer | None:
        """What becomes of an attempt; None lets it pass to the next rule."""
        return None

    def holds_back(self, one: Try) -> bool:
        """Whether the attempt waits here; the rule calls `server.go_on` or ends it later."""
        return False

    def let_in(self, one: Try) -> None:
        """The attempt passed all rules."""

    def freed(self, number: int) -> None:
        """One of our sessions is gone."""

    def web_answers(self) -> bool:
        """Whether the web service of the server's own address can be reached."""
        return True

    def control_answers(self) -> bool:
        """Whether a host that has nothing to do with the server can be reached."""
        return True


@dataclass
class Server:
    """The rules in the order of the way in, and our sessions as the server knows them."""

    rules: list[Rule]
    software: str = "unknown"
    doors: tuple[Via, ...] = (Via.OTHER_SERVICE, Via.OTHER_FAMILY)
    found: bool = True
    world: World = field(default_factory=World)
    ours: dict[int, Via] = field(default_factory=dict)
    most_ours: int = 0
    held: set[int] = field(default_factory=set)
    deaf: set[int] = field(default_factory=set)
    doomed: set[int] = field(default_factory=set)
    ended: Callable[[int, str], None] = lambda number, said: None

    def __post_init__(self) -> None:
        for rule in self.rules:
            rule.attach(self)

    def receive(self, one: Try, after: Rule | None = None) -> None:
        """An attempt arrives, or comes on after the rule that held it back."""
        begin = self.rules.index(after) + 1 if after else 0
        for rule in self.rules[begin:]:
            if rule.holds_back(one):
                return
            answer = rule.meet(one)
            if answer is not None:
                one.end(answer)
                if answer.outcome is not Outcome.OPEN:
                    return
                break
        else:
            one.end(replace(OPEN, connect_ms=one.connect_ms, seconds=one.connect_ms / 1000 + 0.05))
        self.ours[one.number] = one.command.via
        alive = [n for n, via in self.ours.items() if via is Via.MAIN]
        self.most_ours = max(self.most_ours, len(alive))
        for rule in self.rules:
            rule.let_in(one)

    def forget(self, number: int) -> None:
        """One of our sessions is gone, for whatever reason."""
        self.held.discard(number)
        if self.ours.pop(number, None) is not None:
            for rule in self.rules:
                rule.freed(number)

    def end_session(self, number: int, said: str = "") -> None:
        """The server ends a session of ours."""
        if number in self.ours:
            self.forget(number)
            self.ended(number, said)

    def let_go(self, number: int) -> None:
        """We sign out; where no packet gets through, the server keeps the place."""
        if number in self.deaf:
            self.held.discard(number)
        else:
            self.forget(number)
