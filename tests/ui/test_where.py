"""VPN, hotspot, sign-in page of a Wi-Fi, no internet: told, waited for, and an honest "anyway".

The system is a stand-in (tests/somewhere.py); the rest is the real window.
"""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication

from tests.paper.cases import Story, advise, verdict
from tests.somewhere import HOTSPOT, OFFICE, OFFLINE, ON_VPN, PORTAL, Somewhere
from tests.ui.visitor import Visitor
from wizard import service
from wizard.core.advice import Kind
from wizard.core.commands import Open
from wizard.core.entries import AtOffice
from wizard.core.journey import Page
from wizard.core.model import Event, Outcome, Phase, Step
from wizard.core.progress import begin
from wizard.core.surroundings import Surroundings
from wizard.core.whereabouts import Whereabouts
from wizard.probe import lookup
from wizard.service import PracticeServer
from wizard.ui import barred
from wizard.ui.bridge import Ended
from wizard.ui.finding import Finding, Trial

Start = Callable[..., PracticeServer]


@pytest.fixture
def place(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Somewhere:
    """Where the computer is; the server on it is taken for one on the internet."""
    somewhere = Somewhere()
    visitor.window.desk.where.platform = somewhere
    monkeypatch.setattr("wizard.service.is_here", lambda _: False)
    monkeypatch.setattr("wizard.whereabouts._LOOK_SECONDS", 0.05)
    return somewhere


@pytest.fixture
def before(visitor: Visitor, server: Start, place: Somewhere) -> Somewhere:
    """On the page before the test, signed in, the question answered."""
    visitor.sign_in_at(server(limit=4))
    visitor.prepare()
    return place


def heading(visitor: Visitor) -> str:
    notice = visitor.window.sheet.notice
    return notice.heading.text() if notice.isVisible() else ""


def remarks(visitor: Visitor) -> tuple[Whereabouts, ...]:
    assert visitor.window.desk.finding is not None
    return visitor.window.desk.finding.case.plan.whereabouts


def test_a_vpn_is_told_before_the_test(visitor: Visitor, before: Somewhere) -> None:
    before.here = ON_VPN
    visitor.go_on()
    assert visitor.is_at(Page.BEFORE)
    assert heading(visitor) == "A VPN is on, so this would test the wrong place"
    assert "the mail server sees another place, not your office" in visitor.shown()
    assert before.asked[-1] == "127.0.0.1"  # the way to this very server counts
    visitor.press_named("Try again")
    assert heading(visitor).startswith("A VPN is on")
    before.here = OFFICE
    visitor.press_named("Try again")
    visitor.wait_for(Page.VERDICT)
    assert remarks(visitor) == ()


def test_a_vpn_of_the_whole_office_takes_no_certainty(visitor: Visitor, before: Somewhere) -> None:
    before.here = ON_VPN
    visitor.window.desk.office_addresses = ("203.0.113.9",)
    visitor.go_on()
    assert "the mail server sees 203.0.113.9, not your office" in visitor.shown().translate(
        {0x2068: "", 0x2069: ""}
    )
    visitor.press_named("The whole office always uses this VPN")
    visitor.wait_for(Page.VERDICT)
    assert remarks(visitor) == (Whereabouts.OFFICE_VPN,)
    # The answer holds for this visit.
    visitor.press_named("Test again")
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)


def test_a_hotspot_is_asked_about_and_takes_certainty(visitor: Visitor, before: Somewhere) -> None:
    before.here = HOTSPOT
    visitor.go_on()
    assert heading(visitor) == "Are you on a phone hotspot?"
    visitor.press_named("This is our office connection")
    visitor.wait_for(Page.VERDICT)
    assert remarks(visitor) == (Whereabouts.OFFICE_MOBILE,)
    assert "Not sure." in visitor.verdict.sure.text()
    assert "You said it is your office connection." in visitor.verdict.sure.text()


def test_who_is_not_sure_is_believed(visitor: Visitor, before: Somewhere) -> None:
    visitor.press(visitor.before.radios[2])
    visitor.go_on()
    visitor.wait_for(Page.VERDICT)
    assert remarks(visitor) == (Whereabouts.UNSURE,)
    assert before.asked


def test_yes_is_preset_only_where_nothing_speaks_against_it(
    visitor: Visitor, server: Start, place: Somewhere
) -> None:
    visitor.sign_in_at(server())
    for here, preset in (
        (Surroundings(), AtOffice.UNSAID),
        (HOTSPOT, AtOffice.UNSAID),
        (OFFICE, AtOffice.YES),
    ):
        place.here = here
        visitor.go_on()
        assert visitor.window.desk.entries.at_office is preset
        visitor.press(visitor.window.back_button)


def test_offline_before_the_test_waits_and_goes_on_by_itself(
    visitor: Visitor, before: Somewhere
) -> None:
    before.here = OFFLINE
    visitor.go_on()
    assert heading(visitor) == "This computer is not connected to the internet"
    assert "We go on as soon as it is back." in visitor.shown()
    assert visitor.buttons() == ["Cancel"]
    before.here = OFFICE
    visitor.wait_for(Page.VERDICT)


def test_the_wait_can_be_ended(visitor: Visitor, before: Somewhere) -> None:
    before.here = OFFLINE
    visitor.go_on()
    visitor.press(visitor.window.close_button)
    visitor.wait_until_idle()
    assert visitor.is_at(Page.BEFORE)
    assert heading(visitor) == ""
    assert "Start the test" in visitor.buttons()
    assert visitor.window.isVisible()


