"""Asks this computer's name servers for mail records (MX, SRV). Each question is bounded.

Owns the exchange of one question over UDP, and TCP where the answer is too long for that. Which
servers are asked comes from the system; it must never ask others, nor cache.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver

from wizard.probe.channel import Bounds, Channel
from wizard.probe.connect import Cutter, connect
from wizard.probe.failures import our_fault
from wizard.probe.lines import TooMuchError

PORT: Final = 53
MOST_SERVERS: Final = 3
_TRIES: Final = 2
_LARGEST: Final = 65_535
_UDP_SIZE: Final = 1232


class NoAnswerError(Exception):
    """Nobody answered, or nobody could say."""


def system_servers() -> tuple[str, ...]:
    """The name servers of this computer, as the system was told of them; none where it was not."""
    try:
        told = dns.resolver.Resolver(configure=True).nameservers
    except (dns.exception.DNSException, OSError, ValueError):
        return ()
    return tuple(str(one) for one in told if isinstance(one, str))[:MOST_SERVERS]


@dataclass(frozen=True)
class NameService:
    """Whom to ask: the system's servers; others, and another port, in tests only."""

    servers: Callable[[], Sequence[str]] | None = None
    port: int = PORT

    def ask(self, name: str, kind: str, until: float, cutter: Cutter) -> tuple[Any, ...]:
        """The records of this kind, none where there are none; the caller closes `cutter`.

        Raises NoAnswerError, CutError, or OSError for what this computer cannot do.
        """
        try:
            question = dns.message.make_query(name, kind, use_edns=0, payload=_UDP_SIZE)
        except dns.exception.DNSException:
            return ()  # longer than names may be: nobody has it
        tries = tuple((self.servers or system_servers)())[:MOST_SERVERS] * _TRIES
        whole = Bounds(until, _LARGEST)
        for number, server in enumerate(tries):
            try:
                share = whole.seconds / (len(tries) - number)
                step = Bounds(until - whole.seconds + share, _LARGEST * MOST_SERVERS)
                return _records(self._exchange(question, server, step, whole, cutter))
            except OSError as error:
                if our_fault(error):
                    raise
            except (NoAnswerError, EOFError, TooMuchError, dns.exception.DNSException):
                pass  # the next one may know
            finally:
                cutter.drop()
        raise NoAnswerError

    def _exchange(
        self,
        question: dns.message.QueryMessage,
        server: str,
        step: Bounds,
        whole: Bounds,
        cutter: Cutter,
    ) -> dns.message.Message:
        family = socket.AF_INET6 if ":" in server else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_DGRAM)
        cutter.watch(sock)
        sock.connect((server, self.port))
        channel = Channel(cutter, sock, step)
        channel.send(question.to_wire())
        while True:
            answer = _parsed(channel.receive(_LARGEST))
            if answer is not None and question.is_response(answer):
                break  # else it answers another question: not for us
        if not answer.flags & dns.flags.TC:
            return answer
        cutter.drop()
        wire = question.to_wire()
        stream = connect(cutter, family, (server, self.port), None, whole.seconds)
        longer = Channel(cutter, stream, whole)
        longer.send(len(wire).to_bytes(2, "big") + wire)
        size = int.from_bytes(longer.exactly(2), "big")
        told = dns.message.from_wire(longer.exactly(size))
        if not question.is_response(told):
            raise NoAnswerError
        return told


def _parsed(wire: bytes) -> dns.message.Message | None:
    try:
        return dns.message.from_wire(wire, ignore_trailing=True, raise_on_truncation=False)
    except (dns.exception.DNSException, ValueError):
        return None


def _records(answer: dns.message.Message) -> tuple[Any, ...]:
    """What was asked for, also under another name (CNAME); those may not lead in a circle."""
    if answer.rcode() not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
        raise NoAnswerError
    assert isinstance(answer, dns.message.QueryMessage)
    found = answer.resolve_chaining().answer
    return tuple(found) if found is not None else ()
