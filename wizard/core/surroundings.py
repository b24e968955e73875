"""Where this computer is, as far as its system can tell, and which message has to come first.

Pure. What a system cannot tell is "unknown" and is never guessed: the user is asked instead (the
question on the page before the test). What is asked of the system is probe's and the window's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final, Self

from wizard.core.advice import Kind
from wizard.core.entries import AtOffice
from wizard.core.whereabouts import Whereabouts


class Told(StrEnum):
    """One answer of a system."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the connection that leads to the mail server.

    `online` is whether this computer has a way out at all; `vpn` whether the way leads through a
    VPN; `mobile` whether it is a phone's hotspot or mobile data; `portal` whether a page for
    signing in to the Wi-Fi stands before everything; `shared` whether the carrier gives one
    internet address to several customers.
    """

    online: Told = Told.UNKNOWN
    vpn: Told = Told.UNKNOWN
    mobile: Told = Told.UNKNOWN
    portal: Told = Told.UNKNOWN
    shared: Told = Told.UNKNOWN

    def beside(self, other: Self) -> Self:
        """What two who looked know together: a "yes" of either counts more than a "no"."""
        return type(self)(
            *(_more(getattr(self, one.name), getattr(other, one.name)) for one in fields(self))
        )

    @property
    def as_in_an_office(self) -> bool:
        """Whether it is known that nothing speaks against this being the office's internet."""
        return self.online is Told.YES and self.vpn is self.mobile is Told.NO


class Obstacle(StrEnum):
    """What has to be cleared up before a test; the names are those of the messages."""

    PORTAL = "E19"
    OFFLINE = "E20"
    VPN = "E21"
    HOTSPOT = "E22"


# What a check comes to where nothing gets through. A portal answers in the server's place, with a
# certificate of its own. None: no server was found for an address.
_NOT_REACHED: Final = frozenset(
    {None, Kind.NOT_FOUND, Kind.CANNOT_REACH, Kind.CERTIFICATE_PROBLEM, Kind.OFFICE_NETWORK}
)


@dataclass(frozen=True, slots=True)
class Word:
    """What the user said about this connection, on this visit.

    `office_vpn`: the whole office always uses this VPN; `office_line`: what looks like a hotspot
    is the office's connection.
    """

    at_office: AtOffice = AtOffice.UNSAID
    office_vpn: bool = False
    office_line: bool = False


def blocked(here: Surroundings) -> Obstacle | None:
    """Why nothing can be reached from here, where the system knows why."""
    if here.online is Told.NO:
        return Obstacle.OFFLINE
    return Obstacle.PORTAL if here.portal is Told.YES else None


def explains(here: Surroundings, kind: Kind | None, *, names_fail: bool) -> Obstacle | None:
    """Why a check failed, where that is this computer's way out and no matter of the server.

    `kind` is what the check came to, None where no server was found for an address; `names_fail`
    that the name service answered nothing, not for other names either.
    """
    if kind not in _NOT_REACHED:
        return None
    return Obstacle.OFFLINE if names_fail else blocked(here)


def obstacle(here: Surroundings, word: Word) -> Obstacle | None:
    """What has to be cleared up before a test from here says something about the office."""
    barred = blocked(here)
    if barred is not None:
        return barred
    if here.vpn is Told.YES and not word.office_vpn:
        return Obstacle.VPN
    # A VPN hides what lies below it, and a hotspot below an office's VPN is no matter.
    mobile = here.mobile is Told.YES and here.vpn is not Told.YES
    return Obstacle.HOTSPOT if mobile and not word.office_line else None


def whereabouts(here: Surroundings, word: Word) -> tuple[Whereabouts, ...]:
    """What a case made from here has to remark."""
    remarks: list[Whereabouts] = []
    if here.vpn is Told.YES:
        remarks.append(Whereabouts.OFFICE_VPN if word.office_vpn else Whereabouts.VPN)
    elif here.mobile is Told.YES:
        remarks.append(Whereabouts.OFFICE_MOBILE if word.office_line else Whereabouts.MOBILE)
    if word.at_office is AtOffice.NOT_SURE:
        remarks.append(Whereabouts.UNSURE)
    if here.shared is Told.YES:
        remarks.append(Whereabouts.SHARED_ADDRESS)
    return tuple(remarks)


def _more(one: Told, other: Told) -> Told:
    """The answer of two."""
    for told in (Told.YES, Told.NO):
        if told in {one, other}:
            return told
    return Told.UNKNOWN
