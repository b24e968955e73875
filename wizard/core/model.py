"""What a test is about, and what happened in it: the values that flow through the program.

Everything here is frozen and free of secrets: a password can be put into none of these types.
It must never do I/O or decide anything. Facts behind codes and defaults: docs/measuring.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from wizard.core.certificate import Certificate
from wizard.core.known import Known
from wizard.core.whereabouts import Whereabouts
from wizard.core.zone import Zone


class Security(StrEnum):
    """How a session is encrypted."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


# The port of each where nobody names one (RFC 8314).
PORTS: Final = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


def usual_security(port: int | None) -> Security:
    """How sessions at this port (None: the usual one) are encrypted where nobody says so."""
    return Security.STARTTLS if port == PORTS[Security.STARTTLS] else Security.TLS


class Phase(StrEnum):
    """How far a session came; stamped by our own code, never guessed from an exception."""

    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    GREETING = "greeting"
    STARTTLS = "starttls"
    SIGN_IN = "sign-in"
    HELD = "held"


class Outcome(StrEnum):
    """What an attempt ended in, or what was seen of held sessions and of the surroundings."""

    # What one attempt can end in.
    OPEN = "open"
    CLOSED_AT_ONCE = "closed-at-once"
    CLOSED_LATE = "closed-late"
    REFUSED_IN_WORDS = "refused-in-words"
    LIMIT_IN_WORDS = "limit-in-words"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGN_IN_CUT = "sign-in-cut"
    SILENT = "silent"
    CONNECT_REFUSED = "connect-refused"
    CONNECT_UNANSWERED = "connect-unanswered"
    LOST = "lost"
    CUT_BY_US = "cut-by-us"
    OUR_FAULT = "our-fault"
    # What only a first attempt ends in.
    NOT_FOUND = "not-found"
    CERTIFICATE_PROBLEM = "certificate-problem"
    NEEDS_BROWSER_SIGN_IN = "needs-browser-sign-in"
    NO_ENCRYPTION = "no-encryption"
    NOT_A_MAIL_SERVER = "not-a-mail-server"
    # What is no attempt.
    RESOLVED = "resolved"
    HELD_ASKED = "held-asked"
    LET_GO = "let-go"
    CONTROL_ANSWERED = "control-answered"
    CONTROL_UNANSWERED = "control-unanswered"
    WEB_ANSWERED = "web-answered"
    WEB_UNANSWERED = "web-unanswered"
    OTHERS_COUNTED = "others-counted"


class Step(StrEnum):
    """Where in the course of a test an event belongs (docs/measuring.md, "The course")."""

    REACH = "reach"
    NO_PLACE = "no-place"
    CLIMB = "climb"
    CHECK = "check"
    CONFIRM = "confirm"
    QUEUE = "queue"
    SILENCE = "silence"
    FREE = "free"
    REFILL = "refill"
    ONE_MORE = "one-more"
    AGAIN = "again"
    EMPTIED = "emptied"
    AFTERWARDS = "afterwards"
    NEIGHBOURS = "neighbours"
    LET_GO = "let-go"


class Via(StrEnum):
    """Which door of the server an attempt used."""

    MAIN = "main"
    OTHER_SERVICE = "other-service"
    OTHER_FAMILY = "other-family"
    SECOND_MAILBOX = "second-mailbox"


@dataclass(frozen=True, slots=True)
class Door:
    """One way into the server: a numeric address, a port (1-65535) and how it is encrypted."""

    address: str
    port: int
    security: Security


@dataclass(frozen=True, slots=True)
class Target:
    """The mail server to test.

    `host` is the name the user gave (certificates are checked against it); `family` is 4, 6 or
    None for either; `user` is None for a test without signing in; `second_user` is another
    mailbox on the same server, to ask whether it still gets in. The passwords travel beside this
    in a `Secret` each and never inside it.
    """

    host: str
    port: int
    security: Security
    user: str | None = None
    family: int | None = None
    source: str | None = None
    ca_file: str | None = None
    second_user: str | None = None

    @property
    def signs_in(self) -> bool:
        """Whether sessions of this test sign in."""
        return self.user is not None


