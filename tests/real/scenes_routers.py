"""The office's own router, or its carrier, has no room for one more connection.

Seen from the office it is a mail server that does not answer any more. The control host tells:
it is on another way out of the same router.
"""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import Final

from tests.real.abroad import at_the_provider, from_the_office
from tests.real.office import Finding
from tests.real.scenes_filters import NAMES
from tests.real.stage import SCENES, UNCLEAR, Scene, Stage, scene
from tests.servers.dovecot import Dovecot
from tests.servers.filters import (
    Answer,
    Filter,
    bad_line,
    flows_per_computer,
    flows_per_service,
    flows_per_time,
    public_ports,
    table_of,
)
from tests.servers.network import Network
from wizard.core.advice import Kind

SIMPLER: Final = frozenset({Kind.PER_ADDRESS, Kind.LOCKED_OUT, Kind.RATE, Kind.SERVER_FULL})
EVERYBODYS: Final = "nft ct count 8 over everybody"


def through(stage: Stage, rules: Filter, *, control: bool = True) -> Finding:
    """A mail server without a limit, behind this router."""
    world = stage.network()
    rules.on(world.router)
    server = stage.dovecot(userip=100, **at_the_provider(world))
    return from_the_office(world, server, control=control)


SCENES.extend(
    Scene(
        f"router-{name}{'' if control else '-no-control'}",
        partial(through, rules=rules, control=control),
        Kind.OFFICE_NETWORK,
        setting + ("" if control else ", no control host"),
        may_be=frozenset() if control else UNCLEAR,
        looks_like=SIMPLER,
        long=not control,
    )
    for name, rules, setting, control in (
        ("table-of-8", table_of(8), f"{EVERYBODYS}, drop", True),
        ("table-of-8", table_of(8), f"{EVERYBODYS}, drop", False),
        ("table-of-8-reset", table_of(8, Answer.RESET), f"{EVERYBODYS}, reset", True),
        ("table-of-8-reset", table_of(8, Answer.RESET), f"{EVERYBODYS}, reset", False),
        (
            "12-a-minute-reset",
            flows_per_time("12/min", 4, Answer.RESET),
            "iptables hashlimit 12/min per computer, reset",
            True,
        ),
        ("5-per-computer", flows_per_computer(5), "nft ct count 5 per computer, drop", True),
    )
)

# A router that drops new connections by rate: TCP sends each first packet again, and when there is
# room for it the control host answers, too, only late.
SCENES.extend(
    Scene(
        f"router-{rate}-a-minute-drop",
        partial(through, rules=flows_per_time(f"{rate}/min", 4, Answer.DROP)),
        Kind.OFFICE_NETWORK,
        f"iptables hashlimit {rate}/min per computer, drop",
        may_be=UNCLEAR,
        looks_like=SIMPLER,
        long=True,
        seldom=rate != 12,
        unsteady="how many were open when the third first packet was lost",
    )
    for rate in (6, 12, 60)
)

# The right verdict would be that the carrier shares its address among too many; there is no such
# kind, since nothing but another address would prove it. The honest answer is all there is.
SCENES.extend(
    Scene(
        f"carrier-{ports}-ports{'' if control else '-no-control'}",
        partial(through, rules=public_ports(ports), control=control),
        Kind.NO_CLEAR_RESULT,
        f"a carrier's address sharing with {ports} ports"
        + ("" if control else ", no control host"),
        looks_like=SIMPLER | {Kind.OFFICE_NETWORK},
        long=True,
        seldom=ports != 4,
    )
    for ports, control in ((4, True), (8, True), (6, False))
)


@scene(
    Kind.NO_CLEAR_RESULT,
    "nft ct count 4 per service on the way, ICMP admin-prohibited",
    looks_like=SIMPLER | {Kind.OFFICE_NETWORK},
)
def carrier_prohibits(stage: Stage) -> Finding:
    """A device on the way without a port left may say so instead of dropping the packet."""
    return through(stage, flows_per_service(4, Answer.PROHIBITED))


@scene(
    Kind.NO_LIMIT_FOUND,
    "a line that loses one packet in ten",
    may_be=UNCLEAR,
    looks_like=SIMPLER,
    long=True,
    seldom=True,
)
def line_that_loses_one_in_ten(stage: Stage) -> Finding:
    """TCP repeats what was lost: three times in a row, now and then. Chance, so not in every run.

    The server learns of the end of a session only when its last packet has got through.
    """
    world = stage.network()
    bad_line(10).on(world.router)
    server = stage.put(Dovecot(userip=100, **at_the_provider(world)))
    return from_the_office(world, server, need=30)


# -- A table that a colleague uses as well -----------------------------------------------------


def shared_table(stage: Stage, seed: int, answer: Answer) -> Finding:
    """A colleague's connections come and go: at times the control host gets through."""
    world = stage.network()
    table_of(10, answer).on(world.router)
    server = stage.dovecot(userip=100, **at_the_provider(world))
    with a_colleague_surfs(world, random.Random(seed)):
        return from_the_office(world, server)


@contextmanager
def a_colleague_surfs(world: Network, chance: random.Random) -> Iterator[None]:
    """Now and then a connection to elsewhere that lasts for some seconds, at most six at once."""
    home = threading.Event()

    def surf() -> None:
        with ExitStack() as everything:
            pages = [everything.enter_context(ExitStack()) for _ in range(6)]
            while not home.wait(chance.expovariate(2.0)):
                page = chance.choice(pages)
                page.close()
                with suppress(OSError):
                    page.enter_context(socket.create_connection(world.control, 0.5))

    surfing = threading.Thread(target=world.colleague.run, args=(surf,), name="colleague")
    surfing.start()
    try:
        yield
    finally:
        home.set()
        surfing.join()


SCENES.extend(
    Scene(
        f"router-shared-table-{NAMES[answer]}-{seed}",
        partial(shared_table, seed=seed, answer=answer),
        Kind.OFFICE_NETWORK,
        f"nft ct count 10 over everybody, {answer.nft}; a colleague surfs",
        may_be=UNCLEAR,
        looks_like=SIMPLER,
    )
    for answer in (Answer.DROP, Answer.RESET)
    for seed in (1, 2)
)
