"""Which other programs of this computer hold connections to the same door, and how many.

Looks only at connection tables, needs no admin rights, reads nobody's data. Own process left
out; entries without a process dropped (they are closing, or another user's).
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Others:
    """Program names and their connections, most first; `complete` whether all could be seen."""

    programs: tuple[tuple[str, int], ...]
    complete: bool = True


def count_others(address: str, port: int, report: Callable[[Others], None]) -> None:
    """Count in a thread; `report` gets exactly one `Others`, from that thread."""

    def count() -> None:
        try:
            report(_count(address, port))
        except Exception:  # noqa: BLE001  a count that fails is a count that is not known
            report(Others((), complete=False))

    try:
        threading.Thread(target=count, name="mail-census", daemon=True).start()
    except RuntimeError:
        report(Others((), complete=False))


def _count(address: str, port: int) -> Others:
    wanted = _plain(address)
    names: Counter[str] = Counter()
    complete = True
    try:
        entries: Iterable[tuple[int | None, object]] = [
            (entry.pid, entry) for entry in psutil.net_connections(kind="tcp")
        ]
    except psutil.AccessDenied:
        # macOS gives the whole table to root only: ask each program of ours instead.
        complete = False
        entries = _own_programs()
    for pid, entry in entries:
        if pid is None or pid == os.getpid() or not _leads_to(entry, wanted, port):
            continue
        with contextlib.suppress(psutil.Error):
            names[psutil.Process(pid).name()] += 1
    return Others(tuple(names.most_common()), complete)


def _own_programs() -> Iterable[tuple[int | None, object]]:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            for entry in process.net_connections(kind="tcp"):
                yield process.pid, entry


def _leads_to(entry: object, address: str, port: int) -> bool:
    remote = getattr(entry, "raddr", None)
    if not remote or getattr(entry, "status", "") != psutil.CONN_ESTABLISHED:
        return False
    return bool(remote.port == port) and _plain(remote.ip) == address


def _plain(address: str) -> str:
    """One spelling per address; an IPv4 address in IPv6 clothes is an IPv4 address."""
    try:
        parsed = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return address
    mapped = getattr(parsed, "ipv4_mapped", None)
    return str(mapped or parsed)
