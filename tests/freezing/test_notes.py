"""What a release says about itself, and tags that are none."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from wizard import __version__
from wizard.freezing import notes
from wizard.freezing.notes import NotesTrouble

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Something to come.

## [1.2.0] - 2026-11-24

### Added

- The stick.

## [1.1.0] - 2026-10-01

- Older.

[1.2.0]: https://example.org/1.2.0
"""


def test_a_release_says_what_its_section_says() -> None:
    assert notes.notes("v1.2.0", "1.2.0", CHANGELOG) == "### Added\n\n- The stick.\n"
    assert notes.notes("v1.1.0", "1.1.0", CHANGELOG) == "- Older.\n"


@pytest.mark.parametrize(
    ("tag", "version", "changelog", "told"),
    [
        ("v1.2.1", "1.2.0", CHANGELOG, "says version 1.2.0"),
        ("1.2.0", "1.2.0", CHANGELOG, "The tag is 1.2.0"),
        ("v1.3.0", "1.3.0", CHANGELOG, "has no section [1.3.0]"),
        ("v1.2.0", "1.2.0", CHANGELOG.replace(" - 2026-11-24", ""), "has no date"),
        ("v2.0.0", "2.0.0", "## [2.0.0] - 2026-12-01\n\n", "is empty"),
    ],
)
def test_a_tag_that_is_no_release_is_told(
    tag: str, version: str, changelog: str, told: str
) -> None:
    with pytest.raises(NotesTrouble, match=re.escape(told)):
        notes.notes(tag, version, changelog)


def test_it_is_asked_before_anything_is_installed(tmp_path: Path) -> None:
    """With Python alone: -S hides every package."""
    told = tmp_path / "notes.md"
    done = subprocess.run(
        [sys.executable, "-S", "-m", "wizard.freezing.notes", "v0", str(told)],
        cwd=notes.CHANGELOG.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"The tag is v0, but wizard/__init__.py says version {__version__}.\n"
    assert not told.exists()


def test_the_notes_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "CHANGELOG.md"
    place.write_text(CHANGELOG.replace("1.2.0", __version__), encoding="utf-8")
    monkeypatch.setattr(notes, "CHANGELOG", place)
    assert notes.main([f"v{__version__}", str(tmp_path / "notes.md")]) == 0
    assert (tmp_path / "notes.md").read_bytes() == b"### Added\n\n- The stick.\n"
    assert notes.main([]) == 2
    assert "usage" in capsys.readouterr().err
