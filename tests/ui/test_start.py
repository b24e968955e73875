"""What a start loads: the first page does not wait for what only a test needs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from wizard.ui.app import FirstTouch

ROOT: Final = Path(__file__).parent.parent.parent
# Nobody reads a certificate, asks a name server, speaks to a mail server, writes a paper or opens a
# file on the first page, and no number on it is above a thousand.
LATER: Final = {
    "asyncio",
    "babel",
    "concurrent.futures",
    "cryptography",
    "decimal",
    "defusedxml",
    "dns",
    "email",
    "hashlib",
    "http.client",
    "imapclient",
    "imaplib",
    "multiprocessing",
    "psutil",
    "sqlite3",
    "ssl",
    "subprocess",
    "truststore",
    "wizard.branding",
    "wizard.casework",
    "wizard.cli",
    "wizard.core.diagnose",
    "wizard.core.today",
    "wizard.paper.bundle",
    "wizard.paper.document",
    "wizard.paper.html",
    "wizard.paper.note",
    "wizard.paper.pdf",
    "wizard.probe",
    "wizard.ui.opening",
    "wizard.ui.pages.note",
    "wizard.ui.pages.office",
    "wizard.ui.pages.running",
    "wizard.ui.pages.verdict",
    "wizard.ui.saving",
    "wizard.ui.support",
    "xml",
    "zoneinfo",
}
# A start as by `python -m wizard`: to the first paint, or to the end of what is loaded after the
# first key.
START: Final = """
import json, os, sys
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from wizard import __main__ as program
from wizard.ui import app
def told():
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)
def key():
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QCoreApplication.postEvent(app.QApplication.focusWidget(), press)
class Window(app.Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, told if WHEN == "at the first paint" else key)
app.Window = Window
loads = app.service.warm_up
app.service.warm_up = lambda: (loads(), told())
program.main()
"""


def loaded(when: str, home: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", START.replace("WHEN", repr(when))],
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
    assert "wizard.ui.pages.next_steps" in modules
    needed = {"imapclient", "psutil", "cryptography", "wizard.probe.driver", "wizard.core.diagnose"}
    assert needed <= modules


def test_the_first_touch_is_told_once_and_kept_from_nobody(
    qtbot: QtBot, qapp: QApplication
) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    told: list[bool] = []
    first = FirstTouch(qapp)
    first.over.connect(lambda: told.append(True))
    edit.show()
    qtbot.waitExposed(edit)
    assert told == []
    QTest.keyClicks(edit, "info@")
    qtbot.waitUntil(lambda: bool(told))
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
    qtbot.wait(20)
    assert told == [True]
    assert edit.text() == "info@"
