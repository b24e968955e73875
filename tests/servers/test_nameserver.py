"""The name server of the tests: what it says, what it keeps to itself, and that it ends."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.resolver
import pytest

from tests.servers.kernel import free_ports
from tests.servers.nameserver import LENGTH, NameServer

HERE = "127.0.0.1"
ZONE = """
miller.example.             MX     10 mx1.hoster.example.
miller.example.             MX     20 mx2.hoster.example.
mail.miller.example.        A      198.51.100.25
mail.miller.example.        AAAA   2001:db8::25
www.miller.example.         CNAME  mail.miller.example.
away.miller.example.        CNAME  nowhere.example.
round.miller.example.       CNAME  about.miller.example.
about.miller.example.       CNAME  round.miller.example.
_imaps._tcp.miller.example. SRV    0 1 993 mail.miller.example.
*.guests.example.           A      203.0.113.9
bar.guests.example.         MX     10 mx1.hoster.example.
broken.example.             SERVFAIL
closed.example.             REFUSED
silent.example.             SILENT
short.example.              SHORT
short.example.              A      198.51.100.26
"""


@contextmanager
def serving(*zone: str) -> Iterator[tuple[NameServer, dns.resolver.Resolver]]:
    [port] = free_ports(1)
    asking = dns.resolver.Resolver(configure=False)
    asking.nameservers, asking.port, asking.lifetime = [HERE], port, 5.0
    with NameServer(*zone, port=port) as server:
        yield server, asking


@pytest.fixture
def asking() -> Iterator[dns.resolver.Resolver]:
    with serving(ZONE) as (_, resolver):
        yield resolver


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("miller.example", "MX", ["10 mx1.hoster.example.", "20 mx2.hoster.example."]),
        ("MAIL.Miller.Example", "A", ["198.51.100.25"]),
        ("mail.miller.example", "AAAA", ["2001:db8::25"]),
        ("www.miller.example", "A", ["198.51.100.25"]),
        ("_imaps._tcp.miller.example", "SRV", ["0 1 993 mail.miller.example."]),
        ("any.guests.example", "A", ["203.0.113.9"]),
        ("any.bar.guests.example", "A", None),
        ("short.example", "A", ["198.51.100.26"]),
        ("nowhere.example", "A", None),
        ("away.miller.example", "A", None),
    ],
)
def test_answers(
    asking: dns.resolver.Resolver, name: str, kind: str, said: list[str] | None
) -> None:
    if said is None:
        with pytest.raises(dns.resolver.NXDOMAIN):
            asking.resolve(name, kind)
    else:
        assert sorted(record.to_text() for record in asking.resolve(name, kind)) == said


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("miller.example", "A"),
        ("_tcp.miller.example", "SRV"),
        ("bar.guests.example", "A"),
    ],
)
def test_a_name_without_such_a_record(asking: dns.resolver.Resolver, name: str, kind: str) -> None:
    with pytest.raises(dns.resolver.NoAnswer):
        asking.resolve(name, kind)


@pytest.mark.parametrize("name", ["broken.example", "closed.example"])
def test_faults(asking: dns.resolver.Resolver, name: str) -> None:
    with pytest.raises(dns.resolver.NoNameservers) as told:
        asking.resolve(name, "A")
    assert ("SERVFAIL" if name.startswith("broken") else "REFUSED") in str(told.value)


def test_aliases_that_lead_in_a_circle_end(asking: dns.resolver.Resolver) -> None:
    with pytest.raises(dns.resolver.NoNameservers, match="CNAME chain is too long"):
        asking.resolve("round.miller.example", "A")


def test_silence_both_ways(asking: dns.resolver.Resolver) -> None:
    question = dns.message.make_query("silent.example", "A")
    with pytest.raises(dns.exception.Timeout):
        dns.query.udp(question, HERE, 0.3, asking.port)
    with pytest.raises(EOFError):
        dns.query.tcp(question, HERE, 2, asking.port)


def test_what_is_too_long_comes_over_tcp() -> None:
    zone = [f"many.example. MX 10 host-{number}.hoster.example." for number in range(1000)]
    with serving(*zone) as (_, asking):
        question = dns.message.make_query("many.example", "MX", use_edns=False)
        short = dns.query.udp(question, HERE, 2, asking.port)
        assert short.flags & dns.flags.TC
        assert len(short.to_wire()) <= 512
        assert len(asking.resolve("many.example", "MX")) == 1000


def test_nonsense_is_met_with_silence_and_the_next_is_answered() -> None:
    with serving(ZONE) as (server, asking):
        for wire in (b"", b"nonsense", bytes(12)):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                client.sendto(wire, (HERE, asking.port))
        with socket.create_connection((HERE, asking.port), 2) as client:
            client.sendall(LENGTH.pack(40) + b"half")
        asking.resolve("mail.miller.example", "A", tcp=True)
        asking.resolve("mail.miller.example", "A")
        assert server.asked == [("mail.miller.example", "A")] * 2


def test_every_question_is_kept() -> None:
    with serving(ZONE) as (server, asking):
        asking.resolve("miller.example", "MX")
        asking.resolve("WWW.miller.example", "A")
        assert server.asked == [("miller.example", "MX"), ("www.miller.example", "A")]
        assert server.names_asked == {"miller.example", "www.miller.example"}


def test_a_zone_that_says_nonsense_is_refused() -> None:
    with pytest.raises(dns.exception.DNSException):
        NameServer("mail.miller.example. A mail.miller.example.")


def test_it_ends_and_gives_the_port_back() -> None:
    [port] = free_ports(1)
    for _ in range(2):
        with NameServer(ZONE, port=port) as server:
            pass
        server.stop()
    taken = socket.create_server((HERE, port))
    with taken, pytest.raises(OSError, match="in use"):
        NameServer(ZONE, port=port).start()
