"""What a server's words say about a limit: whose it is, and the number they name.

Pure reading of untrusted text; it never quotes it on. Texts and their sources are listed beside
each pattern. Codes such as [LIMIT] vary between versions, so the text decides, never the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """Whose limit the words name."""

    NONE = "none"
    UNNAMED = "unnamed"
    ADDRESS = "address"
    MAILBOX_AND_ADDRESS = "mailbox-and-address"
    MAILBOX = "mailbox"
    SERVER = "server"
    RATE = "rate"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Limit:
    """What words say: whose limit, and its number where they name one."""

    scope: Scope
    number: int | None = None


NO_LIMIT: Final = Limit(Scope.NONE)

# Cyrus: "Too many open connections (5 of 3 from host [1.2.3.4], 1 of 9 for user1)" (measured 3.6).
_CYRUS: Final = re.compile(r"too many open connections \(", re.IGNORECASE)
_CYRUS_PART: Final = re.compile(r"(\d{1,6}) of (\d{1,6}) (from|for) ", re.IGNORECASE)

_NUMBERED: Final = (
    # Dovecot 2.3 and 2.4 (measured on 2.3.19): user and address together.
    (
        r"connections from user\+IP exceeded(?: \(mail_max_userip_connections=(\d{1,6})\))?",
        Scope.MAILBOX_AND_ADDRESS,
    ),
    # era.host and others (field reports): the address is named.
    (
        r"too many (?:\w+ )?connections \((\d{1,6})\) from (?:this|your) (?:IP|host|address)",
        Scope.ADDRESS,
    ),
)

_PLAIN: Final = (
    # Rates first: their texts often speak of addresses or logins as well.
    (r"request is throttled|backoff time", Scope.RATE),  # Microsoft 365
    (r"rate limit", Scope.RATE),  # Yahoo, AOL
    (r"login rejected (?:from this ip|for this user)", Scope.RATE),  # Zimbra proxy, per hour
    (r"authentication limit exceeded", Scope.RATE),  # mailbox.org
    (r"connections? per (?:minute|hour|second)", Scope.RATE),
    # Attempts, unlike sessions, are what a lock-out counts (hMailServer and others).
    (r"(?:log[io]n|sign-?in|auth\w*|password) (?:attempts|failures)", Scope.BAN),
    (r"too many (?:failed|bad|invalid) (?:log[io]n|auth)", Scope.BAN),
    (
        r"connections? (?:from|for|per) (?:this|your|the same|one|a single)? ?(?:IP|host|address)",
        Scope.ADDRESS,
    ),
    (r"too many simultaneous connections", Scope.MAILBOX),  # Gmail, WildDuck
    (r"too many concurrent (?:requests|connections)", Scope.MAILBOX),  # Stalwart
    (r"user is authenticated but not connected", Scope.MAILBOX),  # Microsoft 365
    (r"connections? (?:from|for|per) (?:this|your|the|a)? ?(?:user|mailbox|account)",
     Scope.MAILBOX),
    (r"(?:service|server|system) (?:is )?(?:too |currently )?busy", Scope.SERVER),  # Zimbra
    (r"server (?:is )?full|connection queue full", Scope.SERVER),
    (r"(?:too many|maximum|limit)\b.{0,40}\b(?:connections?|sessions?|logins?|processes)",
     Scope.UNNAMED),
    (r"(?:connections?|sessions?)\b.{0,20}\blimit\b.{0,20}(?:reached|exceeded)", Scope.UNNAMED),
)  # fmt: skip

_NUMBERED_RE: Final = tuple((re.compile(p, re.IGNORECASE), scope) for p, scope in _NUMBERED)
_PLAIN_RE: Final = tuple((re.compile(p, re.IGNORECASE), scope) for p, scope in _PLAIN)


# Exchange says this at its limit, and also where a mailbox may not be used this way at all.
_NOT_AT_FIRST: Final = re.compile(r"user is authenticated but not connected", re.IGNORECASE)


def read_first_limit(text: str) -> Limit:
    """As `read_limit`, of a first attempt: what is said without any limit, too, names none."""
    return NO_LIMIT if _NOT_AT_FIRST.search(text) else read_limit(text)


def read_limit(text: str) -> Limit:
    """Whose limit `text` names; `Scope.NONE` where it does not speak of a limit."""
    if _CYRUS.search(text):
        return _read_cyrus(text)
    for pattern, scope in _NUMBERED_RE:
        found = pattern.search(text)
        if found:
            return Limit(scope, int(found[1]) if found[1] else None)
    for pattern, scope in _PLAIN_RE:
        if pattern.search(text):
            return Limit(scope)
    return NO_LIMIT


def _read_cyrus(text: str) -> Limit:
    """Cyrus names up to two counts; the one that is reached is the one that refused."""
    for used, allowed, word in _CYRUS_PART.findall(text):
        if int(used) >= int(allowed):
            scope = Scope.ADDRESS if word.lower() == "from" else Scope.MAILBOX
            return Limit(scope, int(allowed))
    return Limit(Scope.UNNAMED)
