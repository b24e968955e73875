"""The throw-away certificate of the practice server.

Owns making it and handing it to the TLS library, which only loads keys from files. The private key
must never lie readable in one: where the system has names for pipes no file is made at all;
elsewhere the key is written encrypted under a password that exists in memory only, loaded, and
deleted at once.
"""

from __future__ import annotations

import os
import secrets
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wizard.probe.trust import EncryptedSocket

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

# Where pipes have names: not on Windows, and not in a bare root without /proc.
PIPES = "/dev/fd"
# Twelve hours each way: clients with a wrong clock or time zone can practise too.
HALF_LIFE = timedelta(hours=12)
NAMES: tuple[x509.GeneralName, ...] = (
    x509.DNSName("localhost"),
    x509.IPAddress(ip_address("127.0.0.1")),
    x509.IPAddress(ip_address("::1")),
)


def fresh_tls() -> tuple[ssl.SSLContext, str]:
    """A server's TLS settings with a certificate made just now, and that certificate (PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key).public_bytes(Encoding.PEM)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sslsocket_class = EncryptedSocket
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Who is woken while reading must still be able to say a last word (Channel.dismiss). OpenSSL
    # before 3.0 has no such option and does not need it.
    context.options |= getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    password = secrets.token_bytes(32).hex().encode()
    encrypted = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password)
    )
    _load(context, certificate + encrypted, password)
    return context, certificate.decode("ascii")


def _load(context: ssl.SSLContext, pem: bytes, password: bytes) -> None:
    """Load certificate and key from pipes, which are gone with the program however that ends."""
    try:
        with ExitStack() as stack:
            # One for the certificate, one for the key: a pipe is read once.
            first, second = (f"{PIPES}/{stack.enter_context(_filled(pem))}" for _ in range(2))
            context.load_cert_chain(first, second, password=password)
    except OSError:  # there are no names for pipes here; those of the library are OSErrors, too
        _load_from_file(context, pem, password)


@contextmanager
def _filled(pem: bytes) -> Iterator[int]:
    """The end of a pipe from which `pem` can be read; far less than any pipe holds."""
    readable, writable = os.pipe()
    try:
        with os.fdopen(writable, "wb") as end:
            end.write(pem)
        yield readable
    finally:
        os.close(readable)


def _load_from_file(context: ssl.SSLContext, pem: bytes, password: bytes) -> None:
    """Load them through a file that only this user can read, and delete it."""
    handle, name = tempfile.mkstemp(prefix=".mail-check-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        context.load_cert_chain(name, password=password)
    finally:
        Path(name).unlink()


def _certificate(key: EllipticCurvePrivateKey) -> x509.Certificate:
    """A certificate for this computer's own names, signed with its own key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - HALF_LIFE)
        .not_valid_after(now + HALF_LIFE)
        .add_extension(x509.SubjectAlternativeName(NAMES), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, SHA256())
    )
