"""A second copy of the program on the same computer: two tests at once would count each other.

Owns a local door that only the first copy has. Through it goes the path of a case file at most, and
one letter comes back. No file is left behind: where the system would need one for such a door, it
goes with the door.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCryptographicHash, QDir, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QMessageBox

from wizard.ui.frame import CASE_ENDING
from wizard.words import Words, pgettext

_PATIENCE_MS: Final = 500
# The first copy may be painting, or reading another file.
_ANSWER_MS: Final = 3000
# No system has longer paths.
_MOST_BYTES: Final = 100_000
_END: Final = b"\0"
# Words: Heading: the program was started a second time.
_HEADING: Final = pgettext("E37", "The check is already running")
# Words: Below that heading.
_BODY: Final = pgettext("E37", "Two tests at once would count each other.")
# Words: In place of that: a case file was double-clicked while a test runs. The words in quotes are
# Words: those of a link.
_NOT_OPENED: Final = pgettext(
    "E37",
    "This case file cannot be opened now. When that test is over, choose “Check again after a fix” "
    "there.",
)
# Words: Button: bring the window that is open already to the front.
_SHOW: Final = pgettext("E37", "&Show that window")


def usual_name() -> str:
    """The door's name: one for each user, and no user's name in it."""
    # Qt's own, which is there: Python's would load OpenSSL before the window is painted.
    kind = QCryptographicHash.Algorithm.Sha256
    who = QCryptographicHash.hash(QDir.homePath().encode("utf-8", "replace"), kind).toHex()
    return f"mail-connection-check-{who.toStdString()[:16]}"


class Heard(Enum):
    """What became of a call: nobody there, the window is shown, or the case file is opened too."""

    NOBODY = b""
    SHOWN = b"s"
    OPENED = b"o"


class FirstCopy(QObject):
    """Holds the door. `called` when a second copy wants this window shown.

    A case file that was double-clicked is offered to `open_case`, which says whether it takes it.
    """

    called = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Open the door; `call_first_copy` was asked before, and nobody had it."""
        super().__init__(parent)
        self.open_case: Callable[[str], bool] = lambda _: False
        self._server = QLocalServer(self)
        if sys.platform.startswith("linux"):
            self._server.setSocketOptions(QLocalServer.SocketOption.AbstractNamespaceOption)
        self._server.newConnection.connect(self._called)
        # Nobody answered there: what lies in the way was left by a copy that crashed.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def _called(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.setReadBufferSize(_MOST_BYTES)
        caller.disconnected.connect(caller.deleteLater)
        caller.readyRead.connect(self._heard)
        patience = QTimer(caller)  # whoever calls, speaks at once
        patience.timeout.connect(partial(QLocalSocket.abort, caller))
        patience.start(_PATIENCE_MS)
        self.called.emit()
        self._read(caller)

    def _heard(self) -> None:
        caller = self.sender()  # not bound to the slot, which would keep us alive as long
        assert isinstance(caller, QLocalSocket)
        self._read(caller)

    def _read(self, caller: QLocalSocket) -> None:
        said = bytes(caller.peek(_MOST_BYTES).data())
        if _END not in said and len(said) < _MOST_BYTES:
            return
        caller.readyRead.disconnect(self._heard)
        place = case_file_named(said)
        opened = bool(place) and self.open_case(place)
        caller.write((Heard.OPENED if opened else Heard.SHOWN).value)
        caller.disconnectFromServer()


def case_file_named(said: bytes) -> str:
    """The one case file that a call names, "" for anything else."""
    name, end, more = said.partition(_END)
    place = os.fsdecode(name)
    good = bool(end) and not more and place.lower().endswith(CASE_ENDING)
    return place if good and Path(place).is_absolute() else ""


def call_first_copy(name: str, case: str = "") -> Heard:
    """Ask a first copy, if there is one, to show its window and to open this case file."""
    door = QLocalSocket()
    if sys.platform.startswith("linux"):
        door.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    door.connectToServer(name)
    if not door.waitForConnected(_PATIENCE_MS):
        return Heard.NOBODY
    answer = b""
    if case:
        door.write(os.fsencode(Path(case).absolute()) + _END)
        door.waitForBytesWritten(_PATIENCE_MS)
        door.waitForReadyRead(_ANSWER_MS)
        answer = bytes(door.readAll().data())
    door.abort()
    return Heard.OPENED if answer == Heard.OPENED.value else Heard.SHOWN


def tell(words: Words, *, waiting: bool = False) -> None:
    """Say that the check is already running; `waiting`: and that a case file was not opened."""
    box = QMessageBox()
    box.setText(words.say(_HEADING))
    box.setInformativeText(words.say(_NOT_OPENED if waiting else _BODY))
    box.setDefaultButton(box.addButton(words.say(_SHOW), QMessageBox.ButtonRole.AcceptRole))
    box.exec()
