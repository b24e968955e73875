"""Which mail server software answers: decided from what it says of itself, never guessed.

Owns the patterns and their order: greeting, then ID, then capabilities. The words are untrusted:
every pattern is anchored on fixed text and bounded, and two names in one greeting mean unknown.
It must never decide from a host name, and never raise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wizard.core.model import ServerWords

UNKNOWN: Final = "unknown"

# What each one writes into its greeting. Sources: the servers' own code and documentation, see
# docs/measuring.md. Courier's text is compiled in; Dovecot's is often replaced by the provider.
_GREETINGS: Final = (
    ("courier", r"\bCourier-IMAP ready\b"),
    ("dovecot", r"\bDovecot(?: DA| \((?:Ubuntu|Debian|Raspbian)\))? ready\b"),
    ("cyrus", r"\bCyrus IMAP4?\b[^\r\n]{0,80} server ready\b"),
    ("exchange", r"\bMicrosoft Exchange IMAP4 service is ready\b"),
    ("gmail", r"\bGimap ready for requests from\b"),
    ("zimbra", r"\bZimbra (?:[\w.]{1,30} )?IMAP4rev1 server (?:ready|closing connection)\b"),
    ("hmailserver", r"^(?:\* )?OK IMAPrev1\s*$"),
    ("mdaemon", r"\bIMAP4rev1 MDaemon [\w.]{1,30} ready\b"),
    ("kerio", r"\bKerio Connect [\w. ]{1,40} IMAP4rev1 server ready\b"),
    ("axigen", r"\bAXIGEN\b[^\r\n]{0,60} IMAP4rev1 service is ready\b"),
    ("stalwart", r"\bStalwart IMAP4rev2 at your service\b"),
    ("james", r"\bJAMES IMAP4rev1\b"),
    ("icewarp", r"\bIceWarp [\w.]{1,30} [^\r\n]{0,40}\bIMAP4rev1\b"),
    ("smartermail", r"\bIMAP4rev1 SmarterMail\b"),
    ("domino", r"\bDomino IMAP4 Server Release\b"),
    ("uw-imap", r"\bIMAP4rev1 200\d[a-z]?\.\d{1,4} {1,2}at\b"),
    ("citadel", r"\bIMAP4rev1 Citadel\b"),
)
_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _GREETINGS)

# The value of "name" in the answer to ID (RFC 2971), lower case.
_IDENTITIES: Final = {
    "dovecot": "dovecot",
    "cyrus imapd": "cyrus",
    "gimap": "gmail",
    "zimbra": "zimbra",
    "stalwart": "stalwart",
}

# What Dovecot offers before sign-in, whatever its greeting was changed to; no other server is
# known to offer exactly this. Courier's ACL2=UNION is no proof: a proxy passes it on, and then
# it is the proxy that accepts, counts and refuses.
_DOVECOT_OFFERS: Final = frozenset(
    {"LITERAL+", "SASL-IR", "LOGIN-REFERRALS", "ID", "ENABLE", "IDLE"}
)
_SAYS_NOTHING: Final = frozenset({"IMAP4REV1", "STARTTLS", "LOGINDISABLED"})

_LONGEST_GREETING: Final = 2_000
_COURIER_YEARS: Final = re.compile(r"\bCourier-IMAP ready\. Copyright 1998-(20\d\d)\b")
_BRACKETS: Final = re.compile(r"\[CAPABILITY ([^\]\r\n]{0,1000})\]", re.IGNORECASE)


def software(words: ServerWords) -> str:
    """The server software's code, "unknown" where what it says is no proof."""
    return _by_greeting(words.greeting) or _by_identity(words) or _by_offers(words) or UNKNOWN


def courier_year(words: ServerWords) -> int | None:
    """The last year in Courier's copyright line, which tells old versions from newer ones."""
    found = _COURIER_YEARS.search(words.greeting[:_LONGEST_GREETING])
    return int(found.group(1)) if found else None


def _by_greeting(greeting: str) -> str | None:
    text = greeting[:_LONGEST_GREETING]
    named = [name for name, pattern in _PATTERNS if pattern.search(text)]
    if len(named) > 1:
        return UNKNOWN
    return named[0] if named else None


def _by_identity(words: ServerWords) -> str | None:
    for key, value in words.identity:
        if key.lower() == "name":
            return _IDENTITIES.get(value.strip().lower())
    return None


def _by_offers(words: ServerWords) -> str | None:
    found = _BRACKETS.search(words.greeting[:_LONGEST_GREETING])
    in_greeting = tuple(found.group(1).split()) if found else ()
    return (
        "dovecot"
        if _DOVECOT_OFFERS in (_telling(words.capabilities), _telling(in_greeting))
        else None
    )


def _telling(offers: tuple[str, ...]) -> frozenset[str]:
    upper = {offer.upper() for offer in offers}
    return frozenset(
        offer for offer in upper if offer not in _SAYS_NOTHING and not offer.startswith("AUTH=")
    )
