"""What a test means: the verdict, the value to ask for, and where it is set. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wizard.core.known import Known
from wizard.core.measures import Today
from wizard.core.model import Need


class Kind(StrEnum):
    """The kinds of verdict (docs/measuring.md, "Verdicts")."""

    PER_ADDRESS = "per-address"
    PER_MAILBOX_AND_ADDRESS = "per-mailbox-and-address"
    PER_MAILBOX = "per-mailbox"
    SERVER_FULL = "server-full"
    RATE = "rate"
    LOCKED_OUT = "locked-out"
    OFFICE_NETWORK = "office-network"
    EVICTS_OLDEST = "evicts-oldest"
    NO_LIMIT_FOUND = "no-limit-found"
    NO_CLEAR_RESULT = "no-clear-result"
    STOPPED = "stopped"
    NOT_FOUND = "not-found"
    CANNOT_REACH = "cannot-reach"
    SIGN_IN_REFUSED = "sign-in-refused"
    CERTIFICATE_PROBLEM = "certificate-problem"
    NEEDS_BROWSER_SIGN_IN = "needs-browser-sign-in"
    NO_PLACE_FREE = "no-place-free"


class Confidence(StrEnum):
    """Three fixed levels, the same words on screen, in the note and in every paper."""

    VERY_SURE = "very-sure"
    FAIRLY_SURE = "fairly-sure"
    NOT_SURE = "not-sure"


class Refusal(StrEnum):
    """In which manner the server turned a session away."""

    WORDLESS = "wordless"
    IN_WORDS = "in-words"
    PACKET_FILTER = "packet-filter"
    SILENT = "silent"
    CUT = "cut"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: a stable code, and the indexes into the case's events that show it."""

    code: str
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A limit on new connections: about `count` in about `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What kind of limit, its number, how sure, and why.

    `limit` is None where no number is known; with `at_least` the real one may be higher;
    `limit_named` is the number in the server's own words; `tries` of `tries_of` is how many of
    the attempts beyond the number were turned away alike.
    """

    kind: Kind
    confidence: Confidence
    limit: int | None = None
    limit_named: int | None = None
    at_least: bool = False
    because: tuple[Because, ...] = ()
    refusal: Refusal = Refusal.NONE
    rate: Rate | None = None
    tries: int = 0
    tries_of: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The value to ask for, with its arithmetic: `need` + `headroom`, rounded up = `value`.

    `setting` is the server's name for it ("MAXPERIP", "firewall", ...; "" where unknown).
    `old_rule` is the rule of thumb "computers plus 5", shown beside it (None without a count of
    computers). `server_wide` is the value to ask for the server-wide setting when `value` comes
    near its default, else None.
    """

    setting: str
    value: int
    need: int
    headroom: int
    old_rule: int | None = None
    server_wide_setting: str = ""
    server_wide: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting lives on one system, and the command that applies it.

    `known` is the value as shipped, None where nobody found it; `panel` means that `file` is a path
    in a web interface, `bundle` that people run this system themselves, `in_lines` that the
    remedy's lines are made for it; `note` is the code of what to mind here alone; `log_line` is
    what it writes where it stands in front of a mail service; `source` says who knows all this.
    """

    system: str
    file: str
    restart: str
    known: int | None = None
    panel: bool = False
    bundle: bool = False
    in_lines: bool = False
    variant: str = ""
    note: str = ""
    log_line: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One command for the owner of the server: which step it is, and what to paste."""

    step: str
    run: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the provider's technician needs: setting, places, exception for one address, log.

    `exception` is the command that lifts the limit for one address only, with `{address}` and
    `{value}` to fill in; `log_line` the words to look for; `panel` the path in Plesk and alike.
    `name` is the software's name as people write it; `exception_file` the file the exception
    stands in; `exception_since_year` the year in the software's greeting from which on it knows
    the exception; `notes` are stable codes of what a technician has to mind. `setting` is "" where
    its name is not known. `whole_server_only` means that the software knows no smaller unit, so
    that nothing can be asked for one address. `lines` and `exception_lines` are for the owner,
    `exception_notes` are to be minded with the exception alone.
    """

    software: str
    setting: str
    places: tuple[Place, ...] = ()
    exception: str = ""
    exception_setting: str = ""
    log_line: str = ""
    log_search: str = ""
    panel: str = ""
    server_wide_setting: str = ""
    server_wide_default: int | None = None
    name: str = ""
    exception_file: str = ""
    exception_since_year: int = 0
    notes: tuple[str, ...] = ()
    undo: str = "old-value"
    whole_server_only: bool = False
    lines: tuple[Line, ...] = ()
    exception_lines: tuple[Line, ...] = ()
    exception_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything said about a case: one value for window, command line and papers.

    `variant` is the finer name of the software ("" where none is known); `in_front` are the places
    of what may stand before the mail service and refuse in its stead; `known` is what was known of
    the provider before the test; `today` what the office can do by itself before it answers.
    """

    verdict: Verdict
    need: Need
    software: str
    enough: bool
    suggestion: Suggestion | None = None
    remedy: Remedy | None = None
    known: Known | None = None
    variant: str = ""
    in_front: tuple[Place, ...] = ()
    today: Today = field(default_factory=Today)
