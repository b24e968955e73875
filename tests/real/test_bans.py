"""A real fail2ban watches: nothing that the program does gets an office banned.

Debian's own filters and jails (5 failures in 10 minutes) read what the real servers write, each
test from its first connection on. How often each was counted stands in docs/measuring.md.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import insist, insist_on_real_servers
from tests.real.abroad import at_the_provider, from_the_office
from tests.real.watched_office import ADDRESS, NAMES, go_without_a_password, sign_in, visit
from tests.servers import CANARY
from tests.servers.certs import Certs, ServerCert
from tests.servers.courier import Courier
from tests.servers.dovecot import Dovecot
from tests.servers.fail2ban import Fail2ban
from tests.servers.named_world import MAIL_PORTS
from tests.servers.network import PROVIDER, PUBLIC, Network, unavailable
from wizard.core import manners
from wizard.core.advice import Kind
from wizard.core.discover import Candidate, Found, Source
from wizard.core.lockout import MOST_WRONG
from wizard.core.model import Outcome, Security
from wizard.probe import lookup
from wizard.probe.finding import Search
from wizard.probe.trust import context

pytestmark = [pytest.mark.real_server, pytest.mark.slow]

SECONDS = 10.0
# A Dovecot that nobody would know by its words.
DISGUISED = "login_greeting = ready.\nimap_id_send =\n"

Watch = Callable[..., tuple[Network, Dovecot | Courier, Fail2ban]]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """`watch(Dovecot, aggressive=True)`: an office, a provider's server, and fail2ban beside it."""
    insist_on_real_servers()
    insist(unavailable())
    with ExitStack() as running:

        def begin(
            kind: type[Dovecot | Courier],
            *,
            aggressive: bool = False,
            **options: object,
        ) -> tuple[Network, Dovecot | Courier, Fail2ban]:
            world = running.enter_context(Network())
            server: Dovecot | Courier = kind(**at_the_provider(world), **options)  # type: ignore[arg-type]
            running.enter_context(server)
            watcher = Fail2ban(world.provider, server, aggressive=aggressive)
            return world, server, running.enter_context(watcher)

        yield begin


AS_IT_COMES = pytest.mark.parametrize(
    ("kind", "aggressive"),
    [(Dovecot, False), (Dovecot, True), (Courier, False)],
    ids=["dovecot", "dovecot-aggressive", "courier"],
)


@AS_IT_COMES
def test_a_whole_test_is_no_failure(
    watch: Watch, kind: type[Dovecot | Courier], *, aggressive: bool
) -> None:
    """Neither the refusals at the limit nor the sessions that are signed out are counted."""
    limit = {"userip": 4} if kind is Dovecot else {"maxperip": 4}
    world, server, watcher = watch(kind, aggressive=aggressive, **limit)
    found = from_the_office(world, server)
    assert found.verdict.limit == 4, found.story()
    assert watcher.failures_of(PUBLIC) == 0, server.log()
    assert not watcher.has_banned(PUBLIC)


@pytest.mark.parametrize(
    ("kind", "aggressive", "counted"),
    [(Dovecot, False, 2), (Dovecot, True, 2), (Courier, False, 1)],
    ids=["dovecot", "dovecot-aggressive", "courier"],
)
def test_wrong_passwords_as_often_as_they_are_taken(
    watch: Watch, kind: type[Dovecot | Courier], *, aggressive: bool, counted: int
) -> None:
    """The command line tries one, the window two: a talkative Dovecot counts each of them twice."""
    world, server, watcher = watch(kind, aggressive=aggressive)
    for number in range(1, MOST_WRONG + 1):
        found = from_the_office(world, server, password=f"wrong-{number}")
        assert found.verdict.kind is Kind.SIGN_IN_REFUSED, found.story()
        assert len(found.attempts) == 1
        assert watcher.failures_of(PUBLIC) == number * counted
    assert not watcher.has_banned(PUBLIC)
    if kind is Dovecot:  # and it does watch: one more, which the program refuses to try
        from_the_office(world, server, password="wrong-3")
        until = time.monotonic() + SECONDS
        while not watcher.has_banned(PUBLIC):
            assert time.monotonic() < until, watcher.log()
            time.sleep(0.05)


def test_without_a_password_courier_counts_nothing(watch: Watch) -> None:
    """A whole test of sessions that never sign in: its filter looks for failed sign-ins only."""
    world, server, watcher = watch(Courier, maxperip=4)
    found = from_the_office(world, server, password=None)
    assert found.verdict.limit == 4, found.story()
    assert watcher.failures_of(PUBLIC) == 0
    assert not watcher.has_banned(PUBLIC)


@pytest.mark.parametrize("extra", ["", DISGUISED], ids=["as-it-is", "disguised"])
def test_without_a_password_dovecot_is_left_after_one(watch: Watch, extra: str) -> None:
    """Each session that never signs in is a failure to the aggressive filter: so there is one."""
    world, server, watcher = watch(Dovecot, aggressive=True, extra=extra)
    found = from_the_office(world, server, password=None)
    assert found.codes == {"sign-in-needed"}, found.story()
    assert [event.outcome for event in found.attempts] == [Outcome.OPEN]
    assert watcher.failures_of(PUBLIC) == 1
    assert not watcher.has_banned(PUBLIC)


