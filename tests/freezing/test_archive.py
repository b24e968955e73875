"""The bundle as one file: the same each time, whole, and known by its checksum."""

from __future__ import annotations

import hashlib
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from wizard import __version__
from wizard.freezing import archive, heavy, moment, names, sums
from wizard.freezing.layout import Layout, layout

MADE_AT = 1_700_000_000


@pytest.fixture
def where(tmp_path: Path) -> Layout:
    """A small bundle of Linux, with a second name for a file."""
    if os.name == "nt":
        pytest.skip("files have neither second names nor a right to be started here")
    bundle = tmp_path / "made" / names.FILE_NAME
    fonts = bundle / "_internal" / "resources" / "fonts"
    fonts.mkdir(parents=True)
    (bundle / "licences").mkdir()
    (bundle / "licences" / "README.txt").write_text("text", encoding="utf-8")
    (bundle / "licences" / "bill-of-materials.cdx.json").write_text("{}", encoding="utf-8")
    (bundle / names.FILE_NAME).write_bytes(b"program")
    (bundle / names.FILE_NAME).chmod(0o755)
    (bundle / "_internal" / "library.so.6").write_bytes(b"x" * 2_000_000)
    (bundle / "_internal" / "library.so").symlink_to("library.so.6")
    (fonts / "Noto.ttf").write_bytes(b"x" * 300_000)
    return layout(bundle, "linux")


def test_the_same_bundle_gives_the_same_archive(where: Layout, tmp_path: Path) -> None:
    for name in ("one.tar.gz", "one.zip"):
        first = archive.pack(where, tmp_path / name, MADE_AT).read_bytes()
        for place in where.bundle.rglob("*"):
            os.utime(place, (1, 1), follow_symlinks=False)
        (where.bundle / "licences" / "README.txt").chmod(0o600)
        assert archive.pack(where, tmp_path / name, MADE_AT).read_bytes() == first


def test_a_tar_keeps_what_may_be_started_and_second_names(where: Layout, tmp_path: Path) -> None:
    packed = archive.pack(where, tmp_path / "one.tar.gz", MADE_AT)
    with tarfile.open(packed) as tar:
        found = {entry.name: entry for entry in tar.getmembers()}
    program = found[f"{names.FILE_NAME}/{names.FILE_NAME}"]
    assert (program.mode, program.uid, program.uname, program.mtime) == (0o755, 0, "", MADE_AT)
    assert found[f"{names.FILE_NAME}/licences/README.txt"].mode == 0o644
    assert found[f"{names.FILE_NAME}/_internal/library.so"].linkname == "library.so.6"
    assert list(found) == sorted(found)


def test_a_zip_holds_the_folder_for_windows(where: Layout, tmp_path: Path) -> None:
    packed = archive.pack(where, tmp_path / "one.zip", MADE_AT)
    with zipfile.ZipFile(packed) as file:
        assert f"{names.FILE_NAME}/licences/README.txt" in file.namelist()
        assert {entry.date_time for entry in file.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_macos_is_asked_for_a_compressed_image() -> None:
    command = archive.dmg_command(Path("folder"), Path("one.dmg"))
    assert command[:2] == ["hdiutil", "create"]
    assert command[command.index("-srcfolder") + 1] == "folder"
    assert command[command.index("-format") + 1] == "UDZO"
    assert command[-1] == "one.dmg"


@pytest.mark.parametrize(
    ("system", "machine", "name"),
    [
        ("linux", "x86_64", "linux-x86_64.tar.gz"),
        ("win32", "AMD64", "windows-x86_64.zip"),
        ("darwin", "arm64", "macos-arm64.dmg"),
        ("linux", "aarch64", "linux-arm64.tar.gz"),
    ],
)
def test_an_archive_is_named_after_its_system(system: str, machine: str, name: str) -> None:
    wanted = f"mail-connection-check-{__version__}-{name}"
    assert names.archive_name(system, machine) == wanted


def test_the_command_lays_archive_bill_and_checksums_down(
    where: Layout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "release"
    assert archive.main(["--bundle", str(where.bundle), "--into", str(into)]) == 0
    told = (into / sums.NAME).read_text(encoding="utf-8")
    made = {place.name for place in into.iterdir()} - {sums.NAME}
    assert {line.split("  ")[1] for line in told.splitlines()} == made
    assert len(made) == 2
    for line in told.splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((into / name).read_bytes()).hexdigest() == digest
    assert names.archive_name() in capsys.readouterr().out


def test_the_weight_counts_letters_and_licences_apart(where: Layout) -> None:
    weight = heavy.weigh(where)
    assert (weight.files, weight.fonts, weight.licences) == (5, 300_000, 6)
    assert weight.all == 2_300_000 + len(b"program") + 6
    assert weight.heaviest[0] == (2_000_000, "_internal/library.so.6")
    told = heavy.table(weight)
    assert told.startswith("5 files, 2.3 MB; of these fonts 0.3, licence texts 0.0")
    assert "    2.0 MB  _internal/library.so.6\n" in told


def test_the_time_is_that_of_the_source(tmp_path: Path) -> None:
    assert moment.made_at(tmp_path, {"SOURCE_DATE_EPOCH": "1700000000"}) == 1_700_000_000
    assert moment.made_at(tmp_path, {"SOURCE_DATE_EPOCH": "7"}) == moment.EARLIEST
    assert moment.made_at(tmp_path, {}) == moment.EARLIEST  # no checkout, no time
