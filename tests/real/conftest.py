"""What holds for every test here: two seconds after it no server serves us any more."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Final

import pytest

from tests.real.office import Stage
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot

SECONDS: Final = 2.0
HERE: Final = "tests/real/"


@pytest.fixture
def courier(courier: Callable[..., Courier]) -> Iterator[Callable[..., Courier]]:
    """As everywhere; at the end couriertcpd must have no child for us any more."""
    started: list[Courier] = []

    def start(**options: object) -> Courier:
        started.append(courier(**options))
        return started[-1]

    yield start
    until = time.monotonic() + SECONDS
    for server in started:
        nobody_left(server, until)
        while server.children():
            assert time.monotonic() < until, f"{server.children()} children of couriertcpd"
            time.sleep(0.02)


@pytest.fixture
def dovecot(dovecot: Callable[..., Dovecot]) -> Iterator[Callable[..., Dovecot]]:
    """As everywhere; at the end Dovecot must hold no connection of ours any more."""
    started: list[Dovecot] = []

    def start(**options: object) -> Dovecot:
        started.append(dovecot(**options))
        return started[-1]

    yield start
    until = time.monotonic() + SECONDS
    for server in started:
        nobody_left(server, until)


def nobody_left(server: Courier | Dovecot, until: float) -> None:
    """The server's own kernel says so, whatever we believe."""
    while held := server.sessions_of():
        assert time.monotonic() < until, f"{held} connections left open on the server"
        time.sleep(0.02)


@pytest.fixture
def stage(courier: Callable[..., Courier], dovecot: Callable[..., Dovecot]) -> Stage:
    """For scenes."""
    return Stage(courier, dovecot)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that mostly wait start first, each on a worker of its own.

    pytest-xdist gives every worker a run of neighbours to begin with; so the long ones are dealt
    out, one to the head of each run.
    """
    long = [one for one in items if one.nodeid.startswith(HERE) and one.get_closest_marker("slow")]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    rest = [one for one in items if one not in long]
    run = max(len(items) // (4 * workers), 2)
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        own = long[worker::workers]
        dealt += own + [rest.pop(0) for _ in range(min(len(rest), run - len(own)))]
    items[:] = dealt + rest
