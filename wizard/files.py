"""Files of the user: written whole or not at all, and read only as far as they may be long.

What is written goes to a temporary name beside the target and is renamed when it is whole: an old
file stays as it was until then, and nothing half-written has the file's name. Who is killed in the
middle leaves the temporary one, which the next to write in that folder takes away. What is read is
an ordinary file, never a pipe or a device that would keep us waiting. It must never choose a place
by itself.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from wizard.written import visit

# Short: the longest path that a system takes may be that of the file itself.
_BEGINNING: Final = ".mail-check-"
_ENDING: Final = ".tmp"


class CannotWriteError(Exception):
    """The file cannot be written there; `reason` is the system's own words."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep which file and why."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class CannotReadError(Exception):
    """The file cannot be read; `reason` is the system's own words, `too_large` one of them."""

    def __init__(self, path: Path, reason: str, *, too_large: bool = False) -> None:
        """Keep which file and why."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.too_large = too_large


class Promised:
    """One file to come: that it can be written is tried at once, `keep` writes it.

    Nothing is there in between, so that whoever is killed while waiting leaves nothing.
    """

    def __init__(self, path: Path) -> None:
        """Try the place; raises CannotWriteError when it cannot be written."""
        self.path = path
        try:
            self._try()
        except OSError as error:
            raise CannotWriteError(path, _code(error)) from None

    def _try(self) -> None:
        self._place = place_of(self.path)
        if self._place.is_dir():
            raise _fault(errno.EISDIR)
        there = self._place.exists()
        if there and not os.access(self._place, os.W_OK):
            raise _fault(errno.EACCES)
        # A device or a pipe, such as /dev/stdout: it must not be replaced by a file.
        self._is_replaced = not there or self._place.is_file()
        if self._is_replaced:
            sweep(self._place.parent)
            with _of_our_own(self._place.parent):
                pass

    def keep(self, content: str | bytes) -> None:
        """Write `content` (text in UTF-8) and put it in its place; raises CannotWriteError."""
        written = content.encode("utf-8", "replace") if isinstance(content, str) else content
        try:
            if not self._is_replaced:
                self._place.write_bytes(written)
                return
            with _of_our_own(self._place.parent) as (temporary, let_go):
                _write_through(temporary, written)
                with contextlib.suppress(OSError):  # not every stick knows of permissions
                    temporary.chmod(_mode(self._place))
                if sys.platform == "win32":  # what is open cannot be renamed there
                    let_go()
                temporary.replace(self._place)
            visit.add(self._place)
        except OSError as error:
            raise CannotWriteError(self.path, _code(error)) from None


def write(path: Path, content: str | bytes) -> None:
    """Write a file at once, whole or not at all; raises CannotWriteError."""
    Promised(path).keep(content)


def sweep(folder: Path) -> None:
    """Take away what was left in this folder by who was killed while a file was to come.

    What somebody still writes stays, and so does what cannot be taken away. It never fails.
    """
    with contextlib.suppress(OSError):
        for left in sorted(folder.glob(f"{_BEGINNING}*{_ENDING}")):
            with contextlib.suppress(OSError):
                _take_away(left)


def read_bounded(path: Path, most: int) -> bytes:
    """All of an ordinary file of at most `most` bytes; raises CannotReadError.

    It never waits for somebody to write into a pipe.
    """
    try:
        # Before it is opened: to open a device can already do something.
        _must_be_a_file(path.stat())
        with open(_opened_at_once(path), "rb") as file:
            _must_be_a_file(os.fstat(file.fileno()))
            content = file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise CannotReadError(path, _code(error)) from None
    if len(content) > most:
        raise CannotReadError(path, os.strerror(errno.EFBIG), too_large=True)
    return content


def place_of(path: Path) -> Path:
    """Where `path` leads in the end: two names of one file are one place."""
    return Path(os.path.realpath(path))


@contextlib.contextmanager
def _of_our_own(folder: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A temporary file, gone at the end, and what closes its handle before.

    That it is somebody's is seen as long as its handle is open.
    """
    handle, temporary = _made(folder)
    opened = contextlib.ExitStack()  # closing it twice is fine
    opened.callback(os.close, handle)
    try:
        yield temporary, opened.close
    finally:
        if sys.platform == "win32":  # what is open cannot be taken away there
            opened.close()
        visit.take_away(temporary)
        opened.close()


def _made(folder: Path) -> tuple[int, Path]:
    while True:
        handle, name = tempfile.mkstemp(prefix=_BEGINNING, suffix=_ENDING, dir=folder)
        place = Path(name)
        if sys.platform != "win32":  # there an open file cannot be taken away as it is
            import fcntl  # noqa: PLC0415 - Windows has none

            with contextlib.suppress(OSError):  # where nobody can lock, nobody sweeps either
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if place.exists():
            return handle, place
        os.close(handle)  # somebody swept in between


def _take_away(left: Path) -> None:
    """Delete a temporary file unless it is somebody's; raises OSError then."""
    if not stat.S_ISREG(left.lstat().st_mode):
        return
    if sys.platform == "win32":
        left.unlink()  # refused where it is open
    else:
        import fcntl  # noqa: PLC0415 - Windows has none

        handle = os.open(left, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()
        finally:
            os.close(handle)


def _write_through(path: Path, content: bytes) -> None:
    """Write so that it is on the disk: a rename may get there before what it names."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _opened_at_once(path: Path) -> int:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, flags)


def _must_be_a_file(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise _fault(errno.EISDIR)
    if not stat.S_ISREG(found.st_mode):
        raise _fault(errno.ENOTSUP)


def _fault(code: int) -> OSError:
    return OSError(code, os.strerror(code))


def _mode(place: Path) -> int:
    """The permissions of the old file, else those of any new one."""
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except FileNotFoundError:
        return 0o666 & ~_umask()


def _umask() -> int:
    """The permissions that new files do not get; there is no way to ask but to set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _code(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
