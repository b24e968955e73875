"""The scenes: situations with a real server, each with the truth about it, and where they play."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from tests.conftest import insist
from tests.real.office import Finding, Watched
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.network import Network, unavailable
from wizard.core.advice import Kind, Verdict

T = TypeVar("T")
ServerT = TypeVar("ServerT", bound=Watched)


@dataclass(frozen=True)
class Stage:
    """Starts the servers of a scene; whoever made the stage stops them and strikes it.

    `servers` are those that must hold no connection of ours when the scene is over.
    """

    running: ExitStack
    servers: list[Watched] = field(default_factory=list)

    def courier(self, **options: Any) -> Courier:  # noqa: ANN401 - those of Courier
        """A Courier of this scene."""
        return self.serve(Courier(**options))

    def dovecot(self, **options: Any) -> Dovecot:  # noqa: ANN401 - those of Dovecot
        """A Dovecot of this scene."""
        return self.serve(Dovecot(**options))

    def network(self) -> Network:
        """A small internet of this scene: an office behind its router, and a mail server's host."""
        insist(unavailable())
        return self.put(Network())

    def serve(self, server: AbstractContextManager[ServerT]) -> ServerT:
        """Any server that can be watched; at the end it must have none of ours any more."""
        started = self.running.enter_context(server)
        self.servers.append(started)
        return started

    def put(self, thing: AbstractContextManager[T]) -> T:
        """Anything else that has to be taken away again: a network, a filter, a proxy."""
        return self.running.enter_context(thing)


@dataclass(frozen=True)
class Scene:
    """A situation with a real server, and the truth about it.

    `kind` is the one right verdict; `may_be` what else is honest there (nothing but
    `no-clear-result`, unless no limit is met at all). `looks_like` are kinds that a simpler test
    would call it, and that it must never be called. `setting` is what was set, for the table in
    docs/cases.md. `long`: most of a minute, or more, goes by in waiting. `unsteady` is why the
    verdict may differ from one play to the next. `seldom`: recorded and in the table like every
    other, but not played by every run of the tests: others of its family are.
    """

    name: str
    play: Callable[[Stage], Finding]
    kind: Kind
    setting: str = ""
    may_be: frozenset[Kind] = frozenset()
    looks_like: frozenset[Kind] = frozenset()
    long: bool = False
    unsteady: str = ""
    seldom: bool = False

    def allows(self, verdict: Verdict) -> bool:
        """Whether this verdict is the right one, or honest at least."""
        return verdict.kind in {self.kind, *self.may_be}


SCENES: Final[list[Scene]] = []
UNCLEAR: Final = frozenset({Kind.NO_CLEAR_RESULT})

Play = Callable[[Stage], Finding]


def scene(
    kind: Kind,
    setting: str = "",
    *,
    may_be: frozenset[Kind] = frozenset(),
    looks_like: frozenset[Kind] = frozenset(),
    long: bool = False,
    unsteady: str = "",
    seldom: bool = False,
) -> Callable[[Play], Play]:
    """The function is a scene, under its own name; the rest as in `Scene`."""

    def keep(play: Play) -> Play:
        name = play.__name__.replace("_", "-")
        about = (setting, may_be, looks_like, long, unsteady, seldom)
        SCENES.append(Scene(name, play, kind, *about))
        return play

    return keep


def played(scene: Scene) -> Finding:
    """One play; raises AssertionError where the verdict is neither right nor honest."""
    with ExitStack() as running:
        found = scene.play(Stage(running))
        assert scene.allows(found.verdict), found.story()
        return found
