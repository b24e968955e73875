"""On real servers: a search needs one place and gives it back; a test shows what happens in it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable

import pytest

from tests.real.office import a_plan, check
from tests.real.stage import Stage
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from wizard.core.commands import LetGo, Open, Wake
from wizard.core.discover import Candidate, Found, Source
from wizard.core.model import Event, Outcome, Security
from wizard.core.progress import Place, Status, begin, turned_away
from wizard.probe import lookup
from wizard.probe.finding import Search

NAMES = ("imap.miller.example", "localhost", "mail.miller.example")


def search(server: Courier | Dovecot) -> Found:
    """What is found in an office whose usual names all lead to this server; one has its name."""
    doors = ((server.imaps, Security.TLS), (server.imap, Security.STARTTLS))
    places = [
        Candidate(name, port, security, "anna@miller.example", Source.USUAL_NAME)
        for port, security in doors
        for name in NAMES
    ]

    def look_up(host: str, report: Callable[[lookup.Found], None]) -> None:
        report(lookup.Found(("127.0.0.1",)))

    tls = ssl.create_default_context(cafile=str(server.cafile))
    stop = threading.Event()
    return Search(places, tls, {"name": "tests"}, lambda _: None, stop, look_up).run()


@pytest.mark.parametrize("which", ["courier", "dovecot"])
def test_one_place_is_enough_to_find_a_server(stage: Stage, which: str) -> None:
    """Courier with one place: a second connection at the same time would be turned away."""
    server = stage.courier(maxperip=1) if which == "courier" else stage.dovecot(userip=1)
    found = search(server)
    assert [one.outcome for one in found.tried] == [
        Outcome.CERTIFICATE_PROBLEM,
        Outcome.OPEN,
    ]
    assert found.best is not None
    assert (found.best.host, found.best.port) == ("localhost", server.imaps)
    assert found.takes_password


def test_a_test_of_a_real_courier_is_shown_as_it_goes(stage: Stage) -> None:
    plan = a_plan(need=8)
    showing, seen, fractions = begin(plan), list[Status](), list[float]()

    def watch(told: Event | Open | Wake | LetGo) -> None:
        nonlocal showing
        showing = showing.after(told)
        fractions.append(showing.fraction)
        if showing.status not in seen:
            seen.append(showing.status)

    found = check(stage.courier(maxperip=4), plan=plan, listener=watch)
    assert found.verdict.limit == showing.fullest.count(Place.OPEN) == 4
    assert turned_away(showing.fullest) == 5
    assert showing.places == (Place.CLOSED,) * 4 + (Place.REFUSED,) + (Place.NOT_TRIED,) * 3
    assert fractions == sorted(fractions)
    assert seen == [
        *(Status.FINDING, Status.OPENING, Status.CONFIRMING, Status.FREEING),
        *(Status.GIVEN_BACK, Status.CLOSING),
    ]
