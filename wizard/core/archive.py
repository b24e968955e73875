"""A case as JSON and back, versioned. No secret can be represented: no type here can hold one.

It must never read or write a file. What it reads is untrusted: every value is checked (see
untrusted.py), and an unknown field, a wrong type or another version is an `ArchiveError`. A field
that an older version of the program did not know takes its default.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from wizard.core import bounds
from wizard.core.model import Case
from wizard.core.untrusted import ArchiveError, build, expect, expect_fields

__all__ = ["FORMAT", "VERSION", "ArchiveError", "from_json", "plain", "to_json"]

FORMAT: Final = "mail-connection-check/case"
VERSION: Final = 1
_FIELDS: Final = ("format", "version", "case")


def to_json(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; times in UTC, ISO 8601."""
    return {"format": FORMAT, "version": VERSION, "case": plain(case)}


def from_json(data: object) -> Case:
    """The case that `to_json` wrote; raises ArchiveError for anything else."""
    told = expect(data, FORMAT, VERSION)
    expect_fields(told, _FIELDS, "run")
    case = build(Case, told["case"], "case")
    if case.finished_at < case.started_at:
        raise ArchiveError("case.finished_at: before the start")
    return case


def plain(value: object) -> Any:  # noqa: ANN401  JSON
    """One of our values as JSON has it: objects, lists, texts, numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return bounds.told(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return [plain(item) for item in value] if isinstance(value, tuple) else value
