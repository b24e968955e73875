"""The case file as bytes. A first version: only why one cannot be opened."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Why a file cannot be opened as a case."""

    NOT_A_CASE = "not-a-case"
    DAMAGED = "damaged"
    NEWER = "newer"
    TOO_LARGE = "too-large"


class CannotOpen(Exception):
    """A file is no case that this version can open."""

    def __init__(self, fault: Fault) -> None:
        """Keep why."""
        super().__init__(fault.value)
        self.fault = fault
