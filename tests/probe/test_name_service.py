"""Questions to name servers: good ones are heard, long ones too, and no bad one holds us up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from typing import Any

import dns.message
import dns.rcode
import pytest

from tests.servers.scripted_names import ScriptedNames, answer
from wizard.core.by_names import MailHost, Service, mail_hosts, services
from wizard.core.discover import Source
from wizard.probe.connect import CutError, Cutter
from wizard.probe.name_service import NameService, NoAnswerError, system_servers

DOMAIN = "miller.example."
ZONE = {(DOMAIN, "MX"): ["20 mx2.provider.example.", "10 mx1.provider.example."]}


def ask(server: ScriptedNames | int, name: str = "miller.example", kind: str = "MX",
        seconds: float = 1.0, here: Sequence[str] = ("127.0.0.1",)) -> tuple[Any, ...]:  # fmt: skip
    """One question; it takes no longer than allowed and leaves no socket."""
    port = server if isinstance(server, int) else server.port
    cutter, began = Cutter(), time.monotonic()
    try:
        return NameService(lambda: here, port).ask(name, kind, began + seconds, cutter)
    finally:
        cutter.close()
        assert time.monotonic() - began < seconds + 0.4


def hosts(told: tuple[Any, ...]) -> tuple[str, ...]:
    return mail_hosts(MailHost(one.preference, str(one.exchange)) for one in told)


def test_the_hosts_of_a_domain_come_in_their_order() -> None:
    with ScriptedNames(ZONE) as server:
        assert hosts(ask(server)) == ("mx1.provider.example", "mx2.provider.example")
        assert server.order == ["miller.example"]


def test_nothing_there_and_nobody_of_that_name_are_no_records() -> None:
    with ScriptedNames({(DOMAIN, "A"): ["198.51.100.1"]}) as server:
        assert ask(server) == ()
        assert ask(server, "nobody.example") == ()


def test_another_name_is_followed_but_never_in_a_circle() -> None:
    zone = {
        **ZONE,
        ("alias.example.", "CNAME"): ["miller.example."],
        ("a.example.", "CNAME"): ["b.example."],
        ("b.example.", "CNAME"): ["a.example."],
    }
    with ScriptedNames(zone) as server:
        assert len(ask(server, "alias.example")) == 2
        with pytest.raises(NoAnswerError):
            ask(server, "a.example")


def test_a_thousand_records_are_read_and_few_are_used() -> None:
    many = [f"{n % 7} {n} 993 mail{n}.provider.example." for n in range(1000)]
    with ScriptedNames({("_imaps._tcp.miller.example.", "SRV"): many}) as server:
        told = ask(server, "_imaps._tcp.miller.example", "SRV", seconds=10.0)
    assert len(told) == 1000
    records = (Service(one.priority, one.weight, one.port, str(one.target)) for one in told)
    found = services(records, "anna@miller.example", Source.SRV_TLS)
    assert [one.host for one in found] == [
        f"mail{n}.provider.example" for n in (994, 987, 980, 973)
    ]


def failing(question: dns.message.Message, tcp: bool) -> bytes:
    told = dns.message.make_response(question)
    told.set_rcode(dns.rcode.SERVFAIL)
    return told.to_wire()


def forged(question: dns.message.Message, tcp: bool) -> bytes:
    """The answer to another question."""
    told = dns.message.make_query("miller.example", "MX")
    return answer(told, ZONE, tcp=tcp)


@pytest.mark.parametrize(
    "script",
    [failing, forged, lambda q, t: None, lambda q, t: b"", lambda q, t: b"\xff" * 400],
    ids=["fails", "forged", "silent", "empty", "garbage"],
)
def test_a_bad_name_server_says_nothing(script: Any) -> None:  # noqa: ANN401
    with ScriptedNames(script=script) as server, pytest.raises(NoAnswerError):
        ask(server, seconds=0.5)


def test_a_long_answer_that_ends_early_is_none() -> None:
    def script(question: dns.message.Message, tcp: bool) -> bytes:
        whole = {(DOMAIN, "MX"): [f"10 mx{n}.provider.example." for n in range(300)]}
        wire = answer(question, whole, tcp=tcp)
        return wire[:100] if tcp else wire

    with ScriptedNames(script=script) as server, pytest.raises(NoAnswerError):
        ask(server, seconds=0.5)


def test_a_long_answer_to_another_question_is_none() -> None:
    def script(question: dns.message.Message, tcp: bool) -> bytes:
        whole = {(DOMAIN, "MX"): [f"10 mx{n}.provider.example." for n in range(300)]}
        return forged(question, tcp) if tcp else answer(question, whole, tcp=tcp)

    with ScriptedNames(script=script) as server, pytest.raises(NoAnswerError):
        ask(server, seconds=0.5)


def test_where_the_first_name_server_is_dead_the_second_one_is_asked() -> None:
    with ScriptedNames(ZONE) as server:
        assert len(ask(server, here=("127.0.0.2", "127.0.0.1"))) == 2


def test_without_a_name_server_nobody_is_asked() -> None:
    with pytest.raises(NoAnswerError):
        ask(53, here=())


def test_a_name_that_is_too_long_is_nobodys() -> None:
    assert ask(53, "x" * 64 + ".example") == ()
    assert ask(53, "_imaps._tcp." + ".".join(["x" * 60] * 4) + ".example") == ()


def test_a_fault_of_this_computer_is_not_the_name_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> socket.socket:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(socket, "socket", none_left)
        cutter = object.__new__(Cutter)
        cutter.__dict__.update(was_cut=False, drop=lambda: None)
        with pytest.raises(OSError, match="Too many"):
            NameService(lambda: ("127.0.0.1",)).ask(
                "miller.example", "MX", time.monotonic() + 1, cutter
            )


def test_it_can_be_ended_at_any_moment() -> None:
    with ScriptedNames(script=lambda question, tcp: None) as server:
        cutter = Cutter()
        timer = threading.Timer(0.1, cutter.cut)
        timer.start()
        began = time.monotonic()
        with pytest.raises(CutError):
            NameService(lambda: ("127.0.0.1",), server.port).ask(
                "miller.example", "MX", began + 5, cutter
            )
        assert time.monotonic() - began < 0.6
        timer.join()
        cutter.close()


def test_a_system_that_knows_no_name_server_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise OSError("no such file")

    monkeypatch.setattr("dns.resolver.Resolver", unreadable)
    assert system_servers() == ()


def test_the_name_servers_are_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    class Told:
        nameservers = (*(f"198.51.100.{n}" for n in range(9)), object())

    monkeypatch.setattr("dns.resolver.Resolver", lambda configure: Told())
    assert system_servers() == ("198.51.100.0", "198.51.100.1", "198.51.100.2")
