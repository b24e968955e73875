"""Keeping the computer awake while a test runs, by the means of its system.

Owns the request and its end. It ends with the test and, whatever happens, with this program: what
is asked of Windows ends with our thread, and a child process of the other systems ends with us.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import subprocess

from wizard.ui.other_programs import environment

_CONTINUOUS: Final = 0x80000000
_SYSTEM_REQUIRED: Final = 0x00000001
_GRACE_SECONDS: Final = 1.0


class Way(Protocol):
    """One way of one system."""

    def begin(self) -> None:
        """Ask that the computer stays awake."""

    def end(self) -> bool:
        """Take that back; whether it was granted all the time. May be called at any time."""


class NoWay:
    """A system that cannot be asked."""

    def begin(self) -> None:
        """Nothing can be done."""

    def end(self) -> bool:
        """It was never granted."""
        return False


class WindowsWay:
    """Windows keeps it for the thread that asks: always the window's own one."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self._granted = False

    def begin(self) -> None:
        """The screen may go dark, the computer stays on."""
        self._granted = self._ask(_CONTINUOUS | _SYSTEM_REQUIRED)

    def end(self) -> bool:
        """As usual again."""
        granted, self._granted = self._granted, False
        if granted:
            self._ask(_CONTINUOUS)
        return granted

    def _ask(self, state: int) -> bool:
        import ctypes  # noqa: PLC0415 - not before the window is painted

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        return bool(kernel.SetThreadExecutionState(state))


class ChildWay:
    """A program of the system keeps it awake as long as its input stays open, or we live."""

    def __init__(self, command: tuple[str, ...]) -> None:
        """Nothing runs yet."""
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Start it; a system that forbids it lets it end at once."""
        import subprocess  # noqa: PLC0415 - not before the window is painted

        self.end()
        nowhere = subprocess.DEVNULL
        with suppress(OSError):
            self._child = subprocess.Popen(  # noqa: S603 - a program of the system, by its path
                self._command,
                stdin=subprocess.PIPE,
                stdout=nowhere,
                stderr=nowhere,
                env=environment(),
            )

    def end(self) -> bool:
        """End it; whether it ran until now."""
        import subprocess  # noqa: PLC0415 - not before the window is painted

        child, self._child = self._child, None
        if child is None:
            return False
        ran = child.poll() is None
        assert child.stdin is not None
        child.stdin.close()
        child.terminate()
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        return ran


def usual_way(system: str = sys.platform) -> Way:
    """The way of this system."""
    if system == "win32":
        return WindowsWay()
    if system == "darwin":
        program = shutil.which("caffeinate")
        return ChildWay((program, "-i", "-w", str(os.getpid()))) if program else NoWay()
    program, cat = shutil.which("systemd-inhibit"), shutil.which("cat")
    if program is None or cat is None:
        return NoWay()
    # It holds as long as its command runs, and that one reads from us: it ends when we do.
    about = ("--what=idle:sleep", "--who=Mail Connection Check", "--why=A test is running")
    return ChildWay((program, *about, "--mode=block", cat))
