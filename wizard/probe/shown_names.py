"""Which names the certificate of a server holds that was made for another one.

Owns one more connection, opened only after the check of the name failed: Python tells the names
only where the handshake succeeds. The authority is checked as before; nobody signs in.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable

from wizard.core.model import Door, Security
from wizard.core.shown_names import offered
from wizard.probe.connect import Cutter, connect
from wizard.probe.ways import How
from wizard.probe.wire import Wire, encrypted

# It answered a moment ago.
_SECONDS = 5.0


def shown_names(door: Door, how: How, cutter: Cutter) -> tuple[str, ...]:
    """The names that may be offered; none where the certificate is bad in another way as well.

    Takes over `cutter`, whose socket before is closed.
    """
    if how.any_name is None:
        return ()
    cutter.drop()
    family = socket.AF_INET6 if ":" in door.address else socket.AF_INET
    seconds = min(_SECONDS, how.patience.greeting)
    try:
        sock = connect(cutter, family, (door.address, door.port), how.source, seconds)
        shown = _certificate(sock, door, how, cutter, how.any_name, seconds)
    except Exception:  # noqa: BLE001  what cannot be seen is not offered; the fault is told anyway
        return ()
    names = shown.get("subjectAltName", ()) if shown else ()
    return offered([name for kind, name in names if kind == "DNS"], how.host)


def _certificate(
    sock: socket.socket,
    door: Door,
    how: How,
    cutter: Cutter,
    any_name: Callable[[], ssl.SSLContext],
    seconds: float,
) -> dict[str, tuple[tuple[str, str], ...]] | None:
    if door.security == Security.TLS:
        wrapped = encrypted(sock, any_name(), how.host)
        cutter.watch(wrapped)
        wrapped.settimeout(seconds)
        wrapped.do_handshake()
        return wrapped.getpeercert()  # type: ignore[return-value]
    wire = Wire(sock, how.host, seconds, cutter.watch)
    wire.greet()
    wire.lines.begin_phase(seconds)
    wire.starttls(ssl_context=any_name())
    now = wire.lines.sock
    assert isinstance(now, ssl.SSLSocket)
    return now.getpeercert()  # type: ignore[return-value]