@dataclass(frozen=True, slots=True)
class Need:
    """How many connections the office (and one shared mailbox) keeps open, and how counted."""

    connections: int
    mailbox: int
    computers: int = 0
    program: str = "not-sure"
    phones: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long each phase may take, in seconds.

    Dovecot drops what is above its process limit only after 10.0 s and delays even a right
    password by 15.0 s after wrong ones (measured on 2.3.19), so less would misread both.
    """

    connect: float = 8.0
    greeting: float = 15.0
    sign_in: float = 30.0


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of the course, in seconds. Shorter ones are for tests of our own code only."""

    no_place: tuple[float, ...] = (10.0, 30.0, 60.0)
    silent_first: float = 10.0
    confirm_wordless: tuple[float, ...] = (1.0, 1.0)
    confirm: tuple[float, ...] = (1.0, 3.0)
    queue_shows: float = 3.0
    silence: float = 6.0
    settle: float = 1.0
    retry: float = 1.0
    quiet: float = 60.0
    frozen_again: float = 3.0
    after_frozen: float = 10.0
    after_reset: float = 60.0
    unsigned_life: float = 45.0
    again_wordless: tuple[float, ...] = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a test may do. Budgets and floors are compiled in elsewhere, not settable here.

    `most` is the ceiling of sessions held; `pace` the seconds between two attempts of the climb
    (None: 1 s, less where the server ends unsigned sessions soon); `mail_closed` the user's word
    that no other program uses this mail; `control` a host and port that has nothing to do with
    the mail server (with `control_is_a_guess` it counts only where its
    address is another one); `recently_unsigned` that a test without sign-in just ran here;
    `test_anyway` that a provider where no test makes sense is to be tested all the same;
    `whereabouts` what is to be remarked about the connection that is tested from.
    """

    need: Need
    most: int = 50
    pace: float | None = None
    mail_closed: bool = False
    patience: Patience = Patience()
    waits: Waits = Waits()
    control: tuple[str, int] | None = None
    control_is_a_guess: bool = False
    other_service: tuple[int, Security] | None = None
    recently_unsigned: bool = False
    test_anyway: bool = False
    whereabouts: tuple[Whereabouts, ...] = ()

    @property
    def top(self) -> int:
        """How many sessions the climb goes for: two above the need, never above the ceiling."""
        return min(self.need.connections + 2, self.most)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as the case keeps it.

    `at` is seconds since the start of the test; `attempt` numbers the attempts from 1;
    `milliseconds` is how long it took in all, `connect_milliseconds` how long until the network
    connection stood; `held` is how many sessions are open right after it; `said` holds the
    server's own words, already cut to 500 characters and made printable; `detail` is a stable
    code (which fault of a certificate, which error of this computer). `sessions` are the
    attempts it speaks of, `answered` those of them that answered. `names` are servers' names in a
    certificate that was made for another server than the one asked for; `certificate` is what the
    server showed, as far as it was looked at.
    """

    at: float
    step: Step
    outcome: Outcome
    phase: Phase = Phase.HELD
    attempt: int | None = None
    via: Via = Via.MAIN
    milliseconds: float = 0.0
    connect_milliseconds: float | None = None
    sign_in_milliseconds: float | None = None
    held: int = 0
    said: str = ""
    detail: str = ""
    sessions: tuple[int, ...] = ()
    answered: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class ServerWords:
    """How the server named itself: greeting, capabilities (upper case), ID pairs. Printable."""

    greeting: str = ""
    capabilities: tuple[str, ...] = ()
    identity: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One whole test: everything a verdict, a note or a report is made from.

    `address` is the pinned address ("" when the name was not found); `others` names the other
    programs of this computer and how many connections each holds to the same door; `ending` is
    why the course ended (a code of `wizard.core.ramp.Ending`); `office_addresses` are the
    office's public addresses as far as a server said them; `known` is what was known of the
    provider, copied so that the case can be read without the table it came from;
    `own_address_changed` that this computer changed its network in the middle; `zone` the time
    zone that times are told in, for papers that are written again elsewhere.
    """

    program: str
    version: str
    started_at: datetime
    finished_at: datetime
    target: Target
    plan: Plan
    address: str = ""
    other_addresses: tuple[str, ...] = ()
    server: ServerWords = ServerWords()
    events: tuple[Event, ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    ending: str = ""
    office_addresses: tuple[str, ...] = ()
    known: Known | None = None
    own_address_changed: bool = False
    zone: Zone = field(default_factory=Zone)
