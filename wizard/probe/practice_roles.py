"""Which server the practice server plays: a Courier, a Dovecot, or another one.

Owns the words and delays by which a client can tell them apart, and which limit is whose. Must
never decide anything else. The words are our own, except those by which programs recognise a
server and understand why it did not do as it was told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from wizard.probe.practice_limits import (
    Backends,
    BusyServer,
    CyrusPerAddress,
    CyrusPerMailbox,
    EvictsOldest,
    LateClose,
    Limit,
    LoginRate,
    NoLimit,
    PerAddress,
    PerMailbox,
    PerMailboxAndAddress,
    ServerFull,
    SignInCut,
    TokenBucket,
    Window,
)


@dataclass(frozen=True, slots=True)
class Role:
    """The words (without tag and line end) and the times (seconds) of one kind of server.

    `capabilities` are those after TLS; `clear_capabilities` those before it. `not_so` answers
    whatever makes no sense, `most_mistakes` of which in a row end the session. `unsigned_life`
    runs from the connection (under TLS at once: from the handshake), no command makes it longer;
    `inactivity` is how long a signed-in client may be silent.
    """

    name: str
    capabilities: str
    clear_capabilities: str
    greeting: str
    namespace: str
    signed_in: str
    wrong_password: str
    not_so: str
    most_mistakes: int
    wrong_password_delay: float
    unsigned_life: float
    says_why_unsigned_end: bool
    inactivity: float = 1800.0


# Measured on courier-imap 5.0.13: unsigned sessions end after 60.0 s without a word, silent ones
# after 1800 s; a wrong password is answered after 5 s, nonsense with NO, ten of it in a row end
# the session; AUTH=PLAIN is told under TLS only, though it works without. A Courier with
# IMAP_ID_FIELDS set has ID, as here.
COURIER = Role(
    name="Courier-IMAP",
    capabilities="IMAP4rev1 NAMESPACE ID AUTH=PLAIN",
    clear_capabilities="IMAP4rev1 NAMESPACE ID STARTTLS",
    greeting="Courier-IMAP ready. Training server of Mail Connection Check.",
    namespace='(("INBOX." ".")) NIL NIL',
    signed_in="OK LOGIN Ok.",
    wrong_password="NO Login failed.",  # noqa: S106 - what the server answers
    not_so="NO Error in IMAP command received by server.",
    most_mistakes=10,
    wrong_password_delay=5.0,
    unsigned_life=60.0,
    says_why_unsigned_end=False,
)

# Measured on Dovecot 2.3.19: unsigned sessions end after 180.0 s with a BYE; a wrong password is
# answered after about 2 s, nonsense with BAD, three of it in a row end the session.
DOVECOT = Role(
    name="Dovecot",
    capabilities="IMAP4rev1 SASL-IR NAMESPACE ID AUTH=PLAIN",
    clear_capabilities="IMAP4rev1 SASL-IR NAMESPACE ID STARTTLS AUTH=PLAIN",
    greeting="Dovecot ready. Training server of Mail Connection Check.",
    namespace='(("" "/")) NIL NIL',
    signed_in="OK Logged in",
    wrong_password="NO [AUTHENTICATIONFAILED] Authentication failed.",  # noqa: S106 - the same
    not_so="BAD Error in IMAP command received by server.",
    most_mistakes=3,
    wrong_password_delay=2.0,
    unsigned_life=180.0,
    says_why_unsigned_end=True,
)

# A server that does not say what it is, as behind many proxies. Its times are not measured.
NAMELESS = replace(
    DOVECOT,
    name="IMAP server",
    greeting="IMAP4rev1 ready. Training server of Mail Connection Check.",
)

# Not measured but for the words that name the server, which each of these writes into its
# greeting (sources: core/fingerprint.py; WildDuck's code).
CYRUS = replace(
    NAMELESS,
    name="Cyrus IMAPD",
    greeting="Cyrus IMAP server ready. Training server of Mail Connection Check.",
)
WILDDUCK = replace(
    NAMELESS,
    name="WildDuck IMAP Server",
    greeting="WildDuck IMAP Server ready. Training server of Mail Connection Check.",
)
ZIMBRA = replace(
    NAMELESS,
    name="Zimbra",
    greeting="Zimbra IMAP4rev1 server ready. Training server of Mail Connection Check.",
)


def role_for(limit: Limit) -> Role:
    """The server that is known for this limit."""
    match limit:
        case NoLimit() | PerAddress() | ServerFull():
            return COURIER
        case PerMailboxAndAddress() | LateClose() | SignInCut() | Backends():
            return DOVECOT
        case CyrusPerAddress() | CyrusPerMailbox():
            return CYRUS
        case PerMailbox():
            return WILDDUCK
        case BusyServer() | LoginRate():
            return ZIMBRA
        case Window() | TokenBucket() | EvictsOldest():
            return NAMELESS
        case _:
            assert_never(limit)
