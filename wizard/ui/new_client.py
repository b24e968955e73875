"""The desk for another client: nothing of the last one stays on it.

Owns what may stay, which is listed here and nowhere else: whatever is added to the desk later goes
with the client unless it is named. What was saved is a file of the user and is not touched.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Final

from wizard.core.case_file import Sender
from wizard.ui.desk import Desk

# The language, how tests are run, and objects that forget by themselves (`start_over` tells them).
STAYS: Final = frozenset({"words", "manner", "awake", "where", "receiver", "shelf", "carried"})
# Set below, or by `start_over`.
_BY_HAND: Final = frozenset({"sender", "visit", "_server"})


def clear(desk: Desk) -> None:
    """Take everything of this client away; who tests, and the firm, stay."""
    name, company = _technician(desk), desk.sender.company
    if company not in desk.firm.branding.contact.split(", "):
        company = ""  # the client's own
    desk.close_practice()
    desk.start_over()
    for each in fields(desk):
        if each.name in STAYS | _BY_HAND:
            continue
        made = each.default_factory() if each.default_factory is not MISSING else each.default
        setattr(desk, each.name, made)
    desk.sender = Sender(name, company)


def _technician(desk: Desk) -> str:
    """Who signs: not whoever signed the case that was opened, unless somebody else does now."""
    file = desk.kept.file if desk.kept.place else None
    if file is not None and desk.sender.name == file.sender.name:
        return desk.visit.name_before or desk.carried.settings.name
    return desk.sender.name
