"""Which provider runs a server or a mailbox, as far as names and greetings prove it.

Owns the look-up in the table of providers (resources/big-providers.json, handed in as parsed
JSON) and the greetings of those where no test makes sense. Names are compared whole, label by
label: a name that only looks alike is a stranger. It must never ask the network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.core import manners
from wizard.core.known import About, Basis, Fact, FoundBy, Instead, Known, Password

if TYPE_CHECKING:
    from wizard.core.model import ServerWords

Table = Mapping[str, Any]

# A provider's rate is never used up: confirming a refusal takes a few quick tries besides, and
# the rest of the office goes on fetching its mail. 20 a minute become one in 4 seconds.
_SHARE_OF_RATE: Final = 0.75

_LONGEST: Final = 2_000
# Exchange Online adds the name of its server, in UTF-16 and base64; an Exchange Server that a
# company runs itself does not. The shape is that of plain letters: every second byte is zero.
_EXCHANGE: Final = r"\bMicrosoft Exchange IMAP4 service is ready\. \["
_UTF_16: Final = (
    r"(?:[A-Za-z0-9+/][AQgw][AB][A-Za-z0-9+/]A[A-H][048AEIMQUYcgkosw]A){1,60}"
    r"(?:[A-Za-z0-9+/][AQgw]A=|[A-Za-z0-9+/][AQgw][AB][A-Za-z0-9+/]AA==)?\]"
)
# Transcripts: FairEmail, MailKit issues 221 and 295, lefcha/imapfilter issue 125, imapflow,
# zetacomponents/Mail issue 97. AOL answers as Yahoo, which runs it.
_GREETINGS: Final = tuple(
    (provider, re.compile(pattern))
    for provider, pattern in (
        ("google", r"^\* OK Gimap ready for requests from "),
        ("microsoft", rf"^\* OK The {_EXCHANGE}{_UTF_16}"),
        ("yahoo", r"^\* OK \[CAPABILITY [^\]]{0,500}\bXYMHIGHESTMODSEQ\b[^\]]{0,500}\]"),
        ("icloud", r"^\* OK \[CAPABILITY [^\]]{0,500}\bAUTH=ATOKEN\b[^\]]{0,500}\]"),
        ("zoho", r"^\* OK [\w.-]{1,80}\.zoho\.[\w.]{2,8} IMAP4 Server \(Zoho Mail IMAP4rev1 "),
    )
)


def look_up(table: Table, host: str, user: str | None) -> Known | None:
    """The provider of a server by its name, else that of a mailbox by its domain.

    A numeric address, a name without a dot and this computer are no provider's: there a gateway
    may stand, and what it does is worth a test.
    """
    name = _bare(host)
    if "." not in name or ":" in name or name.replace(".", "").isdigit():
        return None
    for row in table["providers"]:
        if name in row["hosts"] or name in row["domains"] or _under(name, row["under"]):
            return _known(row, FoundBy.HOST)
    domain = _bare((user or "").rpartition("@")[2]) if "@" in (user or "") else ""
    for row in table["providers"]:
        if domain and (domain in row["domains"] or _under(domain, row["under"])):
            return _known(row, FoundBy.MAILBOX)
    return None


def greeted_by(words: ServerWords) -> str:
    """The id of the large provider that a greeting shows, "" for every other server."""
    text = words.greeting[:_LONGEST]
    named = [provider for provider, pattern in _GREETINGS if pattern.search(text)]
    return named[0] if len(named) == 1 else ""


def by_greeting(table: Table, words: ServerWords) -> Known | None:
    """What the table says of the large provider that a greeting shows."""
    provider = greeted_by(words)
    rows = (row for row in table["providers"] if row["id"] == provider)
    return next((_known(row, FoundBy.GREETING) for row in rows), None)


def pace(known: Known | None, wanted: float | None) -> float | None:
    """The pause between two attempts: as wanted, but never faster than a known rate allows."""
    rates = [fact for fact in known.facts if fact.about is About.RATE] if known else []
    slowest = max(
        (fact.seconds / (fact.count * _SHARE_OF_RATE) for fact in rates
         if fact.seconds and fact.count),
        default=None,
    )  # fmt: skip
    if slowest is None:
        return wanted
    return max(slowest, manners.PACE if wanted is None else wanted)


def _bare(name: str) -> str:
    """A name as it is compared: small letters, without the dot that ends a full name."""
    return name.strip().rstrip(".").lower()


def _under(name: str, ends: list[str]) -> bool:
    return any(name == end or name.endswith(f".{end}") for end in ends)


def _known(row: Table, found_by: FoundBy) -> Known:
    password = row["password"]
    return Known(
        provider=row["id"],
        name=row["name"],
        tested=row["tested"],
        found_by=found_by,
        facts=tuple(
            Fact(About(fact["about"]), Basis(fact["basis"]), fact["count"], fact.get("seconds"))
            for fact in row["facts"]
        ),
        password=None if password is None else Password(password),
        instead=tuple(Instead(code) for code in row["instead"]),
    )
