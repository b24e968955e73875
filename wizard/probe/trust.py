"""Whom an encrypted session trusts, and the one context all sessions of a test share.

Making a context loads every authority of the system and costs 17 ms (measured), so there is one
per test and kind. It must never turn checking off but where it is told that nothing secret is sent.
"""

from __future__ import annotations

import ssl
from contextlib import suppress


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


def context(
    ca_file: str | None, trusted: str | None, *, checked: bool, any_name: bool = False
) -> ssl.SSLContext:
    """A context that trusts the system's authorities and what is given besides.

    `ca_file` is a path, `trusted` a certificate as PEM text. Without `checked` any certificate is
    taken, and neither is read; with `any_name` one for another server as well. Raises OSError or
    ssl.SSLError (an OSError) for what cannot be read.
    """
    if checked:
        made = ssl.create_default_context(cafile=ca_file)
        if trusted is not None:
            made.load_verify_locations(cadata=trusted)
        made.check_hostname = not any_name
    else:
        # Who takes any certificate need not load the authorities.
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    made.sslsocket_class = EncryptedSocket
    return made


def cannot_trust(ca_file: str) -> bool:
    """Whether this file holds no certificate authority that can be read."""
    try:
        context(ca_file, None, checked=True)
    except (OSError, ValueError):
        return True
    return False
