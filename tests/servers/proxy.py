"""What stands before a mail server and passes its bytes on: the part that all proxies share.

The certificate, the greeting and the passwords are the backend's; the ports are the proxy's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Unpack

from tests.servers.certs import ServerCert, shared_certs
from tests.servers.fetch import PROXIES
from tests.servers.kernel import free_ports
from tests.servers.real import SERVICE_ID, Common, RealServer


class Backend(Protocol):
    """A mail server to stand before; every real server is one."""

    @property
    def host(self) -> str:
        """Its address."""

    @property
    def imap(self) -> int:
        """Its plain port."""

    @property
    def imaps(self) -> int:
        """Its encrypted port."""

    @property
    def cert(self) -> ServerCert:
        """What it shows."""


@dataclass(frozen=True)
class Nobody:
    """A backend that is down: nothing listens on its ports."""

    imap: int
    imaps: int
    cert: ServerCert
    host: str = "127.0.0.1"


def nobody() -> Nobody:
    """Two ports without a server."""
    imap, imaps = free_ports(2)
    return Nobody(imap, imaps, shared_certs().valid)


class Proxy(RealServer):
    """Some proxy before backends that already run."""

    tree = PROXIES

    def __init__(self, *backends: Backend, **common: Unpack[Common]) -> None:
        """Takes who answers in the end; the certificate to trust is that of the first."""
        common.setdefault("cert", backends[0].cert)
        super().__init__(**common)
        self.backends: Sequence[Backend] = backends

    @property
    def ways(self) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
        """Name and port of each service, and the backends' ports behind it."""
        return (
            ("imap", self.imap, tuple(backend.imap for backend in self.backends)),
            ("imaps", self.imaps, tuple(backend.imaps for backend in self.backends)),
        )

    def write_proxy_accounts(self) -> None:
        """Root, and who the proxy becomes."""
        self.write_accounts({"root": 0, "proxy": SERVICE_ID})
