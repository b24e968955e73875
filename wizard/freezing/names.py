"""How the bundle and its files are called on each system.

Owns these names and nothing else: what is written here is what people see beside the program.
"""

from __future__ import annotations

import platform
import sys
from typing import Final

from wizard import PROGRAM, __version__

# As people type it and as folders are named; the same as the distribution's in pyproject.toml.
FILE_NAME: Final = "mail-connection-check"
# Windows lets a program have a window or a terminal, not both: the twin has the terminal.
CONSOLE_NAME: Final = f"{FILE_NAME}-console"
APPLICATION: Final = f"{PROGRAM}.app"
HOLDER: Final = "the Mail Connection Check contributors"
DESCRIPTION: Final = "Finds out how many mail connections a provider allows at the same time"
# A name within reverse DNS that nobody else can own: RFC 6761 keeps "invalid" from everybody.
IDENTIFIER: Final = "invalid.mail-connection-check"

_SYSTEMS: Final = {"win32": "windows", "darwin": "macos"}
_ENDINGS: Final = {"win32": "zip", "darwin": "dmg"}
_ARCHITECTURES: Final = {"amd64": "x86_64", "aarch64": "arm64"}


def archive_stem(system: str = sys.platform, machine: str = "") -> str:
    """The name of the archive without its ending: program, version, system, processor."""
    told = (machine or platform.machine()).lower()
    architecture = _ARCHITECTURES.get(told, told)
    return f"{FILE_NAME}-{__version__}-{_SYSTEMS.get(system, system)}-{architecture}"


def archive_name(system: str = sys.platform, machine: str = "") -> str:
    """The name of the archive that people download."""
    return f"{archive_stem(system, machine)}.{_ENDINGS.get(system, 'tar.gz')}"
