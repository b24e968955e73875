"""Web sites of the tests, https only: pages, redirects and silence for the names it is given.

Owns one port, a thread for it and one for each connection. It shows each visitor the certificate
of the name he asks for, and to every other name one that is made for another. It keeps every
request, so that a test can prove what was never sent. It must never fetch anything itself.
"""

from __future__ import annotations

import http.server
import socketserver
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Self, cast

from tests.servers.certs import Certs, ServerCert
from wizard.probe.trust import EncryptedSocket

PORT: Final = 443
PATIENCE: Final = 5.0
XML: Final = "text/xml; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """What is answered; `silent`: nothing, as long as the visitor waits."""

    body: bytes = b""
    status: int = HTTPStatus.OK
    headers: tuple[tuple[str, str], ...] = ()
    silent: bool = False


NOT_THERE: Final = Page(b"not here\n", HTTPStatus.NOT_FOUND)
SILENT: Final = Page(silent=True)


def xml(text: str) -> Page:
    """A file with settings."""
    return Page(text.encode(), headers=(("Content-Type", XML),))


def moved_to(address: str) -> Page:
    """A redirect."""
    return Page(status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", address),))


@dataclass(frozen=True)
class Request:
    """What a visitor asked for: all of it, in lines."""

    host: str
    path: str
    said: str


class Handler(http.server.BaseHTTPRequestHandler):
    """One visitor. Every answer ends the connection."""

    timeout = PATIENCE

    def setup(self) -> None:
        """Encrypts first: in this visitor's own thread, so that nobody else waits for him."""
        self.request.settimeout(PATIENCE)
        self.request.do_handshake()
        super().setup()

    def do_GET(self) -> None:
        """Answers."""
        sites = cast("Sites", self.server)
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        sites.requests.append(Request(host, self.path, f"{self.requestline}\n{self.headers}"))
        page = sites.pages.get(f"https://{host}{self.path}", sites.otherwise)
        if page.silent:
            sites.stopping.wait()
            return
        self.send_response(page.status)
        for header in page.headers:
            self.send_header(*header)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, *_: object) -> None:
        """Says nothing: the requests are kept."""


class Sites(socketserver.ThreadingTCPServer):
    """`Sites({"https://miller.example/": Page(b"Hello")}, certs)`; it serves the pages' names."""

    allow_reuse_address = True
    block_on_close = True

    def __init__(
        self,
        pages: Mapping[str, Page],
        certs: Certs,
        *,
        address: str = "127.0.0.1",
        port: int = PORT,
        unproven: Sequence[str] = (),
        otherwise: Page = NOT_THERE,
    ) -> None:
        """Makes the certificates; there is no server before `start`.

        Args:
            pages: by their whole addresses.
            certs: the authority that signs.
            address: where it listens.
            port: where it listens.
            unproven: names that get the certificate of another, though there are pages for them.
            otherwise: what every other page is.
        """
        self.pages = dict(pages)
        self.otherwise = otherwise
        self.authority = certs.ca
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="sites", daemon=True)
        names = {name_of(page) for page in pages} - set(unproven)
        self._shown = {name: context(certs.issue(f"site-{name}", (name,))) for name in names}
        self._stranger = context(certs.wrong_name)
        self._stranger.sni_callback = self._choose
        self._stranger.sslsocket_class = EncryptedSocket
        self._place = (address, port)

    def _choose(self, one: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        if shown := self._shown.get(name or ""):
            one.context = shown

    def get_request(self) -> tuple[ssl.SSLSocket, object]:
        """The next visitor; his thread does the rest."""
        plain, client = super().get_request()
        wrapped = self._stranger.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        return wrapped, client

    def handle_error(self, *_: object) -> None:
        """Whoever does not trust us hangs up in the middle: no news."""

    def start(self) -> Self:
        """Listens, in the network that the calling thread is in."""
        super().__init__(self._place, Handler)  # makes the socket, and closes it where it fails
        self._thread.start()
        return self

    def _serve(self) -> None:
        self.serve_forever(poll_interval=0.05)

    def stop(self) -> None:
        """Ends, and waits for every visitor's thread. Stopping twice is fine."""
        self.stopping.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
            self.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *trouble: object) -> None:
        self.stop()

    @property
    def names_visited(self) -> set[str]:
        """Every name that a request was sent to."""
        return {request.host for request in self.requests}


def name_of(page: str) -> str:
    """The host in a page's address."""
    return page.removeprefix("https://").partition("/")[0]


def context(cert: ServerCert) -> ssl.SSLContext:
    """How a server with this certificate speaks."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(cert.chain, cert.key)
    return made
