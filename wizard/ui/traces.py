"""What Qt would remember of a visit by itself, and how it is kept from that.

Owns the few settings of Qt that write to a user's folders or registry: its file dialog remembers
the places it was in. It must never touch what was there before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from wizard.paper.system_fonts import look_without_traces

# Qt's own, not ours: its file dialog writes there, whatever program it is in.
_OF_QT: Final = "QtProject"
_USER: Final = QSettings.Scope.UserScope


def leave_no_traces(*, portable: bool) -> None:
    """Before the application is made: from now on Qt remembers nothing of its own accord.

    The dialogs of GTK put each file among the recently used ones, those of Windows and macOS
    remember it in other ways, and none of them can be told not to. So Qt's own dialog is shown in
    their place: on Linux always, elsewhere where the program is `portable`, on a foreign computer.
    """
    # A place in which nothing can be made. Windows and macOS know no such path: see `forgetting`.
    QSettings.setPath(QSettings.Format.NativeFormat, _USER, os.devnull)
    if portable or sys.platform.startswith("linux"):
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    look_without_traces()


@contextmanager
def forgetting() -> Iterator[None]:
    """While a file dialog is open: what Qt remembers of it is put back as it was before."""
    before = _remembered()
    try:
        yield
    finally:
        _restore(before)


def _remembered() -> dict[str, Any]:
    kept = QSettings(_USER, _OF_QT)
    kept.setFallbacksEnabled(False)
    return {key: kept.value(key) for key in kept.allKeys()}


def _restore(before: dict[str, Any]) -> None:
    kept = QSettings(_USER, _OF_QT)
    kept.setFallbacksEnabled(False)
    if not before:
        kept.clear()
        return
    for key in kept.allKeys():
        if key not in before:
            kept.remove(key)
    for key, value in before.items():
        if kept.value(key) != value:
            kept.setValue(key, value)
