"""The order in which a bundle is made, and what is said where it must not be handed out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from wizard.freezing import make, moment, slim
from wizard.freezing.layout import bundle_name, layout
from wizard.freezing.make import Made
from wizard.freezing.parts import HERE


def test_pyinstaller_is_run_without_chance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[Sequence[str], Mapping[str, str]]] = []

    def run(command: Sequence[str], *, env: Mapping[str, str], check: bool) -> None:
        assert check
        started.append((command, env))

    monkeypatch.setattr(subprocess, "run", run)
    make.freeze(tmp_path / "into", tmp_path / "scratch")
    ((command, environment),) = started
    assert command[:3] == [sys.executable, "-m", "PyInstaller"]
    assert command[-1] == str(make.SPEC)
    assert environment["PYTHONHASHSEED"] == "0"


def test_what_stops_a_bundle_is_said_and_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bundles: list[Path] = []
    faults: tuple[str, ...] = ("Under the GPL only: some.",)

    def finish(bundle: Path, _scratch: Path) -> Made:
        bundles.append(bundle)
        return Made(layout(bundle), (), faults)

    monkeypatch.setattr(make, "freeze", lambda folder, scratch, spec: None)
    monkeypatch.setattr(make, "finish", finish)
    arguments = ["--into", str(tmp_path), "--scratch", str(tmp_path / "scratch")]
    assert make.main(arguments) == 1
    assert capsys.readouterr().err == "Under the GPL only: some.\n"
    assert bundles == [tmp_path / bundle_name()]
    faults = ()
    assert make.main(arguments) == 0


def test_another_program_is_made_by_the_same_trims_and_nothing_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    monkeypatch.setattr(make, "freeze", lambda folder, scratch, spec: made.append(spec))
    monkeypatch.setattr(make, "slim", lambda where: made.append(where.bundle))
    monkeypatch.setattr(make, "finish", lambda bundle, scratch: pytest.fail("it is not ours"))
    other = tmp_path / "other.spec"
    assert make.main(["--into", str(tmp_path), "--scratch", str(tmp_path), str(other)]) == 0
    assert made == [other, tmp_path]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only files of Linux are stripped")
def test_only_files_that_bear_it_are_stripped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    fat = ("_rust.abi3.so", "_ssl.cpython-311-x86_64-linux-gnu.so", "libpython3.11.so.1.0")
    for name in (*fat, "libQt6Core.so.6", "QtCore.abi3.so", "libssl.so.3"):
        (inside / name).write_bytes(b"as it came")
    (inside / "libpython3.so").symlink_to("libpython3.11.so.1.0")
    told: list[str] = []

    def strip(command: Sequence[str], *, check: bool) -> None:
        assert check
        told.extend(command)
        for place in command[2:]:
            Path(place).write_bytes(b"less")

    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", strip)
    where = layout(tmp_path, "linux")
    assert slim.slim(where, "linux") == 3 * (len(b"as it came") - len(b"less"))
    assert told == ["strip", "--strip-unneeded", *(str(inside / name) for name in sorted(fat))]
    assert slim.slim(where, "darwin") == 0
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert slim.slim(where, "linux") == 0


def test_the_time_of_this_checkout_is_that_of_its_commit() -> None:
    if not (HERE / ".git").exists():
        pytest.skip("not a git checkout")
    assert moment.made_at(HERE, {}) > moment.EARLIEST
