"""Finding a mail server among good, bad and silent ones: the best rank wins, nothing is left."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psutil
import pytest

from tests.servers.certs import Certs
from tests.servers.conversation import Conversation
from tests.servers.hostile import Hostile
from tests.servers.steps import (
    Answer,
    Close,
    Drip,
    Flood,
    Greet,
    Pause,
    Reset,
    Send,
    Serve,
    Silence,
    Step,
    Until,
)
from wizard import service
from wizard.core import manners
from wizard.core.discover import NO_SUCH_FAMILY, Candidate, Found, Source, Tried
from wizard.core.leaving import AS_USUAL, Leaving
from wizard.core.model import Outcome, Security
from wizard.probe import lookup
from wizard.probe.finding import Limits, LookUp, Search
from wizard.probe.session import Session

HASTY = Limits(phase=0.5, goodbye=0.5, whole=4.0, names=0.1)
Start = Callable[..., Hostile]
Reports = Callable[[lookup.Found], None]


def names(told: Mapping[str, str | lookup.Found]) -> LookUp:
    """A resolver that knows these names, and every one of this computer."""

    def look_up(host: str, report: Reports) -> None:
        found = told.get(host, "127.0.0.1" if host == "localhost" else lookup.Found(fault="x"))
        report(found if isinstance(found, lookup.Found) else lookup.Found((found,)))

    return look_up


def server(
    one: Hostile | int, security: Security = Security.TLS, host: str = "localhost"
) -> Candidate:
    port = one if isinstance(one, int) else one.port
    return Candidate(host, port, security, "a@miller.example", Source.USUAL_NAME)


@dataclass(frozen=True)
class CalledFrom:
    """Notes from which address a connection came."""

    callers: list[str]

    def play(self, talk: Conversation) -> None:
        self.callers.append(talk.caller)


class Watch:
    """What a search told, and how it is stopped."""

    def __init__(self, certs: Certs, limits: Limits = HASTY) -> None:
        self.told: list[Tried] = []
        self.stop = threading.Event()
        self.tls = ssl.create_default_context(cafile=str(certs.ca))
        self.limits = limits
        self.seconds = 0.0

    def find(
        self,
        *candidates: Candidate,
        look_up: LookUp | None = None,
        leaving: Leaving = AS_USUAL,
    ) -> Found:
        """One search; whatever comes of it, nothing of it is left."""
        began = time.monotonic()
        found = Search(
            candidates, self.tls, {"name": "tests"}, self.told.append, self.stop,
            look_up or names({}), self.limits, leaving,
        ).run()  # fmt: skip
        self.seconds = time.monotonic() - began
        left = [one.name for one in threading.enumerate() if one.name.startswith("mail-session")]
        assert left == []
        assert set(self.told) == set(found.tried)
        return found


@pytest.fixture
def watch(certs: Certs) -> Watch:
    return Watch(certs)


def outcomes(found: Found) -> list[Outcome]:
    return [one.outcome for one in found.tried]


def test_a_good_server_is_found_and_left_politely(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    good = hostile([Greet(), Serve()], tls=certs.valid)
    found = watch.find(server(good))
    assert found == Found(server(good), found.tried)
    assert (outcomes(found), found.takes_password) == ([Outcome.OPEN], True)
    assert good.ever == 1
    assert good.all_gone()
    assert b"LOGOUT" in good.heard
    assert b"LOGIN" not in good.heard
    assert b"AUTHENTICATE" not in good.heard


def test_one_that_begins_in_the_clear_is_found_by_its_encryption(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    good = hostile([Greet(), Serve()], starttls=certs.valid)
    found = watch.find(server(good, Security.STARTTLS))
    assert found.best is not None
    assert good.all_gone()


def test_one_without_encryption_is_not_used(hostile: Start, watch: Watch) -> None:
    plain = hostile([Greet(), Serve()])
    found = watch.find(server(plain, Security.STARTTLS))
    assert (found.best, outcomes(found)) == (None, [Outcome.NO_ENCRYPTION])


def test_a_browser_sign_in_is_known_before_a_password_is_typed(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    offer = b"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n"
    greeting = b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2] ready\r\n"
    modern = hostile([Send(greeting), Until(b"CAPABILITY"), Send(offer), Answer(b"OK done"),
                      Serve()], tls=certs.valid)  # fmt: skip
    found = watch.find(server(modern))
    assert found.takes_password is False


def test_it_is_looked_for_only_where_the_test_may_go(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    """By one internet only, and from one of this computer's own addresses."""
    callers: list[str] = []
    good = hostile([CalledFrom(callers), Greet(), Serve()], tls=certs.valid)
    assert watch.find(server(good), leaving=Leaving(6)).tried == (
        Tried(server(good), Outcome.NOT_FOUND, NO_SUCH_FAMILY),
    )
    assert callers == []
    watch.told.clear()
    found = watch.find(server(good), leaving=Leaving(source="127.0.0.3"))
    assert outcomes(found) == [Outcome.OPEN]
    assert callers == ["127.0.0.3"]


