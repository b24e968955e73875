"""The names of the campaign and who answers for them, on the host elsewhere.

Owns one process's view of how names are looked up. Must never be used in the process of the tests:
what it mounts stays until the process ends.
"""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.servers.network import ELSEWHERE, PROVIDER, Network

MAIL_NAME: Final = "mail.office.test"
WEB_NAME: Final = "www.office.test"
NAMES: Final = {MAIL_NAME: PROVIDER, WEB_NAME: ELSEWHERE}


def own_names(folder: Path) -> None:
    """This process asks the campaign's name server, and no file of the machine's."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(0x20000) != 0:  # CLONE_NEWNS
        raise OSError(ctypes.get_errno(), "no mounts of its own")
    subprocess.run(("mount", "--make-rprivate", "/"), check=True)
    for path, text in (
        ("/etc/resolv.conf", f"nameserver {ELSEWHERE}\noptions timeout:2 attempts:2\n"),
        ("/etc/nsswitch.conf", "hosts: dns\npasswd: files\ngroup: files\n"),
    ):
        ours = folder / Path(path).name
        ours.write_text(text, "utf-8")
        subprocess.run(("mount", "--bind", str(ours), os.path.realpath(path)), check=True)


@contextmanager
def name_server(world: Network) -> Iterator[None]:
    """Answers for the two names, on the host elsewhere; all others are nobody's."""
    here = world.elsewhere.run(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    here.bind((ELSEWHERE, 53))
    here.settimeout(0.2)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                question, whose = here.recvfrom(512)
            except TimeoutError:
                continue
            here.sendto(answer(question), whose)

    thread = threading.Thread(target=serve, name="names")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        here.close()


def answer(question: bytes) -> bytes:
    """One address where an IPv4 address is asked for, nothing for IPv6, no such name else."""
    labels, at = [], 12
    while size := question[at]:
        labels.append(question[at + 1 : at + 1 + size].decode("ascii"))
        at += 1 + size
    kind = int.from_bytes(question[at + 1 : at + 3], "big")
    address = NAMES.get(".".join(labels).lower())
    found = address is not None and kind == 1
    head = struct.pack(">2sHHHHH", question[:2], 0x8180 if address else 0x8183, 1, int(found), 0, 0)
    body = question[12 : at + 5]
    if address is None or not found:
        return head + body
    return head + body + struct.pack(">HHHIH", 0xC00C, 1, 1, 0, 4) + socket.inet_aton(address)
