"""What is saved from the window is whole, or the old file is still there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from wizard.ui.parts import keeping


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place that the user chooses, where a file already is."""
    place = tmp_path / "mail-check.mailcheck"
    place.write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    return place


def test_bytes_are_saved_as_they_are(chosen: Path) -> None:
    keeping.write(str(chosen), b"\x00\r\n\xff")
    assert chosen.read_bytes() == b"\x00\r\n\xff"
    assert list(chosen.parent.iterdir()) == [chosen]


def test_a_full_disk_leaves_the_old_file_as_it_was(
    window: QWidget, chosen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(keeping.CannotSaveError) as failed:
        keeping.save(window, "Save", "note.txt", "new")
    assert failed.value.place == str(chosen)
    assert chosen.read_bytes() == b"old"
    assert list(chosen.parent.iterdir()) == [chosen]
