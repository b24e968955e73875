"""A case file's contents as JSON and back, versioned: case.json.

Owns the outer shape; the tests inside are written and read by archive.py, each with a version of
its own. What nobody noted is not written, so that older versions can read the file. It must never
read or write a file, and trusts nothing that it reads.
"""

from __future__ import annotations

from typing import Any, Final

from wizard.core import archive, bounds
from wizard.core.case_file import Agreement, CaseFile, Sender
from wizard.core.untrusted import ArchiveError, build, build_list, expect, expect_fields

FORMAT: Final = "mail-connection-check/case-file"
VERSION: Final = 1
_FIELDS: Final = ("format", "version", "runs", "sender", "agreement")


def to_json(file: CaseFile) -> dict[str, Any]:
    """The case file as plain JSON values; times in UTC, ISO 8601."""
    noted = {} if file.agreement is None else {"agreement": archive.plain(file.agreement)}
    return {
        "format": FORMAT,
        "version": VERSION,
        "runs": [archive.to_json(run) for run in file.runs],
        "sender": archive.plain(file.sender),
        **noted,
    }


def from_json(data: object) -> CaseFile:
    """The case file that `to_json` wrote; raises ArchiveError for anything else."""
    told = expect(data, FORMAT, VERSION)
    expect_fields(told, _FIELDS, "case file")
    runs = build_list(told["runs"], bounds.ITEMS[CaseFile, "runs"], "runs")
    if not runs:
        raise ArchiveError("runs: at least one test is wanted")
    sender = build(Sender, told["sender"], "sender")
    agreement = build(Agreement, told["agreement"], "agreement") if "agreement" in told else None
    return CaseFile(tuple(archive.from_json(run) for run in runs), sender, agreement)
