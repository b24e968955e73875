"""The version resource of Windows: made by PyInstaller's own code, and read back from its bytes."""

from __future__ import annotations

import importlib
import struct
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from PyInstaller import compat

from wizard import PROGRAM, __version__
from wizard.freezing import windows
from wizard.freezing.names import HOLDER


@pytest.fixture
def versioninfo(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """PyInstaller's reader and writer; off Windows they lack packages, and integers are longer."""
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
    monkeypatch.setattr(compat, "win32api", None, raising=False)
    monkeypatch.delitem(sys.modules, "PyInstaller.utils.win32.versioninfo", raising=False)
    found = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    as_on_windows = SimpleNamespace(
        pack=lambda form, *values: struct.pack(f"<{form}", *values),
        unpack=lambda form, data: struct.unpack(f"<{form}", data),
    )
    monkeypatch.setattr(found, "struct", as_on_windows)
    return found


def test_the_resource_is_built_and_read_back(versioninfo: ModuleType, tmp_path: Path) -> None:
    place = windows.version_resource(tmp_path)
    built = versioninfo.load_version_info_from_text_file(place)
    raw = built.toRaw()
    assert struct.unpack("<H", raw[:2]) == (len(raw),)
    read = versioninfo.VSVersionInfo()
    read.fromRaw(raw)
    assert read.toRaw() == raw
    (table,) = read.kids[0].kids
    strings = {row.name: row.val for row in table.kids}
    assert table.name == "040904B0"
    assert strings["CompanyName"] == HOLDER
    assert strings["FileDescription"] == strings["ProductName"] == PROGRAM
    assert strings["FileVersion"] == strings["ProductVersion"] == __version__
    assert strings["LegalCopyright"] == f"© {HOLDER}"
    fixed = read.ffi
    words = (fixed.fileVersionMS, fixed.fileVersionLS)
    assert [part for word in words for part in (word >> 16, word & 0xFFFF)] == list(
        windows.numbers(__version__)
    )
    assert (fixed.sig, fixed.fileType) == (0xFEEF04BD, 1)


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("12.3", (12, 3, 0, 0)), ("1.2.3rc4", (1, 2, 3, 0))],
)
def test_a_version_becomes_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert windows.numbers(version) == numbers
