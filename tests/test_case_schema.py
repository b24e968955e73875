"""The schema of case.json says what the program writes and reads, no less and no more."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from tests import case_schema
from tests.core.test_archive import drop, put
from wizard import assets
from wizard.core import archive, archive_file
from wizard.core.archive import ArchiveError
from wizard.core.case_file import Agreement, Sender, case_file

GOLDENS: Final = sorted((Path(__file__).parent / "goldens").glob("*.json"))
SCHEMA: Final[Any] = assets.read_json("case.schema.json")
VALIDATOR: Final = jsonschema.Draft202012Validator(SCHEMA)
SENDER: Final = Sender("Anna Miller", "Miller & Sons", "K-4711", "203.0.113.7")
EVENT: Final = ("runs", 0, "case", "events", 0)


def wrapped(golden: Path) -> Any:  # noqa: ANN401  JSON
    """A recorded case as it stands in a case file."""
    case = archive.from_json(json.loads(golden.read_text("utf-8"))["case"])
    return archive_file.to_json(case_file(case, SENDER))


def test_the_file_is_what_is_generated() -> None:
    generated = json.loads(case_schema.text())
    assert generated == SCHEMA, "run python -m tests.case_schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.stem)
def test_every_recorded_case_fits(golden: Path) -> None:
    VALIDATOR.validate(wrapped(golden))


def test_so_does_one_with_an_agreement() -> None:
    case = archive.from_json(json.loads(GOLDENS[0].read_text("utf-8"))["case"])
    agreed = case_file(case, Sender(), Agreement(case.started_at))
    VALIDATOR.validate(archive_file.to_json(agreed))


GOOD: Final = wrapped(next(path for path in GOLDENS if path.stem == "dovecot-3-tls"))


@pytest.mark.parametrize(
    "change",
    [
        put("format", value="mail-connection-check/case"),
        put("version", value=2),
        put("runs", value=[]),
        put("sender", value=None),
        put("sender", "phone", value="+49"),
        put("agreement", value=None),
        put("agreement", value={"noted_at": "2026-08-24T14:00:00"}),
        drop("runs", 0, "case", "ending"),
        put("runs", 0, "case", "ending", value="bored"),
        put("runs", 0, "case", "weather", value="rain"),
        put("runs", 0, "case", "target", "port", value=0),
        put("runs", 0, "case", "target", "family", value=5),
        put("runs", 0, "case", "plan", "control", value=["host"]),
        put("runs", 0, "case", "plan", "most", value=1_000_000),
        put("runs", 0, "case", "zone", value={"minutes": 2000, "name": ""}),
        put("runs", 0, "case", "zone", value={"minutes": 0, "name": "Sommerzeit"}),
        put("runs", 0, "case", "started_at", value="2026-08-24T14:00:00"),
        put(*EVENT, "outcome", value="teleported"),
        put(*EVENT, "at", value=-1),
        put(*EVENT, "at", value="1"),
        put(*EVENT, "sessions", value=[0]),
        put(*EVENT, "said", value="x" * 2001),
    ],
)
def test_what_is_broken_fits_neither_the_schema_nor_the_program(
    change: Callable[[Any], None],
) -> None:
    broken = copy.deepcopy(GOOD)
    change(broken)
    assert not VALIDATOR.is_valid(broken)
    with pytest.raises(ArchiveError):
        archive_file.from_json(broken)


def test_a_computer_of_its_own_is_in_no_file_that_fits() -> None:
    for field in ("source", "ca_file"):
        broken = copy.deepcopy(GOOD)
        put("runs", 0, "case", "target", field, value="192.168.7.23")(broken)
        assert not VALIDATOR.is_valid(broken)


def test_what_the_program_would_describe_but_does_not_know_is_no_field() -> None:
    """A description of a field that was renamed would be lost in silence."""
    described = {(kind.__name__, name) for kind, name in case_schema._DESCRIBED}
    known = {(kind, name) for kind, part in SCHEMA["$defs"].items() for name in part["properties"]}
    assert described <= known
