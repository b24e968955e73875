"""A file of the user is written whole or not at all, and read only where that ends by itself."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pytest

from wizard import files
from wizard.files import CannotReadError, CannotWriteError, Promised, read_bounded, write
from wizard.written import Written, is_there

POSIX: Final = os.name == "posix"
on_posix = pytest.mark.skipif(not POSIX, reason="Windows has no such files")
OLD: Final = "the old note\n"

# Writes half of it, and the power goes.
KILLED_WHILE_WRITING: Final = """
import os, pathlib, sys
from wizard import files
def half(path, content):
    path.write_bytes(content[: len(content) // 2])
    os._exit(9)
files._write_through = half
files.write(pathlib.Path(sys.argv[1]), b"new" * 100_000)
"""
KILLED_BEFORE_THE_RENAME: Final = """
import os, pathlib, sys
from wizard import files
pathlib.Path.replace = lambda *_: os._exit(9)
files.write(pathlib.Path(sys.argv[1]), b"new" * 100_000)
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A note that was saved before."""
    path = tmp_path / "note.txt"
    path.write_text(OLD, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Größe\nzwei\n")
    write(tmp_path / "b.pdf", b"%PDF\r\n\x00\xff")
    assert (tmp_path / "a.txt").read_bytes() == "Größe\nzwei\n".encode()
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF\r\n\x00\xff"
    assert names(tmp_path) == ["a.txt", "b.pdf"]


def test_a_text_that_is_none_in_parts_is_written_all_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a\ud800b")
    assert (tmp_path / "a.txt").read_bytes() == b"a?b"


def test_an_old_file_is_replaced_only_at_the_end(old: Path) -> None:
    promised = Promised(old)
    assert names(old.parent) == ["note.txt"]  # who is killed now leaves nothing
    assert old.read_text(encoding="utf-8") == OLD
    promised.keep("new")
    assert old.read_text(encoding="utf-8") == "new"
    assert names(old.parent) == ["note.txt"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWriteError) as failed:
        write(old, "new")
    assert (failed.value.path, failed.value.reason) == (old, os.strerror(errno.ENOSPC))
    assert old.read_text(encoding="utf-8") == OLD
    assert names(old.parent) == ["note.txt"]


def test_a_crash_of_our_own_leaves_no_temporary_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(files, "_write_through", broken)
    with pytest.raises(RuntimeError):
        write(old, "new")
    assert names(old.parent) == ["note.txt"]


@pytest.mark.parametrize("death", [KILLED_WHILE_WRITING, KILLED_BEFORE_THE_RENAME])
def test_who_is_killed_in_the_middle_leaves_the_old_file_whole(old: Path, death: str) -> None:
    killed = subprocess.run([sys.executable, "-c", death, str(old)], check=False)
    assert killed.returncode == 9
    assert old.read_text(encoding="utf-8") == OLD
    assert len(names(old.parent)) == 2


@pytest.mark.parametrize("death", [KILLED_WHILE_WRITING, KILLED_BEFORE_THE_RENAME])
def test_what_the_killed_left_goes_with_the_next_file_there(old: Path, death: str) -> None:
    subprocess.run([sys.executable, "-c", death, str(old)], check=False)
    write(old.parent / "another.txt", "new")
    assert names(old.parent) == ["another.txt", "note.txt"]


def test_what_somebody_else_still_writes_is_left_to_them(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_through = files._write_through

    def meanwhile(place: Path, content: bytes) -> None:
        monkeypatch.setattr(files, "_write_through", write_through)
        files.sweep(old.parent)
        write(old.parent / "another.txt", "new")
        assert names(old.parent) == sorted((place.name, "another.txt", "note.txt"))
        write_through(place, content)

    monkeypatch.setattr(files, "_write_through", meanwhile)
    write(old, "their text")
    assert old.read_text(encoding="utf-8") == "their text"
    assert names(old.parent) == ["another.txt", "note.txt"]


def test_only_what_is_ours_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".mail-check-x.txt").touch()
    (tmp_path / "mail-check-x.tmp").touch()
    (tmp_path / ".mail-check-folder.tmp").mkdir()
    if POSIX:
        (tmp_path / ".mail-check-link.tmp").symlink_to(tmp_path / "mail-check-x.tmp")
    before = names(tmp_path)
    (tmp_path / ".mail-check-8hk2_a0z.tmp").touch()
    files.sweep(tmp_path)
    assert names(tmp_path) == before


def test_a_sweep_that_comes_too_early_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the making of a file and its mark somebody else may take it away."""
    make, made = tempfile.mkstemp, list[str]()

    def make_and_lose_the_first(suffix: str, prefix: str, dir: Path) -> tuple[int, str]:  # noqa: A002
        handle, name = make(suffix, prefix, str(dir))
        made.append(name)
        if len(made) == 1:
            Path(name).unlink()
        return handle, name

    monkeypatch.setattr(tempfile, "mkstemp", make_and_lose_the_first)
    write(tmp_path / "note.txt", "new")
    assert names(tmp_path) == ["note.txt"]
    assert len(made) == 3  # to try, and again, and to write


def test_a_folder_that_cannot_be_looked_into_is_no_trouble(tmp_path: Path) -> None:
    files.sweep(tmp_path / "nowhere")


@on_posix
def test_a_stick_without_permissions_takes_files_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "chmod", unknown)
    write(tmp_path / "note.txt", "new")
    assert (tmp_path / "note.txt").read_text("utf-8") == "new"


def test_a_folder_that_is_not_there_or_is_no_folder_is_told_before(old: Path) -> None:
    for place in (old.parent / "nowhere" / "note.txt", old / "note.txt", old.parent):
        with pytest.raises(CannotWriteError):
            Promised(place)
    assert names(old.parent) == ["note.txt"]


def test_a_folder_that_takes_nothing_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    with pytest.raises(CannotWriteError, match=os.strerror(errno.EACCES)):
        write(old, "new")
    assert old.read_text(encoding="utf-8") == OLD


def test_a_file_that_is_protected_is_told_before(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(CannotWriteError, match=os.strerror(errno.EACCES)):
        Promised(old)
    assert names(old.parent) == ["note.txt"]


@on_posix
def test_an_old_file_keeps_who_may_read_it(old: Path) -> None:
    old.chmod(0o600)
    write(old, "new")
    assert old.stat().st_mode & 0o777 == 0o600


@on_posix
def test_a_new_file_may_be_read_by_whom_the_user_lets(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write(tmp_path / "new.txt", "new")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(mask)
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640


@on_posix
def test_a_link_stays_one_and_what_it_names_is_written(old: Path) -> None:
    link = old.parent / "link.txt"
    link.symlink_to(old)
    write(link, "new")
    assert link.is_symlink()
    assert old.read_text(encoding="utf-8") == "new"
    dangling = old.parent / "dangling.txt"
    dangling.symlink_to(old.parent / "later.txt")
    write(dangling, "later")
    assert dangling.is_symlink()
    assert (old.parent / "later.txt").read_text(encoding="utf-8") == "later"


@on_posix
def test_a_device_is_written_to_and_never_replaced() -> None:
    promised = Promised(Path(os.devnull))
    promised.keep("gone")
    assert Path(os.devnull).is_char_device()


# -- What is told of it ----------


def test_what_was_written_is_told_once_and_in_its_order(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Written()
    monkeypatch.setattr(files, "visit", told)
    later = tmp_path / "later.pdf"
    for place in (later, old, later):
        write(place, "new")
    Promised(tmp_path / "dropped.txt")
    with pytest.raises(CannotWriteError):
        write(tmp_path / "nowhere" / "note.txt", "new")
    assert told.places == (later, old)
    told.forget()
    assert not told.places


@on_posix
def test_a_device_is_no_file_that_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Written()
    monkeypatch.setattr(files, "visit", told)
    write(Path(os.devnull), "gone")
    assert told.places == ()


def test_a_temporary_file_that_cannot_be_removed_is_told_until_it_can(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Written()
    monkeypatch.setattr(files, "visit", told)
    with monkeypatch.context() as pulled:

        def gone(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        pulled.setattr(Path, "unlink", gone)
        Promised(old)
        (left,) = told.sweep()
        told.forget()
        assert told.sweep() == (left,)
    assert left.exists()
    assert told.sweep() == ()
    assert names(old.parent) == ["note.txt"]


def test_nor_is_one_forgotten_on_a_stick_that_was_pulled_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Written()
    monkeypatch.setattr(files, "visit", told)
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()

    def pulled_out(*_: object) -> None:
        stick.rename(elsewhere)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(files, "_write_through", pulled_out)
    with pytest.raises(CannotWriteError):
        write(stick / "note.txt", "new")
    assert len(told.sweep()) == 1
    elsewhere.rename(stick)
    assert told.sweep() == ()
    assert names(stick) == []


def test_a_file_on_a_stick_that_gives_errors_is_not_there(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_there(old)
    assert not is_there(old / "inside")

    def broken(_: object) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "exists", broken)
    assert not is_there(old)


# -- Reading ----------


def test_a_file_is_read_up_to_its_bound(old: Path) -> None:
    assert read_bounded(old, 13) == OLD.encode()
    with pytest.raises(CannotReadError) as failed:
        read_bounded(old, 12)
    assert failed.value.too_large
    assert failed.value.path == old


@pytest.mark.parametrize("name", ["nothing.mailcheck", "", "a\0b"])
def test_what_is_not_there_or_no_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotReadError) as failed:
        read_bounded(tmp_path / name, 100)
    assert failed.value.reason
    assert not failed.value.too_large


@on_posix
@pytest.mark.timeout(20)
def test_nobody_waits_for_a_pipe_or_drinks_from_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mailcheck"
    os.mkfifo(pipe)
    for place in (pipe, Path("/dev/zero")):
        with pytest.raises(CannotReadError) as failed:
            read_bounded(place, 100)
        assert failed.value.reason == os.strerror(errno.ENOTSUP)


@on_posix
@pytest.mark.timeout(20)
def test_not_even_where_a_pipe_takes_the_place_of_a_file_in_between(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    opened = files._opened_at_once
    monkeypatch.setattr(files, "_opened_at_once", lambda _: opened(pipe))
    with pytest.raises(CannotReadError):
        read_bounded(old, 100)


def test_a_file_that_cannot_be_read_is_told(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(CannotReadError, match=os.strerror(errno.EACCES)):
        read_bounded(old, 100)
