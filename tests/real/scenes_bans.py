"""The office's address is banned while the test runs: nothing gets in, and the held ones die.

The number of sessions that were open then is chance: it must never be called a limit.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import Final

from tests.real.abroad import at_the_provider, both_ports, from_the_office, has_opened
from tests.real.office import Finding
from tests.real.scenes_filters import NAMES
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers.dovecot import Dovecot
from tests.servers.fail2ban import Fail2ban
from tests.servers.filters import Answer, Ban, connlimit
from tests.servers.network import PROVIDER, PUBLIC, Network
from tests.servers.strangers import Refused, Strangers
from wizard.core.advice import Kind
from wizard.core.model import Event, Outcome, Step
from wizard.service import Progress

OPEN_BY_THEN: Final = 3
SIMPLER: Final = frozenset(
    {Kind.PER_ADDRESS, Kind.RATE, Kind.OFFICE_NETWORK, Kind.SERVER_FULL, Kind.EVICTS_OLDEST}
)


def a_dovecot(stage: Stage, world: Network) -> Dovecot:
    """Its sessions cannot be ended through a ban, so that is not asked of it at the end."""
    return stage.put(Dovecot(userip=100, **at_the_provider(world)))


# -- A ban by hand, at a known moment ----------------------------------------------------------


def banned(stage: Stage, answer: Answer, *, control: bool = True) -> Finding:
    """When three are open, somebody bans the office for ten minutes."""
    world = stage.network()
    server = a_dovecot(stage, world)
    ban = Ban(world, both_ports(server), answer)

    def at_the_third(progress: Progress) -> None:
        if has_opened(progress, OPEN_BY_THEN):
            ban.begin()

    return from_the_office(world, server, control=control, listener=at_the_third)


SCENES.extend(
    Scene(
        f"ban-{NAMES[answer]}{'' if control else '-no-control'}",
        partial(banned, answer=answer, control=control),
        Kind.LOCKED_OUT,
        f"nft: the address is banned when 3 are open, {answer.nft}"
        + ("" if control else ", no control host"),
        may_be=frozenset() if control else UNCLEAR,
        looks_like=SIMPLER,
        long=control and answer is not Answer.UNREACHABLE,
    )
    for answer in (Answer.DROP, Answer.UNREACHABLE, Answer.RESET)
    for control in (True, False)
)


@scene(
    Kind.LOCKED_OUT,
    "nft: banned when 3 are open, new connections only, reset",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
    long=True,
)
def ban_of_new_connections(stage: Stage) -> Finding:
    """What is open goes on: freed places do not come back, and time does not help.

    As far as the office can see: so it is said with the least confidence.
    """
    world = stage.network()
    server = stage.dovecot(userip=100, **at_the_provider(world))
    ban = Ban(world, both_ports(server), Answer.RESET, new_only=True)

    def at_the_third(progress: Progress) -> None:
        if has_opened(progress, OPEN_BY_THEN):
            ban.begin()

    return from_the_office(world, server, listener=at_the_third)


@scene(
    Kind.LOCKED_OUT,
    "nft: banned for 15 s when 3 are open, ICMP",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
)
def ban_that_ends_soon(stage: Stage) -> Finding:
    """The ban is over before the test has understood it."""
    world = stage.network()
    server = a_dovecot(stage, world)
    ban = Ban(world, both_ports(server), Answer.UNREACHABLE)

    def at_the_third(progress: Progress) -> None:
        if has_opened(progress, OPEN_BY_THEN):
            ban.begin(seconds=15.0)

    return from_the_office(world, server, listener=at_the_third)


@scene(
    Kind.LOCKED_OUT,
    "iptables connlimit 4, nft: banned while two places are freed, ICMP",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
    long=True,
)
def ban_while_places_are_freed(stage: Stage) -> Finding:
    """A limit was met, and before it was proven the office is banned: the limit stays unsaid."""
    world = stage.network()
    server = a_dovecot(stage, world)
    connlimit(4, both_ports(server), Answer.RESET).on(world.provider)
    ban = Ban(world, both_ports(server), Answer.UNREACHABLE)

    def at_the_freed_places(progress: Progress) -> None:
        let_go = isinstance(progress, Event) and progress.outcome is Outcome.LET_GO
        if let_go and progress.step is Step.FREE:
            ban.begin()

    return from_the_office(world, server, listener=at_the_freed_places)


# -- fail2ban, because a colleague mistypes ----------------------------------------------------


@scene(
    Kind.LOCKED_OUT,
    "fail2ban as Debian has it; a colleague mistypes a password",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
    long=True,
)
def fail2ban_and_a_colleague(stage: Stage) -> Finding:
    """The office shares one address, and so it shares what a colleague's old phone does."""
    world = stage.network()
    server = a_dovecot(stage, world)
    watcher = stage.put(Fail2ban(world.provider, server))
    phone = threading.Thread(target=mistypes, args=(world, server, watcher), name="old phone")

    def at_the_second(progress: Progress) -> None:
        if has_opened(progress, 2):
            phone.start()

    try:
        # Slow enough that the ban comes before the climb is over.
        found = from_the_office(world, server, pace=2.0, need=20, listener=at_the_second)
    finally:
        phone.join()
    assert watcher.has_banned(PUBLIC), found.story()
    return found


def mistypes(world: Network, server: Dovecot, watcher: Fail2ban) -> None:
    """From the colleague's computer, a new wrong password each time, until it is banned."""

    def once(number: int) -> None:
        wrong = ("bob", f"wrong-{number}")
        there = Strangers(PROVIDER, server.imaps, source="0.0.0.0", tls=True, login=wrong)  # noqa: S104
        with there:
            there.come(1)

    for number in range(10):
        if watcher.has_banned(PUBLIC):
            return
        try:
            world.colleague.run(partial(once, number))
        except (OSError, Refused):
            continue