def test_when_two_answer_at_once_the_better_rank_wins(certs: Certs) -> None:
    watch = Watch(certs)
    with listening("127.0.0.2", certs) as quick, listening("127.0.0.1", certs, 0.3) as slow:
        better, worse = server(slow), server(quick, host="127.0.0.1")
        last = server(quick, host="::1")
        apart = {"127.0.0.1": "127.0.0.2", "::1": "127.0.0.3"}
        found = watch.find(better, worse, last, look_up=names(apart))
    assert found.best == better
    told = [one.candidate for one in watch.told]
    assert told.index(worse) < told.index(better)


def test_different_addresses_are_tried_at_the_same_time(certs: Certs) -> None:
    """The second one answers while the first is silent, and wins as soon as that is known."""
    watch = Watch(certs)
    with listening("127.0.0.2", certs) as other, Hostile([Silence()]) as silent:
        found = watch.find(
            server(silent),
            server(other, host="127.0.0.1"),
            look_up=names({"127.0.0.1": "127.0.0.2"}),
        )
    assert found.best is not None
    assert found.best.port == other
    assert watch.told[0].candidate == found.best
    assert outcomes(found) == [Outcome.SILENT, Outcome.OPEN]
    assert watch.seconds < 2 * HASTY.phase + 0.5


@contextmanager
def listening(address: str, certs: Certs, after: float = 0.0) -> Iterator[int]:
    """A good server at an address of this computer, that thinks for a while; gives its port."""
    one = Hostile([Pause(after), Greet(), Serve()], tls=certs.valid)
    with Relay(address, one.port) as port:
        yield port
    one.close()


