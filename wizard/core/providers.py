"""Which provider runs a server or a mailbox, as far as names and greetings prove it.

Owns the look-up in the table of providers (resources/big-providers.json, handed in as parsed
JSON) and the greetings of those where no test makes sense. Names are compared whole, label by
label: a name that only looks alike is a stranger. It must never ask the network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from wizard.core import manners
from wizard.core.known import About, Basis, Fact, FoundBy, Instead, Known, Password

if TYPE_CHECKING:
    from wizard.core.model import ServerWords

Table = Mapping[str, Any]

# A known rate has to hold all quick attempts that look into a refusal, too: they come between
# those of the climb. So 20 a minute become one in 5 seconds.
_QUICK: Final = manners.BUDGET_AFTER_FIRST_PLACE

# A server inside an office may well collect the mail of mailboxes elsewhere, under their names.
_INSIDE: Final = (
    "local",
    "localdomain",
    "lan",
    "home",
    "home.arpa",
    "internal",
    "intranet",
    "corp",
)

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
        ("zoho", r"^\* OK [\w.-]{1,80} IMAP4 Server \(Zoho Mail IMAP4rev1 Server version "),
    )
)


def look_up(table: Table, host: str, user: str | None) -> Known | None:
    """The provider of a server by its name, else that of a mailbox by its domain.

    A numeric address, a name without a dot and one inside an office are no provider's: a server
    that stands there is worth a test, whatever the mailbox is called.
    """
    name = _bare(host)
    numeric = ":" in name or name.replace(".", "").isdigit()
    if numeric or "." not in name or _under(name, _INSIDE):
        return None
    for row in table["providers"]:
        if name in row["hosts"] or name in row["domains"] or _under(name, row["under"]):
            return _known(row, FoundBy.HOST)
    domain = _bare(user.rpartition("@")[2]) if user and "@" in user else ""
    for row in table["providers"]:
        if domain in row["domains"] or _under(domain, row["under"]):
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
    allowed = [
        fact.seconds / max(1, fact.count - _QUICK) for fact in rates if fact.seconds and fact.count
    ]
    if not allowed:
        return wanted
    return max(*allowed, manners.PACE if wanted is None else wanted)


def _bare(name: str) -> str:
    """A name as it is compared: small letters, without the dot that ends a full name."""
    return name.strip().rstrip(".").lower()


def _under(name: str, ends: Sequence[str]) -> bool:
    """Whether `name` is one of `ends` or stands below one: label by label, never by letters."""
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
