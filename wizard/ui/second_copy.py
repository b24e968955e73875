"""A second copy of the program on the same computer: two tests at once would count each other.

Owns a local door that only the first copy has. No file is left behind: where the system would need
one for such a door, it goes with the door.
"""

from __future__ import annotations

import hashlib
import sys
from typing import Final

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QMessageBox

from wizard.words import Words, pgettext

_PATIENCE_MS: Final = 500
# Words: Heading: the program was started a second time.
_HEADING: Final = pgettext("E37", "The check is already running")
# Words: Below that heading.
_BODY: Final = pgettext("E37", "Two tests at once would count each other.")
# Words: Button: bring the window that is open already to the front.
_SHOW: Final = pgettext("E37", "&Show that window")


def usual_name() -> str:
    """The door's name: one for each user, and no user's name in it."""
    who = hashlib.sha256(QDir.homePath().encode("utf-8", "replace")).hexdigest()[:16]
    return f"mail-connection-check-{who}"


class FirstCopy(QObject):
    """Holds the door; `called` when a second copy wants this window shown."""

    called = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Open the door; `call_first_copy` was asked before, and nobody had it."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        if sys.platform.startswith("linux"):
            self._server.setSocketOptions(QLocalServer.SocketOption.AbstractNamespaceOption)
        self._server.newConnection.connect(self._called)
        # Nobody answered there: what lies in the way was left by a copy that crashed.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def _called(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.disconnected.connect(caller.deleteLater)
        caller.disconnectFromServer()
        self.called.emit()


def call_first_copy(name: str) -> bool:
    """Whether there is a first copy; if so its window comes to the front."""
    door = QLocalSocket()
    if sys.platform.startswith("linux"):
        door.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    door.connectToServer(name)
    there = door.waitForConnected(_PATIENCE_MS)
    door.abort()
    return there


def tell(words: Words) -> None:
    """Say that the check is already running."""
    box = QMessageBox()
    box.setText(words.say(_HEADING))
    box.setInformativeText(words.say(_BODY))
    box.setDefaultButton(box.addButton(words.say(_SHOW), QMessageBox.ButtonRole.AcceptRole))
    box.exec()
