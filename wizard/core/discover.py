"""Where the mail of an address may be: what is known beforehand, and what a search brings.

Owns the look-up in the table of providers (resources/mail-providers.json, handed in as parsed
JSON), the usual names of mail servers, and the values of a search. It asks nobody. A place is never
used before its server has answered with a certificate for that very name (probe/finding.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from wizard.core.entries import LONGEST_NAME, domain_of
from wizard.core.model import Outcome, Security

Table = Mapping[str, Any]

_USUAL_NAMES: Final = ("imap.{}", "mail.{}", "{}")
# Encrypted from the first byte is better on any name than encrypted later on the best one.
_USUAL_DOORS: Final = ((993, Security.TLS), (143, Security.STARTTLS))
# The detail of a place whose server has addresses, but none of the family that was asked for.
NO_SUCH_FAMILY: Final = "no-such-family"
_DOMAIN: Final = "%EMAILDOMAIN%"


class SignIn(StrEnum):
    """What a provider takes for a sign-in."""

    PASSWORD = "password"  # noqa: S105 - a code
    HASHED = "password-hashed"
    BROWSER = "oauth2"


class Source(StrEnum):
    """How we came to think of a server: the ways of a search, best first."""

    LIST = "list"
    AUTOCONFIG = "autoconfig"
    WELL_KNOWN = "well-known"
    MX_LIST = "mx-list"
    MX_AUTOCONFIG = "mx-autoconfig"
    SRV_TLS = "srv-imaps"
    SRV = "srv-imap"
    MOZILLA = "mozilla"
    USUAL_NAME = "usual-name"


# Who said it could be anybody between us and the name server: no certificate spoke for the answer.
_UNPROVEN: Final = frozenset({Source.MX_AUTOCONFIG, Source.SRV_TLS, Source.SRV})


class Answer(StrEnum):
    """What became of one way of a search."""

    FOUND = "found"
    NOTHING = "nothing"
    NO_ANSWER = "no-answer"
    CERTIFICATE = "certificate"
    NOT_ALLOWED = "not-allowed"
    NOT_UNDERSTOOD = "not-understood"
    OUR_FAULT = "our-fault"


@dataclass(frozen=True, slots=True)
class Asked:
    """One place that was asked where the mail is. `place` is its name, never an address."""

    source: Source
    place: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Candidate:
    """A server that may hold the mailbox.

    `user` is what would be signed in with; `sign_in` what the provider is known to take (empty
    where nothing is known); `provider` its name where it is in our list. `is_proven` is False where
    only name servers led to a server that is not of the address's own domain: anybody on the way
    can answer for them, so nobody signs in there before the user has seen the name.
    """

    host: str
    port: int
    security: Security
    user: str
    source: Source
    sign_in: tuple[SignIn, ...] = ()
    provider: str = ""
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one candidate: `OPEN` where a mail server answered with a good certificate.

    `detail` is a stable code (which fault of the certificate, say); `takes_password` is None
    where the server was not asked, False where it signs in through a browser only.
    """

    candidate: Candidate
    outcome: Outcome
    detail: str = ""
    milliseconds: float = 0.0
    takes_password: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The best candidate that answered, and everything asked and tried in the order of rank."""

    best: Candidate | None = None
    tried: tuple[Tried, ...] = ()
    stopped: bool = False
    asked: tuple[Asked, ...] = ()

    @property
    def takes_password(self) -> bool | None:
        """Whether the server that was found takes passwords at all."""
        best = (one for one in self.tried if one.candidate == self.best)
        return next((one.takes_password for one in best), None)

    @property
    def bad_certificate(self) -> Tried | None:
        """The best server that is there, but could not prove its name; None where one could."""
        if self.best is not None:
            return None
        bad = (one for one in self.tried if one.outcome is Outcome.CERTIFICATE_PROBLEM)
        return next(bad, None)


def candidates(address: str, table: Table) -> tuple[Candidate, ...]:
    """Where the mail of a checked address may be, best first; none for what is no address."""
    return apart((*listed(address, table), *usual(address)))


def domain_to_search(address: str) -> str:
    """The domain of a checked address as name servers know it; "" for what is no address."""
    local = address.rpartition("@")[0]
    domain = domain_of(address) if local else ""
    return domain if "." in domain else ""


def listed(address: str, table: Table) -> tuple[Candidate, ...]:
    """What our list says of the domain of an address."""
    domain = domain_to_search(address)
    return listed_as(domain, address, table) if domain else ()


def listed_as(
    domain: str, address: str, table: Table, source: Source = Source.LIST
) -> tuple[Candidate, ...]:
    """The same, for an address whose mail is kept as that of `domain`."""
    local, own = address.rpartition("@")[0], domain_to_search(address)
    rows = (row for row in table["providers"] if domain in row["domains"])
    return tuple(
        Candidate(
            host=server["host"].replace(_DOMAIN, own),
            port=server["port"],
            security=Security(server["security"]),
            user=address if server["user"] == "emailaddress" else local,
            source=source,
            sign_in=tuple(SignIn(code) for code in server["sign_in"]),
            provider=row["name"],
        )
        for row in rows
        for server in row["servers"]
    )


def usual(address: str) -> tuple[Candidate, ...]:
    """The usual names of a mail server."""
    domain = domain_to_search(address)
    hosts = [name.format(domain) for name in _USUAL_NAMES] if domain else []
    return tuple(
        Candidate(host, port, security, address, Source.USUAL_NAME)
        for port, security in _USUAL_DOORS
        for host in hosts
        if len(host) <= LONGEST_NAME
    )


def apart(places: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each door once, as it was named first."""
    found: dict[tuple[str, int], Candidate] = {}
    for one in places:
        found.setdefault((one.host, one.port), one)
    return tuple(found.values())


def proven(source: Source, host: str, address: str) -> bool:
    """Whether somebody with a certificate, or the domain itself, speaks for this server."""
    domain = domain_to_search(address)
    return source not in _UNPROVEN or host == domain or host.endswith(f".{domain}")
