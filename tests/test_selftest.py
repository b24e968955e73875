"""The selftest: the program opens every page, tests the practice server, and says what it lacks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qDebug, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import dev
from tests.conftest import insist
from wizard import __main__ as program
from wizard import __version__, assets, cli, selftest, service
from wizard.faults import Proved
from wizard.proof import visit
from wizard.words import Words

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HERE = Path(__file__).resolve().parent.parent
RESOURCES = HERE / "resources"


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_last_unsigned", {})


@pytest.fixture
def poor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without any resource."""
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    return tmp_path


# --- what it says ---------------------------------------------------------------------------------


def test_this_checkout_is_whole() -> None:
    insist(dev.no_bundle())  # it needs what the bundle needs: the ways onto a screen, too
    done = subprocess.run(
        [sys.executable, "-m", "wizard", "selftest"],
        cwd=HERE,
        env={**os.environ, "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, *proved = done.stdout.splitlines()
    assert first == f"mail-connection-check {__version__}: everything is here and works."
    assert [line.split(":")[0] for line in proved[:-1]] == [
        "  tables",
        "  certificate authorities",
        "  practice server",
        "  papers",
    ]
    seconds = re.fullmatch(r"  in ([\d.]+) seconds", proved[-1])
    assert seconds is not None
    assert float(seconds[1]) < 60  # alone it takes a tenth of that


def test_every_fault_is_a_line_and_the_status_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    told = ["One thing is missing.", "Another\none \x1b[2J is broken."]
    assert cli.main(["selftest"], lambda: told) == 1
    said = capsys.readouterr()
    assert said.err == (
        "mail-connection-check: One thing is missing.\n"
        "mail-connection-check: Another\\none \\x1b[2J is broken.\n"
    )
    assert said.out == ""


def test_what_was_proved_is_told_only_where_nothing_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["selftest"], lambda: [Proved("tables: 7")]) == 0
    assert capsys.readouterr().out.endswith("works.\n  tables: 7\n")
    assert cli.main(["selftest"], lambda: ["A thing is missing.", Proved("tables: 7")]) == 1
    assert capsys.readouterr().out == ""


def test_the_command_line_alone_proves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["selftest"]) == 1
    assert "without the window" in capsys.readouterr().err


def test_without_qt_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "wizard.selftest")
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    (told,) = program.selftest()
    assert str(told).startswith("The window cannot be loaded: ")


def test_without_its_tables_no_command_ends_in_a_traceback(
    poor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service._table.cache_clear()
    assert cli.main(["selftest"], program.selftest) == 1
    said = capsys.readouterr().err
    assert "This installation is incomplete" in said
    assert said.count("\n") == 1


def test_where_something_is_missing_no_window_is_opened(
    poor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(selftest, "visits", opened.append)
    assert list(selftest.faults())
    assert not opened


def test_letters_that_are_broken_are_a_fault(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(selftest._no_letters()) == []
    monkeypatch.setattr(selftest, "missing_scripts", lambda page: ("other",))
    assert list(selftest._no_letters()) == ["Letters of the PDF report cannot be used."]


# --- the visits -----------------------------------------------------------------------------------


def test_a_visit_in_each_language_finds_nothing(qapp: QApplication) -> None:
    assert list(selftest.visits(qapp)) == []


def practice(monkeypatch: pytest.MonkeyPatch, make: Callable[[], service.PracticeServer]) -> None:
    monkeypatch.setattr(service, "practice_server", make)
    monkeypatch.setattr(selftest, "LANGUAGES", ("en",))


def test_a_wrong_result_is_a_fault(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    other = service.practice_server("per-address", 3)
    practice(monkeypatch, lambda: other)
    assert list(selftest.visits(qapp)) == [
        "In the language en: the practice test found per-address, 3: that is wrong."
    ]


def test_a_visit_that_comes_to_a_halt_tells_where_and_why(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> service.PracticeServer:
        raise OSError("words that may tell too much")

    practice(monkeypatch, broken)
    monkeypatch.setattr(visit, "PATIENCE", 0.5)
    why, where = selftest.visits(qapp)
    assert why.startswith("In the language en: a job failed with the code OSError test_selftest:")
    assert where == "In the language en: the visit came to a halt at the page sign-in."


def test_pages_in_another_language_are_a_fault(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "Words", lambda _="en": Words())
    assert list(selftest.visits(qapp)) == ["The pages speak English where the language is de."]


def test_what_qt_complains_of_is_a_fault(qtbot: QtBot) -> None:
    def stumble() -> None:
        raise ValueError("words that may tell too much")

    with selftest._complaints() as heard:
        qDebug("nothing of interest")
        qWarning("there is no such plugin")
        QTimer.singleShot(0, stumble)
        qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard[0] == "Qt complains: there is no such plugin"
    assert heard[1].startswith("Something went wrong in the window, code ValueError test_selftest:")
