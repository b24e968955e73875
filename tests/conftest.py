"""Fixtures of all tests: real and hostile servers, certificates, and what no test may do."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication

import dev
from tests import one_bundle
from tests.servers.certs import Certs, shared_certs
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.fetch import missing
from tests.servers.guards import nothing_left_behind, only_loopback
from tests.servers.hostile import Hostile
from tests.servers.real import RealServer
from wizard.probe import tally

# Neither window nor paper of a test needs a screen; whoever wants one says so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ServerT = TypeVar("ServerT", bound=RealServer)

REAL_SERVERS: Final = {"courier", "dovecot", "serve", "stage"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who uses a real server's fixture is marked `real_server`."""
    for item in items:
        if REAL_SERVERS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.real_server)


@pytest.fixture(autouse=True)
def _leaves_nothing_behind() -> Iterator[None]:
    """First set up and last torn down: sees what all other fixtures leave, too."""
    with nothing_left_behind():
        yield


@pytest.fixture(autouse=True)
def loopback_only(_leaves_nothing_behind: None) -> Iterator[list[str]]:
    """Only this computer can be reached; the value is the list of offences so far."""
    with only_loopback() as offences:
        yield offences
    assert not offences, f"the test wanted to reach {offences}"


@pytest.fixture(autouse=True)
def _just_started() -> None:
    """No test remembers how often an earlier one knocked at a server."""
    tally.forget()


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: QCoreApplication) -> None:
    """The window's kind from the start: a paper that comes first would make a smaller one."""


@pytest.fixture(scope="session")
def certs() -> Certs:
    """Server certificates, good and bad."""
    return shared_certs()


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen program's folder, made once in a run; nobody may change it (one_bundle.py)."""
    reason = dev.no_bundle()
    insist(reason and f"no bundle: {reason}")
    own = tmp_path_factory.getbasetemp()
    return one_bundle.shared(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture
def courier() -> Iterator[Callable[..., Courier]]:
    """Starts Courier: `courier(maxperip=4)`; all are stopped when the test ends."""
    insist_on_real_servers()
    with contextlib.ExitStack() as running:
        yield lambda **options: running.enter_context(Courier(**options))


@pytest.fixture
def dovecot() -> Iterator[Callable[..., Dovecot]]:
    """Starts Dovecot: `dovecot(userip=3)`; all are stopped when the test ends."""
    insist_on_real_servers()
    with contextlib.ExitStack() as running:
        yield lambda **options: running.enter_context(Dovecot(**options))


@pytest.fixture
def serve() -> Iterator[Callable[[ServerT], ServerT]]:
    """Starts any other real server: `serve(Cyrus())`; all are stopped when the test ends."""
    insist_on_real_servers()
    with contextlib.ExitStack() as running:

        def start(server: ServerT) -> ServerT:
            running.enter_context(server)
            return server

        yield start


@pytest.fixture
def hostile() -> Iterator[Callable[..., Hostile]]:
    """Starts hostile servers: `hostile(silence_at("login"))`; all are closed when the test ends."""
    servers: list[Hostile] = []

    def start(*arguments: Any, **options: Any) -> Hostile:  # noqa: ANN401 - those of Hostile
        servers.append(Hostile(*arguments, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
    assert [server.complaints for server in servers if server.complaints] == []


def insist_on_real_servers() -> None:
    """Skips where they cannot run; on a build server that is a failure."""
    insist(missing())


def insist(reason: str | None) -> None:
    """Skips for this reason, if there is one; on a build server that is a failure."""
    if reason is None:
        return
    if os.environ.get("MCC_REQUIRE_SERVERS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
