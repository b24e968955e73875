"""On Windows the program with the window has no streams: it does not fail, and it says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

import wizard.__main__
from wizard.freezing.names import CONSOLE_NAME
from wizard.ui import no_terminal
from wizard.words import Words

HERE = Path(__file__).resolve().parent.parent.parent
# As the start program of the bundle leaves them where there is no terminal.
START = """
import sys
out = sys.stderr
sys.stdin = sys.stdout = sys.stderr = None
from wizard import __main__ as program
from wizard.ui import no_terminal
no_terminal.tell = lambda words: out.write("told")
sys.argv[1:] = {arguments!r}
sys.exit(program.main())
"""


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START.format(arguments=list(arguments))],
        cwd=HERE,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )


def test_a_command_without_a_terminal_is_told_and_not_run() -> None:
    for arguments in (["check", "--practice"], ["--help"], ["no such command"]):
        done = started(*arguments)
        assert (done.returncode, done.stderr) == (wizard.__main__.WRONG_PROGRAM, "told")


def test_the_selftest_answers_by_its_status_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for faults, status in (((), 0), (("Something is missing.",), 1)):
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, None)
        monkeypatch.setattr(sys, "argv", ["program", "selftest"])
        monkeypatch.setattr(wizard.__main__, "selftest", lambda faults=faults: faults)
        assert wizard.__main__.main() == status
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.close()


def test_where_output_is_kept_in_a_file_commands_are_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert wizard.__main__.give_streams() is False
    assert sys.stdin.read() == ""
    sys.stdin.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests knows no fixed sizes
def test_the_message_names_the_program_with_a_terminal(qtbot: QtBot) -> None:
    seen: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend((box.text(), box.informativeText(), box.buttons()[0].text()))
        box.buttons()[0].click()

    QTimer.singleShot(0, look)
    no_terminal.tell(Words("de"))
    heading, body, button = seen
    assert heading != no_terminal._HEADING.text
    assert f"{CONSOLE_NAME}.exe" in body
    assert button.replace("&", "") == "Schließen"