class Relay:
    """A port at another loopback address that leads to a server of ours."""

    def __init__(self, address: str, port: int) -> None:
        self._to = port
        self._door = socket.create_server((address, 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._door.getsockname()[1])

    def __exit__(self, *trouble: object) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._door.close()

    def _serve(self) -> None:
        try:
            here, _ = self._door.accept()
        except OSError:
            return
        there = socket.create_connection(("127.0.0.1", self._to))
        ways = [threading.Thread(target=self._copy, args=pair, daemon=True)
                for pair in ((here, there), (there, here))]  # fmt: skip
        for way in ways:
            way.start()
        for way in ways:
            way.join(5)
        here.close()
        there.close()

    def _copy(self, one: socket.socket, other: socket.socket) -> None:
        while chunk := one.recv(65536):
            other.sendall(chunk)
        other.shutdown(socket.SHUT_WR)


def open_to(port: int) -> int:
    """How many connections to this port are open at our end, as this computer's kernel says."""
    mine = psutil.Process().net_connections("tcp4")
    up = (each for each in mine if each.status == psutil.CONN_ESTABLISHED and each.raddr)
    return sum(each.raddr.port == port for each in up)


def test_a_worse_name_that_is_known_sooner_waits_for_a_better_one(
    hostile: Start, certs: Certs
) -> None:
    """Begun first it would be a connection in vain, which a strict server counts."""
    watch = Watch(certs, replace(HASTY, names=10.0))
    good = hostile([Greet(), Serve()], tls=certs.valid)
    better, worse = server(good), server(good, host="mail.miller.example")
    waiting: list[Reports] = []

    def look_up(host: str, report: Reports) -> None:
        if host == better.host:
            waiting.append(report)
            return
        report(lookup.Found(("127.0.0.1",)))
        waiting[0](lookup.Found(("127.0.0.1",)))

    found = watch.find(better, worse, look_up=look_up)
    assert found.best == better
    assert good.ever == 1


def test_one_address_never_has_two_connections_of_ours(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    """An office that has few places left must not lose them to a search."""
    seen: list[int] = []

    def script(number: int) -> list[Step]:
        seen.append(open_to(one.port))
        return [Greet(), Serve()]

    one = hostile(script, starttls=certs.wrong_name)
    many = [
        server(one, Security.STARTTLS, f"{name}.miller.example") for name in ("imap", "mail", "www")
    ]
    found = watch.find(*many, look_up=names({c.host: "127.0.0.1" for c in many}))
    assert outcomes(found) == [Outcome.CERTIFICATE_PROBLEM] * 3
    assert found.bad_certificate == found.tried[0]
    assert found.tried[0].detail == "name"
    assert len(seen) == manners.MOST_SEARCHED_AT_ONE_ADDRESS == 2  # the third is not asked
    assert max(seen) == 1
    assert b"LOGOUT" not in one.heard  # nothing was said to who could not prove its name


def test_another_name_of_the_same_dead_door_is_not_asked_again(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    silent = hostile([Silence()])
    pair = [server(silent, host=f"{name}.miller.example") for name in ("imap", "mail")]
    found = watch.find(*pair, look_up=names({c.host: "127.0.0.1" for c in pair}))
    assert outcomes(found) == [Outcome.SILENT] * 2
    assert silent.ever == 1


def test_a_door_that_is_dead_but_not_heard_of_yet_is_not_asked_again(
    hostile: Start, watch: Watch
) -> None:
    """The second name's turn comes after the first one's session ended, and before its report."""
    silent = hostile([Silence()])
    unknown, *pair = (server(silent, host=f"{name}.miller.example") for name in ("no", "a", "b"))
    found: list[Reports] = []

    def look_up(host: str, report: Reports) -> None:
        if host == unknown.host:
            found.append(report)
            return
        report(lookup.Found(("127.0.0.1",)))
        if host == pair[-1].host:
            found[0](lookup.Found(fault="unknown-name"))  # the last one to be told

    def wait_for_the_session(tried: Tried) -> None:
        watch.told.append(tried)
        if tried.candidate == unknown:
            for one in threading.enumerate():
                if one.name.startswith("mail-session"):
                    one.join()

    search = Search((unknown, *pair), watch.tls, {}, wait_for_the_session, watch.stop, look_up,
                    HASTY)  # fmt: skip
    assert outcomes(search.run()) == [Outcome.NOT_FOUND, Outcome.SILENT, Outcome.SILENT]
    assert silent.ever == 1


def test_what_is_worse_than_a_good_one_is_not_even_tried(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    good = hostile([Greet(), Serve()], tls=certs.valid)
    worse = hostile([Greet(), Serve()], tls=certs.valid)
    found = watch.find(server(good), server(worse))
    assert found.best == server(good)
    assert worse.ever == 0


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ([Silence()], Outcome.SILENT),
        ([Close()], Outcome.CLOSED_AT_ONCE),
        ([Reset()], Outcome.CLOSED_AT_ONCE),
        ([Send(b"HTTP/1.1 400 Bad Request\r\n\r\n")], Outcome.NOT_A_MAIL_SERVER),
        ([Send(bytes(range(256)) * 4 + b"\r\n")], Outcome.NOT_A_MAIL_SERVER),
        ([Send(b"* BYE too many\r\n")], Outcome.REFUSED_IN_WORDS),
        ([Flood(1_000_000, b"x" * 1000)], Outcome.NOT_A_MAIL_SERVER),
        ([Drip(b"* OK " + b"slow " * 1000, 0.05)], Outcome.NOT_A_MAIL_SERVER),
    ],
    ids=["silent", "closes", "resets", "web", "garbage", "full", "endless", "drips"],
)
def test_a_bad_server_is_told_and_the_next_one_found(
    hostile: Start, watch: Watch, certs: Certs, script: list[object], outcome: Outcome
) -> None:
    bad = hostile(script)
    good = hostile([Greet(), Serve()], starttls=certs.valid)
    found = watch.find(server(bad, Security.STARTTLS), server(good, Security.STARTTLS))
    assert found.best == server(good, Security.STARTTLS)
    assert found.tried[0].outcome in {outcome, Outcome.SILENT if "drip" in str(script) else outcome}
    assert bad.all_gone()


@pytest.mark.parametrize(
    ("cert", "detail"),
    [("wrong_name", "name"), ("expired", "date"), ("self_signed", "issuer")],
)
def test_a_certificate_that_proves_nothing_finds_nothing(
    hostile: Start, watch: Watch, certs: Certs, cert: str, detail: str
) -> None:
    bad = hostile([Greet(), Serve()], tls=getattr(certs, cert))
    found = watch.find(server(bad))
    assert found.best is None
    assert found.bad_certificate is not None
    assert found.bad_certificate.detail == detail


def test_names_nobody_has_and_faults_of_this_computer_are_told_apart(watch: Watch) -> None:
    nobody, ours = server(1, host="imap.nobody.example"), server(1, host="mail.nobody.example")
    told = {"mail.nobody.example": lookup.Found(fault="emfile", ours=True)}
    found = watch.find(nobody, ours, look_up=names(told))
    assert outcomes(found) == [Outcome.NOT_FOUND, Outcome.OUR_FAULT]
    assert watch.seconds < 0.5


def test_without_a_candidate_nothing_happens(watch: Watch) -> None:
    assert watch.find() == Found()


def test_the_usual_internet_address_is_tried_first(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    good = hostile([Greet(), Serve()], tls=certs.valid)
    both = lookup.Found(("::1", "127.0.0.1"))
    assert watch.find(server(good), look_up=names({"localhost": both})).best is not None


def test_a_look_up_without_an_end_holds_nothing_up(certs: Certs) -> None:
    watch = Watch(certs, replace(HASTY, whole=0.4))
    found = watch.find(server(1), look_up=lambda host, report: None)
    assert found == Found()
    assert watch.seconds < 1.0


def test_the_whole_search_ends_in_time(hostile: Start, certs: Certs) -> None:
    """Each one is silent at another door, one after the other: time is up before they are."""
    watch = Watch(certs, Limits(phase=0.4, goodbye=0.2, whole=0.6))
    silent = [hostile([Silence()]) for _ in range(5)]
    found = watch.find(*(server(one) for one in silent))
    assert found.best is None
    assert 1 <= len(found.tried) < 5
    assert watch.seconds < 1.5
    assert all(one.all_gone() for one in silent)


def test_ten_seconds_are_the_promise() -> None:
    limits = Limits()
    assert limits.phase <= 3
    assert limits.whole + limits.goodbye <= 10


@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
@pytest.mark.parametrize("polite", [True, False], ids=["greets", "silent"])
def test_a_stop_is_seen_at_once(hostile: Start, certs: Certs, after: float, polite: bool) -> None:
    watch = Watch(certs, Limits())
    one = hostile([Greet(), Silence()] if polite else [Silence()], starttls=certs.valid)
    timer = threading.Timer(after, watch.stop.set)
    timer.start()
    found = watch.find(server(one, Security.STARTTLS), server(one, Security.STARTTLS))
    timer.join()
    assert found.stopped
    assert found.best is None
    assert watch.seconds < after + 0.4
    assert one.all_gone()


def test_a_goodbye_that_is_not_answered_is_not_waited_for_long(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    rude = hostile([Greet(), Until(b"LOGOUT"), Silence()], tls=certs.valid)
    assert watch.find(server(rude)).best is not None
    assert watch.seconds < HASTY.goodbye + 0.5
    assert rude.all_gone()


def test_one_that_hangs_up_after_its_answer_has_answered(
    hostile: Start, watch: Watch, certs: Certs
) -> None:
    curt = hostile([Greet(), Until(b"NOOP"), Answer(b"OK done"), Close()], tls=certs.valid)
    assert watch.find(server(curt)).best == server(curt)


def test_a_computer_without_threads_left_is_told(
    hostile: Start, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(self: Session) -> None:
        self._cutter.close()
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Session, "start", start)
    found = watch.find(server(hostile([Silence()])))
    assert outcomes(found) == [Outcome.OUR_FAULT]


def test_an_address_of_nobody_is_searched_by_the_service_and_not_found() -> None:
    found = service.find("anna@miller.example", threading.Event())
    assert found.best is None
    assert [one.candidate.host for one in found.tried[:2]] == [
        "imap.miller.example",
        "mail.miller.example",
    ]
    assert [one.outcome for one in found.tried] == [Outcome.NOT_FOUND] * 6
