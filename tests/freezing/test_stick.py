"""A stick to hand out: what lies on it, what it must not touch, what is said where none can be."""

import hashlib
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.freezing import made
from wizard.freezing import stick, stick_files
from wizard.freezing.stick_files import Item, StickTrouble, item, lay


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return made.release(tmp_path / "release")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def files(folder: Path) -> dict[str, bytes]:
    return {
        place.relative_to(folder).as_posix(): place.read_bytes()
        for place in folder.rglob("*")
        if place.is_file()
    }


def laid(folder: Path, release: Path) -> dict[str, bytes]:
    assert stick.main([str(folder), "--from", str(release)]) == 0
    return files(folder)


def refused(folder: Path, release: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said; nothing on the stick has changed."""
    before = files(folder) if folder.is_dir() else {}
    capsys.readouterr()
    assert stick.main([str(folder), "--from", str(release)]) == 1
    assert (files(folder) if folder.is_dir() else {}) == before
    return capsys.readouterr().err


def checked(folder: Path) -> None:
    """As the page for IT support says; Windows has no such program."""
    there = files(folder)
    listed = [line.split("  ", 1) for line in there["SHA256SUMS"].decode().splitlines()]
    for total, name in listed:
        assert hashlib.sha256(there[name]).hexdigest() == total
    if shutil.which("sha256sum") and sys.platform != "win32":
        command = ["sha256sum", "-c", "SHA256SUMS"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


# --- what lies on it ------------------------------------------------------------------------------


def test_a_stick_has_every_system_a_first_page_the_guide_and_the_licences(
    folder: Path, release: Path
) -> None:
    there = laid(folder, release)
    for name, content in made.INSIDE.items():
        assert there[f"Windows/{name}"] == content
    assert there[f"macOS/{made.MACOS}"] == b"a disk image"
    assert there[f"Linux/{made.LINUX}"] == b"an archive"
    assert {"START-HERE.html", "START-HERE.txt", "guide/guide.html"} <= there.keys()
    assert "MIT" in there["licences/LICENSE.txt"].decode()
    checked(folder)


def test_the_licence_texts_that_parts_share_come_along(tmp_path: Path) -> None:
    (tmp_path / "LGPL-3.txt").write_bytes(b"the text")
    (tmp_path / "README.md").write_bytes(b"where the texts are from: for developers")
    assert [(each.name, each.read()) for each in stick._texts(tmp_path)] == [
        ("licences/LGPL-3.txt", b"the text")
    ]


def test_every_file_but_the_list_is_in_the_list(folder: Path, release: Path) -> None:
    there = laid(folder, release)
    listed = there.pop("SHA256SUMS").decode().splitlines()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in there.items()}
    assert listed == [f"{sums[name]}  {name}" for name in sorted(sums)]


def test_the_program_for_windows_keeps_its_things_on_the_stick(folder: Path, release: Path) -> None:
    there = laid(folder, release)
    assert [name for name in there if name.endswith("portable.txt")] == ["Windows/portable.txt"]
    said = there["Windows/portable.txt"].decode("utf-8-sig")
    assert "settings, cases and papers stay in this folder" in said
    assert "bleiben in diesem Ordner" in said


def test_a_release_for_one_system_makes_a_stick_for_one(folder: Path, release: Path) -> None:
    for name in (made.MACOS, made.WINDOWS):
        (release / name).unlink()
    there = laid(folder, release)
    assert {name.partition("/")[0] for name in there} == {
        *("Linux", "START-HERE.html", "START-HERE.txt", "SHA256SUMS", "guide", "licences"),
    }
    assert "SmartScreen" not in there["START-HERE.txt"].decode()
    assert "Windows\n" not in there["START-HERE.txt"].decode().replace("\r", "")


def test_archives_come_from_several_folders(folder: Path, release: Path, tmp_path: Path) -> None:
    (tmp_path / "fetched").mkdir()
    shutil.move(release / made.MACOS, tmp_path / "fetched")
    several = ["--from", str(release), "--from", str(tmp_path / "fetched")]
    assert stick.main([str(folder), *several]) == 0
    assert {"Windows", "macOS", "Linux"} <= {place.name for place in folder.iterdir()}


def test_a_zip_without_a_folder_of_its_own_is_the_same(folder: Path, release: Path) -> None:
    made.zipped(release / made.WINDOWS, made.INSIDE, top="")
    made.summed(release)
    assert "Windows/mail-connection-check.exe" in laid(folder, release)


def test_an_archive_that_nothing_can_be_checked_against_is_told(
    folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (release / "SHA256SUMS").unlink()
    lone = release / f"{made.LINUX}.sha256"
    total = hashlib.sha256(b"an archive").hexdigest()
    lone.write_text(f"{total} *{made.LINUX}\n", encoding="utf-8")
    laid(folder, release)
    told = capsys.readouterr().out
    assert f"no sum to check {made.MACOS}" in told
    assert f"no sum to check {made.LINUX}" not in told


# --- what lies there already ----------------------------------------------------------------------


def test_other_things_on_the_stick_stay_as_they_are(folder: Path, release: Path) -> None:
    others = {"holiday.jpg": b"sea", "Windows/cases/office.mailcheck": b"{}", "macOS/mine": b"!"}
    for name, content in others.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    assert others.items() <= laid(folder, release).items()


def test_a_second_run_writes_nothing(
    folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = laid(folder, release)
    capsys.readouterr()
    assert laid(folder, release) == first
    assert ": 0 files written," in capsys.readouterr().out


def test_a_new_version_replaces_the_old_one_and_leaves_what_is_not_ours(
    folder: Path, release: Path
) -> None:
    laid(folder, release)
    kept = {"Windows/settings.ini": b"[x]", "Windows/_internal/note.txt": b"mine"}
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    for place in release.iterdir():
        place.unlink()
    newer = {"mail-connection-check.exe": b"MZ newer", "_internal/new/Qt7.dll": b"MZ"}
    made.zipped(release / made.WINDOWS.replace("1.2.0", "1.3.0"), newer)
    there = laid(folder, release)
    assert there["Windows/mail-connection-check.exe"] == b"MZ newer"
    assert kept.items() <= there.items()
    assert "Windows/_internal/PySide6/Qt6Core.dll" not in there
    assert not (folder / "Windows/_internal/PySide6").exists()
    assert not (folder / "Linux").exists()
    checked(folder)


def test_what_was_changed_by_hand_is_not_removed(
    folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid(folder, release)
    changed = folder / "Linux" / made.LINUX
    changed.write_bytes(b"mine now")
    (release / made.LINUX).unlink()
    assert laid(folder, release)[f"Linux/{made.LINUX}"] == b"mine now"
    assert f"Linux/{made.LINUX} is not needed any more" in capsys.readouterr().out
    checked(folder)


@pytest.mark.parametrize(
    "name", ["START-HERE.txt", "Windows/mail-connection-check.exe", "licences/LICENSE.txt"]
)
def test_a_foreign_file_is_never_overwritten(
    name: str, folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"somebody else's")
    assert f"\n  {name}\n" in refused(folder, release, capsys)


def test_a_file_that_was_changed_by_hand_is_not_overwritten(
    folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid(folder, release)
    (folder / "START-HERE.txt").write_bytes(b"call me first")
    assert "START-HERE.txt" in refused(folder, release, capsys)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets not everybody make links")
@pytest.mark.parametrize("name", ["Windows", "START-HERE.html", "guide/guide.html"])
def test_a_link_is_not_followed(
    name: str,
    folder: Path,
    release: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(elsewhere)
    assert "in the way" in refused(folder, release, capsys)
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("name", ["Windows", "START-HERE.html"])
def test_a_file_where_a_folder_must_be_and_the_other_way_round(
    name: str, folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "Windows":
        (folder / name).write_bytes(b"no folder")
    else:
        (folder / name).mkdir()
    assert "in the way" in refused(folder, release, capsys)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a list\n",
        b"\xff\xfe",
        b"0" * 64 + b"  their.iso\n",
        b"0" * 64 + b"  START-HERE.html\n" + b"0" * 64 + b"  ../elsewhere\n",
    ],
)
def test_somebody_elses_list_is_not_overwritten(
    content: bytes, folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "SHA256SUMS").write_bytes(content)
    assert "SHA256SUMS is not from here" in refused(folder, release, capsys)


def test_many_files_in_the_way_are_not_all_named(folder: Path) -> None:
    items = [item(f"{number}.txt", b"ours") for number in range(9)]
    for each in items:
        (folder / each.name).write_bytes(b"theirs")
    with pytest.raises(StickTrouble, match=r"4\.txt\n  and 4 more$"):
        lay(folder, items)


# --- a run that is cut off ------------------------------------------------------------------------


class PulledOut(Exception):
    """The stick is gone in the middle of a run."""


def start(version: bytes) -> list[Item]:
    return [item("START-HERE.html", version), item("a.dll", version), item("b.dll", version)]


@pytest.mark.parametrize("writes", range(5))
def test_after_a_run_that_was_cut_off_the_next_one_goes_on(
    writes: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off at every write, and the next run brings yet another version."""
    lay(folder, start(b"first"))
    whole, left = stick_files._write, [None] * writes

    def write(folder: Path, place: Path, content: bytes) -> None:
        if not left:
            raise PulledOut
        left.pop()
        whole(folder, place, content)

    monkeypatch.setattr(stick_files, "_write", write)
    with pytest.raises(PulledOut):
        lay(folder, start(b"second"))
    monkeypatch.undo()
    lay(folder, start(b"third"))
    there = files(folder)
    assert there.pop("SHA256SUMS")
    assert there == dict.fromkeys(("START-HERE.html", "a.dll", "b.dll"), b"third")
    checked(folder)


def test_nothing_half_written_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        lay(folder, start(b"first"))
    assert files(folder) == {}


class Usage(NamedTuple):
    """As the system tells it, in bytes."""

    total: int
    used: int
    free: int


# --- what cannot be -------------------------------------------------------------------------------


def test_a_stick_that_is_not_plugged_in_gets_no_folder(
    folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.rmdir()
    assert "Is the stick plugged in?" in refused(folder, release, capsys)
    assert not folder.exists()


def test_a_full_stick_is_told_before_anything_is_written(
    folder: Path,
    release: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: Usage(9_000_000, 8_900_000, 100_000))
    assert "MB are needed, 0 MB are free" in refused(folder, release, capsys)


def test_no_archive_at_all(folder: Path, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in release.iterdir():
        place.unlink()
    (release / "notes.zip").write_bytes(b"")
    (release / made.WINDOWS.replace("zip", "dmg")).write_bytes(b"no such thing")
    assert "dev.py build makes one" in refused(folder, release, capsys)


def test_a_folder_of_archives_that_is_not_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"There is no folder {tmp_path / 'none'}" in refused(folder, tmp_path / "none", capsys)


def test_the_archives_own_folder_is_no_stick(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "choose another folder" in refused(release, release, capsys)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (made.LINUX.replace("1.2.0", "1.1.9"), "several versions, 1.1.9, 1.2.0"),
        (made.LINUX.replace("x86_64", "aarch64"), "more than one archive for Linux"),
        (made.WINDOWS.replace("x64", "arm64"), "more than one archive for Windows"),
    ],
)
def test_it_does_not_choose_between_two(
    name: str, told: str, folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (release / name).write_bytes(b"another")
    assert told in refused(folder, release, capsys)


def test_two_archives_of_one_name_must_be_the_same(
    folder: Path, release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = shutil.copytree(release, tmp_path / "again")
    both = [str(folder), "--from", str(release), "--from", str(again)]
    assert stick.main(both) == 0
    (again / made.LINUX).write_bytes(b"another")
    assert stick.main(both) == 1
    assert "are not the same" in capsys.readouterr().err


@pytest.mark.parametrize("name", [made.WINDOWS, made.MACOS, made.LINUX])
def test_a_damaged_archive_is_told(
    name: str, folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((release / name).read_bytes())
    content[4] ^= 1
    (release / name).write_bytes(content)
    assert f"{name} is damaged: fetch it again." in refused(folder, release, capsys)


def broken_zip(place: Path) -> str:
    place.write_bytes(b"PK no more")
    return "cannot be unpacked"


def damaged_inside(place: Path) -> str:
    content = place.read_bytes().replace(b"MZ the program", b"MZ the pr0gram")
    place.write_bytes(content)
    return "is damaged"


def without_program(place: Path) -> str:
    made.zipped(place, {"readme.txt": b""})
    return "is without mail-connection-check.exe"


def with_link(place: Path) -> str:
    made.zipped(place, made.INSIDE)
    with zipfile.ZipFile(place, "a") as archive:
        link = zipfile.ZipInfo("mail-connection-check/Versions")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "A")
    return "has a link inside"


def leading_out(place: Path) -> str:
    made.zipped(place, {**made.INSIDE, "../../autorun.inf": b""})
    return "leads out of the stick"


def forbidden_name(place: Path) -> str:
    made.zipped(place, {**made.INSIDE, "_internal/aux.py": b""})
    return "keeps for a device"


@pytest.mark.parametrize(
    "spoil",
    [broken_zip, damaged_inside, without_program, with_link, leading_out, forbidden_name],
)
def test_a_zip_that_cannot_be_laid_out_is_told(
    spoil: object, folder: Path, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(spoil)
    told = spoil(release / made.WINDOWS)
    made.summed(release)
    assert told in refused(folder, release, capsys)


def test_a_stick_that_cannot_be_written_is_told_in_one_line(
    folder: Path,
    release: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def read_only(self: Path, content: bytes) -> int:
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "write_bytes", read_only)
    assert refused(folder, release, capsys).count("\n") == 1


# --- a real FAT -----------------------------------------------------------------------------------


def test_everything_survives_a_fat_file_system(folder: Path, release: Path, tmp_path: Path) -> None:
    """Copied into an image that was formatted as FAT, and out again."""
    if shutil.which("mcopy") is None:
        pytest.skip("mtools are not installed")
    laid(folder, release)
    image, back = tmp_path / "fat.img", tmp_path / "back"
    back.mkdir()
    with image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    inside = ["-i", str(image)]
    subprocess.run(["mformat", *inside, "-F", "::"], check=True)
    subprocess.run(["mcopy", *inside, "-s", *folder.iterdir(), "::"], check=True)
    subprocess.run(["mcopy", *inside, "-s", "-n", "::*", str(back)], check=True)
    assert files(back) == files(folder)
    checked(back)
