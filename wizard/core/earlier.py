"""An earlier test as entries: the same server, way in and need, so that only the password is asked.

Owns what a test that is made again has in common with the first one. What comes out of a file is
untrusted: a value that no field would take is left out, and a server that is none is no test.
"""

from __future__ import annotations

from collections.abc import Collection

from wizard.core.case_file import CaseFile
from wizard.core.entries import (
    Entries,
    Support,
    check_address,
    check_office_address,
    check_server,
    check_user,
)
from wizard.core.manners import CEILING_UNLOCKED
from wizard.core.model import Case, Plan

_USUAL_PROGRAM = "not-sure"


def entries_of(file: CaseFile, programs: Collection[str]) -> Entries | None:
    """The entries of the latest test; None where its server has no name that can be asked.

    `programs` are the mail programs that a need can be counted for.
    """
    case = file.latest
    server, user = check_server(case.target.host), check_user(case.target.user or "")
    if server.fault:
        return None
    address, office = check_address(user), check_office_address(file.sender.office_address)
    need = case.plan.need
    return Entries(
        address="" if address.fault else address.value,
        server=server.value,
        port=case.target.port,
        user=user,
        security=case.target.security,
        signs_in=case.target.signs_in,
        again=True,
        family=_family(case),
        need=need,
        computers=need.computers,
        program=need.program if need.program in programs else _USUAL_PROGRAM,
        phones=need.phones,
        other=need.other,
        office_address="" if office.fault else office.value,
        mail_closed=case.plan.mail_closed,
        support=_support(case.plan),
    )


def _family(case: Case) -> int | None:
    """The one that was asked for, else the one that was used: the other may have its own limit."""
    if case.target.family is not None or not case.address:
        return case.target.family
    return 6 if ":" in case.address else 4


def _support(plan: Plan) -> Support:
    """A ceiling that IT support had changed stays, for the numbers are to be compared."""
    usual = Plan(plan.need).most
    return Support() if plan.most == usual else Support(most=min(plan.most, CEILING_UNLOCKED))
