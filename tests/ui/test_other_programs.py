"""A program of the system is started as from the desktop, not as a part of a bundle."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from wizard.ui import awake, other_programs
from wizard.ui.parts.keeping import open_link

BUNDLE = str(Path("/stick/Mail Check/_internal").absolute())
# What PyInstaller's start and its hook for Qt leave in the environment of a frozen program.
FROZEN = {
    "LD_LIBRARY_PATH": BUNDLE,
    "QT_PLUGIN_PATH": f"{BUNDLE}/PySide6/Qt/plugins",
    "QML2_IMPORT_PATH": f"{BUNDLE}/PySide6/Qt/qml",
    "_PYI_APPLICATION_HOME_DIR": BUNDLE,
    "_PYI_PARENT_PROCESS_LEVEL": "1",
}


def test_without_a_bundle_nothing_is_taken_away() -> None:
    assert other_programs.without("", FROZEN) == FROZEN


def test_what_the_bundle_put_in_is_taken_out() -> None:
    around = {**FROZEN, "EDITOR": "/usr/bin/vi", "LANG": "de_DE.UTF-8"}
    assert other_programs.without(BUNDLE, around) == {
        "EDITOR": "/usr/bin/vi",
        "LANG": "de_DE.UTF-8",
    }


def test_what_was_there_before_the_bundle_comes_back() -> None:
    around = {
        "LD_LIBRARY_PATH": f"{BUNDLE}{os.pathsep}/opt/cuda",
        "LD_LIBRARY_PATH_ORIG": "/opt/cuda",
        "PATH": os.pathsep.join((BUNDLE, "/usr/bin", "/bin")),
        "FOO_ORIG": "the user's own",
        "NEIGHBOUR": BUNDLE + "-of-another",
        "RELATIVE": "_internal",
    }
    assert other_programs.without(BUNDLE, around) == {
        "LD_LIBRARY_PATH": "/opt/cuda",
        "PATH": os.pathsep.join(("/usr/bin", "/bin")),
        "FOO_ORIG": "the user's own",
        "NEIGHBOUR": BUNDLE + "-of-another",
        "RELATIVE": "_internal",
    }


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the frozen program."""
    monkeypatch.setattr(sys, "_MEIPASS", BUNDLE, raising=False)
    for name, value in FROZEN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/cuda")


def test_what_qt_starts_by_itself_is_started_in_the_same_way(
    frozen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, dict[str, str]]] = []

    def take(link: QUrl) -> bool:
        seen.append((link.toString(), dict(os.environ)))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    before = dict(os.environ)
    assert open_link("mailto:support@example-host.net")
    link, around = seen[0]
    assert link == "mailto:support@example-host.net"
    assert around["LD_LIBRARY_PATH"] == "/opt/cuda"
    assert "QT_PLUGIN_PATH" not in around
    assert around["PATH"] == before["PATH"]
    assert dict(os.environ) == before  # our own plugins are found again


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a script is the program")
def test_a_started_program_sees_nothing_of_the_bundle(
    frozen: None, tmp_path: Path, qtbot: QtBot
) -> None:
    told = tmp_path / "told"
    program = a_program(tmp_path / "settings program", told)
    assert other_programs.start((str(program), "two words; $HOME"))
    qtbot.waitUntil(lambda: told.exists() and told.read_text().endswith("end\n"))
    arguments, folder, *around = told.read_text().splitlines()
    assert arguments == "two words; $HOME"  # no shell has read it
    assert folder == "/"  # a stick can be pulled out
    assert "LD_LIBRARY_PATH=/opt/cuda" in around
    assert not any(BUNDLE in line for line in around)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a script is the program")
def test_what_keeps_the_computer_awake_sees_nothing_of_the_bundle_either(
    frozen: None, tmp_path: Path, qtbot: QtBot
) -> None:
    told = tmp_path / "told"
    way = awake.ChildWay((str(a_program(tmp_path / "inhibit", told)),))
    way.begin()
    qtbot.waitUntil(lambda: told.exists() and told.read_text().endswith("end\n"))
    way.end()
    assert BUNDLE not in told.read_text()


def test_a_program_that_is_not_there_is_told() -> None:
    assert not other_programs.start((str(Path("/nowhere/at all").absolute()),))


def a_program(place: Path, told: Path) -> Path:
    """One that writes down how it was started."""
    lines = ('echo "$1"', "pwd", "env", "echo end")
    script = "\n".join(f'{line} >> "{told}"' for line in lines)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    return place
