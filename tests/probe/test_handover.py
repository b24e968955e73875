"""The connection of a search becomes that of the sign-in: one only, and never one left over."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.probe.sessions import attempt, how
from tests.probe.test_finding import HASTY, names, server
from tests.servers import CANARY, presets
from tests.servers.certs import Certs, ServerCert
from tests.servers.hostile import Hostile
from tests.servers.steps import Answer, Close, Greet, Send, Serve, Silence, Step, Until
from wizard.core.discover import Candidate, Found
from wizard.core.model import Door, Outcome, Security
from wizard.probe.failures import Failure
from wizard.probe.finding import Search
from wizard.probe.handover import Handover, Kept
from wizard.probe.ways import How

Start = Callable[..., Hostile]


class Office:
    """A search, and the sign-in after it."""

    def __init__(self, certs: Certs) -> None:
        self.unused: list[Kept] = []
        self.left_open = Handover(self.unused.append)
        self.stop = threading.Event()
        self.ca = certs.ca

    def find(self, *places: Candidate) -> Found:
        tls = ssl.create_default_context(cafile=str(self.ca))
        return Search(
            places, tls, {"name": "tests"}, lambda _: None, self.stop, names({}), HASTY,
            left_open=self.left_open,
        ).run()  # fmt: skip

    def way(self, **changes: object) -> How:
        return replace(how(self.ca), left_open=self.left_open, **changes)  # type: ignore[arg-type]

    def sign_in(self, at: Hostile, security: Security = Security.TLS, **more: object) -> Failure:
        return attempt(Door(at.host, at.port, security), self.way(**more), first=True)


@pytest.fixture
def office(certs: Certs) -> Iterator[Office]:
    made = Office(certs)
    with made.left_open:
        yield made


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_the_sign_in_goes_over_the_connection_of_the_search(
    hostile: Start, certs: Certs, office: Office, security: Security
) -> None:
    shown = {"tls" if security is Security.TLS else "starttls": certs.valid}
    at = hostile(presets.polite(), **shown)
    assert office.find(server(at, security)).best is not None
    assert at.open_now == 1
    assert not at.has_heard(CANARY)
    assert office.sign_in(at, security).outcome is Outcome.OPEN
    assert (at.ever, office.unused) == (1, [])
    assert at.has_heard(CANARY)
    assert at.all_gone()


def test_what_nobody_takes_is_signed_out_and_told(
    hostile: Start, certs: Certs, office: Office
) -> None:
    at = hostile([Greet(), Serve()], tls=certs.valid)
    office.find(server(at))
    office.left_open.close()
    assert at.all_gone()
    assert at.heard.rstrip().endswith(b"LOGOUT")
    assert [one.door.port for one in office.unused] == [at.port]
    office.left_open.close()
    assert len(office.unused) == 1


@pytest.mark.parametrize("what", ["name", "door", "nobody-signs-in"])
def test_only_the_sign_in_at_the_very_door_takes_it(
    hostile: Start, certs: Certs, office: Office, what: str
) -> None:
    at = hostile([Greet(), Serve()], tls=certs.valid)
    office.find(server(at))
    if what == "name":
        office.sign_in(at, host="127.0.0.1")
    elif what == "door":
        office.sign_in(at, Security.STARTTLS)
    else:
        office.sign_in(at, account=None)
    assert at.ever == 2
    office.left_open.close()
    assert len(office.unused) == 1
    assert at.all_gone()


@pytest.mark.parametrize(
    "last", [[Close()], [Send(b"* BYE too slow\r\n"), Silence()]], ids=["close", "bye"]
)
def test_one_that_the_server_ended_meanwhile_is_not_taken_for_a_refusal(
    hostile: Start, certs: Certs, office: Office, last: list[Step]
) -> None:
    """The search is over; before anybody signs in the server has hung up."""
    until_noop = [Greet(), Until(b"NOOP"), Answer(b"OK still here"), *last]
    at = hostile(until_noop, [Greet(), Serve()], tls=certs.valid)
    office.find(server(at))
    kept = office.left_open._kept
    while kept and kept[0].is_alive():
        pass
    assert office.sign_in(at).outcome is Outcome.OPEN
    assert at.all_gone()


def test_past_an_antivirus_program_no_password_goes_over_it_either(
    hostile: Start, certs: Certs, office: Office
) -> None:
    shown: ServerCert = certs.by_antivirus
    office.ca = shown.cafile
    at = hostile([Greet(), Serve()], tls=shown)
    assert office.find(server(at)).best is not None
    told = office.sign_in(at, minds_antivirus=True)
    assert told.outcome is Outcome.CERTIFICATE_PROBLEM
    assert not at.has_heard(CANARY)
    assert at.all_gone()


def test_a_search_that_was_stopped_leaves_nothing_that_is_not_closed(
    hostile: Start, certs: Certs, office: Office
) -> None:
    at = hostile([Greet(), Serve()], tls=certs.valid)
    office.stop.set()
    office.find(server(at))
    office.left_open.close()
    assert at.all_gone()


def test_while_a_better_one_may_still_answer_none_is_kept(
    hostile: Start, certs: Certs, office: Office
) -> None:
    """It would take one of the few places, and the better one is at the same address."""
    worse = hostile([Greet(), Serve()], tls=certs.valid)
    places = (server(worse, host="late.miller.example"), server(worse))
    reports = []

    def look_up(host: str, report: Callable[[object], None]) -> None:
        if host == "localhost":
            names({})(host, report)
        else:
            reports.append(report)

    tls = ssl.create_default_context(cafile=str(certs.ca))
    Search(
        places, tls, {}, lambda _: None, office.stop, look_up, HASTY,  # type: ignore[arg-type]
        left_open=office.left_open,
    ).run()  # fmt: skip
    assert len(reports) == 1
    assert office.left_open._kept == []
    assert worse.all_gone()
