"""What Linux itself knows about processes and ports: the truth on the server's side.

Must never open a connection: a probe would take a place on the server.
"""

import contextlib
import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

ZOMBIE: Final = "Z"


@dataclass(frozen=True)
class Process:
    """One line of the process table."""

    pid: int
    name: str
    state: str
    parent: int
    session: int


def processes() -> Iterator[Process]:
    """Everything that runs, zombies included."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                yield process_of((entry / "stat").read_text("utf-8", "replace"))


def process_of(stat: str) -> Process:
    """Reads a stat line; the name stands in parentheses and may contain anything."""
    pid, _, rest = stat.partition(" (")
    name, _, numbers = rest.rpartition(") ")
    state, parent, _group, session = numbers.split()[:4]
    return Process(int(pid), name, state, int(parent), int(session))


def alive_in(session: int) -> list[Process]:
    """The processes of a session that still do something or hold something."""
    return [found for found in processes() if found.session == session and found.state != ZOMBIE]


def socket_inodes(pid: int | Literal["self"]) -> set[int]:
    """The sockets that a process has open."""
    found = set()
    with contextlib.suppress(OSError):
        for entry in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(entry.readlink())
                if target.startswith("socket:["):
                    found.add(int(target.removeprefix("socket:[").removesuffix("]")))
    return found


def local_names(pid: int) -> set[str]:
    """The names of the local sockets in the network namespace that a process lives in.

    Names without a file begin with @, and @ is also what Linux shows for zeros behind a name.
    """
    lines = Path(f"/proc/{pid}/net/unix").read_text("utf-8", "replace").splitlines()
    return {line.split()[-1].rstrip("@") for line in lines[1:]}


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, below those that Linux gives to outgoing connections.

    So no client can take one between here and the server's bind; another server can, and then
    the start is tried again with others.
    """
    low = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text("ascii").split()[0])
    candidates = range(max(1024, low - 12_000), low)
    found: list[int] = []
    while len(found) < count:
        port = random.choice(candidates)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("", port))
            if port not in found:
                found.append(port)
    return found
