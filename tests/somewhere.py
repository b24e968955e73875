"""The one stand-in for the system: where a computer is, as a test says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wizard.core.surroundings import Surroundings, Told

YES, NO, UNKNOWN = Told.YES, Told.NO, Told.UNKNOWN
OFFICE = Surroundings(online=YES, vpn=NO, mobile=NO, portal=NO)
OFFLINE = Surroundings(online=NO)
ON_VPN = Surroundings(online=YES, vpn=YES)
HOTSPOT = Surroundings(online=YES, vpn=NO, mobile=YES)
PORTAL = Surroundings(online=YES, portal=YES)


@dataclass
class Somewhere:
    """Tells `here`, and who asked for which way; names answer as listed, then always `names`."""

    here: Surroundings = field(default_factory=Surroundings)
    names: bool = True
    names_first: Iterable[bool] = ()
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._first = iter(self.names_first)

    def look(self, address: str = "") -> Surroundings:
        self.asked.append(address)
        return self.here

    def names_answer(self) -> bool:
        return next(self._first, self.names)
