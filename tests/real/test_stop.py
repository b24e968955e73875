"""Whoever stops a test, at whatever moment, is left alone at once: nothing open, nothing counted.

The moments are random but the same in every run; those that a random one hardly ever meets (the
name is being looked up, the server is silent, the sign-in is delayed) are met on purpose.
"""

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import Any

import psutil
import pytest

from tests.real.office import Finding, Watched, a_plan, check
from tests.real.scenes_dovecot import BOB
from tests.real.stage import Stage
from tests.servers import CANARY
from tests.servers.dovecot import Dovecot
from tests.servers.strangers import Refused, hold
from wizard import service
from wizard.core.advice import Kind
from wizard.core.commands import LetGo, Open, Wake
from wizard.core.model import Event, Outcome, Phase, Plan, Security, Step, Target
from wizard.core.secret import Secret
from wizard.service import Progress

CLOSED_WITHIN = 2.5
LONGEST_DELAY = 20.0
# A stop is seen within 0.1 s; what the server did until then may still be counted.
SEEN_WITHIN = 0.1
FREE_OF_BLAME = {
    Outcome.OPEN,
    Outcome.CUT_BY_US,
    Outcome.LET_GO,
    Outcome.HELD_ASKED,
    Outcome.OTHERS_COUNTED,
    Outcome.CONTROL_ANSWERED,
    Outcome.CONTROL_UNANSWERED,
}


