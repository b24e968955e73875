"""The one door for window and command line: run a check, read a case.

Both front ends call these two functions and no other of the rings below. What a test needs is
imported by the first call that needs it, so that a window is painted before; `warm_up` does it in
advance.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from wizard import PROGRAM, __version__, assets
from wizard.core import manners, providers
from wizard.core.certificate import Trust
from wizard.core.control import is_here, usual_control
from wizard.core.leaving import AS_USUAL, Leaving
from wizard.core.model import Case, Need, Plan, Security, Target
from wizard.core.secret import Secret
from wizard.core.zone import Zone

if TYPE_CHECKING:
    from wizard.core.advice import Advice
    from wizard.core.discover import Found
    from wizard.core.known import Known
    from wizard.core.time_left import Told as Progress
    from wizard.probe.handover import Handover
    from wizard.probe.practice import PracticeServer
    from wizard.probe.trust import authorities, cannot_trust
    from wizard.probe.ways import Account

__all__ = [
    "PRACTICE_KINDS",
    "PRACTICE_RATES",
    "PRACTICE_SECONDS",
    "PRACTICE_USER",
    "PracticeServer",
    "Progress",
    "answered_without_a_test",
    "authorities",
    "cannot_trust",
    "check",
    "count_need",
    "find",
    "given_need",
    "is_here",
    "practice_server",
    "programs",
    "read",
    "source_fault",
    "usual_control",
    "warm_up",
]

_PROVIDERS = "big-providers.json"
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,5}")

# When a test without sign-in last began, by server: some servers count such sessions (manners.py).
_last_unsigned: dict[tuple[str, int], float] = {}


def check(  # noqa: PLR0913 - each of them is a thing of its own
    target: Target,
    secret: Secret | None,
    plan: Plan,
    on_event: Callable[[Progress], None],
    stop: threading.Event,
    *,
    trusted: str | Trust | None = None,
    second_secret: Secret | None = None,
    left_open: Handover | None = None,
) -> Case:
    """Run one test; returns when every connection is closed.

    Where a large provider runs the mailbox nothing is looked up and nothing connected: what is
    known of that provider is the result at once, and `secret` is not needed.

    `on_event` is called from this thread with each event, each attempt begun and each wait. Set
    `stop` from any thread to end the test politely. `trusted` is a certificate (PEM text) to be
    trusted besides the system's, or more than that; `second_secret` is the password of
    `target.second_user`, who is asked nothing without it; `left_open` is what `find` left open.
    Raises OSError or ssl.SSLError for a CA file that cannot be read, before anything is connected.
    """
    from wizard.core.commands import Ending  # noqa: PLC0415 - not before the window is painted
    from wizard.probe import tally  # noqa: PLC0415 - the same
    from wizard.probe.driver import Driver  # noqa: PLC0415 - the same
    from wizard.probe.ways import ways_into  # noqa: PLC0415 - the same

    known = _look_up(target)
    if answered_without_a_test(target, plan):
        return _known_case(target, plan, known)
    first = _account(target.user, secret)
    second = _account(target.second_user, second_secret)
    trust = trusted if isinstance(trusted, Trust) else Trust(trusted)
    past_antivirus = trust.past_antivirus or plan.test_anyway
    trust = replace(trust, past_antivirus=past_antivirus)
    ways = ways_into(target, plan, (first, second), trust, left_open)
    if second is None:
        target = replace(target, second_user=None)
    plan = _mind_earlier_tests(target, replace(plan, pace=providers.pace(known, plan.pace)))
    case = Driver(target, plan, ways, on_event, stop).run()
    tally.note_test(case)
    if case.ending == Ending.KNOWN_PROVIDER:
        known = providers.by_greeting(_table(_PROVIDERS), case.server)
    return replace(case, known=known, zone=_zone(case.started_at))


def warm_up() -> None:
    """Import what the first test needs: takes a while, so that the test does not."""
    from wizard.core import diagnose, today  # noqa: F401, PLC0415
    from wizard.probe import discovery, driver, practice_certificate  # noqa: F401, PLC0415


def answered_without_a_test(target: Target, plan: Plan) -> bool:
    """Whether `check` will answer at once from what is known, so that no password is needed."""
    known = _look_up(target)
    return known is not None and not known.tested and not plan.test_anyway


def _account(user: str | None, secret: Secret | None) -> Account | None:
    from wizard.probe.ways import Account  # noqa: PLC0415 - not before the window is painted

    return None if user is None or secret is None else Account(user, secret)


def read(case: Case) -> Advice:
    """What a case means: verdict, suggestion, remedy, and what the office can do by itself.

    Pure but for the bundled tables.
    """
    from wizard.core import recommend, today  # noqa: PLC0415 - not before the window is painted
    from wizard.core.diagnose import diagnose  # noqa: PLC0415 - the same

    verdict = diagnose(case)
    advice = recommend.advise(case.server, verdict, case.plan.need, _table("remedies.json"))
    helps = today.what_helps(case, advice, _table("need.json"))
    return replace(advice, known=case.known, today=helps)


def programs() -> tuple[tuple[str, str], ...]:
    """The mail programs the need is counted for, as (id, name)."""
    from wizard.core import recommend  # noqa: PLC0415 - not before the window is painted

    return recommend.programs(_table("need.json"))


def count_need(
    computers: int | None, program: str | None, phones: int, other: int, mailbox: int | None
) -> Need:
    """The need of an office by its devices; ValueError for an unknown program."""
    from wizard.core import recommend  # noqa: PLC0415 - not before the window is painted

    return recommend.count_need(_table("need.json"), computers, program, phones, other, mailbox)


def given_need(connections: int, mailbox: int | None) -> Need:
    """The need as a number the user gave."""
    from wizard.core import recommend  # noqa: PLC0415 - not before the window is painted

    return recommend.given_need(_table("need.json"), connections, mailbox)


@cache
def _table(name: str) -> Any:  # noqa: ANN401  parsed JSON
    return assets.read_json(name)


def _look_up(target: Target) -> Known | None:
    return providers.look_up(_table(_PROVIDERS), target.host, target.user)


def _known_case(target: Target, plan: Plan, known: Known | None) -> Case:
    """The case of a test that was not run."""
    from wizard.core.commands import Ending  # noqa: PLC0415 - not before the window is painted

    now = datetime.now(UTC)
    return Case(
        program=PROGRAM,
        version=__version__,
        started_at=now,
        finished_at=now,
        target=target,
        plan=plan,
        ending=Ending.KNOWN_PROVIDER,
        known=known,
        zone=_zone(now),
    )


def _mind_earlier_tests(target: Target, plan: Plan) -> Plan:
    if target.signs_in or target.security is Security.NONE:
        return plan
    key = (target.host, target.port)
    last, now = _last_unsigned.get(key), time.monotonic()
    _last_unsigned[key] = now
    recent = last is not None and now - last < manners.UNSIGNED_REST_SECONDS
    return replace(plan, recently_unsigned=plan.recently_unsigned or recent)


# -- What a front end may ask before a test -----


def source_fault(address: str, family: int | None) -> str:
    """Why connections cannot leave from `address`, as a code; "" when they can."""
    from wizard.probe.connect import bind_fault  # noqa: PLC0415 - not before the window is painted

    return bind_fault(address, family)


def _zone(moment: datetime) -> Zone:
    """This computer's time zone at that moment: a provider reads local time with its zone."""
    here = moment.astimezone()
    offset, name = here.utcoffset(), here.tzname() or ""
    minutes = 0 if offset is None else round(offset.total_seconds() / 60)
    # Windows gives a whole sentence in the language of the system.
    return Zone(minutes, name if _ABBREVIATION.fullmatch(name) else "")


