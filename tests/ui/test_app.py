"""The program from start to end: one copy, no screen, a polite end on the system's signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from wizard import __main__ as program
from wizard import assets
from wizard.ui import app, screen, second_copy
from wizard.ui.second_copy import Heard
from wizard.words import Words

HERE = Path(__file__).resolve().parents[2]
needs_signals = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows ends programs otherwise"
)


# --- one copy -------------------------------------------------------------------------------------


def test_a_second_copy_calls_the_first_one(qtbot: QtBot) -> None:
    name = f"test-{uuid.uuid4()}"
    assert second_copy.call_first_copy(name) is Heard.NOBODY
    first = second_copy.FirstCopy(name)
    with qtbot.waitSignal(first.called, timeout=5000):
        assert second_copy.call_first_copy(name) is Heard.SHOWN
    first._server.close()
    assert second_copy.call_first_copy(name) is Heard.NOBODY


CALL = """
import sys
from wizard.ui import second_copy
print(second_copy.call_first_copy(*sys.argv[1:]).name)
"""


@pytest.mark.parametrize(("takes", "heard"), [(True, Heard.OPENED), (False, Heard.SHOWN)])
def test_a_double_clicked_case_goes_to_the_first_copy(
    qtbot: QtBot, tmp_path: Path, takes: bool, heard: Heard
) -> None:
    name, case = f"test-{uuid.uuid4()}", tmp_path / "Miller & Söhne.mailcheck"
    offered: list[str] = []

    def take(place: str) -> bool:
        offered.append(place)
        return takes

    first = second_copy.FirstCopy(name)
    first.open_case = take
    with subprocess.Popen(
        [sys.executable, "-c", CALL, name, str(case)],
        cwd=HERE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.stdout is not None
        assert second.stdout.read() == f"{heard.name}\n"
    assert offered == [str(case)]
    first._server.close()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\0",
        b"relative.mailcheck\0",
        b"/etc/passwd\0",
        b"/a.mailcheck",
        b"/a.mailcheck\0/b.mailcheck\0",
        b"/" + b"a" * 99_999,
    ],
)
def test_nothing_but_the_whole_path_of_a_case_is_taken_from_a_caller(said: bytes) -> None:
    assert second_copy.case_file_named(said) == ""


def test_a_caller_that_says_too_much_is_sent_away(qtbot: QtBot) -> None:
    first = second_copy.FirstCopy(name := f"test-{uuid.uuid4()}")
    caller = QLocalSocket()
    if sys.platform.startswith("linux"):
        caller.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    caller.connectToServer(name)
    caller.write(b"/" + b"a" * 200_000)
    qtbot.waitUntil(lambda: caller.bytesAvailable() > 0, timeout=5000)
    assert bytes(caller.readAll().data()) == Heard.SHOWN.value
    first._server.close()


@pytest.mark.parametrize(
    ("case", "heard", "told"),
    [
        ("", Heard.SHOWN, [False]),
        ("/a.mailcheck", Heard.SHOWN, [True]),
        ("/a.mailcheck", Heard.OPENED, []),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_case_that_was_not_opened_is_told(
    monkeypatch: pytest.MonkeyPatch, case: str, heard: Heard, told: list[bool]
) -> None:
    boxes: list[bool] = []
    there = QApplication.instance()
    monkeypatch.setattr(screen, "application", lambda _: there)
    monkeypatch.setattr(second_copy, "call_first_copy", lambda *_: heard)
    monkeypatch.setattr(second_copy, "tell", lambda _, waiting: boxes.append(waiting))
    assert app.run(case) == 0
    assert boxes == told


def test_a_second_copy_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def show(box: QMessageBox) -> int:
        said.extend([box.text(), box.informativeText(), *(one.text() for one in box.buttons())])
        return 0

    monkeypatch.setattr(QMessageBox, "exec", show)
    second_copy.tell(Words())
    assert said == [
        "The check is already running",
        "Two tests at once would count each other.",
        "&Show that window",
    ]
    second_copy.tell(Words(), waiting=True)
    assert said[4].startswith("This case file cannot be opened now.")


def test_the_doors_name_tells_nobodys_name() -> None:
    assert second_copy.usual_name().startswith("mail-connection-check-")
    assert "root" not in second_copy.usual_name()


# --- no screen ------------------------------------------------------------------------------------


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["wizard"])
    for way in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(way, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_one_sentence_leads_to_the_demo(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert program.main() == 1
    said = capsys.readouterr().err
    assert "There is no screen here" in said
    assert "dev.py demo" in said
    assert said.count("\n") == 1


@pytest.mark.usefixtures("no_screen")
def test_the_bundle_names_what_the_user_has_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/media/my stick/mail-connection-check")
    assert program.main() == 1
    said = capsys.readouterr().err
    assert said.endswith("'/media/my stick/mail-connection-check' check --practice\n")
    assert "python" not in said


@pytest.mark.usefixtures("no_screen")
def test_without_qt_the_same_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setitem(sys.modules, "wizard.ui.app", None)
    assert program.main() == 1
    assert "There is no screen here" in capsys.readouterr().err


def test_the_window_opens_without_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["wizard"])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "run", lambda case: 7 if case == "" else 0)
    assert program.main() == 7


@pytest.mark.parametrize("name", ["Miller & Söhne.mailcheck", "CASE.MAILCHECK"])
def test_a_case_file_alone_opens_the_window(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, "argv", ["wizard", name])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "run", lambda case: 7 if case == name else 0)
    assert program.main() == 7


@pytest.mark.parametrize(
    "arguments", [[], ["check"], ["verify", "a.mailcheck"], ["-.mailcheck"], ["a.mailcheck", "-v"]]
)
def test_anything_else_is_no_double_click(arguments: list[str]) -> None:
    assert program.case_file(arguments) == ""


def test_a_system_that_sends_an_event_for_a_file_is_heard(qtbot: QtBot) -> None:
    there = QApplication.instance()
    assert isinstance(there, QApplication)
    heard = app.FileOpened(there)
    with qtbot.waitSignal(heard.opened) as told:
        QApplication.sendEvent(there, QFileOpenEvent("case.mailcheck"))
    assert told.args == ["case.mailcheck"]
    there.removeEventFilter(heard)


def test_with_arguments_it_is_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["wizard", "--version"])
    with pytest.raises(SystemExit):
        program.main()
    assert capsys.readouterr().out


def test_the_command_line_needs_no_qt() -> None:
    ask = "import sys, wizard.__main__; sys.exit(any('PySide6' in m for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", ask], cwd=HERE, check=False).returncode == 0


# --- start and end --------------------------------------------------------------------------------


def test_the_icon_is_ours_and_can_be_drawn(qtbot: QtBot) -> None:
    icon = QIcon(str(assets.path(*app.ICON)))
    assert not icon.pixmap(64, 64).isNull()


# Runs the program as a user does, starts a slow practice test and says so; then waits for its end.
STORY = """
import sys
from PySide6.QtCore import QTimer
from wizard.ui import app, screen, second_copy
from wizard.ui.window import Window
from wizard.core.entries import AtOffice
second_copy.usual_name = lambda: sys.argv[1]
shown = Window.show
def show(self):
    shown(self)
    self.sheet.form.practice.click()
    def go():
        if self.engine.busy or not self.desk.entries.practice:
            QTimer.singleShot(50, go)
            return
        self.desk.put(at_office=AtOffice.YES)
        self.sheet.primary(); self.sheet.primary()
        print(self.sheet.page, flush=True)
    QTimer.singleShot(50, go)
