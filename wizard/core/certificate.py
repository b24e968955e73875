"""What is kept of the certificate a server showed, and what can be read from it.

Owns this value and the questions about it: are its dates over, is it the clock of this computer,
does an antivirus program stand in between. Every text in it is the server's word. It must never
be more than was seen: a certificate that was not looked at is None, and nothing is guessed then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

# Codes of a certificate's fault that are made here or asked for elsewhere.
NAME: Final = "name"
NAME_HERE: Final = "name-here"
DATE: Final = "date"
ANTIVIRUS: Final = "antivirus"
CHANGED: Final = "changed"
# This computer has no list of authorities: it cannot confirm any certificate of anybody.
NO_AUTHORITIES: Final = "no-authorities"
# Besides the verdict: IT support trusted this very certificate by hand.
PINNED: Final = "pinned"

# No clock can be before the program was written; a release may move this on, never back.
WRITTEN: Final = date(2026, 1, 1)
# Nobody issues a certificate whose time has not begun: a little is the difference of two clocks.
_CLOCKS_DIFFER: Final = timedelta(days=1)

# Antivirus programs that put themselves between a mail program and its server, as their
# certificates name them. Not here: names under which certificates are sold to everybody.
_PRODUCTS: Final = {
    "avast": "Avast",
    "avg": "AVG",
    "avira": "Avira",
    "norton": "Norton",
    "eset": "ESET",
    "kaspersky": "Kaspersky",
    "bitdefender": "Bitdefender",
    "bullguard": "BullGuard",
    "g data": "G DATA",
    "dr.web": "Dr.Web",
    "drweb": "Dr.Web",
    "f-secure": "F-Secure",
    "mcafee": "McAfee",
    "sophos": "Sophos",
    "zonealarm": "ZoneAlarm",
}
_NAMED: Final = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, _PRODUCTS))})(?![a-z0-9])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server showed.

    `fingerprint` is the SHA-256 of all of it, in hexadecimal; `issuer` what it says of who made
    it; `by_itself` that it names nobody but itself; it is good from `starts` to `ends`.
    """

    fingerprint: str
    issuer: str
    by_itself: bool
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Trust:
    """What is accepted besides what the system trusts.

    `besides` is an authority (PEM text); `pinned` the fingerprint of the one certificate that is
    taken, whoever made it; `past_antivirus` that the test goes on where an antivirus program
    stands in between.
    """

    besides: str | None = None
    pinned: str = ""
    past_antivirus: bool = False


def antivirus(certificate: Certificate | None) -> str:
    """The antivirus program that made this certificate, "" where it was none we know."""
    found = _NAMED.search(certificate.issuer) if certificate is not None else None
    return _PRODUCTS[found.group().lower()] if found else ""


def date_code(certificate: Certificate | None, now: datetime) -> str:
    """Which fault of the date it is, by the clock of this computer that says `now`."""
    too_early = certificate is not None and certificate.starts - now > _CLOCKS_DIFFER
    if now.astimezone(UTC).date() < WRITTEN or too_early:
        return "clock"
    if certificate is not None and certificate.starts > now:
        return "not-yet"
    if certificate is not None and certificate.ends < now:
        return "ran-out"
    # One of those between the server's certificate and its issuer, or not looked at.
    return DATE


def in_pairs(fingerprint: str) -> str:
    """A fingerprint as programs show it, to be compared: AB:CD:..."""
    return ":".join(fingerprint[i : i + 2] for i in range(0, len(fingerprint), 2)).upper()
