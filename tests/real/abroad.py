"""The office tests a mail server that stands elsewhere: what scenes in a network have in common."""

from __future__ import annotations

from typing import Any, Final

from tests.real.office import Finding, Listener, a_plan, check
from tests.servers import CANARY
from tests.servers.network import PROVIDER, PUBLIC, Network
from tests.servers.real import Common, RealServer
from wizard.core.model import Event, Outcome, Security
from wizard.service import Progress

# Towards a server that is not on this very computer nobody may be quicker (manners.PACE_FLOOR).
PACE: Final = 0.2
NEED: Final = 10


def at_the_provider(world: Network) -> Common:
    """The options of a server that stands on the provider's host."""
    return {"netns": world.provider.name, "address": "0.0.0.0", "client": PUBLIC}  # noqa: S104


def from_the_office(
    world: Network,
    server: RealServer,
    *,
    need: int = NEED,
    pace: float | None = PACE,
    control: bool = True,
    password: str | None = CANARY,
    listener: Listener = lambda _: None,
    **plan: Any,  # noqa: ANN401 - those of Plan
) -> Finding:
    """A test from the office's computer; the other service and the host elsewhere are known."""
    return check(
        server,
        password=password,
        host=PROVIDER,
        plan=a_plan(
            need,
            pace=pace,
            control=world.control if control else None,
            other_service=(server.imap, Security.STARTTLS),
            **plan,
        ),
        listener=listener,
        place=world.office.run,
    )


def both_ports(server: RealServer) -> tuple[int, int]:
    """The ports of both services of a mail server."""
    return (server.imap, server.imaps)


def has_opened(progress: Progress, count: int) -> bool:
    """Whether this is the moment when so many sessions are open for the first time."""
    opened = isinstance(progress, Event) and progress.outcome is Outcome.OPEN
    return opened and isinstance(progress, Event) and progress.attempt == progress.held == count