# -- The practice server -----

PRACTICE_RATES: tuple[str, ...]
PRACTICE_KINDS: tuple[str, ...]
PRACTICE_SECONDS: Final = 30.0  # longer than a test's short waits, shorter than its minute of quiet
PRACTICE_USER = "practice"


def practice_server(
    kind: str = "per-address",
    limit: int = 4,
    port: int = 0,
    tls_port: int = 0,
    seconds: float = PRACTICE_SECONDS,
) -> PracticeServer:
    """A practice server that is not started yet; user and password are `PRACTICE_USER`.

    `seconds` is the time in which the kinds of `PRACTICE_RATES` count.
    """
    from wizard.probe.practice import PracticeServer  # noqa: PLC0415 - as above
    from wizard.probe.practice_kinds import limit_of  # noqa: PLC0415 - as above

    return PracticeServer(limit_of(kind, limit, seconds), port=port, tls_port=tls_port)


# -- The mail server of an address -----


def find(
    address: str,
    stop: threading.Event,
    *,
    trusted: str | None = None,
    ca_file: str | None = None,
    ask_mozilla: bool = False,
    leaving: Leaving = AS_USUAL,
    left_open: Handover | None = None,
) -> Found:
    """The mail server of a checked address; returns in less than 10 s, with its sockets closed.

    Nobody signs in, and only the domain is sent; Mozilla gets it only with `ask_mozilla`. `trusted`
    and `ca_file` are as in `check`, for web servers too. A large provider's server is not tried.
    What was found stays open in `left_open`, where that is given, for `check` to sign in there.
    `leaving` does not hold for questions to name servers: which way they go is the system's.
    """
    from wizard.probe.discovery import Discovery, means  # noqa: PLC0415 - as above
    from wizard.probe.trust import context  # noqa: PLC0415 - as above

    tls = context(ca_file, trusted, checked=True)
    using = means(tls, {"name": PROGRAM, "version": __version__}, leaving)
    tables = (_table("mail-providers.json"), _table(_PROVIDERS))
    return Discovery(address, *tables, using, stop, ask_mozilla, left_open).run()


if not TYPE_CHECKING:  # or no misspelled name would be seen any more

    def __getattr__(name: str) -> object:
        """What a front end may name and the first page does not need, once it is asked for."""
        match name:
            case "PracticeServer":
                from wizard.probe.practice import PracticeServer  # noqa: PLC0415 - as it says

                return PracticeServer
            case "PRACTICE_RATES" | "PRACTICE_KINDS":
                from wizard.probe.practice_kinds import COUNTS, RATES  # noqa: PLC0415 - as it says

                return tuple(RATES) if name == "PRACTICE_RATES" else (*COUNTS, *RATES)
            case "Progress":
                from wizard.core.time_left import Told  # noqa: PLC0415 - as it says

                return Told
            case "authorities" | "cannot_trust":
                from wizard.probe import trust  # noqa: PLC0415 - as it says

                return getattr(trust, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