class Stopper:
    """Sets the stop so many seconds after the first event that it was told to wait for."""

    def __init__(self, after: float, when: Callable[[Progress], bool] = lambda _: True) -> None:
        self.stop = threading.Event()
        self.at = float("inf")
        self._after, self._when = after, when
        self._timer: threading.Timer | None = None

    def __call__(self, progress: Progress) -> None:
        if self._timer is None and self._when(progress):
            self._timer = threading.Timer(self._after, self._set)
            self._timer.start()

    def _set(self) -> None:
        self.at = time.monotonic()
        self.stop.set()

    def never_mind(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()


def stopped(
    server: Watched,
    stopper: Stopper,
    plan: Plan | None = None,
    security: Security = Security.TLS,
) -> Finding:
    """A test that is stopped; everything that must be true after that."""
    found = check(server, security, plan=plan, listener=stopper, stop=stopper.stop)
    returned = time.monotonic()
    stopper.never_mind()
    if found.verdict.kind is not Kind.STOPPED:
        assert returned <= stopper.at + SEEN_WITHIN, f"went on after the stop\n{found.story()}"
        return found
    assert returned - stopper.at < CLOSED_WITHIN, found.story()
    while server.sessions_of():
        assert time.monotonic() < stopper.at + CLOSED_WITHIN, "left open on the server"
        time.sleep(0.01)
    assert [one.name for one in threading.enumerate() if one.name.startswith("mail-session")] == []
    for when, progress in found.witness.heard:
        if when <= stopper.at + SEEN_WITHIN:
            continue
        assert not isinstance(progress, Open | Wake), found.story()
        assert isinstance(progress, LetGo) or progress.outcome in FREE_OF_BLAME, found.story()
    return found


MOMENTS = pytest.mark.parametrize("part", range(4))


def moments(part: int, longest: float) -> list[float]:
    """Five of the twenty moments of a course."""
    chance = random.Random("stop")
    twenty = [chance.uniform(0.0, longest) for _ in range(20)]
    return twenty[part::4]


@MOMENTS
def test_at_a_random_moment_on_courier(stage: Stage, part: int) -> None:
    server = stage.courier(maxperip=20)
    security = Security.TLS if part % 2 else Security.STARTTLS
    kinds = [stopped(server, Stopper(at), security=security) for at in moments(part, 4.0)]
    assert any(found.verdict.kind is Kind.STOPPED for found in kinds)


@MOMENTS
def test_at_a_random_moment_on_dovecot(stage: Stage, part: int) -> None:
    server = stage.dovecot(userip=5)
    security = Security.TLS if part % 2 else Security.STARTTLS
    kinds = [stopped(server, Stopper(at), security=security) for at in moments(part, 11.0)]
    assert any(found.verdict.kind is Kind.STOPPED for found in kinds)


@pytest.mark.parametrize("attempt", [1, 2, 12])
@pytest.mark.parametrize("milliseconds", [0, 1, 2, 5, 10, 15])
def test_while_a_session_is_being_opened(stage: Stage, attempt: int, milliseconds: int) -> None:
    """An attempt takes some 20 ms: connect, handshake, greeting, sign-in are all met."""

    def opening(progress: Progress) -> bool:
        return isinstance(progress, Open) and progress.attempt == attempt

    found = stopped(stage.courier(maxperip=20), Stopper(milliseconds / 1000, opening))
    assert found.verdict.kind is Kind.STOPPED


@pytest.mark.parametrize("step", [Step.CONFIRM, Step.FREE, Step.SILENCE])
def test_while_it_waits(stage: Stage, step: Step) -> None:
    def waiting(progress: Progress) -> bool:
        return isinstance(progress, Wake) and progress.step is step

    server = stage.dovecot(userip=3)
    found = stopped(server, Stopper(0.3, waiting))
    assert found.verdict.kind is Kind.STOPPED
    assert found.verdict.limit == 3


def test_while_it_waits_for_a_place(stage: Stage) -> None:
    server = stage.courier(maxperip=2)
    with hold(server, server.imaps, 2, tls=True, login=BOB) as others:
        stopper = Stopper(1.0, lambda told: isinstance(told, Wake) and told.step is Step.NO_PLACE)
        found = unopened(server, stopper)
        assert others.alive() == 2
    assert found.verdict.limit is None


def unopened(server: Watched, stopper: Stopper, plan: Plan | None = None) -> Finding:
    """A test that is stopped before it opened anything, beside strangers who stay."""
    found = check(server, plan=plan, listener=stopper, stop=stopper.stop)
    assert time.monotonic() - stopper.at < CLOSED_WITHIN, found.story()
    assert found.verdict.kind is Kind.STOPPED
    return found


def test_while_the_server_is_silent(stage: Stage) -> None:
    """The seventh of six waits in the server's queue, for its encryption to begin."""
    server = stage.courier(maxperip=20, maxdaemons=6)
    stopper = Stopper(2.0, lambda told: isinstance(told, Open) and told.attempt == 7)
    found = stopped(server, stopper)
    assert found.attempts[-1].outcome is Outcome.CUT_BY_US
    assert found.attempts[-1].phase is Phase.TLS
    assert found.verdict.limit == 6


def test_while_the_greeting_is_awaited(stage: Stage) -> None:
    server = stage.courier(maxperip=20, maxdaemons=6)
    stopper = Stopper(2.0, lambda told: isinstance(told, Open) and told.attempt == 7)
    found = stopped(server, stopper, security=Security.STARTTLS)
    assert found.attempts[-1].outcome is Outcome.CUT_BY_US
    assert found.attempts[-1].phase is Phase.GREETING


def test_while_a_place_is_freed_for_the_queue(stage: Stage) -> None:
    """The moment after the queued session was greeted is a busy one."""
    server = stage.courier(maxperip=20, maxdaemons=4)
    plan = a_plan(patience=replace(a_plan().patience, greeting=6.0))
    freed = Stopper(0.0, lambda told: isinstance(told, Event) and told.step is Step.FREE)
    assert stopped(server, freed, plan).verdict.kind is Kind.STOPPED


def test_while_the_sign_in_is_delayed(stage: Stage) -> None:
    """Dovecot makes who mistyped the password wait; nobody has to wait with it."""
    server = stage.dovecot(userip=3)
    mistype(server, times=3)
    stopper = Stopper(2.5, lambda told: isinstance(told, Open))
    found = check(server, listener=stopper, stop=stopper.stop)
    assert time.monotonic() - stopper.at < CLOSED_WITHIN, found.story()
    assert found.attempts[-1].outcome is Outcome.CUT_BY_US
    assert found.attempts[-1].phase is Phase.SIGN_IN
    # Dovecot does not look at the connection while it delays: it learns of our end after that.
    everything = psutil.net_connections("tcp")
    there = [one.status for one in everything if one.laddr and one.laddr.port == server.imaps]
    assert psutil.CONN_ESTABLISHED not in there
    while server.sessions_of():
        assert time.monotonic() < stopper.at + LONGEST_DELAY
        time.sleep(0.05)


def mistype(server: Dovecot, times: int) -> None:
    for number in range(times):
        wrong = hold(server, server.imaps, 1, tls=True, login=("alice", f"wrong-{number}"))
        with suppress(OSError), pytest.raises(Refused), wrong:
            pass


def test_before_it_begins(stage: Stage) -> None:
    server = stage.courier()
    stop = threading.Event()
    stop.set()
    found = check(server, stop=stop)
    assert found.verdict.kind is Kind.STOPPED
    assert found.attempts == []
    assert "Connection" not in server.log()


def test_while_the_name_is_looked_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look-up cannot be interrupted; it is left to itself, and its answer opens nothing."""
    answer, asked = threading.Event(), threading.Event()
    look_up = socket.getaddrinfo

    def slow(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of getaddrinfo
        asked.set()
        answer.wait(30)
        return look_up(*arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    stop = threading.Event()
    timer = threading.Timer(0.3, stop.set)
    timer.start()
    began = time.monotonic()
    found = check(stage.courier(), stop=stop)
    assert time.monotonic() - began < 0.3 + CLOSED_WITHIN
    assert asked.is_set()
    answer.set()
    assert found.verdict.kind is Kind.STOPPED
    assert found.attempts == []


def test_while_nobody_answers_the_connect() -> None:
    """No server: a queue of Linux that is full leaves the first packet unanswered."""
    with unanswering() as port:
        target = Target("127.0.0.1", port, Security.TLS, "alice")
        stop = threading.Event()
        threading.Timer(0.5, stop.set).start()
        began = time.monotonic()
        case = service.check(target, Secret(CANARY), a_plan(), lambda _: None, stop)
        assert time.monotonic() - began < 0.5 + CLOSED_WITHIN
    assert service.read(case).verdict.kind is Kind.STOPPED
    [attempt] = [event for event in case.events if event.attempt is not None]
    assert (attempt.outcome, attempt.phase) == (Outcome.CUT_BY_US, Phase.CONNECT)


@contextmanager
def unanswering() -> Iterator[int]:
    """A port of this computer where connections neither stand nor are refused."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, ExitStack() as waiting:
        port = listener.getsockname()[1]
        for _ in range(4):
            client = waiting.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        yield port
