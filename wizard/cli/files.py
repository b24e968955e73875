"""Files to be written at the end of a test, claimed before its first connection.

What is written goes to a temporary name beside the target and is renamed when it is whole: an
old file stays as it was until then, and nothing half-written is ever left.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path


class CannotWriteError(Exception):
    """The file cannot be written there; `reason` is the system's code, such as "EACCES"."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep which file and why."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Promised:
    """One file to come. `keep` writes it, `drop` forgets it; one of them is always called."""

    def __init__(self, path: Path) -> None:
        """Claim the place; raises CannotWriteError when it cannot be written."""
        self.path = path
        self._temporary: Path | None = None
        try:
            self._claim()
        except OSError as error:
            raise CannotWriteError(path, _code(error)) from None

    def _claim(self) -> None:
        self._place = place_of(self.path)
        if self._place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if self._place.exists() and not os.access(self._place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if self._place.exists() and not self._place.is_file():
            # A device or a pipe, such as /dev/stdout: it must not be replaced by a file.
            return
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name[:40]}.", dir=self._place.parent)
        os.close(handle)
        self._temporary = Path(name)

    def keep(self, text: str) -> None:
        """Write `text` in UTF-8 and put it in its place; raises CannotWriteError."""
        try:
            if self._temporary is None:
                self._place.write_text(text, encoding="utf-8", newline="\n")
                return
            self._temporary.write_text(text, encoding="utf-8", newline="\n")
            self._temporary.chmod(0o666 & ~_umask())
            self._temporary.replace(self._place)
        except OSError as error:
            self.drop()
            raise CannotWriteError(self.path, _code(error)) from None

    def drop(self) -> None:
        """Leave nothing behind."""
        if self._temporary is None:
            return
        with contextlib.suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def place_of(path: Path) -> Path:
    """Where `path` leads in the end: two names of one file are one place."""
    return Path(os.path.realpath(path))


def _umask() -> int:
    """The permissions that new files do not get; there is no way to ask but to set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _code(error: OSError) -> str:
    return error.strerror or type(error).__name__
