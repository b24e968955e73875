"""Who takes in the mail of a domain: one question to this computer's name servers, nothing else.

Owns that question and what our lists say of the answer. Only the domain is sent; nothing is
connected to but the name servers, and nothing that goes wrong is more than "unknown".
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from wizard.core import by_names
from wizard.core.by_names import MailHost
from wizard.core.discover import Candidate, domain_to_search
from wizard.core.reach import checked_name
from wizard.probe.connect import CutError, Cutter
from wizard.probe.name_service import NameService, NoAnswerError

Table = Mapping[str, Any]

SECONDS: Final = 3.0


def mail_hosts(names: NameService, domain: str, until: float, cutter: Cutter) -> tuple[str, ...]:
    """The hosts that take its mail, the first choice first; raises as `NameService.ask` does."""
    told = names.ask(domain, "MX", until, cutter)
    return by_names.mail_hosts(MailHost(r.preference, str(r.exchange)) for r in told)


def receiver(
    address: str,
    tables: tuple[Table, Table],
    names: NameService,
    cutter: Cutter,
    seconds: float = SECONDS,
) -> Candidate | None:
    """The server that our lists know for whoever takes this address's mail; None where unknown.

    `tables` are the providers and the large ones. The caller closes `cutter`.
    """
    domain = checked_name(domain_to_search(address))
    if not domain:
        return None
    try:
        hosts = mail_hosts(names, domain, time.monotonic() + seconds, cutter)
    except (NoAnswerError, CutError, OSError):
        return None
    return next(iter(by_names.listed_hosts(hosts, address, *tables)), None)
