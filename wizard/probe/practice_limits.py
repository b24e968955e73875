"""The limits that the practice server can keep, as values: whose limit it is and how it refuses.

Owns the kinds of limit (`Limit`, frozen). A new kind is one dataclass here, one gate and one line
in `gate_for` (practice_gates.py), and one line in `role_for` (practice_roles.py). Must never
count or decide.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoLimit:
    """Everybody gets in."""


@dataclass(frozen=True, slots=True)
class PerAddress:
    """Courier's MAXPERIP: so many connections per client address and listening port.

    Counted when the connection is accepted, signed in or not; the one above it is closed at once
    without a byte, under TLS before any handshake (measured on courier-imap 5.0.13).
    """

    limit: int = 4


@dataclass(frozen=True, slots=True)
class CyrusPerAddress:
    """Cyrus's maxlogins_per_host: per client address, all ports together, told after sign-in.

    The connection that signs in counts itself, and those not signed in and those refused count
    as long as they are open: so one less than the limit works. Who is refused is told the counts
    and stays connected (measured on Cyrus 3.6, where the address has no name).
    """

    limit: int = 5


@dataclass(frozen=True, slots=True)
class PerMailboxAndAddress:
    """Dovecot's mail_max_userip_connections: so many per mailbox and client address.

    Counted after the right password, all ports together; the one above it is told so with
    `NO [LIMIT]` and closed (measured on Dovecot 2.3.19).
    """

    limit: int = 10


@dataclass(frozen=True, slots=True)
class PerMailbox:
    """WildDuck's maxConnections: so many per mailbox, from wherever they come.

    Counted after the right password; the one above it is told so in Gmail's words, and stays
    connected without being counted (the words from field reports, the rest from WildDuck's code).
    """

    limit: int = 15


@dataclass(frozen=True, slots=True)
class CyrusPerMailbox:
    """Cyrus's maxlogins_per_user: so many per mailbox, from wherever they come.

    As `PerMailbox`, but the words name the counts and the mailbox (measured on Cyrus 3.6).
    """

    limit: int = 10


@dataclass(frozen=True, slots=True)
class ServerFull:
    """Courier's MAXDAEMONS: so many connections per listening port, whoever they come from.

    The ones above it are not accepted: they hang silently in the queue of the operating system
    and are served in order (measured on courier-imap 5.0.13).
    """

    limit: int = 40


@dataclass(frozen=True, slots=True)
class LateClose:
    """Dovecot's process limit of imap-login: so many connections to the whole server.

    The one above it is accepted and closed without a word after `late` seconds of silence, with
    everybody who came meanwhile. On a real one who comes in the moment of the drop is closed at
    once; `in_turn` makes that happen every other time, so that it can be practised. There it
    holds for sessions under TLS; here for all (measured on Dovecot 2.3.19).
    """

    limit: int = 100
    late: float = 10.0
    in_turn: bool = True


@dataclass(frozen=True, slots=True)
class SignInCut:
    """Dovecot's process limit of imap: so many signed-in sessions on the whole server.

    After the right password the connection ends without an answer: the first one after `late`
    seconds, the following ones at once, until a place was free (measured on Dovecot 2.3.19).
    """

    limit: int = 1024
    late: float = 10.0


@dataclass(frozen=True, slots=True)
class BusyServer:
    """Zimbra's zimbraImapMaxConnections: so many connections to the whole server.

    The one above it is told instead of a greeting that the service is busy, and closed (the words
    from Zimbra's code).
    """

    limit: int = 200


@dataclass(frozen=True, slots=True)
class Window:
    """HAProxy's conn_rate: so many new connections per client address within `seconds`.

    The one above it is closed without a byte. Where `refused_count`, as in HAProxy, who goes on
    trying never gets in again (measured on HAProxy 2.6); closing connections never helps.
    """

    limit: int = 4
    seconds: float = 30.0
    refused_count: bool = False


@dataclass(frozen=True, slots=True)
class LoginRate:
    """Zimbra's zimbraReverseProxyIPLoginImapLimit: so many sign-ins per address in `seconds`.

    The one above it is told after the right password and closed (the words from Zimbra's code,
    which counts for an hour).
    """

    limit: int = 4
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class TokenBucket:
    """A packet filter's hashlimit: so many new connections at once, then one every `seconds`.

    Refused here as by a proxy: closed without a byte. Refused ones cost nothing.
    """

    limit: int = 4
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class EvictsOldest:
    """The newest connection of an address takes the place of its oldest.

    LuxSci describes it so for whole mailboxes; Dovecot does it to sessions that have not signed
    in, with a BYE that comes before the newest one's greeting (measured on Dovecot 2.3.19). With
    `says_why` off the oldest ends without a word.
    """

    limit: int = 4
    says_why: bool = True


@dataclass(frozen=True, slots=True)
class Backends:
    """Two Dovecots behind one address, each with its own count per mailbox and client address.

    Connections go to them in turn, or `at_random`: in the same random order after each start,
    so that a run can be repeated (measured behind HAProxy 2.6).
    """

    limit: int = 3
    at_random: bool = False


Limit = (
    NoLimit
    | PerAddress
    | CyrusPerAddress
    | PerMailboxAndAddress
    | PerMailbox
    | CyrusPerMailbox
    | ServerFull
    | LateClose
    | SignInCut
    | BusyServer
    | Window
    | LoginRate
    | TokenBucket
    | EvictsOldest
    | Backends
)
