"""Names to addresses, and the control host: bounded, stoppable, and told apart."""

import errno
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.probe.sessions import SECONDS, eventually, no_thread_called
from wizard import service
from wizard.core.advice import Kind
from wizard.core.model import Case, Need, Outcome, Patience, Plan, Security, Target, Waits
from wizard.probe import crew
from wizard.probe.lookup import Control, ControlTold, Found, of_family, resolve

TARGET = Target("mail.somewhere.example", 993, Security.TLS)
NEED = Need(3, 3)


def entry(address: str) -> tuple[int, int, int, str, tuple[str, int]]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return (family, socket.SOCK_STREAM, 6, "", (address, 0))


def answers(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], object]) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: answer(host))


def looked_up(host: str = "mail.somewhere.example") -> Found:
    told: queue.SimpleQueue[Found] = queue.SimpleQueue()
    resolve(host, told.put)
    return told.get(timeout=SECONDS)


def test_each_address_once_in_the_resolver_s_order(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, lambda _: [entry("::1"), entry("127.0.0.1"), entry("::1")])
    assert looked_up().addresses == ("::1", "127.0.0.1")


def test_families_are_told_apart() -> None:
    both = ("::1", "127.0.0.1", "fe80::1%eth0")
    assert of_family(both, 4) == ("127.0.0.1",)
    assert of_family(both, 6) == ("::1", "fe80::1%eth0")


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "unknown-name"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "temporary"),
        (UnicodeError("label empty or too long"), "unknown-name"),
        (OSError(errno.EMFILE, "Too many open files"), "emfile"),
    ],
)
def test_a_name_that_is_not_found(
    monkeypatch: pytest.MonkeyPatch, error: Exception, fault: str
) -> None:
    def fail(_: str) -> object:
        raise error

    answers(monkeypatch, fail)
    assert looked_up().fault == fault


@contextmanager
def slow_resolver(
    monkeypatch: pytest.MonkeyPatch, slow: str = "", reached: Callable[[], None] | None = None
) -> Iterator[None]:
    """A resolver that does not come back, for one host or for all, until the test is over."""
    released = threading.Event()

    def wait(host: str) -> object:
        if not slow or host == slow:
            if reached is not None:
                reached()
            released.wait(SECONDS)
        return [entry("127.0.0.1")]

    answers(monkeypatch, wait)
    try:
        yield
    finally:
        released.set()
        eventually(lambda: no_thread_called("mail-"))


def test_a_slow_resolver_ends_within_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LOOK_UP_SECONDS", 0.3)
    with slow_resolver(monkeypatch):
        began = time.monotonic()
        case = service.check(TARGET, None, Plan(NEED), lambda _: None, threading.Event())
        assert time.monotonic() - began < 1.5
    assert service.read(case).verdict.kind is Kind.NOT_FOUND
    assert case.events[0].detail == "timeout"


class Stopwatch:
    """A stop that remembers when it was pressed."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.pressed_at = 0.0

    def press(self) -> None:
        self.pressed_at = time.monotonic()
        self.event.set()

    def seconds(self) -> float:
        return time.monotonic() - self.pressed_at


def test_a_stop_during_a_slow_look_up_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Stopwatch()
    with slow_resolver(monkeypatch, reached=stop.press):
        case = service.check(TARGET, None, Plan(NEED), lambda _: None, stop.event)
        assert stop.seconds() < 0.3
    assert service.read(case).verdict.kind is Kind.STOPPED


def test_a_late_answer_of_the_resolver_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LOOK_UP_SECONDS", 0.1)
    with slow_resolver(monkeypatch):
        case = service.check(TARGET, None, Plan(NEED), lambda _: None, threading.Event())
    assert [event.outcome for event in case.events] == [Outcome.NOT_FOUND]


# -- the control host -----


def controlled(place: tuple[str, int], not_at: tuple[str, ...] = ()) -> ControlTold:
    told: queue.SimpleQueue[ControlTold] = queue.SimpleQueue()
    Control(place, 2.0, not_at, told.put).start()
    return told.get(timeout=SECONDS)


def test_a_control_that_answers_gets_no_data() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert controlled(("localhost", listener.getsockname()[1])).answered
        visitor, _ = listener.accept()
        with visitor:
            visitor.settimeout(SECONDS)
            assert visitor.recv(1) == b""


def test_a_control_that_is_the_mail_server_itself_proves_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        place = ("127.0.0.1", listener.getsockname()[1])
        assert not controlled(place, not_at=("127.0.0.1",)).answered


def test_a_control_that_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert not controlled(("127.0.0.1", port)).answered


def test_a_control_whose_name_is_unknown() -> None:
    assert not controlled(("nobody.invalid", 443)).answered


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def with_slow_control(stop: threading.Event) -> Case:
    """The mail server refuses at once; the control host's name is never resolved."""
    plan = Plan(NEED, patience=Patience(0.3, 0.3, 0.3), waits=Waits(),
                control=("control.example", 443))  # fmt: skip
    target = Target("127.0.0.1", closed_port(), Security.NONE)
    return service.check(target, None, plan, lambda _: None, stop)


def test_a_control_whose_name_is_resolved_slowly_ends_within_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with slow_resolver(monkeypatch, "control.example"):
        began = time.monotonic()
        case = with_slow_control(threading.Event())
        assert time.monotonic() - began < 2
    assert Outcome.CONTROL_UNANSWERED in {event.outcome for event in case.events}
    assert service.read(case).verdict.kind is Kind.CANNOT_REACH


def test_a_stop_while_the_control_is_looked_up_is_seen_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = Stopwatch()
    with slow_resolver(monkeypatch, "control.example", stop.press):
        case = with_slow_control(stop.event)
        assert stop.seconds() < 0.3
    assert service.read(case).verdict.kind is Kind.STOPPED


def test_a_control_that_this_computer_cannot_ask_proves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Out of descriptors: that is no fault of the office's network."""

    def no_descriptors(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("wizard.probe.lookup.connect", no_descriptors)
    told = controlled(("127.0.0.1", 443))
    assert (told.answered, told.fault) == (False, "emfile")
    plan = Plan(NEED, patience=Patience(0.3, 0.3, 0.3), control=("localhost", 443))
    target = Target("127.0.0.1", closed_port(), Security.NONE)
    verdict = service.read(service.check(target, None, plan, lambda _: None, threading.Event()))
    assert verdict.verdict.kind is Kind.NO_CLEAR_RESULT
    assert [reason.code for reason in verdict.verdict.because] == ["our-fault"]
