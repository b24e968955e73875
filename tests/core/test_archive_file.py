"""A case file's contents are written and read back whole; nothing else is taken for one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.core.test_archive import CASE, drop, put
from wizard.core import archive, archive_file, bounds
from wizard.core.archive import ArchiveError
from wizard.core.case_file import Agreement, CaseFile, Sender, case_file
from wizard.core.known import About, Basis, Fact, FoundBy, Known
from wizard.core.zone import Zone

SENDER = Sender("Anna Miller", "Miller & Sons", "K-4711", "203.0.113.7", names_mailbox=True)
LATER = replace(CASE, started_at=CASE.started_at + timedelta(days=2),
                finished_at=CASE.finished_at + timedelta(days=2))  # fmt: skip
KNOWN = Known("google", "Google", tested=False, found_by=FoundBy.HOST,
              facts=(Fact(About.PER_MAILBOX, Basis.DOCUMENTED, 15, 60),))  # fmt: skip
FILE = CaseFile((CASE, replace(LATER, zone=Zone(120, "CEST"), known=KNOWN)), SENDER)
EVENT = ("runs", 0, "case", "events", 0)


def written(file: CaseFile = FILE) -> Any:  # noqa: ANN401  JSON
    return json.loads(json.dumps(archive_file.to_json(file)))


def test_a_case_file_comes_back_as_it_was() -> None:
    assert archive_file.from_json(written()) == FILE


def test_its_times_are_told_in_utc_wherever_it_was_made() -> None:
    noon = datetime(2026, 8, 24, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    data = written(case_file(replace(CASE, started_at=noon, finished_at=noon)))
    assert data["runs"][0]["case"]["started_at"] == "2026-08-24T12:00:00+00:00"
    assert archive_file.from_json(data).latest.started_at.tzinfo is UTC


def test_a_file_without_a_test_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        CaseFile(())


HERE = replace(CASE, target=replace(CASE.target, source="192.168.7.23", ca_file="our/ca.pem"))


@pytest.mark.parametrize(
    "file", [case_file(HERE), CaseFile((HERE,)), FILE.with_run(HERE)], ids=["new", "made", "more"]
)
def test_what_is_only_true_on_this_computer_gets_into_no_case_file(file: CaseFile) -> None:
    assert (file.latest.target.source, file.latest.target.ca_file) == (None, None)
    assert "192.168.7.23" not in json.dumps(archive_file.to_json(file))
    assert "ca.pem" not in json.dumps(archive_file.to_json(file))


def test_what_another_computer_wrote_about_itself_is_left_out_too() -> None:
    data = written()
    put("runs", 0, "case", "target", "source", value="192.168.7.23")(data)
    assert archive_file.from_json(data) == FILE


def test_one_more_test_takes_none_out() -> None:
    file = case_file(CASE, SENDER).with_run(LATER)
    assert (file.runs, file.latest, file.sender) == ((CASE, LATER), LATER, SENDER)


@pytest.mark.parametrize("data", [None, [], 5, {}, {"format": archive.FORMAT, "version": 1}])
def test_what_is_no_case_file_is_foreign(data: object) -> None:
    with pytest.raises(ArchiveError, match="no case") as refused:
        archive_file.from_json(data)
    assert refused.value.foreign
    assert not refused.value.newer


def test_a_noted_agreement_comes_back_as_it_was() -> None:
    agreed = replace(FILE, agreement=Agreement(CASE.started_at))
    assert archive_file.from_json(written(agreed)) == agreed
    assert case_file(CASE, SENDER, agreed.agreement).with_run(LATER).agreement == agreed.agreement


def test_where_nothing_was_noted_the_file_is_as_older_versions_know_it() -> None:
    assert set(written()) == {"format", "version", "runs", "sender"}


def refusal(change: Callable[[Any], None]) -> ArchiveError:
    data = written()
    change(data)
    with pytest.raises(ArchiveError) as refused:
        archive_file.from_json(data)
    assert not refused.value.foreign
    return refused.value


@pytest.mark.parametrize(
    "change",
    [
        put("version", value=2),
        put("colour", value="red"),
        put("sender", "phone", value="+49"),
        put("runs", 0, "version", value=2),
        put("runs", 0, "tags", value=[]),
        put("runs", 1, "case", "weather", value="rain"),
        put(*EVENT, "temperature", value=20),
        put(*EVENT, "outcome", value="teleported"),
        put("runs", 0, "case", "ending", value="bored"),
    ],
)
def test_what_only_a_later_version_can_have_written_is_newer(change: Callable[[Any], None]) -> None:
    assert refusal(change).newer


@pytest.mark.parametrize(
    "change",
    [
        put("version", value=True),
        put("version", value=0),
        put("version", value=1.0),
        drop("sender"),
        drop("runs"),
        put("runs", value={}),
        put("runs", value=[]),
        put("sender", value=None),
        put("sender", "names_mailbox", value=1),
        put("agreement", value=None),
        put("agreement", value={}),
        put("agreement", value={"noted_at": "yesterday"}),
        put("agreement", value={"noted_at": "2026-08-24T14:00:00"}),
        drop("runs", 0, "case", "ending"),
    ],
)
def test_what_no_version_writes_is_not_newer(change: Callable[[Any], None]) -> None:
    assert not refusal(change).newer


@pytest.mark.parametrize(
    "change",
    [
        put("runs", 0, "case", "target", "port", value=0),
        put("runs", 0, "case", "target", "port", value=65536),
        put("runs", 0, "case", "target", "family", value=5),
        put("runs", 0, "case", "plan", "most", value=1_000_000),
        put("runs", 0, "case", "plan", "most", value=0),
        put("runs", 0, "case", "plan", "need", "connections", value=10**9),
        put("runs", 0, "case", "plan", "need", "computers", value=-1),
        put("runs", 0, "case", "plan", "control", value=["host", 0]),
        put("runs", 0, "case", "plan", "pace", value=-0.1),
        put("runs", 0, "case", "plan", "waits", "confirm", value=[1.0, float("inf")]),
        put(*EVENT, "at", value=float("nan")),
        put(*EVENT, "at", value=864_001),
        put(*EVENT, "at", value=10**400),
        put(*EVENT, "milliseconds", value=-1),
        put(*EVENT, "held", value=10**6),
        put(*EVENT, "attempt", value=0),
        put(*EVENT, "sessions", value=[0]),
        put(*EVENT, "sessions", value=[1] * 1001),
        put(*EVENT, "said", value="x" * 2001),
        put(*EVENT, "said", value="two\nlines"),
        put(*EVENT, "said", value="\x1b[2J"),
        put(*EVENT, "said", value="\ud800"),
        put("sender", "name", value="x" * 2001),
        put("runs", 0, "case", "server", "capabilities", value=["X"] * 301),
        put("runs", 0, "case", "others", value=[["program", -1]]),
        put("runs", 0, "case", "started_at", value="1969-12-31T23:59:59+00:00"),
        put("runs", 0, "case", "finished_at", value="2201-01-01T00:00:00+00:00"),
        put("runs", 0, "case", "finished_at", value="9999-12-31T23:59:59-23:59"),
        put("runs", 0, "case", "finished_at", value="1999-01-01T00:00:00+00:00"),
        put("runs", 0, "case", "zone", value={"minutes": 1081, "name": ""}),
        put("runs", 0, "case", "zone", value={"minutes": 0, "name": "Mitteleuropäische Zeit"}),
        put("runs", 1, "case", "known", "facts", 0, "count", value=10**7),
        put("runs", 1, "case", "known", "facts", 0, "seconds", value=-60),
    ],
)
def test_no_number_date_or_text_is_larger_than_the_program_can_stand(
    change: Callable[[Any], None],
) -> None:
    assert not refusal(change).newer


def test_nor_is_a_list_longer() -> None:
    data = written()
    run = data["runs"][0]
    with pytest.raises(ArchiveError, match="at most 200 items"):
        archive_file.from_json({**data, "runs": [run] * 201})
    run["case"]["events"] = run["case"]["events"][:1] * 5001
    with pytest.raises(ArchiveError, match="at most 5000 items"):
        archive_file.from_json(data)


def test_the_largest_that_is_allowed_is_read() -> None:
    data = written()
    run = data["runs"][0]["case"]
    run["events"] = run["events"][:1] * 5000
    run["zone"] = {"minutes": -1080, "name": ""}
    run["target"]["port"], run["events"][0]["said"] = 65535, "x" * bounds.LONGEST_TEXT
    assert len(archive_file.from_json(data).runs[0].events) == 5000


def test_what_a_user_typed_too_long_can_still_be_read_again() -> None:
    long = case_file(CASE, Sender("A" * 9000, "two\nlines"))
    assert archive_file.from_json(written(long)).sender == Sender("A" * 2000, "two\ufffdlines")
