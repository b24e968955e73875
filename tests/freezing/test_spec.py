"""build.spec on each system: played with stand-ins for PyInstaller's words."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import Mock

import pytest

from wizard.freezing import mac, origins
from wizard.freezing.names import APPLICATION, CONSOLE_NAME, FILE_NAME
from wizard.freezing.parts import HERE

SPEC = HERE / "build.spec"


WORDS = ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")


def play(system: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Each word of PyInstaller's notes what it was asked for."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "path", list(sys.path))
    played = Mock()
    empty: dict[str, list[str]] = {"binaries": [], "datas": [], "pure": [], "scripts": []}
    played.Analysis.return_value = Mock(**empty)
    words = {name: getattr(played, name) for name in WORDS}
    code = compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec")
    exec(code, {"SPECPATH": str(HERE), "workpath": str(folder), **words})  # noqa: S102 - it is ours
    return played


def options(word: Mock) -> list[Mapping[str, object]]:
    return [call.kwargs for call in word.call_args_list]


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_every_place_that_the_spec_names_exists(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = play(system, tmp_path, monkeypatch)
    analysis = played.Analysis.call_args
    named = [*analysis.args[0], *analysis.kwargs["pathex"]]
    named += [source for source, _ in analysis.kwargs["datas"]]
    named += [program["version"] for program in options(played.EXE) if program["version"]]
    named += [made["icon"] for made in options(played.EXE) if made["icon"]]
    assert [place for place in named if not Path(str(place)).exists()] == []
    assert (tmp_path / origins.FILE).exists()
    assert all(
        made["upx"] is False for word in (played.EXE, played.COLLECT) for made in options(word)
    )


def test_linux_has_one_program_and_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = play("linux", tmp_path, monkeypatch)
    (program,) = options(played.EXE)
    assert (program["name"], program["console"]) == (FILE_NAME, True)
    assert not options(played.BUNDLE)


def test_windows_has_a_twin_with_a_terminal_in_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = play("win32", tmp_path, monkeypatch)
    window, console = options(played.EXE)
    assert (window["name"], window["console"]) == (FILE_NAME, False)
    assert (console["name"], console["console"]) == (CONSOLE_NAME, True)
    for program in (window, console):
        assert Path(str(program["icon"])).read_bytes()[:4] == b"\0\0\1\0"
        assert "VSVersionInfo" in Path(str(program["version"])).read_text(encoding="utf-8")
    both = [played.EXE.return_value] * 2
    assert list(played.COLLECT.call_args.args[:2]) == both


def test_macos_has_an_application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played = play("darwin", tmp_path, monkeypatch)
    (program,) = options(played.EXE)
    assert program["console"] is False
    (application,) = options(played.BUNDLE)
    assert application["name"] == APPLICATION
    assert Path(str(application["icon"])).read_bytes()[:4] == b"icns"
    assert application["info_plist"] == mac.info_plist()


def test_the_spec_stays_a_list() -> None:
    lines = SPEC.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 100
    assert not [line for line in lines if line.lstrip().startswith(("def ", "for ", "while "))]
