"""What widgets we paint ourselves are for a screen reader: one object, one role, nothing in it.

Qt knows the roles of its own widgets; one that is painted by hand would be an unnamed filler.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLES: Final[dict[type, QAccessible.Role]] = {}


def read_out_as(kind: type[QWidget], role: QAccessible.Role) -> None:
    """From now on every widget of exactly this kind has this role."""
    _ROLES[kind] = role
    _tell_qt()


def _accessible(name: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks this for every object it does not know yet; None leaves it to Qt."""
    del name
    role = _ROLES.get(type(thing))
    return QAccessibleWidget(thing, role) if role and isinstance(thing, QWidget) else None


@cache
def _tell_qt() -> None:
    """Once: Qt's list of factories is the whole program's."""
    QAccessible.installFactory(_accessible)
