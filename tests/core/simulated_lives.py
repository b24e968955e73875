"""Who and what acts beside the test: colleagues and customers with lives of their own, faults."""

from __future__ import annotations

from dataclasses import dataclass

from tests.core.simulated_rules import Places
from tests.core.simulated_server import Rule, Server


@dataclass(frozen=True)
class Life:
    """Somebody who comes, stays, and (hungry) tries again and again for a place."""

    comes: float
    stays: float
    hungry: bool = False


TRIES_AGAIN_SECONDS = 0.5
GIVES_UP_SECONDS = 300.0


class Others(Rule):
    """Those who are there from the start and leave, and those who come later."""

    def __init__(self, places: Places, lives: tuple[Life, ...], leave: tuple[float, ...]) -> None:
        self.places, self.lives, self.leave = places, lives, leave

    def attach(self, server: Server) -> None:
        super().attach(server)
        for at in self.leave[: self.places.others]:
            server.world.later(at, self.places.somebody_goes)
        for life in self.lives:
            server.world.later(life.comes, lambda life=life: self._comes(life))  # type: ignore[misc]

    def _comes(self, life: Life) -> None:
        world = self.server.world
        if self.places.somebody_comes():
            world.later(life.stays, self.places.somebody_goes)
        elif life.hungry and world.now < life.comes + GIVES_UP_SECONDS:
            world.later(TRIES_AGAIN_SECONDS, lambda: self._comes(life))


@dataclass(frozen=True)
class Death:
    """One of our held sessions ends at this time; unseen: a router forgot it, the place is kept."""

    at: float
    which: int
    seen: bool = True


class Deaths(Rule):
    """A bad line: held sessions die, with or without our noticing."""

    def __init__(self, deaths: tuple[Death, ...]) -> None:
        self.deaths = deaths

    def attach(self, server: Server) -> None:
        super().attach(server)
        for death in self.deaths:
            server.world.later(death.at, lambda death=death: self._die(death))  # type: ignore[misc]

    def _die(self, death: Death) -> None:
        alive = sorted(self.server.held - self.server.deaf)
        if alive and death.seen:
            self.server.end_session(alive[death.which % len(alive)])
        elif len(alive) > 2 and not self.server.deaf:
            # Forgotten one by one; all of them at once would be what a lock-out looks like.
            self.server.deaf.add(alive[death.which % len(alive)])