Window.show = show
"""
RUN = """
code = app.run()
print("left", flush=True)
sys.exit(code)
"""
END_BEFORE_THE_LOOP = """
import contextlib, signal, sys
from wizard.ui import app, screen, second_copy
second_copy.usual_name = lambda: sys.argv[1]
woken = app._woken
@contextlib.contextmanager
def told_too_early(window):
    with woken(window):
        signal.raise_signal(signal.SIGTERM)
        yield
app._woken = told_too_early
"""
TELL_THE_RESULT = """
from wizard.ui.pages.verdict import Verdict
entered = Verdict.entered
def tell(self):
    entered(self)
    print(self.heading.text(), flush=True)
Verdict.entered = tell
"""


def test_where_nothing_wakes_the_loop_it_looks_for_itself(qtbot: QtBot) -> None:
    seen: list[str] = []

    def hear(*_: object) -> None:
        seen.append("heard")

    before = signal.signal(signal.SIGINT, hear)
    try:
        with app._looking():
            QTimer.singleShot(50, lambda: signal.raise_signal(signal.SIGINT))
            qtbot.waitUntil(lambda: seen == ["heard"], timeout=3000)
    finally:
        signal.signal(signal.SIGINT, before)


@needs_signals
@pytest.mark.slow
def test_a_program_that_was_frozen_in_the_middle_gives_no_result() -> None:
    """SIGSTOP and SIGCONT stand for a computer that sleeps."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", STORY + TELL_THE_RESULT + RUN, f"test-{uuid.uuid4()}"]
    with subprocess.Popen(
        command, cwd=HERE, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8"
    ) as started:
        assert started.stdout is not None
        try:
            assert started.stdout.readline() == "test\n"
            started.send_signal(signal.SIGSTOP)
            time.sleep(6)
            started.send_signal(signal.SIGCONT)
            told = started.stdout.readline()
            assert told == "The computer fell asleep, so the test stopped\n"
        finally:
            started.kill()


@needs_signals
def test_a_signal_before_the_event_loop_runs_is_not_lost() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", END_BEFORE_THE_LOOP + RUN, f"test-{uuid.uuid4()}"]
    done = subprocess.run(
        command,
        cwd=HERE,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "left\n")


@needs_signals
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_running_test_politely(number: signal.Signals, tmp_path: Path) -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    command = [sys.executable, "-c", STORY + RUN, f"test-{uuid.uuid4()}"]
    with subprocess.Popen(
        command, cwd=HERE, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8"
    ) as started:
        assert started.stdout is not None
        try:
            assert started.stdout.readline() == "test\n"
            started.send_signal(number)
            assert started.stdout.readline() == "left\n"
            assert started.wait(10) == 0
        finally:
            started.kill()
