"""Whether the name service answers anything: a resolver here says what a test wants."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.message
import dns.rcode
import dns.resolver
import pytest

from wizard.probe import names_at_all


@contextmanager
def resolver(code: dns.rcode.Rcode | None) -> Iterator[tuple[str, int]]:
    """Answers every question with this code; None: with nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(10)

        def serve() -> None:
            while True:
                try:
                    asked, who = door.recvfrom(4096)
                except OSError:
                    return
                if not asked:
                    return
                if code is not None:
                    answer = dns.message.make_response(dns.message.from_wire(asked))
                    answer.set_rcode(code)
                    door.sendto(answer.to_wire(), who)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield door.getsockname()
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
                end.sendto(b"", door.getsockname())
            thread.join()


def use(place: tuple[str, int] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> dns.resolver.Resolver:
        if place is None:
            raise dns.resolver.NoResolverConfiguration
        one = plain(configure=False)
        one.nameservers, one.port = [place[0]], place[1]
        return one

    plain = dns.resolver.Resolver
    monkeypatch.setattr(dns.resolver, "Resolver", made)


@pytest.mark.parametrize("code", [dns.rcode.NOERROR, dns.rcode.NXDOMAIN])
def test_any_answer_is_one(code: dns.rcode.Rcode, monkeypatch: pytest.MonkeyPatch) -> None:
    with resolver(code) as place:
        use(place, monkeypatch)
        assert names_at_all.answers()


@pytest.mark.parametrize("code", [dns.rcode.SERVFAIL, None])
def test_a_resolver_without_a_line_has_none(
    code: dns.rcode.Rcode | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with resolver(code) as place:
        use(place, monkeypatch)
        assert not names_at_all.answers(0.3)


def test_no_resolver_at_all_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    use(None, monkeypatch)
    assert not names_at_all.answers(0.3)
