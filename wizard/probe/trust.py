"""Whom an encrypted session trusts, and the one context all sessions of a test share.

Making a context loads every authority of the system and costs 17 ms (measured), so there is one
per test and kind. It must never turn checking off but where it is told that nothing secret is
sent, or where the one certificate that is accepted is known by its fingerprint.

On Windows and macOS the system itself is asked (truststore). Elsewhere its authorities are files:
those of OpenSSL's own places where they are there, else those of the usual distributions, for the
bundled program carries the places of the computer it was built on.
"""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import truststore

from wizard.core.certificate import CHANGED, NO_AUTHORITIES

# In the order of how many computers have them: Debian and its kin, Fedora and RHEL with both of
# their ways, openSUSE, Alpine and Arch, NixOS, OpenELEC, FreeBSD. The places are those that these
# distributions document, and that Go's crypto/x509 (root_linux.go, root_bsd.go) and curl look in.
AUTHORITIES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs/ca-bundle.crt",
    "/etc/pki/tls/cacert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
)
# How OpenSSL names the files of a folder of authorities.
_HASHED: Final = re.compile(r"[0-9a-f]{8}\.\d+")
# OpenSSL: signed by itself, by itself in the chain, issuer not found, first one not confirmed.
_UNKNOWN_ISSUERS: Final = frozenset({18, 19, 20, 21})
_ASKS_THE_SYSTEM = sys.platform in {"win32", "darwin"}


class EncryptedSocket(ssl.SSLSocket):
    """An encrypted socket for a connection that may be gone before the encryption begins.

    WORKAROUND(https://github.com/python/cpython/issues/113280): asked who its peer is, a socket
    that was reset raises, and `wrap_socket` then loses it without closing it. So this one answers;
    the handshake finds out.
    """

    def getpeername(self) -> object:
        """The peer's address; nobody's if the connection is gone."""
        with suppress(OSError):
            return super().getpeername()
        return ("", 0)


class OtherCertificateError(ssl.SSLCertVerificationError):
    """The server shows another certificate than the one that was trusted by hand."""

    fault = CHANGED


class NoAuthoritiesError(ssl.SSLCertVerificationError):
    """Nobody is trusted here, so this certificate says nothing against its server."""

    fault = NO_AUTHORITIES


class _Forlorn(EncryptedSocket):
    """On a computer without authorities: a certificate that nobody confirms is not the server's."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except ssl.SSLCertVerificationError as error:
            if error.verify_code in _UNKNOWN_ISSUERS:
                raise NoAuthoritiesError(*error.args) from error
            raise


class SystemContext(truststore.SSLContext):
    """Lets Windows or macOS decide.

    WORKAROUND(https://github.com/sethmlarson/truststore/issues/209): its contexts lock themselves
    for a whole handshake, so one silent server would hold up every other session. Each socket gets
    a context of its own, which costs nothing there: no authorities are loaded.
    """

    def __init__(self, protocol: int = ssl.PROTOCOL_TLS_CLIENT) -> None:
        """For clients."""
        super().__init__(protocol)
        self._besides: list[str] = []

    def trust_besides(self, authority: str) -> None:
        """Trust this one (PEM text) as well."""
        self.load_verify_locations(cadata=authority)
        self._besides.append(authority)

    def wrap_socket(self, sock: socket.socket, *args: Any, **how: Any) -> ssl.SSLSocket:  # noqa: ANN401
        """A socket whose handshake asks the system."""
        one = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        one.check_hostname = self.check_hostname
        for authority in self._besides:
            one.load_verify_locations(cadata=authority)
        return one.wrap_socket(sock, *args, **how)


def context(
    ca_file: str | None, trusted: str | None, *, checked: bool, any_name: bool = False
) -> ssl.SSLContext:
    """A context that trusts the system's authorities or a file's, and what is given besides.

    `ca_file` is a path, `trusted` a certificate as PEM text. Without `checked` any certificate is
    taken, and neither is read; with `any_name` one for another server as well. Raises OSError or
    ssl.SSLError (an OSError) for what cannot be read.
    """
    if not checked:
        return _unchecked()
    if ca_file is None and _ASKS_THE_SYSTEM:
        asking = SystemContext(ssl.PROTOCOL_TLS_CLIENT)
        if trusted is not None:
            asking.trust_besides(trusted)
        asking.check_hostname = not any_name
        return asking
    made = ssl.create_default_context(cafile=ca_file)
    made.sslsocket_class = EncryptedSocket
    if ca_file is None:
        _load_the_systems(made)
        if not _known(made):
            made.sslsocket_class = _Forlorn
    if trusted is not None:
        made.load_verify_locations(cadata=trusted)
    made.check_hostname = not any_name
    return made


def authorities() -> int | None:
    """How many authorities are trusted here; None where the system itself is asked."""
    if _ASKS_THE_SYSTEM:
        return None
    return _known(context(None, None, checked=True))


def _known(made: ssl.SSLContext) -> int:
    """How many authorities it has. Of a folder only those are loaded that a server names."""
    folder = ssl.get_default_verify_paths().capath
    beside = len(_authorities_in(folder)) if folder else 0
    return max(made.cert_store_stats()["x509_ca"], beside)


def pinned(fingerprint: str) -> ssl.SSLContext:
    """A context that takes one certificate only, whoever made it: the one with this SHA-256."""

    class Pinned(EncryptedSocket):
        """Its handshake ends where the certificate is another one."""

        def do_handshake(self, block: bool = False) -> None:
            super().do_handshake(block)
            shown = self.getpeercert(binary_form=True) or b""
            if hashlib.sha256(shown).hexdigest() != fingerprint:
                raise OtherCertificateError("this is not the certificate that was trusted")

    made = _unchecked()
    made.sslsocket_class = Pinned
    return made


def _unchecked() -> ssl.SSLContext:
    # Who takes any certificate need not load the authorities.
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    made.sslsocket_class = EncryptedSocket
    return made


def _load_the_systems(made: ssl.SSLContext) -> None:
    """The authorities of this distribution, where they are not in OpenSSL's own places."""
    usual = ssl.get_default_verify_paths()
    if usual.cafile or (usual.capath and _authorities_in(usual.capath)):
        return
    for place in AUTHORITIES:
        if Path(place).is_file():
            made.load_verify_locations(cafile=place)
            return


def _authorities_in(folder: str) -> list[str]:
    """The names of the authorities that OpenSSL finds in this folder, which may be there empty."""
    with suppress(OSError):
        return [place.name for place in Path(folder).iterdir() if _HASHED.fullmatch(place.name)]
    return []


def cannot_trust(ca_file: str) -> bool:
    """Whether this file holds no certificate authority that can be read."""
    try:
        context(ca_file, None, checked=True)
    except (OSError, ValueError):
        return True
    return False
