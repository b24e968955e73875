"""What a client meets at each kind of limit of the practice server, to the byte.

The bytes and the counting are those measured on the real servers, or read in their code where
nobody has run them (practice_limits.py says which).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.probe.practice_client import (
    WAYS,
    Client,
    Office,
    Seen,
    eventually,
    second_address,
    start,
)
from wizard.probe import practice_channel
from wizard.probe.practice import PracticeServer
from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    PerMailbox,
    SignInCut,
    TokenBucket,
    Window,
)

SIGNED_IN = Seen("signed in")
OPEN = Seen("open")
REFUSED = Seen("closed at once")
LATE = 1.0  # seconds; ten in real life
MAILBOX_FULL = Seen("answered", b"l1 NO [ALERT] Too many simultaneous connections. (Failure)\r\n")
BUSY = b"* BYE localhost Zimbra IMAP4rev1 server closing connection; service busy\r\n"

every_way = pytest.mark.parametrize("way", WAYS)


def cyrus_says(counts: str) -> Seen:
    return Seen("answered", b"l1 NO Too many open connections (%s)\r\n" % counts.encode())


@contextmanager
def practice(limit: Limit) -> Iterator[tuple[PracticeServer, Office]]:
    with start(limit) as server, Office(server) as office:
        yield server, office


# -- Of one mailbox, of one address ----------------------------------------------------------------


@second_address
@every_way
def test_per_mailbox_counts_all_addresses_and_ports_together(way: str) -> None:
    with practice(PerMailbox(2)) as (server, office):
        assert office.open("tls", user="alice") == SIGNED_IN
        assert office.open("plain", "127.0.0.2", "alice") == SIGNED_IN
        assert office.open(way, user="alice") == MAILBOX_FULL
        assert office.open(way, user="bob") == SIGNED_IN
        assert server.refused_total == 1
        refused = office.sessions[2]
        assert refused.alive()
        assert refused.sign_in() == MAILBOX_FULL
        office.sessions[0].leave()
        assert refused.sign_in() == SIGNED_IN


@second_address
@every_way
def test_cyrus_names_the_counts_of_the_mailbox_and_lets_the_refused_stay(way: str) -> None:
    with practice(CyrusPerMailbox(2)) as (_, office):
        assert office.open(way, user="alice") == SIGNED_IN
        assert office.open("tls", "127.0.0.2", "alice") == SIGNED_IN
        for _ in range(2):
            assert office.open(way, user="alice") == cyrus_says("2 of 2 for alice")
        assert office.open(way, user="bob") == SIGNED_IN
        office.sessions[1].leave()
        # The two that were refused are still there and count for nothing.
        assert office.open(way, user="alice") == SIGNED_IN


@second_address
@every_way
def test_cyrus_counts_every_connection_of_the_address_while_it_is_open(way: str) -> None:
    """Measured with a limit of 3: two work, and the fifth connection is told "5 of 3"."""
    with practice(CyrusPerAddress(3)) as (server, office):
        assert [office.how(way, "127.0.0.1", user) for user in ("alice", "bob")] == [
            *("signed in", "signed in")
        ]
        for count in (3, 4, 5):
            told = cyrus_says(f"{count} of 3 from [127.0.0.1]")
            assert office.open(way, user="alice") == told
        assert office.open(way, "127.0.0.2", "alice") == SIGNED_IN
        office.sessions[0].leave()
        # As measured: with the refused ones open a freed place helps nobody ...
        assert office.how(way, "127.0.0.1", "alice") == "answered"
        for refused in (*office.sessions[2:5], office.sessions[6]):
            refused.close()
        eventually(lambda: server.served_now("127.0.0.1") == 1)
        # ... without them it does.
        assert [office.how(way, "127.0.0.1", "alice") for _ in range(2)] == [
            *("signed in", "answered")
        ]


def test_cyrus_with_a_limit_of_one_lets_nobody_in() -> None:
    """Its own connection is the first one."""
    with practice(CyrusPerAddress(1)) as (_, office):
        assert office.open(user="alice") == cyrus_says("1 of 1 from [127.0.0.1]")


# -- Of the whole server ---------------------------------------------------------------------------


@second_address
@every_way
def test_a_late_close_comes_without_a_word_and_every_other_time_at_once(way: str) -> None:
    with practice(LateClose(2, LATE)) as (server, office):
        assert [office.how(way), office.how("tls", "127.0.0.2")] == ["open", "open"]
        for source in ("127.0.0.1", "127.0.0.2"):
            assert seconds_until(office, way, source) >= LATE * 0.9
            assert seconds_until(office, way, source) < LATE / 2
        office.sessions[0].leave()
        assert office.how(way) == "open"
        assert seconds_until(office, way) >= LATE * 0.9
        assert (server.accepted_total, server.refused_total) == (3, 5)


def test_who_comes_while_another_one_waits_is_dropped_with_it() -> None:
    """Measured on Dovecot: the second one, three seconds later, after seven."""
    with practice(LateClose(1, LATE, in_turn=False)) as (_, office):
        office.open()
        first = Client(office.place)
        office.sessions.append(first)
        assert first.greet(LATE * 0.6) == Seen("silent")
        assert seconds_until(office, "plain") < LATE * 0.7
        assert first.greet() == REFUSED
        assert seconds_until(office, "plain") >= LATE * 0.9


def seconds_until(office: Office, way: str, source: str = "127.0.0.1") -> float:
    """How long until a connection is closed without a word."""
    began = time.monotonic()
    assert office.open(way, source) == REFUSED
    return time.monotonic() - began


@every_way
def test_a_sign_in_is_cut_late_at_first_and_then_at_once(way: str) -> None:
    with practice(SignInCut(2, LATE)) as (server, office):
        assert [office.how(way, "127.0.0.1", user) for user in ("alice", "bob")] == [
            *("signed in", "signed in")
        ]
        assert office.open(way) == OPEN  # who does not sign in is not counted
        cut = [seconds_to_sign_in(office, way) for _ in range(3)]
        assert cut[0] >= LATE * 0.9
        assert max(cut[1:]) < LATE / 2
        office.sessions[0].leave()
        assert office.open(way, user="alice") == SIGNED_IN
        assert seconds_to_sign_in(office, way) >= LATE * 0.9
        assert server.refused_total == 4


def seconds_to_sign_in(office: Office, way: str) -> float:
    """How long until the connection ends at the sign-in, without an answer."""
    assert office.open(way) == OPEN
    began = time.monotonic()
    assert office.sessions[-1].sign_in() == REFUSED
    return time.monotonic() - began


@second_address
@every_way
def test_a_busy_server_says_so_instead_of_a_greeting(way: str) -> None:
    with practice(BusyServer(2)) as (server, office):
        assert [office.how(way), office.how("tls", "127.0.0.2")] == ["open", "open"]
        with Client(office.place, way) as client:
            if way == "tls":
                client._handshake()
            assert client.line() == BUSY
            assert client.line() == b""
        office.sessions[0].leave()
        assert office.how(way) == "open"
        assert server.refused_total == 1


# -- So many in so long ----------------------------------------------------------------------------


@second_address
@every_way
def test_a_window_looks_at_new_connections_and_not_at_open_ones(way: str) -> None:
    with practice(Window(2, 1.5)) as (server, office):
        for _ in range(2):
            assert office.open(way) == OPEN
            office.sessions[-1].leave()  # helps nobody
        assert office.open(way) == REFUSED
        assert office.how(way, "127.0.0.2") == "open"
        time.sleep(1.6)
        assert [office.how(way) for _ in range(3)] == ["open", "open", "closed at once"]
        assert server.refused_total == 2


@second_address
@every_way
def test_a_rate_of_sign_ins_is_told_in_words(way: str) -> None:
    with practice(LoginRate(2, 1.5)) as (_, office):
        for _ in range(2):
            assert office.open(way, user="alice") == SIGNED_IN
            office.sessions[-1].leave()  # helps nobody
        told = Seen("closed at once", b"l1 NO Login rejected from this IP\r\n")
        assert office.open(way, user="bob") == told
        assert office.how(way, "127.0.0.2", "alice") == "signed in"
        assert office.open(way) == OPEN  # who does not sign in is not counted
        time.sleep(1.6)
        assert office.open(way, user="alice") == SIGNED_IN


def test_a_bucket_gives_one_token_back_in_so_long() -> None:
    with practice(TokenBucket(2, 0.7)) as (_, office):
        assert [office.how() for _ in range(3)] == ["open", "open", "closed at once"]
        time.sleep(0.8)
        assert [office.how() for _ in range(2)] == ["open", "closed at once"]


def test_a_restarted_server_has_forgotten_who_came() -> None:
    server = start(Window(1, 60.0))
    for _ in range(2):
        with server, Office(server) as office:
            assert [office.how(), office.how()] == ["open", "closed at once"]


# -- Eviction, several servers ---------------------------------------------------------------------


@second_address
@every_way
@pytest.mark.parametrize("says_why", [True, False], ids=["bye", "wordless"])
@pytest.mark.parametrize("login", ["", "alice"], ids=["no-login", "login"])
def test_the_oldest_makes_room_at_once(
    monkeypatch: pytest.MonkeyPatch, way: str, login: str, *, says_why: bool
) -> None:
    if os.name != "nt":  # there nothing wakes it
        monkeypatch.setattr(practice_channel, "BLINK", 60.0)
    with practice(EvictsOldest(2, says_why=says_why)) as (server, office):
        assert office.how("tls", "127.0.0.2") == "open"  # another office: not its business
        for _ in range(4):
            assert office.how(way, "127.0.0.1", login) in {"open", "signed in"}
        elsewhere, first, second, *newest = office.sessions
        for evicted in (first, second):
            assert evicted.line() == (b"* BYE Connection queue full\r\n" if says_why else b"")
            assert evicted.line() == b""
        assert all(client.alive() for client in (elsewhere, *newest))
        eventually(lambda: server.served_now() == 3)
        assert server.refused_total == 0


@every_way
def test_two_backends_in_turn_have_twice_the_places(way: str) -> None:
    with practice(Backends(2)) as (_, office):
        assert [office.how(way, "127.0.0.1", "alice") for _ in range(6)] == [
            *["signed in"] * 4,
            *["closed at once"] * 2,
        ]
        office.sessions[0].leave()
        # The freed place is the first one's: whoever is sent to the other one is refused.
        seen = [office.open(way, user="alice") for _ in range(2)]
        assert sorted(one.how for one in seen) == ["closed at once", "signed in"]
        named = [one.said for one in seen if one.said]
        assert named[0].endswith(b"(mail_max_userip_connections=2)\r\n")


def test_at_random_refusals_come_in_between_and_the_same_way_each_time() -> None:
    runs = []
    for _ in range(2):
        with practice(Backends(4, at_random=True)) as (_, office):
            runs.append([office.how("plain", "127.0.0.1", "alice") for _ in range(12)])
    assert runs[0] == runs[1]
    assert runs[0].count("signed in") <= 8
    first_refusal = runs[0].index("closed at once")
    assert "signed in" in runs[0][first_refusal:]
