"""The TCP sockets of a network namespace, as Linux knows them.

Owns the two ways to ask: the kernel's own question-and-answer (netlink), and the table in /proc
where that is not to be had, or for a namespace that is not ours. Must never open a connection.
"""

import contextlib
import socket
import struct
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, LAST_ACK, LISTENING = 1, 4, 5, 8, 9, 10
STATES: Final = (ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, LAST_ACK, LISTENING)
LOOKS: Final = 5

SOCK_DIAG: Final = 4  # the netlink family
SOCK_DIAG_BY_FAMILY: Final = 20
DUMP_REQUEST: Final = 0x301
LAST_MESSAGE: Final = 3
DATA_MESSAGE: Final = SOCK_DIAG_BY_FAMILY
# Header, family and so on, then ports in network order and two addresses of 16 bytes.
ANSWER: Final = struct.Struct("=16xBB2x2s2s16s16s28xI")


@dataclass(frozen=True)
class Connection:
    """One socket, seen from its own end."""

    port: int
    peer: IPv4Address | IPv6Address
    state: int
    inode: int

    @property
    def held(self) -> bool:
        """Whether a process has it open; false in the accept queue and after the close."""
        return self.inode != 0 and self.state != LISTENING


def connections(pid: int, ports: Collection[int]) -> frozenset[Connection]:
    """The sockets on these ports, in the network namespace that a process lives in.

    Linux gives its answer in pieces, and in between things change: a socket can come twice or not
    at all. So each is taken once, and the answer is believed when it comes the same twice.
    """
    seen = look(pid, ports)
    for _ in range(LOOKS):
        again = look(pid, ports)
        if again == seen:
            break
        seen = again
    return seen


def look(pid: int, ports: Collection[int]) -> frozenset[Connection]:
    """The answer at one moment. Netlink is 20 times as fast, but not built in everywhere."""
    if Path(f"/proc/{pid}/ns/net").readlink() == Path("/proc/thread-self/ns/net").readlink():
        with contextlib.suppress(OSError):
            return frozenset(found for found in asked() if found.port in ports)
    return frozenset(in_table(pid, ports))


def asked() -> Iterator[Connection]:
    """Asks the kernel for all sockets in the states that matter."""
    states = sum(1 << state for state in STATES)
    for family in (socket.AF_INET, socket.AF_INET6):
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, SOCK_DIAG) as kernel:
            question = struct.pack("=BBBBI48x", family, socket.IPPROTO_TCP, 0, 0, states)
            size = 16 + len(question)
            kernel.send(
                struct.pack("=IHHII", size, SOCK_DIAG_BY_FAMILY, DUMP_REQUEST, 1, 0) + question
            )
            for message in answers(kernel):
                state, port, peer, inode = unpacked(message)
                yield Connection(port, peer, state, inode)


def answers(kernel: socket.socket) -> Iterator[bytes]:
    """The messages of a dump, one by one."""
    while True:
        received = kernel.recv(1 << 16)
        while received:
            length, kind = struct.unpack_from("=IH", received)
            if kind == LAST_MESSAGE:
                return
            if kind != DATA_MESSAGE:
                raise OSError("the kernel does not answer questions about sockets")
            yield received[:length]
            received = received[(length + 3) & ~3 :]


def unpacked(message: bytes) -> tuple[int, int, IPv4Address | IPv6Address, int]:
    """State, port, peer and inode."""
    family, state, port, _, _, peer, inode = ANSWER.unpack_from(message)
    packed = peer[:4] if family == socket.AF_INET else peer
    return state, int.from_bytes(port, "big"), plain(packed), inode


def in_table(pid: int, ports: Collection[int]) -> Iterator[Connection]:
    """Reads /proc/net/tcp: numbers in hexadecimal, addresses in the host's byte order."""
    marks = tuple(f":{port:04X}" for port in ports)
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(FileNotFoundError):  # a kernel without IPv6
            for line in Path(f"/proc/{pid}/net/{table}").read_text("ascii").splitlines()[1:]:
                if line.split(maxsplit=2)[1].endswith(marks):
                    found = in_line(line)
                    if found.state in STATES:
                        yield found


def in_line(line: str) -> Connection:
    """One line of the table."""
    fields = line.split()
    words = fields[2].partition(":")[0]
    packed = b"".join(
        int(words[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(words), 8)
    )
    port = int(fields[1].rpartition(":")[2], 16)
    return Connection(port, plain(packed), int(fields[3], 16), int(fields[9]))


def plain(packed: bytes) -> IPv4Address | IPv6Address:
    """An address; one of IPv4 that wears the clothes of IPv6 is undressed."""
    address = ip_address(packed)
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
