"""A computer without a screen that can be reached, without a part of Qt, without a font."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from wizard import __main__ as program
from wizard.ui import screen

HERE = Path(__file__).resolve().parents[2]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")

NOBODY = ":4711"  # a screen that nobody has
LETTERS = """
import sys
from PySide6.QtWidgets import QApplication
from wizard.ui import screen
from wizard.words import Words
if sys.argv[1] == "ours":
    app = screen.application(Words())
else:
    app = QApplication([])
print(screen.has_letters(app.font()))
"""


# One family that is not ours, and the wish of many a system for ours where they are.
ANOTHER = """<fontconfig>
<dir>{folder}</dir>
<alias binding="same"><family>Sans Serif</family><prefer><family>Noto Sans</family>
<family>{family}</family></prefer></alias>
</fontconfig>
"""
SAME = """
import sys
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication
from wizard.paper import pdf_letters
from wizard.ui import screen
from wizard.words import Words
app = screen.application(Words()) if sys.argv[1] == "ours" else QApplication([])
before = QFontInfo(app.font()).family()
pdf_letters.bring()
print(before == "DejaVu Sans", before == QFontInfo(app.font()).family())
"""
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def start(*arguments: str, **around: str) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=HERE,
        env=kept | around,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@on_linux
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The screen of this computer cannot be reached"),
        ("de", "Der Bildschirm dieses Computers ist nicht zu erreichen"),
    ],
)
def test_a_screen_that_cannot_be_reached_is_told_in_plain_words(language: str, told: str) -> None:
    """Qt would end the program with its own words, and name a library that is not missing."""
    done = start("-m", "wizard", DISPLAY=NOBODY, LANGUAGE=language)
    assert done.returncode == screen.NO_WINDOW
    sentence, cause = done.stderr.splitlines()
    assert sentence.startswith(told)
    assert NOBODY in cause
    assert "xcb-cursor" not in done.stderr


@on_linux
@pytest.mark.parametrize(("whose", "writes"), [("ours", "True"), ("of Qt alone", "False")])
def test_a_computer_without_a_font_gets_ours(whose: str, writes: str, tmp_path: Path) -> None:
    """Qt alone draws boxes there."""
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig/>\n", "utf-8")
    around = {"QT_QPA_PLATFORM": "offscreen", "FONTCONFIG_FILE": str(nothing)}
    done = start("-c", LETTERS, whose, **around)
    assert done.stdout == f"{writes}\n", done.stderr


def test_a_computer_with_fonts_keeps_its_own(qapp: QApplication) -> None:
    before = QFont(qapp.font())
    screen._bring_letters(qapp)
    assert qapp.font() == before


@on_linux
@pytest.mark.skipif(not DEJAVU.is_dir(), reason="no font here but ours")
@pytest.mark.parametrize(("whose", "same"), [("ours", "True"), ("of Qt alone", "False")])
def test_the_window_keeps_its_letters_when_papers_bring_theirs(
    whose: str, same: str, tmp_path: Path
) -> None:
    """Qt alone looks again for what the system calls its usual font, and finds ours."""
    wish = tmp_path / "fonts.conf"
    wish.write_text(ANOTHER.format(folder=DEJAVU, family="DejaVu Sans"), "utf-8")
    done = start("-c", SAME, whose, QT_QPA_PLATFORM="offscreen", FONTCONFIG_FILE=str(wish))
    assert done.stdout == f"True {same}\n", done.stderr


def test_readers_are_told_the_same_packages() -> None:
    line = f"apt-get install {' '.join(program.PACKAGES)}"
    for name in ("README.md", "docs/bundle.md"):
        assert line in (HERE / name).read_text("utf-8"), name


@pytest.mark.parametrize(
    ("frozen", "way"),
    [(True, "sudo apt-get install libgl1 libegl1 libfontconfig1"), (False, "python3 dev.py run")],
)
def test_a_part_that_the_system_lacks_is_named_with_the_way_to_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, frozen: bool, way: str
) -> None:
    class Lacking:
        """What an import meets there."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "wizard.ui.app":
                raise ImportError("libGL.so.1: cannot open shared object file: No such file")

    monkeypatch.setattr(sys, "argv", ["wizard"])
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Lacking(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "wizard.ui.app", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("LANGUAGE", "en")
    assert program.main() == 1
    said = capsys.readouterr().err
    assert "lacks a part that the window needs: libGL.so.1." in said
    assert said.endswith(f"{way}\n")
