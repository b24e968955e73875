"""The program as it starts from a stick: the list comes by itself, and nothing is read before."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Final

from tests.test_case_folder import put
from wizard.portable import FILE

HERE: Final = Path(__file__).resolve().parents[2]
# Runs the program as a user does, from a folder that stands for a stick, and tells what it shows.
DAY: Final = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from wizard import assets
assets.beside = lambda: Path(sys.argv[2])
from wizard.ui import app, second_copy
from wizard.ui.finish import FinishDialog
from wizard.ui.window import Window
second_copy.usual_name = lambda: sys.argv[1]
FinishDialog.exec = lambda dialog: True
shown = Window.show
def show(self):
    print(len(self.desk.shelf.cases.listed), flush=True)
    shown(self)
    def go():
        rows = self.sheet.cases.cases
        if not rows.isVisible():
            QTimer.singleShot(50, go)
            return
        print(rows.item(0).text(), flush=True)
        self.clients.finish()
        print(self.sheet.notice.heading.text(), flush=True)
        self.close()
    QTimer.singleShot(50, go)
Window.show = show
sys.exit(app.run())
"""


def test_a_stick_shows_its_cases_and_the_visit_ends_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"")
    (tmp_path / "cases").mkdir()
    put(tmp_path / "cases", "a.mailcheck", company="Miller & Sons")
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", DAY, f"test-{uuid.uuid4()}", str(tmp_path)],
        cwd=HERE,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    before, first, heading = done.stdout.splitlines()
    assert before == "0"
    assert first.startswith("Miller & Sons, miller.example, ")
    assert heading == "The visit is finished"
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {FILE, "cases", "cases/a.mailcheck"}
