"""Packet filters, routers and bans do what their names say, and nothing else."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from tests.servers.conftest import BOTH, MAIL, MAILS, UNANSWERED, Calls
from tests.servers.dovecot import Dovecot
from tests.servers.fail2ban import Fail2ban
from tests.servers.filters import (
    Answer,
    Ban,
    Filter,
    connlimit,
    flows_per_computer,
    flows_per_service,
    flows_per_time,
    hashlimit,
    public_ports,
    recent,
    table_of,
)
from tests.servers.network import PROVIDER, PUBLIC, Broken, Network

pytestmark = pytest.mark.real_server

ANSWERS = pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (Answer.DROP, UNANSWERED),
        (Answer.RESET, "ECONNREFUSED"),
        (Answer.UNREACHABLE, "ECONNREFUSED"),
        (Answer.PROHIBITED, "EHOSTUNREACH"),
    ],
    ids=["drop", "reset", "unreachable", "prohibited"],
)


@ANSWERS
def test_connlimit_counts_the_office(
    world: Network, calls: Calls, answer: Answer, seen: str
) -> None:
    connlimit(2, BOTH, answer).on(world.provider)
    assert calls(world.office, 3) == ["open", "open", seen]
    assert calls(world.office, 1, (PROVIDER, MAIL)) == [seen]
    assert calls(world.colleague, 1) == [seen]
    assert calls(world.office, 1, world.control) == ["open"]


def test_connlimit_of_one_port(world: Network, calls: Calls) -> None:
    connlimit(2, [MAILS], Answer.RESET).on(world.provider)
    assert calls(world.office, 3) == ["open", "open", "ECONNREFUSED"]
    assert calls(world.office, 1, (PROVIDER, MAIL)) == ["open"]


def test_a_rate_gives_places_back_in_time(world: Network, calls: Calls) -> None:
    hashlimit("60/min", 2, BOTH, Answer.RESET).on(world.provider)
    assert calls(world.office, 3) == ["open", "open", "ECONNREFUSED"]
    time.sleep(1.1)
    assert calls(world.office, 2) == ["open", "ECONNREFUSED"]


@pytest.mark.parametrize("prolongs", [True, False], ids=["update", "rcheck"])
def test_a_window_is_prolonged_by_refused_tries_or_not(
    world: Network, calls: Calls, *, prolongs: bool
) -> None:
    recent(2, 2, BOTH, Answer.RESET, prolongs=prolongs).on(world.provider)
    assert calls(world.office, 3) == ["open", "open", "ECONNREFUSED"]
    time.sleep(1.2)
    assert calls(world.office, 2) == ["ECONNREFUSED"] * 2
    time.sleep(1.2)
    assert calls(world.office, 1) == (["ECONNREFUSED"] if prolongs else ["open"])


def test_a_full_table_is_everybodys(world: Network, calls: Calls) -> None:
    table_of(3).on(world.router)
    assert calls(world.office, 4) == ["open"] * 3 + [UNANSWERED]
    assert calls(world.office, 1, world.control) == [UNANSWERED]
    assert calls(world.colleague, 1) == [UNANSWERED]


def test_a_computers_share_is_its_own(world: Network, calls: Calls) -> None:
    flows_per_computer(3).on(world.router)
    assert calls(world.office, 4) == ["open"] * 3 + [UNANSWERED]
    assert calls(world.office, 1, world.control) == [UNANSWERED]
    assert calls(world.colleague, 1) == ["open"]


def test_a_routers_rate_is_a_computers_own(world: Network, calls: Calls) -> None:
    flows_per_time("60/min", 2, Answer.RESET).on(world.router)
    assert calls(world.office, 3) == ["open", "open", "ECONNREFUSED"]
    assert calls(world.office, 1, world.control) == ["ECONNREFUSED"]
    assert calls(world.colleague, 1) == ["open"]
    time.sleep(1.1)
    assert calls(world.office, 1, world.control) == ["open"]


def test_a_share_for_each_service(world: Network, calls: Calls) -> None:
    flows_per_service(3, Answer.PROHIBITED).on(world.router)
    assert calls(world.office, 4) == ["open"] * 3 + ["EHOSTUNREACH"]
    assert calls(world.office, 1, (PROVIDER, MAIL)) == ["open"]
    assert calls(world.office, 1, world.control) == ["open"]


def test_a_carriers_ports_count_for_each_service(world: Network, calls: Calls) -> None:
    public_ports(3).on(world.router)
    assert calls(world.office, 4) == ["open"] * 3 + [UNANSWERED]
    assert calls(world.office, 1, (PROVIDER, MAIL)) == ["open"]
    assert calls(world.office, 1, world.control) == ["open"]


@ANSWERS
def test_a_ban_begins_and_is_lifted(
    world: Network, calls: Calls, answer: Answer, seen: str
) -> None:
    ban = Ban(world, BOTH, answer)
    assert calls(world.office, 2) == ["open"] * 2
    ban.begin()
    assert calls(world.office, 1) == calls(world.colleague, 1) == [seen]
    assert calls(world.office, 1, world.control) == ["open"]
    ban.lift()
    assert calls(world.office, 1) == ["open"]


def test_a_rule_that_nobody_understands_is_a_sentence(world: Network) -> None:
    with pytest.raises(Broken, match="iptables-restore"):
        Filter("*filter\n-A INPUT -m nonsense\nCOMMIT\n").on(world.provider)


def test_a_real_fail2ban_bans_the_office(world: Network, calls: Calls) -> None:
    """Its own service is known to be slow at wrong passwords; here its log is written for it."""
    dovecot = Dovecot(netns=world.provider.name, address=PROVIDER, client=PUBLIC)
    with dovecot as server, Fail2ban(world.provider, server) as watcher:
        door = (PROVIDER, server.imaps)
        until = time.monotonic() + 10
        assert calls(world.office, 1, door) == ["open"]
        while server.sessions_of() != 1:  # it sees the office as its one public address
            assert time.monotonic() < until
            time.sleep(0.02)
        with (server.jail.root / "dovecot.log").open("a", encoding="utf-8") as log:
            for _ in range(5):
                moment = datetime.now(UTC).strftime("%b %d %H:%M:%S")
                mismatch = f"passwd-file(alice,{PUBLIC},<a>): Password mismatch"
                log.write(f"{moment} auth: Info: {mismatch}\n")
        while not watcher.has_banned(PUBLIC):
            assert time.monotonic() < until, watcher.log()
            time.sleep(0.05)
        while calls(world.office, 1, door) != ["ECONNREFUSED"]:
            assert time.monotonic() < until, watcher.log()
        assert calls(world.office, 1, world.control) == ["open"]
    assert watcher.log() == ""
