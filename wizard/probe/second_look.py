"""A second look at a certificate that did not pass: what it is, and for which names it was made.

Owns one more connection, opened only after the check failed: Python shows a certificate only where
the handshake succeeds. Nobody signs in on it, and what it shows is never trusted for that. It also
reads certificates; each is a stranger's, so whatever cannot be read is not told.
"""

from __future__ import annotations

import hashlib
import queue
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID

from wizard.core import bounds, certificate
from wizard.core.certificate import Certificate
from wizard.core.model import Door, Security
from wizard.core.shown_names import may_be_taken, offered
from wizard.probe.connect import Cutter, connect
from wizard.probe.failures import readable
from wizard.probe.lookup import Found
from wizard.probe.trust import context
from wizard.probe.ways import How
from wizard.probe.wire import Wire, encrypted

# It answered a moment ago.
_SECONDS: Final = 5.0
_LOOK_UP_SECONDS: Final = 3.0
_ISSUER: Final = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
_LONGEST: Final = 200
_FIRST: Final = datetime(bounds.FIRST_YEAR, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(bounds.LAST_YEAR, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was seen. `fault` is the code of what is wrong, as far as the look told more of it."""

    fault: str
    certificate: Certificate | None = None
    names: tuple[str, ...] = ()


def look_again(door: Door, how: How, cutter: Cutter, fault: str) -> Shown:
    """What the server shows whose certificate has this `fault`; nothing where nobody asks.

    Names are told only where nothing else is wrong. Takes over `cutter`, whose socket before is
    closed.
    """
    if how.any_name is None:
        return Shown(fault)
    cutter.drop()
    only_the_name = fault == certificate.NAME
    try:
        tls = how.any_name() if only_the_name else context(None, None, checked=False)
        data = _certificate(door, how, cutter, tls)
        seen, names = read(data)
    except Exception:  # noqa: BLE001  what cannot be seen is not told; the fault is, anyway
        return Shown(fault)
    if certificate.antivirus(seen) and how.minds_antivirus:
        return Shown(certificate.ANTIVIRUS, seen)
    if not only_the_name:
        return Shown(fault, seen)
    names = offered(names, how.host)
    here = _leads_here(door, how, names)
    return Shown(certificate.NAME_HERE, seen, (here,)) if here else Shown(fault, seen, names)


def of(sock: socket.socket) -> Certificate | None:
    """The certificate of an encrypted connection, None where there is none that can be read."""
    if not isinstance(sock, ssl.SSLSocket):
        return None
    try:
        return read(sock.getpeercert(binary_form=True))[0]
    except Exception:  # noqa: BLE001  it was accepted, or does not matter; only reading it failed
        return None


def read(data: bytes | None) -> tuple[Certificate, tuple[str, ...]]:
    """A certificate, and the servers' names in it; raises whatever goes wrong."""
    assert data is not None
    parsed = x509.load_der_x509_certificate(data)
    seen = Certificate(
        fingerprint=hashlib.sha256(data).hexdigest(),
        issuer=_written(parsed.issuer),
        by_itself=parsed.issuer == parsed.subject,
        starts=_kept(parsed.not_valid_before_utc),
        ends=_kept(parsed.not_valid_after_utc),
    )
    try:
        found = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        return seen, tuple(found.value.get_values_for_type(x509.DNSName))
    except (x509.ExtensionNotFound, ValueError):
        return seen, ()


def _certificate(door: Door, how: How, cutter: Cutter, tls: ssl.SSLContext) -> bytes | None:
    family = socket.AF_INET6 if ":" in door.address else socket.AF_INET
    seconds = min(_SECONDS, how.patience.greeting)
    sock = connect(cutter, family, (door.address, door.port), how.source, seconds)
    if door.security == Security.TLS:
        wrapped = encrypted(sock, tls, how.host)
        cutter.watch(wrapped)
        wrapped.settimeout(seconds)
        wrapped.do_handshake()
        return wrapped.getpeercert(binary_form=True)
    wire = Wire(sock, how.host, seconds, cutter.watch)
    wire.greet()
    wire.lines.begin_phase(seconds)
    wire.starttls(ssl_context=tls)
    now = wire.lines.sock
    assert isinstance(now, ssl.SSLSocket)
    return now.getpeercert(binary_form=True)


def _leads_here(door: Door, how: How, names: tuple[str, ...]) -> str:
    """The first of these names that may be taken and is a name of this very address."""
    user = None if how.account is None else how.account.user
    for name in names:
        if not may_be_taken(name, how.host, user):
            continue
        answers: queue.SimpleQueue[Found] = queue.SimpleQueue()
        how.look_up(name, answers.put)
        try:
            found = answers.get(timeout=_LOOK_UP_SECONDS)
        except queue.Empty:
            return ""
        if door.address in found.addresses:
            return name
    return ""


def _written(name: x509.Name) -> str:
    """What a certificate says of somebody, in one printable line."""
    parts = [
        str(each.value)[:_LONGEST] for kind in _ISSUER for each in name.get_attributes_for_oid(kind)
    ]
    text = ", ".join(dict.fromkeys(parts[:8]))[:_LONGEST]
    return readable([text.encode("utf-8", "replace")])


def _kept(moment: datetime) -> datetime:
    """A date of a certificate: some last until the year 9999."""
    return min(max(moment, _FIRST), _LAST)
