"""The window of a program on a stick: it remembers there what its owner chose, and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.somewhere import Somewhere
from tests.ui.visitor import QUICK, Visitor
from wizard import assets, casework
from wizard.casework import Choices, Paper
from wizard.core.case_file import CaseFile
from wizard.core.journey import Page
from wizard.core.secret import Secret
from wizard.paper.page_size import PageSize
from wizard.portable import Home
from wizard.settings import Settings, read_settings
from wizard.ui import traces
from wizard.ui.awake import NoWay
from wizard.ui.carried import Carried, carried_along
from wizard.ui.parts import keeping
from wizard.ui.support import SupportDialog
from wizard.ui.window import Window
from wizard.words import Words

Start = Callable[[], Visitor]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program lies."""
    monkeypatch.setattr(assets, "beside", lambda: tmp_path)
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "portable.txt").touch()
    return tmp_path


@pytest.fixture
def start(qtbot: QtBot, _leaves_nothing_behind: None) -> Iterator[Start]:
    """Starts the program on that stick, as often as it is called; each is ended before the next."""
    running: list[Window] = []

    def end() -> None:
        for window in running:
            window.desk.taken = True
            window.finish()
            window.hide()

    def begin() -> Visitor:
        end()
        running.clear()
        carried = carried_along()
        window = Window(Words(carried.settings.language or "en"), QUICK, carried)
        window.desk.awake = NoWay()
        window.desk.where.platform = Somewhere()
        running.append(window)
        qtbot.addWidget(window)
        window.show()
        visitor = Visitor(qtbot, window)
        carried.tell(window.sheet)
        return visitor

    yield begin
    end()


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.rglob("*"))


def finished(visitor: Visitor) -> None:
    visitor.window.finish()


def practised(visitor: Visitor) -> Visitor:
    visitor.practise()
    visitor.test()
    visitor.go_on()
    visitor.wait_for(Page.NOTE)
    return visitor


# -- What is remembered -----


def test_the_title_says_that_it_is_portable(start: Start, stick: Path) -> None:
    visitor = start()
    assert visitor.window.windowTitle().endswith("- Mail Connection Check - Portable")
    visitor.window.speak("de")
    assert visitor.window.windowTitle().endswith("- Portabel")


def test_without_portable_txt_nothing_is_remembered_or_written(start: Start, stick: Path) -> None:
    (stick / "portable.txt").unlink()
    visitor = start()
    visitor.window.speak("de")
    visitor.window.resize(QSize(790, 650))
    finished(visitor)
    assert "Portab" not in visitor.window.windowTitle()
    assert names(stick) == []
    assert start().window.desk.words.language == "en"


def test_a_visit_in_which_nobody_chose_anything_writes_nothing(start: Start, stick: Path) -> None:
    finished(start())
    assert names(stick) == ["portable.txt"]


def test_the_language_that_was_chosen_is_there_the_next_time(start: Start, stick: Path) -> None:
    start().window.speak("de")
    assert start().window.desk.words.language == "de"
    assert read_settings(stick / "settings.ini") == Settings(language="de")


def test_name_and_language_of_notes_stay_and_the_client_does_not(start: Start, stick: Path) -> None:
    note = practised(start()).note
    for edit, text in zip(note.sender_edits, ("Anna", "Miller & Sons", "K-17"), strict=False):
        edit.setText(text)
        edit.textEdited.emit(text)
    note.languages.setCurrentIndex(1)
    note.languages.activated.emit(1)
    note.desk.secret = Secret("hunter2")
    chosen = note.language
    again = start()
    assert (stick / "settings.ini").read_text("utf-8") == (
        f"[settings]\nnote-language = {chosen}\nname = Anna\n"
    )
    note = practised(again).note
    assert [edit.text() for edit in note.sender_edits[:3]] == ["Anna", "", ""]
    assert note.language == chosen
    assert "Anna" in note.preview.toPlainText()


