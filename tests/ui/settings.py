"""The one stand-in for the system's own settings, as a test says what can be opened there."""

from __future__ import annotations

from dataclasses import dataclass, field

from wizard.ui.system_settings import Part


@dataclass
class Settings:
    """Which parts can be opened, whether that works, and which were."""

    parts: frozenset[Part] = frozenset(Part)
    works: bool = True
    opened: list[Part] = field(default_factory=list)

    def has(self, part: Part) -> bool:
        return part in self.parts

    def open(self, part: Part) -> bool:
        self.opened.append(part)
        return self.works
