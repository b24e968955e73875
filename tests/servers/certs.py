"""A certificate authority of the tests, and server certificates good and bad.

Owns the keys; they are made anew for each test run and mean nothing outside of it.
"""

import atexit
import functools
import shutil
import ssl
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# The last is the mail server's address in the networks that tests make (network.py).
HERE: Final = ("localhost", "127.0.0.1", "::1", "198.51.100.25")
YEAR: Final = timedelta(days=365)
_MAKING: Final = threading.Lock()


@dataclass(frozen=True)
class ServerCert:
    """What a server shows, and what a client has to trust for it (if that helps at all).

    `newest` is the newest version of TLS that it speaks, None for all of them.
    """

    chain: Path
    key: Path
    cafile: Path
    newest: ssl.TLSVersion | None = None

    def both(self) -> str:
        """Key and certificate in one text, as Courier wants them."""
        return self.key.read_text("ascii") + self.chain.read_text("ascii")


@dataclass(frozen=True)
class Authority:
    """Who signs, and the file of whoever trusts it."""

    name: str
    key: ec.EllipticCurvePrivateKey
    cafile: Path


class Certs:
    """One authority and everything it has signed; files in one directory."""

    def __init__(self, place: Path) -> None:
        """Makes the authority; certificates are made when they are first asked for."""
        self._place = place
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._authority = self._sign("Test Authority", self._key, None, now(), self._key)
        self.ca = place / "authority.pem"
        self.ca.write_bytes(self._authority.public_bytes(serialization.Encoding.PEM))

    @functools.cached_property
    def valid(self) -> ServerCert:
        """For this computer and the tests' own networks; accepted by who trusts `ca`."""
        return self.issue("valid")

    @functools.cached_property
    def expired(self) -> ServerCert:
        """Its time was over a year ago."""
        return self.issue("expired", start=now() - 2 * YEAR)

    @functools.cached_property
    def not_yet_valid(self) -> ServerCert:
        """Its time begins in a year."""
        return self.issue("not_yet_valid", start=now() + YEAR)

    @functools.cached_property
    def wrong_name(self) -> ServerCert:
        """For another host: mail.elsewhere.test."""
        return self.issue("wrong_name", names=("mail.elsewhere.test",))

    @functools.cached_property
    def self_signed(self) -> ServerCert:
        """Signed by itself; trusting `ca` does not help."""
        return self.issue("self_signed", self_signed=True)

    @functools.cached_property
    def unknown_issuer(self) -> ServerCert:
        """Signed by somebody nobody knows, who is not shown; trusting `ca` does not help."""
        shown = self.issue("unknown_issuer", by=self.authority("Somebody in Between"))
        return replace(shown, cafile=self.ca)

    @functools.cached_property
    def by_antivirus(self) -> ServerCert:
        """As an antivirus program makes it; `cafile` is what it installs on the computer."""
        return self.issue("by_antivirus", by=self.authority("Avast Web/Mail Shield Root"))

    def authority(self, name: str) -> "Authority":
        """Another authority of this name."""
        key = ec.generate_private_key(ec.SECP256R1())
        cafile = self._place / f"{name.replace('/', '-').replace(' ', '-')}.pem"
        cert = self._sign(name, key, None, now(), key)
        cafile.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        return Authority(name, key, cafile)

    def issue(
        self,
        label: str,
        names: Sequence[str] = HERE,
        start: datetime | None = None,
        *,
        self_signed: bool = False,
        by: "Authority | None" = None,
    ) -> ServerCert:
        """Makes a server certificate for host names and addresses, good for a year."""
        key = ec.generate_private_key(ec.SECP256R1())
        by = by or Authority("Test Authority", self._key, self.ca)
        signer = key if self_signed else by.key
        cert = self._sign(label, key, names, start or now(), signer, by.name)
        chain, keyfile = self._place / f"{label}.pem", self._place / f"{label}.key"
        chain.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
        keyfile.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return ServerCert(chain, keyfile, by.cafile)

    @staticmethod
    def _sign(
        label: str,
        key: ec.EllipticCurvePrivateKey,
        names: Sequence[str] | None,
        start: datetime,
        signer: ec.EllipticCurvePrivateKey,
        issuer: str = "Test Authority",
    ) -> x509.Certificate:
        """Signs; without names it is an authority. Strict clients want all of the extensions."""
        authority = names is None
        by_itself = signer is key
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(label))
            .issuer_name(named(label if by_itself else issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + YEAR)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(key_usage(authority=authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False
            )
        )
        if names is not None:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([general(name) for name in names]), False
            ).add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
        return builder.sign(signer, hashes.SHA256())


def now() -> datetime:
    """An hour ago, so that no clock is early."""
    return datetime.now(UTC) - timedelta(hours=1)


def named(label: str) -> x509.Name:
    """A certificate's name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, label)])


def general(name: str) -> x509.GeneralName:
    """A host name or an address, as a certificate writes it."""
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def key_usage(*, authority: bool) -> x509.KeyUsage:
    """An authority signs certificates, a server signs handshakes."""
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def shared_certs() -> Certs:
    """The authority of this test run, one for all threads."""
    with _MAKING:
        return made_once()


@functools.cache
def made_once() -> Certs:
    """The first call makes it."""
    place = tempfile.mkdtemp(prefix="certs-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Certs(Path(place))