def test_a_case_of_a_colleague_does_not_change_whose_stick_it_is(start: Start, stick: Path) -> None:
    (stick / "settings.ini").write_text("[settings]\nname = Anna\n", "utf-8")
    desk = start().window.desk
    desk.kept = type(desk.kept)(place="somewhere")
    desk.sender = type(desk.sender)(name="Colleague", company="Client")
    desk.start_over()
    assert (desk.sender.name, desk.sender.company) == ("Anna", "")


def test_the_paper_on_the_stick_is_the_paper_of_the_report(
    start: Start, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "settings.ini").write_text("[settings]\npaper = letter\n", "utf-8")
    made: list[PageSize] = []

    def make(_paper: Paper, _file: CaseFile, _words: Words, choices: Choices) -> bytes:
        made.append(choices.size)
        return b"%PDF"

    monkeypatch.setattr(casework, "make", make)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(stick / "report.pdf"), ""))
    visitor = practised(start())
    visitor.press(visitor.note.pdf)
    visitor.wait_until_idle()
    assert made == [PageSize.LETTER]


def test_a_window_that_was_made_larger_is_as_large_the_next_time(start: Start, stick: Path) -> None:
    window = start().window
    there = window.screen().availableSize()
    window.resize(QSize(there.width() - 20, there.height() - 20))
    wanted = window.size()
    assert start().window.size() == wanted


def test_a_window_of_a_larger_screen_fits_on_this_one(start: Start, stick: Path) -> None:
    (stick / "settings.ini").write_text("[settings]\nwindow = 9000x7000\n", "utf-8")
    window = start().window
    assert window.size() == window.screen().availableSize().expandedTo(window.minimumSize())
    finished(Visitor(None, window))  # type: ignore[arg-type]  # nobody waits here
    assert read_settings(stick / "settings.ini").window == (9000, 7000)


# -- Where files go -----


