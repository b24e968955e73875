"""The selftest: the program opens every page, tests the practice server, and says what it lacks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QTimer, qDebug, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import dev
from tests.conftest import insist
from wizard import __main__ as program
from wizard import __version__, assets, cli, selftest, service
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
    assert done.stdout == f"mail-connection-check {__version__}: everything is here and works.\n"


def test_every_fault_is_a_line_and_the_status_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    told = ["One thing is missing.", "Another\none \x1b[2J is broken."]
    assert cli.main(["selftest"], lambda: told) == 1
    said = capsys.readouterr()
    assert said.err == (
        "mail-connection-check: One thing is missing.\n"
        "mail-connection-check: Another\\none \\x1b[2J is broken.\n"
    )
    assert said.out == ""


def test_the_command_line_alone_proves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["selftest"]) == 1
    assert "without the window" in capsys.readouterr().err


def test_without_qt_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "wizard.selftest")
    monkeypatch.setitem(sys.modules, "PySide6.QtCore", None)
    (told,) = program.selftest()
    assert told.startswith("The window cannot be loaded: ")


def test_without_its_tables_no_command_ends_in_a_traceback(
    poor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service._table.cache_clear()
    assert cli.main(["selftest"], program.selftest) == 1
    said = capsys.readouterr().err
    assert "This installation is incomplete" in said
    assert said.count("\n") == 1


# --- what has to be there -------------------------------------------------------------------------


def test_it_looks_for_every_table_and_every_language() -> None:
    assert sorted(selftest.TABLES) == sorted(place.name for place in RESOURCES.glob("*.json"))
    words = {place.parent.parent.name for place in RESOURCES.glob("words/*/LC_MESSAGES/*.po")}
    assert set(selftest.LANGUAGES) == {"en", *words}


def test_every_table_that_is_gone_or_broken_is_named(poor: Path) -> None:
    for name in selftest.TABLES:
        (poor / name).write_text(json.dumps({}), encoding="utf-8")
    (poor / "need.json").write_text("{", encoding="utf-8")
    (poor / "remedies.json").unlink()
    broken, gone, picture, *letters = selftest.missing_data()
    assert gone.endswith("remedies.json is missing.")
    assert broken == "This installation is damaged: need.json cannot be read."
    assert picture.endswith("program.svg is missing.")
    fonts = {place.name for place in RESOURCES.glob("fonts/*.[to]*")}
    assert {re.split(r"[/\\]", told)[-1] for told in letters} == {f"{n} is missing." for n in fonts}


def test_a_language_without_words_is_named(poor: Path) -> None:
    assert list(selftest.missing_words()) == [
        "The sentences of the language de, or its dates, are missing."
    ]


def test_qts_own_words_and_plugins_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nowhere:
        LibraryPath = QLibraryInfo.LibraryPath

        @staticmethod
        def path(_kind: QLibraryInfo.LibraryPath) -> str:
            return str(tmp_path)

    monkeypatch.setattr(selftest, "QLibraryInfo", Nowhere)
    assert list(selftest.missing_words()) == [
        f"Qt's own words of the language {language} are missing." for language in ("en", "de")
    ]
    (tmp_path / "imageformats").mkdir()
    (tmp_path / "imageformats" / "libqsvg.so").write_bytes(b"no library")
    monkeypatch.setattr(sys, "platform", "linux")
    offscreen, screen, svg = selftest.missing_plugins()
    assert offscreen == "Qt's plugin platforms/offscreen is missing."
    assert screen == "Qt's plugin platforms/xcb is missing."
    assert svg.startswith("Qt's plugin imageformats/svg cannot be used: ")


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
    assert list(selftest._no_paper()) == []
    monkeypatch.setattr(selftest, "missing_scripts", lambda page: ("other",))
    monkeypatch.setattr(selftest, "pdf", lambda page, size: b"")
    letters, paper = selftest._no_paper()
    assert letters == "Letters of the PDF report cannot be used."
    assert paper == "A PDF report cannot be made."


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
    monkeypatch.setattr(selftest, "PATIENCE", 0.5)
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
