"""This computer's own faults are never the server's, and everything is closed whatever happens."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

import pytest

from tests.probe.sessions import eventually, no_thread_called
from tests.servers import CANARY, presets
from tests.servers.hostile import Hostile
from tests.servers.steps import Close, Greet, Serve
from wizard import service
from wizard.core.advice import Kind
from wizard.core.model import Case, Need, Outcome, Patience, Plan, Security, Target, Waits
from wizard.core.recommend import exit_status
from wizard.core.secret import Secret
from wizard.probe.session import Session
from wizard.service import Progress

Start = Callable[..., Hostile]
QUICK: Final = Waits((0.05,), 0.05, (0.05,) * 2, (0.05,) * 2, 0.1, 0.1, 0.05, 0.05, 0.2, 0.1, 0.1,
                     0.1, 45.0, (0.05,) * 2)  # fmt: skip
PLAN: Final = Plan(
    Need(4, 4), pace=0.0, patience=Patience(1, 1, 1), waits=QUICK, control=None, mail_closed=True
)


def check(
    server: Hostile,
    plan: Plan = PLAN,
    on_event: Callable[[Progress], None] = lambda _: None,
    stop: threading.Event | None = None,
) -> Case:
    target = Target(server.host, server.port, Security.NONE, "alice")
    stop = stop or threading.Event()
    return service.check(target, Secret(CANARY), plan, on_event, stop)


def outcomes(case: Case) -> list[Outcome]:
    return [event.outcome for event in case.events]


def is_our_fault(case: Case) -> bool:
    advice = service.read(case)
    codes = {reason.code for reason in advice.verdict.because}
    return (advice.verdict.kind, "our-fault" in codes, exit_status(advice)) == (
        Kind.NO_CLEAR_RESULT, True, 1)  # fmt: skip


def test_a_whole_test_leaves_nothing(hostile: Start) -> None:
    server = hostile(presets.polite())
    case = check(server)
    assert service.read(case).verdict.kind is Kind.NO_LIMIT_FOUND
    assert server.all_gone()
    eventually(lambda: no_thread_called("mail-"))


@pytest.mark.parametrize("after", [0, 2])
def test_no_thread_left_is_our_fault(
    hostile: Start, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """The system has no more threads: nothing about the server, and nothing left open."""
    server = hostile(presets.polite())
    honest = threading.Thread.start
    sessions = 0

    def start(thread: threading.Thread) -> None:
        nonlocal sessions
        sessions += isinstance(thread, Session)
        if isinstance(thread, Session) and sessions > after:
            raise RuntimeError("can't start new thread")
        honest(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    case = check(server)
    monkeypatch.undo()
    assert is_our_fault(case), outcomes(case)
    assert server.all_gone()


@pytest.mark.parametrize("name", ["mail-look-up", "mail-census", "mail-control"])
def test_no_thread_for_a_question(
    hostile: Start, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    server = hostile(presets.polite())
    honest = threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if thread.name == name:
            raise RuntimeError("can't start new thread")
        honest(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    plan = Plan(PLAN.need, pace=0.0, waits=QUICK, control=("localhost", server.port))
    case = check(server, plan)
    monkeypatch.undo()
    # Other programs that could not be counted are told as unknown; the test itself goes on.
    assert is_our_fault(case) == (name != "mail-census")
    assert server.all_gone()


def test_a_fault_of_our_reading_is_our_fault(
    hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the fault is in the code that reads faults."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError(CANARY)

    monkeypatch.setattr("wizard.probe.opening.classify", broken)
    server = hostile(presets.bye_at("greeting"))
    began = time.monotonic()
    case = check(server)
    assert time.monotonic() - began < 5
    assert is_our_fault(case)
    assert CANARY not in repr(case)
    assert server.all_gone()


def test_a_fault_while_holding_is_our_fault(
    hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError(CANARY)

    monkeypatch.setattr("wizard.probe.lines.Lines.drain", broken)
    server = hostile(presets.polite())
    case = check(server)
    assert is_our_fault(case)
    assert CANARY not in repr(case)
    assert server.all_gone()


@pytest.mark.parametrize("at", [0, 3, 9])
def test_a_watcher_that_raises_still_leaves_everything_closed(hostile: Start, at: int) -> None:
    server = hostile(presets.polite())
    seen = 0

    def watch(_: Progress) -> None:
        nonlocal seen
        seen += 1
        if seen > at:
            raise KeyError("the window is gone")

    with pytest.raises(KeyError, match="the window is gone"):
        check(server, on_event=watch)
    assert server.all_gone()
    eventually(lambda: no_thread_called("mail-"))


@pytest.mark.parametrize("held", [0, 1, 3])
def test_a_stop_is_polite_and_nothing_is_refused(hostile: Start, held: int) -> None:
    """Held sessions get a LOGOUT, and what we cut ourselves is never a refusal."""
    server = hostile(presets.polite())
    stop = threading.Event()

    def watch(progress: Progress) -> None:
        if getattr(progress, "held", -1) >= held:
            stop.set()

    case = check(server, on_event=watch, stop=stop)
    advice = service.read(case)
    assert (advice.verdict.kind, exit_status(advice)) == (Kind.STOPPED, 12)
    assert set(outcomes(case)) <= {
        Outcome.RESOLVED, Outcome.OPEN, Outcome.CUT_BY_US, Outcome.LET_GO, Outcome.OTHERS_COUNTED,
    }  # fmt: skip
    assert server.all_gone()
    assert server.heard.count(b"LOGOUT") >= held


@pytest.mark.parametrize("phase", ["greeting", "capability", "login", "after_login", "noop"])
def test_a_stop_at_every_phase(hostile: Start, phase: presets.Phase) -> None:
    """The second session hangs there when the user stops."""
    server = hostile(presets.polite(), presets.silence_at(phase))
    stop = threading.Event()
    plan = Plan(PLAN.need, pace=0.0, patience=Patience(20, 20, 20), waits=QUICK)

    def press() -> None:
        eventually(lambda: server.ever == 2)
        time.sleep(0.1)
        stop.set()

    presser = threading.Thread(target=press)
    presser.start()
    case = check(server, plan, stop=stop)
    presser.join()
    assert service.read(case).verdict.kind is Kind.STOPPED
    assert Outcome.SILENT not in outcomes(case)
    assert server.all_gone()


def test_a_server_that_keeps_us_at_logout_is_left_in_time(hostile: Start) -> None:
    server = hostile(presets.silence_at("logout"))
    began = time.monotonic()
    check(server)
    assert time.monotonic() - began < 6
    assert server.all_gone()


def test_a_frozen_moment_of_the_control_is_not_asked_twice(hostile: Start) -> None:
    """The control host gets one connect at the start, and no data."""
    server, control = hostile(presets.polite()), hostile([Greet(), Serve()])
    plan = Plan(PLAN.need, pace=0.0, waits=QUICK, control=("localhost", control.port))
    check(server, plan)
    assert control.ever == 1
    assert control.heard == b""


OUT_OF_DESCRIPTORS = """
import resource, sys, threading
from wizard import service
from wizard.core.model import Need, Plan, Security, Target
from wizard.core.recommend import exit_status
from wizard.core.result import counts
from wizard.core.secret import Secret
target = Target("127.0.0.1", int(sys.argv[1]), Security.NONE, "alice")
import encodings.idna
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[2]), int(sys.argv[2])))
plan = Plan(Need(30, 30), pace=0.0)
case = service.check(target, Secret("pw"), plan, lambda _: None, threading.Event())
advice = service.read(case)
print(advice.verdict.kind, exit_status(advice), counts(case)["refused"], counts(case)["opened"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
@pytest.mark.parametrize("descriptors", [40, 41, 42, 43])
def test_running_out_of_descriptors_is_our_fault(hostile: Start, descriptors: int) -> None:
    """macOS gives 256 to a program in a window: its limit must not be read as the server's."""
    server = hostile(presets.polite())
    done = subprocess.run(
        [sys.executable, "-c", OUT_OF_DESCRIPTORS, str(server.port), str(descriptors)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    kind, status, refused, opened = done.stdout.split()
    assert (kind, status, refused) == (Kind.NO_CLEAR_RESULT, "1", "0")
    assert int(opened) > 2
    assert server.all_gone()


def test_a_server_that_dies_midway(hostile: Start) -> None:
    """Three sessions, then the program behind the port is gone: held ones end, no more get in."""

    def script(number: int) -> list[object]:
        return list(presets.polite()) if number < 3 else [Close()]

    server = hostile(script)
    case = check(server)
    assert service.read(case).verdict.kind is not Kind.NO_LIMIT_FOUND
    assert server.all_gone()
