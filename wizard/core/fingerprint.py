"""Which mail server software answers: decided from what it says of itself, never guessed.

Owns the patterns and their order: greeting, then ID, then capabilities. `software` gives the code
of the result file; `variant` is finer, where another edition, panel or product needs another
remedy. The words are untrusted: every pattern is anchored on fixed text and bounded, and two names
in one greeting mean unknown. It must never decide from a host name alone, and never raise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wizard.core.model import ServerWords

UNKNOWN: Final = "unknown"

# What each one writes into its greeting. Sources: the servers' own code and documentation, see
# docs/measuring.md, and the forms that rapid7/recog (xml/imap_banners.xml, BSD licence) lists.
# Courier's text is compiled in; Dovecot's is often replaced by the provider.
_GREETINGS: Final = (
    ("courier", r"\bCourier-IMAP ready\b"),
    ("dovecot", r"\b[Dd]ovecot(?: DA| \((?:Ubuntu|Debian|Raspbian)\))? ready\b"),
    ("cyrus", r"\bCyrus IMAP4?\b[^\r\n]{0,80} server ready\b"),
    (
        "exchange",
        r"\bMicrosoft Exchange (?:(?:Server )?20\d\d )?IMAP4(?:rev1)?[ -](?:service|[Ss]erver)\b",
    ),
    ("gmail", r"\bGimap ready for requests from\b"),
    ("zimbra", r"\bZimbra (?:[\w.]{1,30} )?IMAP4rev1 server (?:ready|closing connection)\b"),
    ("hmailserver", r"^(?:\* )?OK IMAPrev1\s*$"),
    ("mdaemon", r"\bIMAP4rev1 MDaemon [\w.]{1,30} ready\b"),
    ("kerio", r"\bKerio Connect [\w. ]{1,40} IMAP4rev1 server ready\b"),
    ("axigen", r"\bAXIGEN\b[^\r\n]{0,60} IMAP4rev1 service is ready\b"),
    ("stalwart", r"\bStalwart IMAP4rev2 at your service\b"),
    ("james", r"\bJAMES IMAP4rev1\b"),
    ("icewarp", r"\b(?:IceWarp|Merak) [\w.]{1,30} [^\r\n]{0,40}\bIMAP4rev1\b"),
    ("smartermail", r"\bIMAP4rev1 SmarterMail\b"),
    ("domino", r"\bDomino IMAP4 Server (?:Release|V\.?\d)"),
    ("uw-imap", r"\bIMAP4rev1 200\d[a-z]?\.\d{1,4}[-\w]{0,20} {1,2}(?:server ready )?at\b"),
    ("citadel", r"\bIMAP4rev1 Citadel\b"),
)
_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _GREETINGS)

# The finer names, with the software they belong to; "unknown" for products without a code of their
# own. Plesk, cPanel and most other panels leave no trace in the greeting, so they are not here.
_VARIANTS: Final = (
    ("directadmin", "dovecot", r"\b[Dd]ovecot DA ready\b"),
    ("rackspace", "dovecot", r"\bServer ready proxy\d{1,4}\.mail\.[\w.]{0,60}\brsapps\.net\b"),
    # The base64 is the name of the server that answers; Exchange in a house of its own has none.
    ("exchange-online", "exchange", r"\bIMAP4 service is ready\. \[[A-Za-z0-9+/=]{4,300}\]\s*$"),
    ("mac-os-x-server", "cyrus", r"\bCyrus IMAP4? v[\w.]{1,20}-OS X(?: Server)? [\d.]{1,10}"),
    ("wildduck", UNKNOWN, r"^(?:\* )?OK WildDuck IMAP Server ready\b"),
    (
        "oracle",
        UNKNOWN,
        (
            r"\bIMAP4 service \((?:(?:Sun Java\(tm\) System|iPlanet) Messaging Server"
            r"|Oracle Communications Messaging)\b"
            r"|\bMessaging Multiplexor \((?:Sun Java\(tm\) System|Oracle Communications)\b"
        ),
    ),
    ("groupwise", UNKNOWN, r"\bGroupWise\b[^\r\n]{0,60} Server Ready\b"),
    ("communigate", UNKNOWN, r"\bCommuniGate Pro IMAP Server \d"),
    ("dbmail", UNKNOWN, r"^(?:\* )?OK (?:\[[^\]\r\n]{0,500}\] )?(?i:dbmail imap)"),
)
_VARIANT_PATTERNS: Final = tuple(
    (name, base, re.compile(pattern)) for name, base, pattern in _VARIANTS
)
_OTHERS: Final = tuple(entry for entry in _VARIANT_PATTERNS if entry[1] == UNKNOWN)

# The value of "name" in the answer to ID (RFC 2971), lower case.
_IDENTITIES: Final = {
    "dovecot": "dovecot",
    "cyrus imapd": "cyrus",
    "gimap": "gmail",
    "zimbra": "zimbra",
    "stalwart": "stalwart",
}
_VARIANT_IDENTITIES: Final = {"wildduck imap server": "wildduck"}

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


def variant(words: ServerWords) -> str:
    """The finer name, for where a limit is set; "" where nothing finer is known."""
    base, names = software(words), _names_in(words.greeting)
    finer = _variants_in(words.greeting)
    if len(names) > 1 or len(finer) > 1:
        return ""
    if finer:
        name, belongs_to = finer[0]
        return name if belongs_to == base else ""
    return "" if names or base != UNKNOWN else _VARIANT_IDENTITIES.get(_named_by_id(words), "")


def courier_year(words: ServerWords) -> int | None:
    """The last year in Courier's copyright line, which tells old versions from newer ones."""
    found = _COURIER_YEARS.search(words.greeting[:_LONGEST_GREETING])
    return int(found.group(1)) if found else None


def _by_greeting(greeting: str) -> str | None:
    named = _names_in(greeting)
    if len(named) > 1:
        return UNKNOWN
    return named[0] if named else None


def _names_in(greeting: str) -> list[str]:
    text = greeting[:_LONGEST_GREETING]
    named = [name for name, pattern in _PATTERNS if pattern.search(text)]
    # A product without a code of its own is a name as well: what else is named is no proof.
    return named + [base for _, base, pattern in _OTHERS if pattern.search(text)]


def _variants_in(greeting: str) -> list[tuple[str, str]]:
    text = greeting[:_LONGEST_GREETING]
    return [(name, base) for name, base, pattern in _VARIANT_PATTERNS if pattern.search(text)]


def _named_by_id(words: ServerWords) -> str:
    names = [value for key, value in words.identity if key.lower() == "name"]
    return names[0].strip().lower() if names else ""


def _by_identity(words: ServerWords) -> str | None:
    return _IDENTITIES.get(_named_by_id(words))


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
