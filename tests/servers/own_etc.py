"""The files of /etc that a program in one of the tests' networks sees in place of the machine's.

Owns /etc/netns/<network>: `ip netns exec` lays its files over those of /etc for the one program
that it starts. So the machine's own are never touched. Must never leave anything behind.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Final

OVERLAYS: Final = Path("/etc/netns")
ETC: Final = Path("/etc")
TRIES: Final = 20
# Names are looked up at the server of the test and nowhere else: no list of hosts of the machine's,
# no service of the machine's that answers over a local socket.
FILES: Final = {
    "resolv.conf": "nameserver {address}\noptions timeout:1 attempts:2\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
}


def unavailable() -> str | None:
    """Why a network cannot have a name server of its own here; None when it can."""
    if not (ETC / "resolv.conf").exists():
        return "this machine has no /etc/resolv.conf to lay another one over"
    return None


def ask_at(network: str, address: str) -> None:
    """Programs that are started in this network look names up at this address."""
    place = OVERLAYS / network
    for attempt in range(1, TRIES + 1):
        # Another test run that ends takes the empty directory above away at any moment.
        try:
            place.mkdir(parents=True, exist_ok=True)
            break
        except FileNotFoundError:
            if attempt == TRIES:
                raise
    for name, text in FILES.items():
        if (ETC / name).exists():  # over nothing nothing can be laid
            (place / name).write_text(text.format(address=address), "ascii")


def remove(network: str) -> None:
    """Takes the files of a network away, if there are any."""
    if (OVERLAYS / network).is_dir():
        shutil.rmtree(OVERLAYS / network, ignore_errors=True)
        with contextlib.suppress(OSError):
            OVERLAYS.rmdir()  # only when nobody has anything there any more


def networks() -> set[str]:
    """The networks that have files of their own."""
    return {entry.name for entry in OVERLAYS.iterdir()} if OVERLAYS.is_dir() else set()
