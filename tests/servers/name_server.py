"""A name server of the tests on this computer: answers by a script, over UDP and TCP.

Owns two sockets and two threads; `close` ends them.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from typing import Final, Self

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Zone = Mapping[tuple[str, str], list[str]]
# From a question to the bytes of its answer; None is silence.
Script = Callable[[dns.message.Message, bool], bytes | None]
_SHORT: Final = 1232


class NameServer:
    """Serves a zone, or whatever a script says."""

    def __init__(self, zone: Zone | None = None, script: Script | None = None) -> None:
        """Starts to listen on one port for both ways."""
        self._script = script or (lambda question, tcp: answer(question, zone or {}, tcp=tcp))
        self.asked: list[str] = []
        self._stream = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._stream.getsockname()[1]
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        self._stopping = False
        self._threads = [
            threading.Thread(target=serve, name="name server", daemon=True)
            for serve in (self._serve_datagrams, self._serve_streams)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self._stopping = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wake:
            wake.sendto(b"", ("127.0.0.1", self.port))
        socket.create_connection(("127.0.0.1", self.port)).close()
        for thread in self._threads:
            thread.join(5)
        self._stream.close()
        self._datagrams.close()

    def _serve_datagrams(self) -> None:
        while True:
            wire, peer = self._datagrams.recvfrom(65536)
            if self._stopping:
                return
            told = self._told(wire, tcp=False)
            if told is not None:
                self._datagrams.sendto(told, peer)

    def _serve_streams(self) -> None:
        while True:
            talk, _ = self._stream.accept()
            with talk:
                if self._stopping:
                    return
                size = int.from_bytes(talk.recv(2), "big")
                told = self._told(talk.recv(size), tcp=True)
                if told is not None:
                    talk.sendall(len(told).to_bytes(2, "big") + told)

    def _told(self, wire: bytes, *, tcp: bool) -> bytes | None:
        question = dns.message.from_wire(wire)
        self.asked.append(str(question.question[0].name))
        return self._script(question, tcp)


def answer(question: dns.message.Message, zone: Zone, *, tcp: bool) -> bytes:
    """What a name server that knows only this zone says."""
    asked = question.question[0]
    kind = dns.rdatatype.to_text(asked.rdtype)
    name = str(asked.name)
    told = dns.message.make_response(question)
    for _ in range(20):
        if (alias := zone.get((name, "CNAME"))) is None:
            break
        told.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", *alias))
        name = alias[0]
    records = zone.get((name, kind), [])
    if records:
        told.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *records))
    elif not any(known == name for known, _ in zone):
        told.set_rcode(dns.rcode.NXDOMAIN)
    wire = told.to_wire(max_size=65535)
    if tcp or len(wire) <= _SHORT:
        return wire
    short = dns.message.make_response(question)
    short.flags |= dns.flags.TC
    return short.to_wire()
