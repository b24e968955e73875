"""The web server of the tests: pages, redirects, silence, and a certificate for each name."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import pytest

from tests.servers.certs import Certs
from tests.servers.kernel import free_ports
from tests.servers.sites import NOT_THERE, SILENT, Page, Sites, moved_to, xml

HERE = "127.0.0.1"
PAGES = {
    "https://autoconfig.miller.example/mail/config-v1.1.xml?by=tests": xml("<settings/>"),
    "https://www.miller.example/old": moved_to("https://autoconfig.miller.example/new"),
    "https://www.miller.example/silent": SILENT,
}
Serve = Callable[..., Sites]


@pytest.fixture
def serve(certs: Certs) -> Iterator[Serve]:
    with ExitStack() as running:

        def start(*, unproven: Sequence[str] = (), otherwise: Page = NOT_THERE) -> Sites:
            [port] = free_ports(1)
            made = Sites(PAGES, certs, port=port, unproven=unproven, otherwise=otherwise)
            return running.enter_context(made)

        yield start


def get(web: Sites, host: str, path: str, seconds: float = 5.0) -> tuple[int, bytes, str | None]:
    """Status, content and where it leads, as somebody sees it who trusts the tests' authority."""
    port = web.server_address[1]
    trust = ssl.create_default_context(cafile=str(web.authority))
    with (
        socket.create_connection((HERE, port), seconds) as plain,
        trust.wrap_socket(plain, server_hostname=host) as one,
    ):
        connection = http.client.HTTPConnection(host)
        connection.sock = one
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.getheader("Location")


def test_a_page_a_redirect_and_nothing(serve: Serve) -> None:
    web = serve()
    page = get(web, "autoconfig.miller.example", "/mail/config-v1.1.xml?by=tests")
    assert page == (200, b"<settings/>", None)
    assert get(web, "www.miller.example", "/old")[::2] == (
        301,
        "https://autoconfig.miller.example/new",
    )
    assert get(web, "www.miller.example", "/mail/config-v1.1.xml")[0] == 404
    assert [(one.host, one.path) for one in web.requests] == [
        ("autoconfig.miller.example", "/mail/config-v1.1.xml?by=tests"),
        ("www.miller.example", "/old"),
        ("www.miller.example", "/mail/config-v1.1.xml"),
    ]
    assert "Host: autoconfig.miller.example" in web.requests[0].said
    assert web.names_visited == {"autoconfig.miller.example", "www.miller.example"}


def test_a_name_it_does_not_have_gets_the_certificate_of_another(serve: Serve) -> None:
    web = serve(unproven=("www.miller.example",))
    for host in ("www.miller.example", "portal.hotel.example"):
        with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
            get(web, host, "/old")
    assert web.requests == []


def test_silence_lasts_as_long_as_the_visitor_waits(serve: Serve) -> None:
    web = serve()
    with pytest.raises(TimeoutError):
        get(web, "www.miller.example", "/silent", 0.2)
    assert get(web, "www.miller.example", "/old")[0] == 301


def test_the_same_for_everybody(serve: Serve) -> None:
    """As at a hotel, whatever somebody asks for."""
    web = serve(otherwise=moved_to("https://portal.hotel.example/"))
    assert get(web, "www.miller.example", "/mail")[2] == "https://portal.hotel.example/"


def test_who_hangs_up_at_once_is_no_matter(serve: Serve) -> None:
    web = serve()
    socket.create_connection((HERE, web.server_address[1]), 2).close()
    assert get(web, "www.miller.example", "/old")[0] == 301


def test_a_port_that_is_taken_is_told(certs: Certs) -> None:
    [port] = free_ports(1)
    taken = socket.create_server((HERE, port))
    with taken, pytest.raises(OSError, match="in use"):
        Sites(PAGES, certs, port=port).start()
