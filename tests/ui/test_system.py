"""What Qt tells of the network, as far as it is believed; and Qt itself is asked once."""

from dataclasses import dataclass
from typing import cast

import pytest
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from tests.somewhere import NO, ON_VPN, UNKNOWN, YES, Somewhere
from wizard.core.surroundings import Surroundings, Told
from wizard.ui import system
from wizard.ui.system import WithQt, read, usual_platform

Feature, Medium = QNetworkInformation.Feature, QNetworkInformation.TransportMedium
ALL = frozenset({Feature.Metered, Feature.CaptivePortal, Feature.TransportMedium})


@dataclass
class Qt:
    """QNetworkInformation as some system fills it."""

    name: str = "networkmanager"
    knows: frozenset[QNetworkInformation.Feature] = ALL
    metered: bool = False
    portal: bool = False
    medium: QNetworkInformation.TransportMedium = Medium.Ethernet

    def backendName(self) -> str:  # noqa: N802 - Qt's name
        return self.name

    def supports(self, feature: QNetworkInformation.Feature) -> bool:
        return feature in self.knows

    def isMetered(self) -> bool:  # noqa: N802 - Qt's name
        return self.metered

    def isBehindCaptivePortal(self) -> bool:  # noqa: N802 - Qt's name
        return self.portal

    def transportMedium(self) -> QNetworkInformation.TransportMedium:  # noqa: N802 - Qt's name
        return self.medium


@pytest.mark.parametrize(
    ("qt", "mobile", "portal"),
    [
        (Qt(), NO, NO),
        (Qt("networklistmanager"), NO, NO),
        (Qt(metered=True), YES, NO),
        (Qt(portal=True), NO, YES),
        (Qt(medium=Medium.Cellular), YES, NO),
        (Qt(knows=frozenset()), UNKNOWN, UNKNOWN),
        # One that only looks at the routes says "no" where it knows nothing.
        (Qt("glib"), UNKNOWN, UNKNOWN),
        (Qt("glib", metered=True, portal=True), YES, YES),
    ],
)
def test_what_is_believed(qt: Qt, mobile: Told, portal: Told) -> None:
    told = read(cast("QNetworkInformation", qt))
    assert told == Surroundings(mobile=mobile, portal=portal)


def test_both_are_asked_and_each_may_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the stand-in of all other tests
    monkeypatch.setattr(system, "_by_qt", lambda: Surroundings(portal=YES))
    both = WithQt(Somewhere(ON_VPN, names=False))
    assert both.look("198.51.100.25") == Surroundings(online=YES, vpn=YES, portal=YES)
    assert not both.names_answer()
    assert isinstance(usual_platform(), WithQt)


def test_qt_itself_can_be_asked(qapp: QApplication) -> None:
    assert qapp is not None
    assert isinstance(system._by_qt(), Surroundings)


def test_a_qt_without_means_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QNetworkInformation, "loadDefaultBackend", lambda: False)
    assert system._by_qt() == Surroundings()
