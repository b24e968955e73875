"""A folder of cases is listed newest first, whatever else somebody put there."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.test_archive import CASE
from wizard import case_folder, files
from wizard.case_folder import Cases, cases_in, has_cases
from wizard.core.case_file import Sender, case_file
from wizard.core.zone import Zone
from wizard.paper.bundle import pack


def put(folder: Path, name: str, user: str | None = "info@miller.example", days: int = 0,
        company: str = "", host: str = "mail.example-host.net") -> Path:  # fmt: skip
    """A case file; `days` is how long after the first one its test was."""
    later = timedelta(days=days)
    case = replace(
        CASE,
        target=replace(CASE.target, user=user, host=host),
        zone=Zone(120, "CEST"),
        started_at=CASE.started_at + later,
        finished_at=CASE.finished_at + later,
    )
    place = folder / name
    place.write_bytes(pack(case_file(case, Sender(company=company)), "note", b"%PDF-"))
    return place


def clients(found: Cases) -> list[str]:
    return [one.client for one in found.listed]


def test_cases_are_told_by_client_and_date_the_newest_first(tmp_path: Path) -> None:
    put(tmp_path, "a.mailcheck", days=1, company="Miller  & Sons\u202e")
    put(tmp_path, "b.MAILCHECK", "info@baker.example", days=9)
    put(tmp_path, "c.mailcheck", None, days=5)
    (tmp_path / "notes.txt").write_text("no case")
    (tmp_path / "folder.mailcheck").mkdir()
    put(tmp_path, "._a.mailcheck", days=20)  # as macOS leaves them
    found = cases_in(tmp_path)
    assert clients(found) == ["baker.example", "mail.example-host.net", "miller.example", ""]
    assert [one.can_be_read for one in found.listed] == [True, True, True, False]
    miller = found.listed[2]
    assert (miller.company, miller.place) == ("Miller & Sons", tmp_path / "a.mailcheck")
    assert miller.at is not None
    assert miller.at == CASE.started_at + timedelta(days=1)
    assert miller.at.tzname() == "CEST"


def test_what_cannot_be_read_stands_at_the_end_and_stops_nothing(tmp_path: Path) -> None:
    whole = put(tmp_path, "whole.mailcheck")
    (tmp_path / "cut.mailcheck").write_bytes(whole.read_bytes()[:500])
    (tmp_path / "empty.mailcheck").write_bytes(b"")
    put(tmp_path, "nowhere.mailcheck", None, host="no server at all")
    (tmp_path / "leads-nowhere.mailcheck").symlink_to(tmp_path / "gone")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mailcheck")
    found = cases_in(tmp_path)
    assert found.listed[0].place == whole
    assert {one.place.stem for one in found.listed[1:]} >= {"cut", "empty", "nowhere"}
    assert not any(one.can_be_read for one in found.listed[1:])
    assert "leads-nowhere" not in {one.place.stem for one in found.listed}


def test_one_that_is_too_large_for_a_list_is_named_and_not_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.mailcheck")
    monkeypatch.setattr(case_folder, "MOST_BYTES", 100)
    (listed,) = cases_in(tmp_path).listed
    assert (listed.can_be_read, listed.client, listed.at) == (True, "", None)


def test_no_more_than_the_newest_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        place = put(tmp_path, f"{number}.mailcheck", f"info@office{number}.example", days=number)
        os.utime(place, (number, number))
    monkeypatch.setattr(case_folder, "MOST_LISTED", 2)
    found = cases_in(tmp_path)
    assert clients(found) == ["office4.example", "office3.example"]
    assert found.more == 3


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.mailcheck")
    changed = put(tmp_path, "b.mailcheck", "info@baker.example")
    before = cases_in(tmp_path)
    read: list[Path] = []
    usual = files.read_bounded

    def noted(place: Path, most: int) -> bytes:
        read.append(place)
        return usual(place, most)

    monkeypatch.setattr(case_folder, "read_bounded", noted)
    assert cases_in(tmp_path, before=before) == before
    assert read == []
    put(tmp_path, "b.mailcheck", "info@carpenter.example", days=1)
    assert "carpenter.example" in clients(cases_in(tmp_path, before=before))
    assert read == [changed]


def test_whoever_stops_it_waits_for_one_file_at_most(tmp_path: Path) -> None:
    put(tmp_path, "a.mailcheck")
    assert cases_in(tmp_path, lambda: True) == Cases()


def test_where_there_is_no_folder_there_are_no_cases(tmp_path: Path) -> None:
    assert cases_in(tmp_path / "cases") == Cases()
    assert not has_cases(tmp_path / "cases")


def test_whether_there_are_any_is_known_without_reading_one(tmp_path: Path) -> None:
    (tmp_path / "._a.mailcheck").write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"")
    assert not has_cases(tmp_path)
    (tmp_path / "a.MAILCHECK").write_bytes(b"")
    assert has_cases(tmp_path)
