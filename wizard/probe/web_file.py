"""Fetches one small file over https, from the internet only: what a stranger may do is bounded.

Owns the rules of that: https and nothing else, few redirects, never an address inside the office,
connected is the very address that was checked. Nothing is sent but the request: no cookie, no
name of a user, no password. It must never follow a way that the user could not be shown.
"""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from wizard.core.discover import Answer
from wizard.core.leaving import AS_USUAL, Leaving
from wizard.core.reach import checked_name, may_reach
from wizard.probe import lookup
from wizard.probe.channel import Bounds, Channel
from wizard.probe.connect import CutError, Cutter, connect
from wizard.probe.failures import our_fault
from wizard.probe.lines import TooMuchError

LARGEST: Final = 262_144
_HEADERS: Final = 32_768
_MOST_REDIRECTS: Final = 3
_LONGEST_PATH: Final = 1_000
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_TICK: Final = 0.05

LookUp = Callable[[str, Callable[[lookup.Found], None]], None]


class NotFetchedError(Exception):
    """There is no such file, or it is not taken; `answer` tells which."""

    def __init__(self, answer: Answer) -> None:
        """With what is told about it."""
        super().__init__(answer)
        self.answer = answer


class _Place(NamedTuple):
    host: str
    path: str


@dataclass(frozen=True)
class Web:
    """How https is spoken, from where; port, resolver and rule are others in tests only."""

    tls: ssl.SSLContext
    agent: str
    look_up: LookUp = lookup.resolve
    port: int = 443
    may_reach: Callable[[str], bool] = may_reach
    leaving: Leaving = AS_USUAL

    def fetch(self, url: str, until: float, cutter: Cutter) -> bytes:
        """The file; raises NotFetchedError or CutError. The caller closes `cutter`."""
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                found = self._fetch_once(url, until, cutter)
            except (
                OSError,
                http.client.HTTPException,
                EOFError,
                TooMuchError,
                ValueError,
            ) as error:
                raise NotFetchedError(_told(error)) from error
            finally:
                cutter.drop()
            if isinstance(found, bytes):
                return found
            url = found
        raise NotFetchedError(Answer.NOT_ALLOWED)

    def _place(self, url: str) -> _Place:
        """Where a URL leads, if a search may go there."""
        parts = urlsplit(url)
        host, port = checked_name(parts.hostname or ""), parts.port
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        plain = path.isascii() and path.isprintable() and " " not in path
        good = parts.scheme == "https" and host and port in {None, self.port} and not parts.username
        if not (good and plain and len(path) <= _LONGEST_PATH):
            raise NotFetchedError(Answer.NOT_ALLOWED)
        return _Place(host, path)

    def _fetch_once(self, url: str, until: float, cutter: Cutter) -> bytes | str:
        """The file, or where it has moved to."""
        place, room = self._place(url), LARGEST + _HEADERS
        channel = self._connected(place.host, Bounds(until, room), cutter)
        channel.encrypt(self.tls, place.host)
        request = (
            f"GET {place.path} HTTP/1.1",
            f"Host: {place.host}" + ("" if self.port == 443 else f":{self.port}"),
            f"User-Agent: {self.agent}",
            "Accept: application/xml, text/xml",
            "Accept-Encoding: identity",
            "Connection: close",
        )
        channel.send("".join(f"{line}\r\n" for line in (*request, "")).encode("ascii"))
        with closing(http.client.HTTPResponse(channel)) as answer:  # type: ignore[arg-type]
            answer.begin()
            if answer.status in _MOVED:
                return urljoin(url, answer.getheader("Location") or "")
            if answer.status != 200:
                raise NotFetchedError(Answer.NOTHING)
            if (answer.getheader("Content-Encoding") or "identity").lower() != "identity":
                raise NotFetchedError(Answer.NOT_UNDERSTOOD)
            body = answer.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise TooMuchError
        return body

    def _connected(self, host: str, bounds: Bounds, cutter: Cutter) -> Channel:
        """A connection to one of the addresses of `host`, the very one that was looked at."""
        known = self._addresses(host, bounds, cutter)
        good = tuple(one for one in known if self.may_reach(one))
        if not good:
            raise NotFetchedError(Answer.NOT_ALLOWED)
        families = self.leaving.families
        firsts = [of[0] for family in families if (of := lookup.of_family(good, family))]
        if not firsts:
            raise NotFetchedError(Answer.NOTHING)
        for number, address in enumerate(firsts):
            try:
                seconds = bounds.seconds / (len(firsts) - number)
                sock = connect(
                    cutter, _family(address), (address, self.port), self.leaving.source, seconds
                )
            except OSError as error:
                cutter.drop()
                if our_fault(error) or number == len(firsts) - 1:
                    raise
            else:
                return Channel(cutter, sock, bounds)
        raise AssertionError("the last one returns or raises")

    def _addresses(self, host: str, bounds: Bounds, cutter: Cutter) -> tuple[str, ...]:
        """All addresses of a name; raises NotFetchedError where there is none in time."""
        inbox: queue.SimpleQueue[lookup.Found] = queue.SimpleQueue()
        self.look_up(host, inbox.put)
        while True:
            if cutter.was_cut:
                raise CutError
            try:
                found = inbox.get(timeout=min(_TICK, bounds.seconds))
            except queue.Empty:
                continue
            if found.addresses:
                return found.addresses
            if found.ours:
                raise NotFetchedError(Answer.OUR_FAULT)
            temporary = found.fault == "temporary"
            raise NotFetchedError(Answer.NO_ANSWER if temporary else Answer.NOTHING)


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _told(error: Exception) -> Answer:
    """What is told of an error on the way."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Answer.CERTIFICATE
    if isinstance(error, OSError):
        return Answer.OUR_FAULT if our_fault(error) else Answer.NO_ANSWER
    return Answer.NO_ANSWER if isinstance(error, EOFError) else Answer.NOT_UNDERSTOOD
