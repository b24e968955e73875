"""Where this computer is, as far as system and user told it on this visit.

Owns what was seen last, whom it was asked of, and the way to the settings where it is changed.
The rules are core's (surroundings.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from wizard.core import surroundings
from wizard.core.advice import Kind
from wizard.core.entries import Entries
from wizard.core.surroundings import Obstacle, Surroundings, Word
from wizard.core.whereabouts import Whereabouts
from wizard.ui.bridge import Job, Tell
from wizard.ui.system import usual_platform
from wizard.ui.system_settings import SystemSettings, usual_settings
from wizard.whereabouts import Platform, wait_until_back


@dataclass
class Where:
    """`server_address` is the mail server's, once a connection has stood; "" before."""

    platform: Platform = field(default_factory=usual_platform)
    settings: SystemSettings = field(default_factory=usual_settings)
    server_address: str = ""
    here: Surroundings = field(default_factory=Surroundings)

    def look(self) -> Surroundings:
        """Ask the system again; quick."""
        self.here = self.platform.look(self.server_address)
        return self.here

    def forget(self) -> None:
        """Another visit."""
        self.server_address, self.here = "", Surroundings()

    def obstacle(self, entries: Entries) -> Obstacle | None:
        """What has to be cleared up before a test."""
        return surroundings.obstacle(self.look(), _word(entries))

    def explains(self, kind: Kind | None, *, names_fail: bool) -> Obstacle | None:
        """Why a check failed, where that is the way out of this computer."""
        return surroundings.explains(self.look(), kind, names_fail=names_fail)

    def remarks(self, entries: Entries) -> tuple[Whereabouts, ...]:
        """What a test from here has to remark; practice is made nowhere."""
        return () if entries.practice else surroundings.whereabouts(self.here, _word(entries))

    def until_back(self) -> Job:
        """Wait until there is a way out again; the job's value is whether there is."""
        platform = self.platform

        def job(_tell: Tell, stop: threading.Event) -> bool:
            return wait_until_back(platform, stop)

        return job


def _word(entries: Entries) -> Word:
    return Word(entries.at_office, entries.office_vpn, entries.office_line)
