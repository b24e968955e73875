"""What holds for every test here: two seconds after it no server serves us any more."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import insist_on_real_servers
from tests.real.office import Watched
from tests.real.screen import Screen, a_screen
from tests.real.stage import Stage
from tests.servers.courier import Courier

SECONDS: Final = 2.0
HERE: Final = "tests/real/"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """For scenes; when one is over, no server of it may hold a connection of ours any more."""
    insist_on_real_servers()
    with ExitStack() as running:
        stage = Stage(running)
        yield stage
        until = time.monotonic() + SECONDS
        for server in stage.servers:
            nobody_left(server, until)


@pytest.fixture
def screen(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Screen]:
    """A screen of this test's own."""
    with a_screen(tmp_path, request.node.name) as made:
        yield made


def nobody_left(server: Watched, until: float) -> None:
    """The server's own kernel says so, whatever we believe; couriertcpd has no child either."""
    while held := server.sessions_of():
        assert time.monotonic() < until, f"{held} connections left open on the server"
        time.sleep(0.02)
    while isinstance(server, Courier) and server.children():
        assert time.monotonic() < until, f"{server.children()} children of couriertcpd"
        time.sleep(0.02)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that mostly wait start first, each on a worker of its own.

    pytest-xdist (`--dist worksteal`) gives every worker a run of neighbours to begin with; so the
    long ones are dealt out to the heads of these runs. Who is through takes from the others' ends.
    """
    long = [one for one in items if one.nodeid.startswith(HERE) and one.get_closest_marker("slow")]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    rest = [one for one in items if one not in long]
    run = max(len(items) // workers, 2)
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        own = long[worker::workers]
        dealt += own + [rest.pop(0) for _ in range(min(len(rest), run - len(own)))]
    items[:] = dealt + rest
