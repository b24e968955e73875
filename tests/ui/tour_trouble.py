"""What can stand between an address and a test, state by state: a part of the tour.

Owns the states about finding the server, signing in, certificates and networks. Nothing is asked
of any server, and the system is a stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tests.paper import cases_faults, cases_start
from tests.paper.cases_start import Told
from tests.somewhere import OFFICE, PORTAL, Somewhere
from tests.ui.settings import Settings
from wizard.core.advice import Kind
from wizard.core.commands import Wake
from wizard.core.discover import Answer, Asked, Candidate, Found, Source, Tried
from wizard.core.entries import AtOffice, Entries
from wizard.core.journey import Page
from wizard.core.model import Event, Outcome, Security, Step
from wizard.core.surroundings import Obstacle
from wizard.ui.bridge import Ended
from wizard.ui.finding import Finding, Trial
from wizard.ui.pages.before import Before
from wizard.ui.pages.sign_in import SignIn
from wizard.ui.turned_away import TurnedAway
from wizard.ui.window import Window

# Where something is checked, and nothing on the page can be changed.
AT_WORK: Final = ("found-", "no-place")
ADDRESS: Final = "info@miller.example"
_AT_SIGN_IN: Final[dict[str, Told]] = {
    "password": cases_start.refused("sign-in-refused"),
    "app-password": cases_start.refused("sign-in-refused", "app-password-wanted"),
    "too-often": cases_start.refused("sign-in-refused", "sign-ins-too-often"),
    "browser": cases_start.refused("browser", outcome=Outcome.NEEDS_BROWSER_SIGN_IN),
    "other-way": cases_start.refused("other-sign-in-only", outcome=Outcome.NEEDS_BROWSER_SIGN_IN),
    "mailbox-full": cases_start.mailbox_full(),
    "no-such-name": cases_start.not_reached(
        "unknown-name", outcome=Outcome.NOT_FOUND, kind=Kind.NOT_FOUND
    ),
    "no-name-service": cases_start.not_reached(
        "temporary", outcome=Outcome.NOT_FOUND, kind=Kind.NOT_FOUND
    ),
    "no-answer": cases_faults.no_answer(),
    "mail-blocked": cases_start.not_reached("mail-blocked", "control-answered"),
    "turned-away": cases_faults.turned_away(),
    "no-mail-server": cases_start.not_reached("not-a-mail-server"),
    "other-security": cases_start.not_reached("plain-on-encrypted"),
    "no-encryption": cases_faults.no_encryption(),
    "protected-only": cases_start.not_reached("protected-only"),
    "old-encryption": cases_start.not_reached("old-encryption"),
}
_RESULTS: Final[dict[str, Told]] = {
    "no-answer": cases_faults.no_answer(),
    "mail-blocked": cases_start.not_reached("mail-blocked", "control-answered"),
    "certificate-name": cases_faults.certificate_name(),
    "clock": cases_start.certificate("clock"),
    "antivirus": cases_start.certificate("antivirus"),
    "locked-out": cases_faults.locked_out(),
    "line-gone": cases_faults.network_lost(),
    "address-changed": cases_start.address_changed(),
    "rate": cases_faults.rate_in_words(),
    "evicts": cases_faults.evicts_oldest(),
}


def at_a_usual_place(window: Window) -> None:
    """As on any desktop: in the office, and with settings that can be opened."""
    window.desk.where.platform = Somewhere(OFFICE)
    window.desk.where.settings = Settings()


def troubles(window: Window) -> Iterator[str]:
    """All of them, from the first page to the result."""
    for step in (_found, _not_found, _refused, _certificates, _barred, _turned_away):
        yield from step(window)
    for step in (_before, _slow, _results):
        yield from step(window)


def _first(window: Window) -> SignIn:
    page = window.sheets[Page.SIGN_IN]
    assert isinstance(page, SignIn)
    window.desk.start_over()
    window.desk.put(address=ADDRESS)
    window.setCurrentId(list(Page).index(Page.SIGN_IN))
    page.entered()
    return page


def _server(source: Source, host: str = "mail.example-host.net", **more: bool) -> Candidate:
    return Candidate(host, 993, Security.TLS, ADDRESS, source, **more)  # type: ignore[arg-type]


def _found(window: Window) -> Iterator[str]:
    page = _first(window)
    for source in Source:
        page.working = True
        page.ticks.begin()
        page._arrange()
        page._happened(_server(source))
        yield f"found-{source.value}"
    page._rest_from_work()
    page.form.go()
    page.form.caps_lock.on = True
    yield "caps-lock"
    page.form.caps_lock.on = False
    window.desk.put(address="anna@fastmail.com")
    page.form.fill()
    yield "app-password-hint"


def _not_found(window: Window) -> Iterator[str]:
    page = _first(window)
    strange = _server(Source.MX_AUTOCONFIG, "imap.elsewhere.example", is_proven=False)
    page._ended(Ended(Trial(None, strange, Found(strange))))
    yield "is-it-yours"
    asked = (
        Asked(Source.AUTOCONFIG, "autoconfig.miller.example", Answer.NO_ANSWER),
        Asked(Source.WELL_KNOWN, "miller.example", Answer.CERTIFICATE),
        Asked(Source.MX_LIST, "miller.example", Answer.NOTHING),
    )
    names = ("imap.miller.example", "mail.miller.example", "miller.example")
    outcomes = (Outcome.NOT_FOUND, Outcome.CONNECT_UNANSWERED, Outcome.NOT_A_MAIL_SERVER)
    tried = tuple(
        Tried(_server(Source.USUAL_NAME, name), outcome)
        for name, outcome in zip(names, outcomes, strict=True)
    )
    page._ended(Ended(Trial(None, looked=Found(None, tried, asked=asked))))
    yield "no-server-found"
    window.desk.ask_mozilla = True
    page._ended(Ended(Trial(None, looked=Found(None, tried, asked=asked))))
    yield "no-server-found-by-mozilla"
    for name, address in (("large-provider", "anna@gmail.com"), ("browser", "anna@outlook.com")):
        page = _first(window)
        window.desk.put(address=address)
        page.form.fill()
        page._known_beforehand()
        yield f"known-{name}"


def _refused(window: Window) -> Iterator[str]:
    for name, told in _AT_SIGN_IN.items():
        page = _first(window)
        server = _server(Source.AUTOCONFIG) if name == "password" else None
        page._ended(Ended(Trial(Finding(*told), server)))
        yield f"at-sign-in-{name}"
    page = _first(window)
    for _ in range(2):
        page._ended(Ended(Trial(Finding(*_AT_SIGN_IN["password"]))))
    yield "at-sign-in-second-password"


def _certificates(window: Window) -> Iterator[str]:
    page = _first(window)
    for fault in cases_start.CERTIFICATES:
        page._ended(Ended(Trial(Finding(*cases_start.certificate(fault)))))
        yield f"certificate-{fault}"
    window.desk.where.settings = Settings(frozenset())
    page._ended(Ended(Trial(Finding(*cases_start.certificate("clock")))))
    yield "certificate-clock-by-words"
    window.desk.where.settings = Settings()


def _wait(page: SignIn | Before, what: Obstacle) -> None:
    """As while it is waited for, and nothing is asked of the engine."""
    page.blockSignals(True)
    if isinstance(page, Before):
        page._tell_obstacle(what)
    else:
        page.barred.wait(what)
    page.blockSignals(False)
    page.barred.turned.emit()


def _barred(window: Window) -> Iterator[str]:
    page = _first(window)
    _wait(page, Obstacle.OFFLINE)
    yield "offline"
    page.barred._over(Ended())
    window.desk.where.settings = Settings(frozenset())
    _wait(page, Obstacle.OFFLINE)
    yield "offline-by-words"
    page.barred._over(Ended())
    at_a_usual_place(window)
    window.desk.where.platform = Somewhere(PORTAL)
    _wait(page, Obstacle.PORTAL)
    yield "portal"
    page.barred.end()
    at_a_usual_place(window)
    page.our_fault.tell("E-31-0412")
    yield "our-fault"


def _no_place(turned_away: TurnedAway, outcome: Outcome, said: str = "") -> None:
    turned_away.begin()
    turned_away.hear(Event(0.0, Step.REACH, outcome, attempt=1, said=said))
    turned_away.hear(Wake(10.0, 1, Step.NO_PLACE))


def _turned_away(window: Window) -> Iterator[str]:
    page = _first(window)
    page.working = True
    page.ticks.begin()
    page._arrange()
    _no_place(page.turned_away, Outcome.CLOSED_AT_ONCE)
    yield "no-place"
    page.turned_away._all_closed()
    yield "no-place-all-closed"
    _no_place(
        page.turned_away,
        Outcome.LIMIT_IN_WORDS,
        "NO [LIMIT] Maximum number of connections from user+IP exceeded",
    )
    yield "no-place-in-the-mailbox"
    page._rest_from_work()


def _before(window: Window) -> Iterator[str]:
    window.desk.start_over()
    window.desk.entries = replace(
        Entries(), address=ADDRESS, computers=4, phones=1, at_office=AtOffice.YES
    )
    window.setCurrentId(list(Page).index(Page.BEFORE))
    page = window.sheets[Page.BEFORE]
    assert isinstance(page, Before)
    page._tell_obstacle(Obstacle.VPN)
    yield "before-vpn"
    window.desk.office_addresses = ("203.0.113.9",)
    page._tell_obstacle(Obstacle.VPN)
    yield "before-vpn-seen"
    page._tell_obstacle(Obstacle.HOTSPOT)
    yield "before-hotspot"
    _wait(page, Obstacle.OFFLINE)
    yield "before-offline"
    page.barred._over(Ended())
    _wait(page, Obstacle.PORTAL)
    yield "before-portal"
    page.barred.end()


def _slow(window: Window) -> Iterator[str]:
    window.desk.slow_sign_in = 12
    window.setCurrentId(list(Page).index(Page.OFFICE))
    yield "office-slow-sign-in"
    window.desk.slow_sign_in = 0


def _results(window: Window) -> Iterator[str]:
    for name, told in _RESULTS.items():
        window.desk.keep(Finding(*told))
        window.setCurrentId(list(Page).index(Page.NEXT_STEPS))
        window.setCurrentId(list(Page).index(Page.VERDICT))
        yield f"result-{name}"
