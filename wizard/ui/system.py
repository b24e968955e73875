"""What Qt's own network information tells besides: sign-in pages of a Wi-Fi, metered connections.

Owns the reading of it, in the window's thread only. Where Qt has no means on this system, or none
that knows better than the routes, nothing is said.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtNetwork import QNetworkInformation

from wizard.core.surroundings import Surroundings, Told
from wizard.whereabouts import Platform, ThisComputer

# Those that ask the system's own service. Others answer "no" where they know nothing.
_KNOW_A_NO: Final = frozenset({"networkmanager", "networklistmanager"})


class WithQt:
    """This computer, asked in both ways."""

    def __init__(self, computer: Platform) -> None:
        """Nothing is asked yet."""
        self._computer = computer

    def look(self, address: str = "") -> Surroundings:
        """What both know together."""
        return self._computer.look(address).beside(_by_qt())

    def names_answer(self) -> bool:
        """Qt does not know: may be called in any thread."""
        return self._computer.names_answer()


def usual_platform() -> Platform:
    """This computer."""
    return WithQt(ThisComputer())


def _by_qt() -> Surroundings:
    if not QNetworkInformation.loadDefaultBackend():
        return Surroundings()
    return read(QNetworkInformation.instance())


def read(known: QNetworkInformation) -> Surroundings:
    """What Qt knows, as far as it is to be believed."""
    feature = QNetworkInformation.Feature
    no = Told.NO if known.backendName() in _KNOW_A_NO else Told.UNKNOWN
    mobile = portal = Told.UNKNOWN
    if known.supports(feature.Metered):
        mobile = Told.YES if known.isMetered() else no
    cellular = QNetworkInformation.TransportMedium.Cellular
    if known.supports(feature.TransportMedium) and known.transportMedium() is cellular:
        mobile = Told.YES
    if known.supports(feature.CaptivePortal):
        portal = Told.YES if known.isBehindCaptivePortal() else no
    # That it is online is told by the routes: Qt calls a Wi-Fi without internet "local", or not.
    return Surroundings(mobile=mobile, portal=portal)
