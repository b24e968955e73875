"""Where the mail of an address may be: ordered guesses, best first. Nobody is asked.

Owns the look-up in the table of providers (resources/mail-providers.json, handed in as parsed
JSON) and the usual names of mail servers. A guess is never used before its server has answered
with a certificate for that very name (probe/finding.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from wizard.core.entries import LONGEST_NAME, domain_of
from wizard.core.model import Outcome, Security

Table = Mapping[str, Any]

_USUAL_NAMES: Final = ("imap.{}", "mail.{}", "{}")
# Encrypted from the first byte is better on any name than encrypted later on the best one.
_USUAL_DOORS: Final = ((993, Security.TLS), (143, Security.STARTTLS))
_DOMAIN: Final = "%EMAILDOMAIN%"


class SignIn(StrEnum):
    """What a provider takes for a sign-in."""

    PASSWORD = "password"  # noqa: S105 - a code
    HASHED = "password-hashed"
    BROWSER = "oauth2"


class Source(StrEnum):
    """How we came to think of a server."""

    LIST = "list"
    USUAL_NAME = "usual-name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A server that may hold the mailbox.

    `user` is what would be signed in with; `sign_in` what the provider is known to take (empty
    where nothing is known); `provider` its name where it is in our list.
    """

    host: str
    port: int
    security: Security
    user: str
    source: Source
    sign_in: tuple[SignIn, ...] = ()
    provider: str = ""


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
    """The best candidate that answered, and everything tried in the order of rank."""

    best: Candidate | None = None
    tried: tuple[Tried, ...] = ()
    stopped: bool = False

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
    local = address.rpartition("@")[0]
    domain = domain_of(address) if local else ""
    if "." not in domain:
        return ()
    listed = _listed(address, local, domain, table)
    taken = {(one.host, one.port) for one in listed}
    guessed = (one for one in _usual(address, domain) if (one.host, one.port) not in taken)
    return (*listed, *guessed)


def _listed(address: str, local: str, domain: str, table: Table) -> tuple[Candidate, ...]:
    rows = (row for row in table["providers"] if domain in row["domains"])
    return tuple(
        Candidate(
            host=server["host"].replace(_DOMAIN, domain),
            port=server["port"],
            security=Security(server["security"]),
            user=address if server["user"] == "emailaddress" else local,
            source=Source.LIST,
            sign_in=tuple(SignIn(code) for code in server["sign_in"]),
            provider=row["name"],
        )
        for row in rows
        for server in row["servers"]
    )


def _usual(address: str, domain: str) -> tuple[Candidate, ...]:
    hosts = [name.format(domain) for name in _USUAL_NAMES]
    return tuple(
        Candidate(host, port, security, address, Source.USUAL_NAME)
        for port, security in _USUAL_DOORS
        for host in hosts
        if len(host) <= LONGEST_NAME
    )
