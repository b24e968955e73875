"""What can be told before a password is typed, or none needed, from what lies on the desk.

Owns the questions to the bundled tables. It connects nothing and shows nothing.
"""

from __future__ import annotations

import threading

from wizard import service, sign_in_hints
from wizard.core.discover import Candidate
from wizard.core.model import Outcome, Target
from wizard.core.sign_in import SLOW_MS, other_user
from wizard.sign_in_hints import AppPassword
from wizard.ui import order
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding


def known_at(where: Target, desk: Desk) -> Finding | None:
    """What is known of this mailbox without any test, at a large provider."""
    plan = order.trial(where, desk.manner)
    if not where.user or not service.answered_without_a_test(where, plan):
        return None
    case = service.check(where, None, plan, lambda _: None, threading.Event())
    return Finding(case, service.read(case))


def large_provider(desk: Desk) -> Finding | None:
    """What is known of a mailbox at a large provider, where that is the answer."""
    return known_at(order.target(desk.entries, _listed(desk)), desk)


def browser_only(desk: Desk) -> bool:
    """Whether the provider of the address is listed as one that takes no password."""
    return sign_in_hints.browser_only(_listed(desk))


def app_password(desk: Desk) -> AppPassword | None:
    """Whether the provider of the address wants an app password."""
    where = order.target(desk.entries, _listed(desk) or received(desk))
    return sign_in_hints.app_password(where.host, desk.entries.address or where.user)


def received(desk: Desk) -> Candidate | None:
    """The server of whoever takes in the address's mail, as far as name servers told by now."""
    return desk.receiver.server_of(desk.entries.address) if _is_to_be_found(desk) else None


def ask_who_receives(desk: Desk) -> None:
    """Ask quietly about the address that was entered, where its server is to be found at all."""
    if _is_to_be_found(desk):
        desk.receiver.ask(desk.entries.address)


def other_form(desk: Desk, found_at: Candidate | None) -> str:
    """The other form of the user name that was refused, never tried by itself."""
    used = found_at.user if found_at else (order.target(desk.entries).user or "")
    return other_user(used, desk.entries.address)


def seconds_waited(finding: Finding) -> int:
    """How many seconds the right password had to wait, 0 where it did not wait long."""
    opened = (one for one in finding.case.events if one.outcome is Outcome.OPEN)
    longest = max((one.sign_in_milliseconds or 0.0 for one in opened), default=0.0)
    return round(longest / 1000) if longest > SLOW_MS else 0


def _listed(desk: Desk) -> Candidate | None:
    """The server that our list names for the address, where nobody named one."""
    return sign_in_hints.listed(desk.entries.address) if _is_to_be_found(desk) else None


def _is_to_be_found(desk: Desk) -> bool:
    """Whether somebody signs in at a server that nobody named."""
    entries = desk.entries
    named = entries.knows_server or entries.again or entries.server
    return entries.signs_in and not named
