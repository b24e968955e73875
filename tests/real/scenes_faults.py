"""Scenes in which the server itself goes away in the middle of a test."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.real.office import Finding, a_plan, check
from tests.real.stage import UNCLEAR, Stage, scene
from tests.servers.courier import Courier
from wizard.core.advice import Kind
from wizard.core.model import Event
from wizard.service import Progress


@contextmanager
def a_control() -> Iterator[tuple[str, int]]:
    """Something else that answers, whatever becomes of the mail server."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield listener.getsockname()


def with_four_open(what: Callable[[], None]) -> Callable[[Progress], None]:
    """Calls `what` once, in a thread of its own, as soon as four sessions are open."""
    begun: list[threading.Thread] = []

    def listen(progress: Progress) -> None:
        if isinstance(progress, Event) and progress.held == 4 and not begun:
            begun.append(threading.Thread(target=what))
            begun[0].start()
            begun[0].join()

    return listen


@scene(
    Kind.NO_CLEAR_RESULT,
    "the server is stopped with four open, and stays down",
    looks_like=frozenset({Kind.LOCKED_OUT, Kind.PER_ADDRESS, Kind.RATE}),
    long=True,
)
def courier_stopped_in_mid_test(stage: Stage) -> Finding:
    """All sessions end at once and nothing gets in: a ban looks alike, but lets them be."""
    server = stage.courier(maxperip=20)
    with a_control() as control:
        found = check(
            server,
            plan=a_plan(control=control),
            listener=with_four_open(server.jail.stop),
        )
    server.restart()
    found.says("no-clear-result at least 4, not-sure")
    assert found.codes == {"held-ended"}
    return found


@scene(
    Kind.NO_LIMIT_FOUND,
    "the server is stopped and started with four open",
    may_be=UNCLEAR,
    looks_like=frozenset({Kind.LOCKED_OUT, Kind.PER_ADDRESS, Kind.EVICTS_OLDEST}),
    long=True,
    unsteady="the first attempt after it may meet the moment in which nobody listens",
)
def courier_restarted_in_mid_test(stage: Stage) -> Finding:
    """Every session is lost once, and then there is room: unsteady, and no limit."""
    server: Courier = stage.courier(maxperip=20)
    with a_control() as control:
        return check(
            server,
            plan=a_plan(need=8, control=control),
            listener=with_four_open(server.restart),
        )
