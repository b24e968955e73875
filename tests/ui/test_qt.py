"""The locked Qt: what made another version of it unusable is not there."""

import sys

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

CALLS = 20_000


def test_no_call_loses_a_reference_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12 drops one at every void call under Python 3.11, and the interpreter aborts."""
    something = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        something.setObjectName("name")
    assert sys.getrefcount(None) > before - CALLS // 10
