"""The check of the sign-in: one connection, to the server that was named or that is found first.

Owns this one job. It shows nothing, and what it brings is a value.
"""

from __future__ import annotations

import threading

from wizard import service, sign_in_hints, signing_in
from wizard.core.discover import Found
from wizard.ui import order
from wizard.ui.bridge import Job, Tell
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding, Trial


def trial(desk: Desk) -> Job:
    """One connection: does the sign-in work? Finds the server first, where none was named."""
    entries, secret, trusted, manner = desk.entries, desk.secret, desk.trusted, desk.manner
    mozilla, trust = desk.ask_mozilla, desk.trust
    named = entries.knows_server or entries.again
    before = None if named else desk.found_before()

    def job(tell: Tell, stop: threading.Event) -> Trial:
        with signing_in.handover() as left_open:
            server, found = before, Found()
            if before is not None:
                tell(before)
            elif not named:
                found = service.find(
                    entries.address,
                    stop,
                    trusted=trusted,
                    ask_mozilla=mozilla,
                    leaving=order.leaving(entries),
                    left_open=left_open,
                )
                # One that could not prove its name is asked again, to say exactly what is wrong.
                bad = found.bad_certificate
                server = found.best or (bad.candidate if bad else None)
                if found.stopped or server is None or not server.is_proven:
                    return Trial(None, server, found, stopped=found.stopped)
                if sign_in_hints.browser_only(server):
                    return Trial(None, server, found, browser_only=True)
                tell(server)
            where = order.target(entries, server)
            plan = order.trial(where, manner)
            case = service.check(
                where, secret, plan, tell, stop, trusted=trust, left_open=left_open
            )
            return Trial(Finding(case, service.read(case)), server, found)

    return job
