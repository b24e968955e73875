"""A computer stays awake while a test runs, no longer, and where it cannot the details say so."""

import ctypes
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.ui.visitor import SECONDS, Visitor
from wizard.core.journey import Page
from wizard.ui import awake
from wizard.ui.awake import ChildWay, NoWay, WindowsWay, usual_way

NOT_KEPT = "This computer could not be kept awake during the test."
# As `cat` and as a program that is refused.
WAITS = (sys.executable, "-c", "import sys; sys.stdin.read()")
REFUSES = (sys.executable, "-c", "raise SystemExit(1)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
)


class Watched:
    """A way that remembers."""

    def __init__(self, granted: bool) -> None:
        self.granted, self.calls = granted, list[str]()

    def begin(self) -> None:
        self.calls.append("begin")

    def end(self) -> bool:
        self.calls.append("end")
        return self.granted


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Every child process of a way."""
    children: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*args: object, **more: object) -> object:
        children.append(real(*args, **more))  # type: ignore[call-overload]
        return children[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    yield children
    assert all(child.poll() is not None for child in children)


def test_only_the_test_is_kept_awake(visitor: Visitor) -> None:
    way = Watched(granted=True)
    visitor.window.desk.awake = way
    visitor.practise()
    visitor.prepare()
    assert way.calls == []
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)
    assert way.calls == ["begin", "end"]
    visitor.press(visitor.verdict.details.link)
    assert NOT_KEPT not in visitor.shown()


def test_where_it_cannot_be_kept_awake_the_details_say_so(visitor: Visitor) -> None:
    visitor.window.desk.awake = Watched(granted=False)
    visitor.practise()
    visitor.test()
    assert NOT_KEPT not in visitor.shown()
    visitor.press(visitor.verdict.details.link)
    assert NOT_KEPT in visitor.shown()


def test_a_test_that_breaks_lets_it_sleep_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    way = Watched(granted=True)
    visitor.window.desk.awake = way
    visitor.practise()
    visitor.prepare()
    monkeypatch.setattr("wizard.service.check", breaks)
    visitor.go_on()
    visitor.wait_until_idle()
    assert way.calls == ["begin", "end"]


def test_the_end_of_the_program_is_the_end_of_it(visitor: Visitor) -> None:
    way = Watched(granted=True)
    visitor.window.desk.awake = way
    visitor.window.finish()
    assert way.calls == ["end"]


def test_a_child_runs_until_the_end(started: list[subprocess.Popen[bytes]]) -> None:
    way = ChildWay(WAITS)
    way.begin()
    assert started[0].poll() is None
    assert way.end()
    assert started[0].poll() is not None
    assert not way.end()


def test_a_child_that_is_refused_was_not_granted(started: list[subprocess.Popen[bytes]]) -> None:
    way = ChildWay(REFUSES)
    way.begin()
    started[0].wait(SECONDS / 1000)
    assert not way.end()


def test_a_child_begun_twice_leaves_none_behind(started: list[subprocess.Popen[bytes]]) -> None:
    way = ChildWay(WAITS)
    way.begin()
    way.begin()
    assert [child.poll() is None for child in started] == [False, True]
    way.end()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal to be stubborn about")
def test_a_child_that_will_not_go_is_killed(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awake, "_GRACE_SECONDS", 0.3)
    way = ChildWay(STUBBORN)
    way.begin()
    way.end()
    assert started[0].poll() is not None


def test_a_program_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    way = ChildWay((str(tmp_path / "nothing"),))
    way.begin()
    assert not way.end()


STORY = """
import os, sys
from wizard.ui.awake import ChildWay
child = "import sys; print('up', flush=True); sys.stdin.read()"
way = ChildWay((sys.executable, "-c", child))
way.begin()
print(way._child.pid, flush=True)
sys.stdin.readline()
os._exit(9)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_child_dies_with_us_however_we_end() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STORY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).resolve().parents[2],
    ) as ours:
        assert ours.stdout is not None
        child = Path("/proc") / ours.stdout.readline().strip()
        assert child.exists()
        ours.communicate("\n")
        until = time.monotonic() + 10
        while child.exists() and time.monotonic() < until:
            if "Z" in (child / "stat").read_text().rpartition(")")[2][:3]:
                break  # ended; nobody collects it here
            time.sleep(0.05)
        assert time.monotonic() < until


def test_windows_is_asked_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def ask(state: int) -> int:
        asked.append(state)
        return 0x80000000

    kernel = SimpleNamespace(SetThreadExecutionState=ask)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    way = WindowsWay()
    assert not way.end()
    way.begin()
    assert way.end()
    assert asked == [0x80000001, 0x80000000]


@pytest.mark.parametrize(
    ("system", "programs", "command"),
    [
        ("darwin", {"caffeinate"}, "caffeinate -i -w"),
        ("linux", {"systemd-inhibit", "cat"}, "systemd-inhibit --what=idle:sleep"),
    ],
)
def test_each_system_has_its_way(
    monkeypatch: pytest.MonkeyPatch, system: str, programs: set[str], command: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)
    way = usual_way(system)
    assert isinstance(way, ChildWay)
    assert " ".join(way._command).startswith(command)


@pytest.mark.parametrize("system", ["darwin", "linux", "freebsd14"])
def test_a_system_without_such_a_program_has_none(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    way = usual_way(system)
    assert isinstance(way, NoWay)
    way.begin()
    assert not way.end()


def test_windows_has_its_own_way() -> None:
    assert isinstance(usual_way("win32"), WindowsWay)
