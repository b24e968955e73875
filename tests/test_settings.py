"""A stick remembers a few harmless values, and never at the cost of somebody's file."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.files import CannotWriteError
from wizard.paper.page_size import PageSize
from wizard.settings import MOST_BYTES, Settings, SettingsError, keep_settings, read_settings

HERE: Final = Path(__file__).resolve().parent.parent
ANNA: Final = Settings("de", "en", PageSize.LETTER, "Anna Käßler", (900, 700))
NOTHING: Final = Settings()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_without_a_file_nothing_is_remembered(place: Path) -> None:
    assert read_settings(place) == NOTHING
    assert not place.exists()


def test_what_is_kept_is_there_the_next_time(place: Path) -> None:
    keep_settings(place, NOTHING, ANNA)
    assert read_settings(place) == ANNA
    assert place.read_text("utf-8") == (
        "[settings]\n"
        "language = de\n"
        "note-language = en\n"
        "paper = letter\n"
        "name = Anna Käßler\n"
        "window = 900x700\n"
    )
    assert [each.name for each in place.parent.iterdir()] == ["settings.ini"]


def test_there_is_no_place_for_a_mailbox_a_server_or_a_password() -> None:
    named = {each.name for each in fields(Settings)}
    assert named == {"language", "note_language", "paper", "name", "window"}


def test_where_nothing_changed_nothing_is_written(place: Path) -> None:
    keep_settings(place, ANNA, ANNA)
    assert not place.exists()


def test_only_what_changed_is_written(place: Path) -> None:
    """A newer version's values, and those of another copy, are not ours to take away."""
    place.write_text(
        "[colours]\nsky = blue\n\n[settings]\npaper = a4\nlanguage = de\nnewer = 7\n", "utf-8"
    )
    before = read_settings(place)
    keep_settings(place, before, replace(before, name="Anna"))
    assert place.read_text("utf-8") == (
        "[colours]\nsky = blue\n\n[settings]\npaper = a4\nlanguage = de\nnewer = 7\nname = Anna\n"
    )


def test_what_is_taken_back_is_forgotten(place: Path) -> None:
    keep_settings(place, NOTHING, ANNA)
    keep_settings(place, ANNA, NOTHING)
    assert read_settings(place) == NOTHING


def test_a_file_that_was_typed_by_hand_is_read(place: Path) -> None:
    place.write_bytes(
        b"\xef\xbb\xbf; mine\r\n[settings]\r\nLanguage= de \r\nPAPER = A4\r\nwindow = 800 X 600\r\n"
    )
    assert read_settings(place) == Settings("de", paper=PageSize.A4, window=(800, 600))


@pytest.mark.parametrize(
    "line",
    ["language = xx", "language = ../../x", "paper = legal", "window = 99x2", "window", "name ="],
)
def test_a_value_without_a_meaning_counts_as_not_set(place: Path, line: str) -> None:
    text = f"[settings]\n{line}\n" if "=" in line else "[settings]\nwindow = \n"
    place.write_text(text, "utf-8")
    assert read_settings(place) == NOTHING


def test_a_name_is_one_line_without_hidden_characters(place: Path) -> None:
    keep_settings(place, NOTHING, Settings(name="Anna\n[settings]\nlanguage = de\u202e\0"))
    assert read_settings(place) == Settings(name="Anna [settings] language = de")


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\xff\xfe",
        b"[settings]\nlanguage",
        b"language = de\n",
        b"[settings]\nname = a\nname = b\n",
        b"[settings]\n[settings]\n",
        b"[their own program]\nkey = value\n",
        "[settings]\nlanguage = de\n".encode("utf-16"),
        b"[settings]\nname = " + b"x" * MOST_BYTES,
    ],
    ids=["bytes", "cut", "no-head", "twice", "two-heads", "foreign", "utf-16", "huge"],
)
def test_a_file_that_is_not_ours_is_told_and_stays_as_it_is(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(SettingsError):
        read_settings(place)
    with pytest.raises(SettingsError):
        keep_settings(place, NOTHING, ANNA)
    assert place.read_bytes() == content


def test_a_folder_in_its_place_is_no_file_of_ours(place: Path) -> None:
    place.mkdir()
    with pytest.raises(SettingsError):
        read_settings(place)


def test_an_empty_file_is_a_beginning(place: Path) -> None:
    place.touch()
    assert read_settings(place) == NOTHING
    keep_settings(place, NOTHING, ANNA)
    assert read_settings(place) == ANNA


def test_where_it_cannot_be_written_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        keep_settings(tmp_path / "gone" / "settings.ini", NOTHING, ANNA)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8")))
def test_nothing_that_lies_there_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    place = tmp_path_factory.getbasetemp() / "any-settings.ini"
    place.write_bytes(content)
    try:
        assert isinstance(read_settings(place), Settings)
    except SettingsError:
        assert place.read_bytes() == content


def test_the_first_page_does_not_wait_for_what_only_a_stick_needs() -> None:
    """Who has no settings loads neither their reader nor the papers for the sake of a name."""
    story = (
        "import sys, pathlib; from wizard.settings import read_settings; "
        "read_settings(pathlib.Path('nowhere')); "
        "sys.exit('configparser' in sys.modules or 'wizard.paper.facts' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", story], cwd=HERE, check=False)
    assert done.returncode == 0
