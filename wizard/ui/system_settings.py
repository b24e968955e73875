"""The parts of the system's own settings that a message sends somebody to: network, clock.

Owns where they are on each system. It changes nothing there, and where it knows no way it says so:
then no button is shown.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from PySide6.QtCore import QStandardPaths

from wizard.ui.other_programs import start
from wizard.ui.parts.keeping import open_link


class Part(StrEnum):
    """A part of the settings."""

    NETWORK = "network"
    CLOCK = "clock"


class SystemSettings(Protocol):
    """What can be opened here."""

    def has(self, part: Part) -> bool:
        """Whether there is a way to it, so that a button makes sense."""

    def open(self, part: Part) -> bool:
        """Show it; whether something took that up."""


_WINDOWS: Final[Mapping[Part, str]] = {
    Part.NETWORK: "ms-settings:network",
    Part.CLOCK: "ms-settings:dateandtime",
}
_MACOS: Final[Mapping[Part, str]] = {
    Part.NETWORK: "x-apple.systempreferences:com.apple.Network-Settings.extension",
    Part.CLOCK: "x-apple.systempreferences:com.apple.Date-Time-Settings.extension",
}
# Before macOS 13 they were panes of another program.
_MACOS_12: Final[Mapping[Part, str]] = {
    Part.NETWORK: "x-apple.systempreferences:com.apple.preference.network",
    Part.CLOCK: "x-apple.systempreferences:com.apple.preference.datetime",
}
_SETTINGS_SINCE: Final = 13

# Desktops by the names they give themselves, "" for any; some programs refuse to run on others.
# GNOME has put the clock below "System" since 46; a place that is not there opens no place at all.
_BELOW_SYSTEM: Final = ("gnome-control-center", "system", "datetime")
_SYSTEM: Final = "gnome-system-panel.desktop"
_PROGRAMS: Final[Mapping[Part, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    Part.NETWORK: (
        ("Budgie", ("budgie-control-center", "network")),
        ("GNOME", ("gnome-control-center", "network")),
        ("Unity", ("gnome-control-center", "network")),
        ("KDE", ("systemsettings", "kcm_networkmanagement")),
        ("KDE", ("systemsettings5", "kcm_networkmanagement")),
        ("X-Cinnamon", ("cinnamon-settings", "network")),
        ("", ("nm-connection-editor",)),
    ),
    Part.CLOCK: (
        ("Budgie", ("budgie-control-center", "datetime")),
        ("GNOME", _BELOW_SYSTEM),
        ("GNOME", ("gnome-control-center", "datetime")),
        ("Unity", ("gnome-control-center", "datetime")),
        ("KDE", ("systemsettings", "kcm_clock")),
        ("KDE", ("systemsettings5", "kcm_clock")),
        ("X-Cinnamon", ("cinnamon-settings", "calendar")),
        ("MATE", ("mate-time-admin",)),
        ("", ("time-admin",)),
    ),
}


def _desktops() -> tuple[str, ...]:
    return tuple(os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"))


@dataclass(frozen=True, slots=True)
class ByLink:
    """A system that opens a part of its settings by a link of its own."""

    links: Mapping[Part, str]

    def has(self, part: Part) -> bool:
        """Every such system has both."""
        return part in self.links

    def open(self, part: Part) -> bool:
        """As a link to a web page is opened."""
        return open_link(self.links[part])


@dataclass(frozen=True, slots=True)
class ByProgram:
    """A system with a choice of desktops, each with a program of its own for this."""

    desktops: tuple[str, ...] = field(default_factory=_desktops)

    def has(self, part: Part) -> bool:
        """Whether one of them is there."""
        return self._command(part) is not None

    def open(self, part: Part) -> bool:
        """Start the first one that is there."""
        command = self._command(part)
        return command is not None and start(command)

    def _command(self, part: Part) -> tuple[str, ...] | None:
        for desktop, command in _PROGRAMS[part]:
            here = not desktop or desktop in self.desktops
            place = shutil.which(command[0]) if here else None
            if place is not None and (command != _BELOW_SYSTEM or _has_system()):
                return (place, *command[1:])
        return None


def _has_system() -> bool:
    applications = QStandardPaths.StandardLocation.ApplicationsLocation
    return bool(QStandardPaths.locate(applications, _SYSTEM))


def usual_settings(system: str = sys.platform, release: str = "") -> SystemSettings:
    """Those of this system; `release` is the version of macOS, "" for the one that runs."""
    if system == "win32":
        return ByLink(_WINDOWS)
    if system == "darwin":
        major = int((release or platform.mac_ver()[0] or "0").partition(".")[0])
        return ByLink(_MACOS if major >= _SETTINGS_SINCE else _MACOS_12)
    return ByProgram()
