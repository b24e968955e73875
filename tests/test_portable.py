"""A program that is carried about keeps everything in its own folder; any other keeps nothing."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from wizard import assets, portable
from wizard.portable import Home, home


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program lies."""
    monkeypatch.setattr(assets, "beside", lambda: tmp_path)
    return tmp_path


def test_without_portable_txt_there_is_no_folder(stick: Path) -> None:
    assert home() is None
    assert list(stick.iterdir()) == []


def test_portable_txt_makes_the_folder_beside_the_program_its_home(stick: Path) -> None:
    (stick / "portable.txt").touch()
    assert home() == Home(stick, writable=True)
    assert [each.name for each in stick.iterdir()] == ["portable.txt"]


def test_a_folder_of_that_name_is_no_portable_txt(stick: Path) -> None:
    (stick / "portable.txt").mkdir()
    assert home() is None


def test_the_frozen_program_looks_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "parts"), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Mail Connection Check"))
    (tmp_path / "portable.txt").touch()
    found = home()
    assert found is not None
    assert found.folder == tmp_path


def test_settings_and_cases_lie_in_the_folder(stick: Path) -> None:
    there = Home(stick, writable=True)
    assert (there.settings, there.cases) == (stick / "settings.ini", stick / "cases")
    assert list(stick.iterdir()) == []


def test_the_folder_of_the_cases_is_made_when_it_is_needed(stick: Path) -> None:
    there = Home(stick, writable=True)
    assert there.cases_made() == stick / "cases"
    assert there.cases_made() == stick / "cases"
    assert [each.name for each in stick.iterdir()] == ["cases"]


def test_a_file_in_the_place_of_the_cases_is_left_alone(stick: Path) -> None:
    (stick / "cases").write_text("mine", "utf-8")
    assert Home(stick, writable=True).cases_made() is None
    assert (stick / "cases").read_text("utf-8") == "mine"


def test_on_a_protected_stick_nothing_is_made(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stick / "portable.txt").touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    there = home()
    assert there == Home(stick, writable=False)
    assert there is not None
    assert there.cases_made() is None
    assert [each.name for each in stick.iterdir()] == ["portable.txt"]


def test_a_stick_that_only_looks_writable_is_found_out(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "portable.txt").touch()

    def protected(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkstemp", protected)
    assert home() == Home(stick, writable=False)


@pytest.mark.parametrize("system", ["darwin", "linux"])
def test_macos_may_hide_what_lies_beside_the_program(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "AppTranslocation" / "6D1B" / "d"
    monkeypatch.setattr(assets, "beside", lambda: aside)
    monkeypatch.setattr(sys, "platform", system)
    assert portable.is_moved_aside() is (system == "darwin")
