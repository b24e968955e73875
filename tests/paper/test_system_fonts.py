"""Fonts are looked for without a list of them being left in the user's folder."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from wizard import assets
from wizard.paper import system_fonts
from wizard.paper.system_fonts import look_without_traces

on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="other systems have no fontconfig"
)
# A computer whose list of fonts is gone: what is left is a place in the user's own folder.
CONFIGURATION: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir prefix="xdg">fontconfig</cachedir>
<cachedir>~/.fontconfig</cachedir></fontconfig>
"""
PROGRAM: Final = """
import sys
from PySide6.QtGui import QFontDatabase, QGuiApplication
if "quietly" in sys.argv:
    from wizard.paper.system_fonts import look_without_traces
    look_without_traces()
app = QGuiApplication(sys.argv[:1])
assert "Noto Sans" in QFontDatabase.families()
"""


class Library:
    """Stands for fontconfig; `asked` is what was asked of it, in its order."""

    def __init__(self, name: str) -> None:
        self.asked = [name]

    def FcConfigEnableHome(self, wanted: int) -> None:  # noqa: N802 - its name there
        self.asked.append(f"home {wanted}")

    def FcInit(self) -> None:  # noqa: N802 - its name there
        os.write(2, b"Fontconfig error: No writable cache directories\n")
        self.asked.append("look")


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> list[Library]:
    opened: list[Library] = []

    def open_one(name: str) -> Library:
        opened.append(Library(name))
        return opened[-1]

    monkeypatch.setattr(ctypes, "CDLL", open_one)
    monkeypatch.setattr(sys, "platform", "linux")
    return opened


def start(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    configuration = home / "fonts.conf"
    told = CONFIGURATION.format(fonts=assets.path("fonts"))
    configuration.write_text(told, "utf-8")
    around = {**os.environ, "HOME": str(home), "FONTCONFIG_FILE": str(configuration)}
    around.pop("XDG_CACHE_HOME", None)
    around["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=around,
        check=True,
    )


@on_linux
def test_nothing_is_left_in_the_users_folder(tmp_path: Path) -> None:
    said = start(tmp_path, "quietly")
    assert [each.name for each in tmp_path.iterdir()] == ["fonts.conf"]
    assert "Fontconfig" not in said.stderr


@on_linux
def test_without_our_word_fontconfig_does_leave_a_list(tmp_path: Path) -> None:
    """Else the test above would prove nothing."""
    start(tmp_path)
    assert list((tmp_path / ".cache" / "fontconfig").iterdir())


def test_its_complaints_are_not_heard_and_ours_are(
    libraries: list[Library], capfd: pytest.CaptureFixture[str]
) -> None:
    look_without_traces.__wrapped__()
    os.write(2, b"ours\n")
    assert [library.asked for library in libraries] == [["libfontconfig.so.1", "home 0", "look"]]
    assert capfd.readouterr().err == "ours\n"


def test_where_it_is_not_there_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", none)
    look_without_traces.__wrapped__()


def test_other_systems_are_left_alone(
    libraries: list[Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    look_without_traces.__wrapped__()
    assert libraries == []


def test_the_bundle_does_not_carry_it() -> None:
    """What makes the bundle packs a library that is named in the very call that loads it."""
    source = Path(system_fonts.__file__).read_text("utf-8")
    assert "CDLL(_LIBRARY)" in source