def test_a_server_in_the_house_can_be_tested_without_the_internet(
    visitor: Visitor, before: Somewhere
) -> None:
    before.here = OFFLINE
    visitor.go_on()
    visitor.press_named("Test anyway")
    visitor.wait_for(Page.VERDICT)


def test_a_sign_in_page_of_the_wifi_is_waited_for(
    visitor: Visitor, before: Somewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(barred, "open_link", opened.append)
    monkeypatch.setattr(service, "usual_control", lambda _: ("miller.example", 443))
    visitor.before.barred._clock.setInterval(20)
    before.here = PORTAL
    visitor.go_on()
    assert heading(visitor) == "Sign in to this Wi-Fi first"
    visitor.press_named("Open the sign-in page")
    assert opened == ["http://miller.example/"]
    before.here = OFFICE
    visitor.wait_for(Page.VERDICT)


def test_a_wait_for_the_wifi_can_be_ended(visitor: Visitor, before: Somewhere) -> None:
    before.here = PORTAL
    visitor.go_on()
    visitor.press(visitor.window.close_button)
    assert heading(visitor) == ""
    assert visitor.is_at(Page.BEFORE)


# -- The first page -----


def test_offline_at_the_sign_in_waits_and_goes_on_by_itself(
    visitor: Visitor, server: Start, place: Somewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is looked up without a way out; once it is back the very same check is made."""
    running = server()
    place.here = OFFLINE
    monkeypatch.setattr("wizard.probe.crew.resolve", no_names(place))
    visitor.name(running)
    visitor.go_on()
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    assert heading(visitor) == "This computer is not connected to the internet"
    assert visitor.buttons() == ["Cancel"]
    assert not visitor.sign_in.form.address_edit.isEnabled()
    place.here = OFFICE
    visitor.wait_for(Page.OFFICE)


def test_names_that_nobody_answers_are_no_internet(
    visitor: Visitor, server: Start, place: Somewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a way out, but the name service answers for nothing at all."""
    place.here, place.names = OFFICE, False
    monkeypatch.setattr("wizard.probe.crew.resolve", no_names(place))
    visitor.name(server())
    visitor.go_on()
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    assert heading(visitor) == "This computer is not connected to the internet"
    place.names = True
    visitor.wait_for(Page.OFFICE)


def test_one_name_that_cannot_be_looked_up_is_told_as_such(
    visitor: Visitor, server: Start, place: Somewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.here = OFFICE

    def fails(_host: str, report: Callable[[lookup.Found], None]) -> None:
        report(lookup.Found(fault="temporary"))

    monkeypatch.setattr("wizard.probe.crew.resolve", fails)
    visitor.name(server())
    visitor.go_on()
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    assert "We could not look up" in heading(visitor)


def test_the_wait_at_the_sign_in_can_be_cancelled(
    visitor: Visitor, server: Start, place: Somewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.here = OFFLINE
    monkeypatch.setattr("wizard.probe.crew.resolve", no_names(place))
    visitor.name(server())
    visitor.go_on()
    visitor.bot.waitUntil(lambda: heading(visitor) != "")
    visitor.press(visitor.window.close_button)
    visitor.wait_until_idle()
    assert heading(visitor) == ""
    assert visitor.sign_in.form.address_edit.isEnabled()
    assert visitor.sign_in.form.password_edit.text()


def no_names(place: Somewhere) -> Callable[[str, Callable[[lookup.Found], None]], None]:
    """As a resolver does: nothing without a line."""

    def resolve(host: str, report: Callable[[lookup.Found], None]) -> None:
        if place.here is OFFLINE or not place.names:
            report(lookup.Found(fault="temporary"))
        else:
            lookup.resolve(host, report)

    return resolve


def test_mail_that_is_held_back_gives_it_support_a_text(visitor: Visitor, place: Somewhere) -> None:
    """E13 at the sign-in, by a finding as a guest Wi-Fi makes it (tests/real makes one)."""
    place.here = OFFICE
    case = Story().refuses(Outcome.CONNECT_UNANSWERED, (Step.REACH,)).case()
    shut = verdict(Kind.CANNOT_REACH, None, "mail-blocked", "control-answered")
    visitor.sign_in._ended(Ended(Trial(Finding(case, advise(shut)))))
    assert heading(visitor) == "Something blocks mail between here and the server"
    assert "Often a firewall or a guest Wi-Fi does this." in visitor.shown()
    visitor.press_named("Copy for IT support")
    visitor.press_named("Copied")
    text = QGuiApplication.clipboard().text()
    assert "Please allow connections to" in text
    assert "at port 993" in text


# -- While the test runs -----


def test_a_connection_that_takes_long_is_told(visitor: Visitor) -> None:
    """E31: the status says so, and the next thing that happens takes it away."""
    visitor.practise()
    visitor.prepare()
    running = visitor.running
    running.showing = begin(running.desk.order()).after(
        Event(0.0, Step.REACH, Outcome.RESOLVED, Phase.RESOLVE)
    )
    running._happened(Open(1, Step.REACH))
    running._told_at -= 11
    running._draw()
    assert running.status.text() == "The server is slow. Still waiting, up to 30 seconds."
    running._happened(Event(11.0, Step.REACH, Outcome.OPEN, attempt=1, held=1))
    running._draw()
    assert "slow" not in running.status.text()