def test_a_search_does_not_knock_six_times(watch: Watch, certs: Certs) -> None:
    """All usual names lead to one server, whose certificate is made for none of them."""
    cert = certs.issue("hoster", names=("mail.hoster.test",))
    world, server, watcher = watch(Dovecot, aggressive=True, cert=cert)
    doors = ((server.imaps, Security.TLS), (server.imap, Security.STARTTLS))
    places = [
        Candidate(host, port, security, "alice", Source.USUAL_NAME)
        for port, security in doors
        for host in NAMES
    ]

    def searched() -> Found:
        def look_up(_: str, report: Callable[[lookup.Found], None]) -> None:
            report(lookup.Found((PROVIDER,)))

        trusted = context(str(cert.cafile), None, checked=True)
        return Search(places, trusted, {}, lambda _: None, threading.Event(), look_up).run()

    found = world.office.run(searched)
    assert found.best is None
    assert {one.outcome for one in found.tried} == {Outcome.CERTIFICATE_PROBLEM}
    assert len(found.tried) == len(places)
    assert watcher.failures_of(PUBLIC) == manners.MOST_SEARCHED_AT_ONE_ADDRESS
    assert not watcher.has_banned(PUBLIC)


# -- The whole way in the window: a search, wrong passwords, then a test without one -----

STOP = "Let us stop here so your office is not locked out"
WRONG = "The mail server did not accept this password"
OTHER_NAME = "This server shows a different name"


def cert_for(certs: Certs, name: str) -> ServerCert:
    return certs.issue(f"ban-{name}", names=(name,))


@pytest.mark.parametrize(
    ("kind", "aggressive", "counted"),
    [(Dovecot, False, 4), (Dovecot, True, 4), (Courier, False, 2)],
    ids=["dovecot", "dovecot-aggressive", "courier"],
)
def test_two_wrong_passwords_and_then_none(
    watch: Watch,
    certs: Certs,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[Dovecot | Courier],
    *,
    aggressive: bool,
    counted: int,
) -> None:
    """Found by its first usual name: the sign-in goes over the connection of the search."""
    cert = cert_for(certs, NAMES[0])
    world, server, watcher = watch(
        kind, aggressive=aggressive, cert=cert, ports=MAIL_PORTS, users={ADDRESS: CANARY}
    )
    visitor = visit(world, server, qtbot, monkeypatch)
    assert sign_in(visitor, "wrong-1") == WRONG
    assert watcher.failures_of(PUBLIC) == counted / 2, server.log()
    assert sign_in(visitor, "wrong-2") == STOP
    assert watcher.failures_of(PUBLIC) == counted, server.log()
    go_without_a_password(visitor, NAMES[0])
    finding = visitor.window.desk.finding
    assert finding is not None
    told = {reason.code for reason in finding.advice.verdict.because}
    assert ("rest-first" in told) == (kind is Dovecot), told
    assert watcher.failures_of(PUBLIC) == counted, server.log()
    assert not watcher.has_banned(PUBLIC)


def test_a_guess_that_failed_leaves_room_for_one_wrong_password_only(
    watch: Watch, certs: Certs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert = cert_for(certs, NAMES[1])
    world, server, watcher = watch(
        Dovecot, aggressive=True, cert=cert, ports=MAIL_PORTS, users={ADDRESS: CANARY}
    )
    visitor = visit(world, server, qtbot, monkeypatch)
    assert sign_in(visitor, "wrong-1") == STOP
    assert watcher.failures_of(PUBLIC) == 3, server.log()
    assert sign_in(visitor, "wrong-2") == STOP
    assert watcher.failures_of(PUBLIC) == 3, "nothing was sent"
    go_without_a_password(visitor, NAMES[1])
    assert watcher.failures_of(PUBLIC) == 4, server.log()
    assert not watcher.has_banned(PUBLIC)


def test_a_certificate_that_fits_no_name_is_not_looked_at_for_ever(
    watch: Watch, certs: Certs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two names, and two looks at what is wrong: whoever goes on is asked to wait."""
    cert = cert_for(certs, "box7.hoster.test")
    world, server, watcher = watch(
        Dovecot, aggressive=True, cert=cert, ports=MAIL_PORTS, users={ADDRESS: CANARY}
    )
    visitor = visit(world, server, qtbot, monkeypatch)
    assert sign_in(visitor, CANARY) == OTHER_NAME
    assert watcher.failures_of(PUBLIC) == 4, server.log()
    assert "a wrong password now could lock out your office" in visitor.shown()
    for _ in range(3):
        assert sign_in(visitor, CANARY) == STOP
    assert "Try again in 10 minutes" in visitor.shown()
    assert watcher.failures_of(PUBLIC) == 4, "nothing was connected"
    assert not watcher.has_banned(PUBLIC)
