"""What a plain script does: open sessions with imapclient one after the other, and close them."""

from __future__ import annotations

import imaplib
import resource
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from tests.servers import CANARY


@dataclass(frozen=True)
class Times:
    """Seconds until the last session was open (or refused), and until all were closed."""

    opened: float
    closed: float
    count: int


def plain_loop(port: int, cafile: Path, count: int, *, shared_context: bool = True) -> Times:
    """Opens up to `count` sessions over TLS and signs in on each; the first refusal ends it."""
    began = time.monotonic()
    context = ssl.create_default_context(cafile=cafile)
    clients = []
    for _ in range(count):
        own = context if shared_context else ssl.create_default_context(cafile=cafile)
        try:
            client = IMAPClient("127.0.0.1", port, ssl_context=own, timeout=15)
            client.login("alice", CANARY)
        except (OSError, imaplib.IMAP4.error, LoginError):
            break
        clients.append(client)
    opened = time.monotonic() - began
    for client in clients:
        client.logout()
    return Times(opened, time.monotonic() - began, len(clients))


@contextmanager
def many_files() -> Iterator[None]:
    """As many open files as the system allows, for a while."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
