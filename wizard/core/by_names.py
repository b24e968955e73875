"""What name servers tell of a domain's mail: who takes it (MX), where it is read (SRV).

Owns how such answers become places to try. Anybody on the way may have made them up: names are
checked, counts bounded. It asks nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wizard.core.discover import Candidate, Source, listed_as, proven
from wizard.core.model import Security
from wizard.core.reach import checked_name

Table = Mapping[str, Any]

MOST_HOSTS: Final = 2
MOST_SERVICES: Final = 4
_TLS_PORT: Final = 993
# Below these, in front of a country, everybody has names: co.uk is nobody's own domain.
_EVERYBODYS: Final = frozenset(
    {"ac", "co", "com", "edu", "gov", "gv", "mil", "ne", "net", "or", "org"}
)


@dataclass(frozen=True, slots=True)
class MailHost:
    """An MX record."""

    preference: int
    host: str


@dataclass(frozen=True, slots=True)
class Service:
    """An SRV record; `host` is "." where there is no such service."""

    priority: int
    weight: int
    port: int
    host: str


def mail_hosts(records: Iterable[MailHost]) -> tuple[str, ...]:
    """The best hosts that take the mail of a domain, the first choice first."""
    ordered = sorted(records, key=lambda one: (one.preference, one.host))
    names = (checked_name(one.host) for one in ordered)
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_HOSTS]


def listed_hosts(
    hosts: Iterable[str], address: str, providers: Table, large: Table
) -> tuple[Candidate, ...]:
    """What our two lists say of the hosts that take a domain's mail."""
    found: list[Candidate] = []
    for host in hosts:
        found += _large(host, address, large)
        for domain in _ends(host):
            found += listed_as(domain, address, providers, Source.MX_LIST)
    return tuple(found[:MOST_SERVICES])


def _large(host: str, address: str, large: Table) -> tuple[Candidate, ...]:
    """The server of a large provider that takes this mail; the longest name decides."""
    ends = _ends(host)
    rows = [
        (ends.index(end), row["hosts"][0], row["name"])
        for row in large["providers"]
        for end in row["mx"]
        if end in ends and row["hosts"]
    ]
    if not rows:
        return ()
    _, server, name = min(rows)
    place = Candidate(server, _TLS_PORT, Security.TLS, address, Source.MX_LIST, provider=name)
    return (place,)


def homes(hosts: Iterable[str], own: str) -> tuple[str, ...]:
    """The domains of the hosts that take the mail of `own`: who runs them may publish settings."""
    found: list[str] = []
    for host in hosts:
        ends = _ends(host)
        found += ends[1:3] if len(ends) > 1 else ends
    others = (home for home in found if home != own)
    return tuple(home for home in dict.fromkeys(others) if not _is_everybodys(home))[:MOST_HOSTS]


def _ends(host: str) -> list[str]:
    """A name and the domains it is in, the longest first, none without a dot."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def _is_everybodys(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _EVERYBODYS


def services(records: Iterable[Service], address: str, source: Source) -> tuple[Candidate, ...]:
    """The servers a domain names itself for reading mail (RFC 6186, 8314), best first.

    Among equals the heavier one is first, always: one test does not have to spread its load.
    """
    security = Security.TLS if source is Source.SRV_TLS else Security.STARTTLS
    ordered = sorted(records, key=lambda one: (one.priority, -one.weight, one.host))
    named = ((checked_name(one.host), one.port) for one in ordered if one.port)
    good = list(dict.fromkeys((host, port) for host, port in named if host))[:MOST_SERVICES]
    return tuple(
        Candidate(host, port, security, address, source, is_proven=proven(source, host, address))
        for host, port in good
    )
