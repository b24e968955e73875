"""What a start loads: the first page does not wait for what only a test needs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from wizard.ui.app import FirstPaint
from wizard.ui.window import Window
from wizard.words import Words

ROOT: Final = Path(__file__).parent.parent.parent
# Nobody reads a certificate, asks a name server or speaks to a mail server on the first page.
LATER: Final = {
    "asyncio",
    "concurrent.futures",
    "cryptography",
    "dns",
    "http.client",
    "imapclient",
    "imaplib",
    "multiprocessing",
    "psutil",
    "wizard.cli",
    "wizard.core.diagnose",
    "wizard.core.today",
    "wizard.probe.driver",
    "wizard.probe.finding",
    "wizard.probe.practice_certificate",
}
# A start as by `python -m wizard`; it ends at the first paint, or after the loading that follows.
START: Final = """
import json, os, sys
from wizard import __main__ as program
from wizard.ui import app
def told():
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)
loads = app.service.warm_up
if sys.argv[1] == "at the first paint":
    app.warm_up = told
else:
    app.service.warm_up = lambda: (loads(), told())
sys.argv[1:] = []
program.main()
"""


def loaded(when: str, home: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", START, when],
        cwd=ROOT,
        # Each user has one window: this one is nobody else's.
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return set(json.loads(done.stdout))


def test_the_first_page_is_painted_before_the_test_is_loaded(tmp_path: Path) -> None:
    modules = loaded("at the first paint", tmp_path)
    assert "wizard.ui.pages.sign_in" in modules
    assert not LATER & modules


def test_what_the_test_needs_is_loaded_while_the_page_is_filled_in(tmp_path: Path) -> None:
    modules = loaded("later", tmp_path)
    needed = {"imapclient", "psutil", "cryptography", "wizard.probe.driver", "wizard.core.diagnose"}
    assert needed <= modules


def test_the_first_paint_is_told_once(qtbot: QtBot) -> None:
    window = Window(Words())
    qtbot.addWidget(window)
    told: list[bool] = []
    first = FirstPaint(window)
    first.over.connect(lambda: told.append(True))
    QTimer.singleShot(0, window.show)
    qtbot.waitUntil(lambda: bool(told))
    window.repaint()
    qtbot.wait(20)
    assert told == [True]
