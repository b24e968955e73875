"""A name server of the tests: it alone says which names there are in a test's small internet.

    with NameServer("miller.example. MX 10 mx.miller.example.", address=...) as names: ...

Owns one port, over UDP and TCP, and a thread for each. Answers at once or, where a test wants it,
not at all, with a fault or cut short. It keeps every question, so that a test can prove what was
never asked. It must never ask anybody else.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections import defaultdict
from enum import StrEnum
from typing import Final, Self

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

PORT: Final = 53
TTL: Final = 60
ALIASES: Final = 8  # of one name after the other; a loop of them ends there
PATIENCE: Final = 5.0
LENGTH: Final = struct.Struct("!H")
PLAIN_SIZE: Final = 512  # what an answer over UDP may take where the client names nothing

Name = dns.name.Name
Kind = dns.rdatatype.RdataType


class Fault(StrEnum):
    """What may be written in a zone in place of a record: `miller.example. SERVFAIL`."""

    SERVFAIL = "SERVFAIL"
    REFUSED = "REFUSED"
    SILENT = "SILENT"  # no answer, neither way
    SHORT = "SHORT"  # over UDP nothing but the request to come again over TCP


FAULTS: Final = frozenset(fault.value for fault in Fault)


class NameServer:
    """Serves records as a zone file has them, one a line; `*.` before a name stands for any.

    A name that is written down has no other records than those; every other name is nobody's.
    """

    def __init__(self, *zone: str, address: str = "127.0.0.1", port: int = PORT) -> None:
        """Reads the zone; nothing listens before `start`."""
        self._records: dict[Name, dict[Kind, list[str]]] = defaultdict(dict)
        self._faults: dict[Name, Fault] = {}
        for line in "\n".join(zone).splitlines():
            if line.strip():
                self._read(line)
        self._address, self.port = address, port
        self._stopping = threading.Event()
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.asked: list[tuple[str, str]] = []

    def _read(self, line: str) -> None:
        owner, kind, *data = line.split(maxsplit=2)
        name = dns.name.from_text(owner)
        if kind in FAULTS:
            self._faults[name] = Fault(kind)
        else:
            dns.rrset.from_text(name, TTL, "IN", kind, *data)  # raises where it is none
            self._records[name].setdefault(dns.rdatatype.from_text(kind), []).extend(data)

    @property
    def names_asked(self) -> set[str]:
        """Every name that was asked for, without its last dot."""
        return {name for name, _ in self.asked}

    # -- Answers ---------------------------------------------------------------------------------

    def answer(self, wire: bytes, *, udp: bool) -> bytes | None:
        """What is said to this; None: nothing."""
        try:
            question = dns.message.from_wire(wire)
        except dns.exception.DNSException:
            return None
        if len(question.question) != 1 or question.flags & dns.flags.QR:
            return None
        [asked] = question.question
        self.asked.append(
            (asked.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(asked.rdtype))
        )
        response = dns.message.make_response(question, recursion_available=True)
        fault = self._faults.get(asked.name)
        if fault is Fault.SILENT:
            return None
        if fault is Fault.SERVFAIL or fault is Fault.REFUSED:
            response.set_rcode(dns.rcode.from_text(fault))
        elif fault is Fault.SHORT and udp:
            response.flags |= dns.flags.TC
        else:
            self._fill(response, asked.name, asked.rdtype)
        size = max(PLAIN_SIZE, question.payload) if udp else 0xFFFF
        return response.to_wire(max_size=size, prefer_truncation=True)

    def _fill(self, response: dns.message.Message, name: Name, kind: Kind) -> None:
        """Looks a name up, and the name it is an alias of."""
        for _ in range(ALIASES):
            records = self._records_of(name)
            if records is None:
                response.set_rcode(dns.rcode.NXDOMAIN)
                return
            for found in (kind, dns.rdatatype.CNAME):
                if found in records:
                    found_set = dns.rrset.from_text(name, TTL, "IN", found, *records[found])
                    response.answer.append(found_set)
                    break
            else:
                return
            if found == kind:
                return
            name = found_set[0].target

    def _records_of(self, name: Name) -> dict[Kind, list[str]] | None:
        """The records of a name, {} for one that has none, None for one that nobody has."""
        if name in self._records:
            return self._records[name]
        if any(known.is_subdomain(name) for known in (*self._records, *self._faults)):
            return {}
        above = name
        while above != dns.name.root:
            above = above.parent()
            if (any_name := dns.name.from_text("*", above)) in self._records:
                return self._records[any_name]
            if above in self._records:
                return None
        return None

    # -- The wire --------------------------------------------------------------------------------

    def start(self) -> Self:
        """Listens, in the network that the calling thread is in; port 0 becomes a free one."""
        try:
            streams = socket.create_server((self._address, self.port))
            self._sockets.append(streams)
            self.port = streams.getsockname()[1]
            datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self._sockets.append(datagrams)
            datagrams.bind((self._address, self.port))
        except BaseException:
            self.stop()
            raise
        for serve, one in ((self._serve_udp, datagrams), (self._serve_tcp, streams)):
            thread = threading.Thread(target=serve, args=(one,), name="name server", daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def _serve_udp(self, listener: socket.socket) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(OSError):
                wire, client = listener.recvfrom(0xFFFF)
                answer = self.answer(wire, udp=True)
                if answer is not None:
                    listener.sendto(answer, client)

    def _serve_tcp(self, listener: socket.socket) -> None:
        """One client after the other: each asks one question and is gone."""
        while not self._stopping.is_set():
            with contextlib.suppress(OSError, EOFError):
                client, _ = listener.accept()
                with client:
                    client.settimeout(PATIENCE)
                    (length,) = LENGTH.unpack(exactly(client, LENGTH.size))
                    answer = self.answer(exactly(client, length), udp=False)
                    if answer is not None:
                        client.sendall(LENGTH.pack(len(answer)) + answer)

    def stop(self) -> None:
        """Ends; who waits for an answer gets none. Stopping twice is fine."""
        self._stopping.set()
        for one in self._sockets:
            # Only this wakes a thread that waits there; of a socket for datagrams it complains.
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for one in self._sockets:
            one.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *trouble: object) -> None:
        self.stop()


def exactly(client: socket.socket, count: int) -> bytes:
    """So many bytes; EOFError where the client leaves before."""
    heard = b""
    while len(heard) < count:
        more = client.recv(count - len(heard))
        if not more:
            raise EOFError
        heard += more
    return heard