def asked(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the choice of a place begins."""
    seen: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        seen.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    visitor.press(visitor.note.pdf)
    [name] = seen
    return str(Path(name).parent)


def test_files_are_saved_in_the_folder_of_the_cases(
    start: Start, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = practised(start())
    assert "cases" not in names(stick)
    assert asked(visitor, monkeypatch) == str(stick / "cases")
    assert names(stick) == ["cases", "portable.txt"]


def test_an_earlier_case_is_looked_for_there(
    start: Start, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def choose(_parent: object, _title: str, folder: str, _kind: str) -> tuple[str, str]:
        seen.append(folder)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    start().window.opening.ask()
    assert seen == [str(stick / "cases")]


def test_without_portable_txt_it_begins_where_the_program_was_started(
    start: Start, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "portable.txt").unlink()
    assert asked(practised(start()), monkeypatch) == "."


def test_a_double_click_begins_with_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "parts", raising=False)
    assert Path(Carried().folder()).is_absolute()
    assert Carried().folder("there") == "there"


# -- What is wrong with the folder -----


def test_a_protected_stick_is_told_once_and_costs_only_the_settings(
    start: Start, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.portable._can_be_written", lambda _: False)
    visitor = start()
    assert "Settings are not kept this time" in visitor.shown()
    assert f"{stick} is protected against writing" in visitor.shown()
    visitor.window.speak("de")
    practised(visitor)
    assert "geschützt" not in visitor.shown()
    assert Path(asked(visitor, monkeypatch)) != stick / "cases"
    finished(visitor)
    assert names(stick) == ["portable.txt"]


def test_settings_that_are_not_ours_are_told_once_and_left_alone(start: Start, stick: Path) -> None:
    theirs = "[their own program]\nlanguage = de\n"
    (stick / "settings.ini").write_text(theirs, "utf-8")
    visitor = start()
    assert f"{stick / 'settings.ini'} cannot be read" in visitor.shown()
    told = "Settings are not kept this time. "
    visitor.bot.waitUntil(lambda: any(told in said for said in visitor.heard), timeout=5000)
    visitor.window.speak("de")
    finished(visitor)
    assert (stick / "settings.ini").read_text("utf-8") == theirs
    assert names(stick) == ["portable.txt", "settings.ini"]


def test_settings_that_are_protected_are_told_once_and_followed(
    start: Start, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = stick / "settings.ini"
    place.write_text("[settings]\nname = Anna\n", "utf-8")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != place and access(path, mode))
    visitor = start()
    assert f"{place} is protected against writing" in visitor.shown()
    visitor.window.speak("de")
    finished(visitor)
    assert place.read_text("utf-8") == "[settings]\nname = Anna\n"
    assert visitor.window.desk.sender.name == "Anna"


def test_a_stick_that_was_pulled_out_does_not_stop_the_end(start: Start, stick: Path) -> None:
    window = start().window
    window.speak("de")
    window.desk.carried.home = Home(stick / "gone", writable=True)
    window.finish()
    assert names(stick) == ["portable.txt"]


def test_macos_may_hide_the_stick_and_it_support_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        dialog = SupportDialog(window.desk.entries.support, Words())
        qtbot.addWidget(dialog)
        return "\n".join(label.text() for label in dialog.findChildren(QLabel))

    window = Window(Words())
    qtbot.addWidget(window)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "Finder" not in told()
    monkeypatch.setattr(assets, "beside", lambda: tmp_path / "AppTranslocation" / "d")
    assert "macOS opened a copy of this program, which cannot see portable.txt" in told()
    window.finish()


# -- What an earlier visit left -----


def test_what_a_killed_visit_left_on_the_stick_is_gone_at_the_next_start(
    start: Start, stick: Path
) -> None:
    for folder in (stick, stick / "cases"):
        folder.mkdir(exist_ok=True)
        (folder / ".mail-check-0aaaaaaa.tmp").touch()
    start()
    assert names(stick) == ["cases", "portable.txt"]


# -- What Qt would remember -----


@pytest.fixture
def of_qt(tmp_path: Path) -> Iterator[Path]:
    """Qt's own settings, in a folder that can be written."""
    before = Path(QSettings(traces._USER, traces._OF_QT).fileName()).parent
    native = QSettings.Format.NativeFormat
    QSettings.setPath(native, traces._USER, str(tmp_path))
    yield tmp_path / "QtProject.conf"
    QSettings.setPath(native, traces._USER, str(before))


def remember(**values: object) -> None:
    kept = QSettings(traces._USER, traces._OF_QT)
    for key, value in values.items():
        kept.setValue(f"FileDialog/{key}", value)


def test_what_a_file_dialog_remembers_is_forgotten(
    of_qt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dialog(*_: object) -> tuple[str, str]:
        remember(lastVisited="file:///stick", history=["file:///stick"])
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    keeping.choose(QLabel(), "", "", [])
    assert QSettings(traces._USER, traces._OF_QT).allKeys() == []
    assert not of_qt.exists() or b"stick" not in of_qt.read_bytes()


def test_what_it_remembered_before_is_as_it_was(
    of_qt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dialog(*_: object) -> tuple[str, str]:
        remember(lastVisited="file:///stick", sidebarWidth=90)
        return "", ""

    remember(lastVisited="file:///mine", viewMode="List")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog)
    keeping.choose_there(QLabel(), "", "", "")
    kept = QSettings(traces._USER, traces._OF_QT)
    assert {key: kept.value(key) for key in kept.allKeys()} == {
        "FileDialog/lastVisited": "file:///mine",
        "FileDialog/viewMode": "List",
    }


@pytest.mark.parametrize(
    ("system", "portable", "own"),
    [("linux", False, True), ("win32", False, False), ("win32", True, True)],
)
def test_a_foreign_computer_shows_the_dialog_that_remembers_nothing(
    monkeypatch: pytest.MonkeyPatch, system: str, *, portable: bool, own: bool
) -> None:
    said: list[object] = []
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(QSettings, "setPath", lambda *_: None)
    monkeypatch.setattr(QApplication, "setAttribute", said.append)
    traces.leave_no_traces(portable=portable)
    assert said == ([Qt.ApplicationAttribute.AA_DontUseNativeDialogs] if own else [])
