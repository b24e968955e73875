"""What has to be there is missed by its name."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from babel import UnknownLocaleError
from PySide6.QtCore import QLibraryInfo

from wizard import assets, service
from wizard.proof import installed

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"


@pytest.fixture
def poor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without any resource."""
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    return tmp_path


def test_it_looks_for_every_table_and_every_language() -> None:
    assert sorted(installed.TABLES) == sorted(place.name for place in RESOURCES.glob("*.json"))
    words = {place.parent.parent.name for place in RESOURCES.glob("words/*/LC_MESSAGES/*.po")}
    assert set(installed.LANGUAGES) == {"en", *words}


def test_every_table_that_is_gone_or_broken_is_named(poor: Path) -> None:
    for name in installed.TABLES:
        (poor / name).write_text(json.dumps({}), encoding="utf-8")
    (poor / "need.json").write_text("{", encoding="utf-8")
    (poor / "remedies.json").unlink()
    broken, gone, picture, *letters = installed.missing_data()
    assert gone.endswith("remedies.json is missing.")
    assert broken == "This installation is damaged: need.json cannot be read."
    assert picture.endswith("program.svg is missing.")
    fonts = {place.name for place in RESOURCES.glob("fonts/*.[to]*")}
    assert {re.split(r"[/\\]", told)[-1] for told in letters} == {f"{n} is missing." for n in fonts}


def test_a_language_without_words_is_named(poor: Path) -> None:
    assert list(installed.missing_words()) == [
        "The sentences of the language de, or its dates, are missing."
    ]


def test_qts_own_words_and_plugins_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nowhere:
        LibraryPath = QLibraryInfo.LibraryPath

        @staticmethod
        def path(_kind: QLibraryInfo.LibraryPath) -> str:
            return str(tmp_path)

    monkeypatch.setattr(installed, "QLibraryInfo", Nowhere)
    assert list(installed.missing_words()) == [
        f"Qt's own words of the language {language} are missing." for language in ("en", "de")
    ]
    (tmp_path / "imageformats").mkdir()
    (tmp_path / "imageformats" / "libqsvg.so").write_bytes(b"no library")
    monkeypatch.setattr(sys, "platform", "linux")
    offscreen, screen, svg = installed.missing_plugins()
    assert offscreen == "Qt's plugin platforms/offscreen is missing."
    assert screen == "Qt's plugin platforms/xcb is missing."
    assert svg.startswith("Qt's plugin imageformats/svg cannot be used: ")


def test_a_language_without_dates_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(installed.missing_words()) == []

    class Locale:
        @staticmethod
        def parse(name: str) -> None:
            if name == "de":
                raise UnknownLocaleError(name)

    monkeypatch.setattr(installed, "Locale", Locale)
    assert list(installed.missing_words()) == [
        "The sentences of the language de, or its dates, are missing."
    ]


@pytest.mark.parametrize("many", [0, 144, None])
def test_a_computer_without_authorities_is_named(
    monkeypatch: pytest.MonkeyPatch, many: int | None
) -> None:
    monkeypatch.setattr(service, "authorities", lambda: many, raising=False)
    told = list(installed.missing_authorities())
    assert len(told) == (many == 0)
    assert all("no certificate authorities" in fault for fault in told)
