"""A real client library works against the practice server, with its certificate checked."""

import contextlib
import math
import os
import socket
import ssl
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import imapclient
import pytest
from cryptography import x509
from imapclient.exceptions import LoginError

from tests.probe.practice_client import WAYS, eventually
from tests.servers import CANARY, USERS
from wizard.probe import practice_certificate
from wizard.probe.practice import COURIER, DOVECOT, NoLimit, PracticeServer, Role

every_way = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    role = replace(COURIER, wrong_password_delay=0.0)
    with PracticeServer(NoLimit(), users=USERS, role=role) as running:
        yield running


def trusting(server: PracticeServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(cadata=server.trusted_certificate)
    return context


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
@every_way
def test_imapclient_works_with_the_certificate_checked(
    server: PracticeServer, way: str, name: str
) -> None:
    port = server.tls_port if way == "tls" else server.port
    context = trusting(server)
    with imapclient.IMAPClient(
        name, port, ssl=way == "tls", ssl_context=context, timeout=10
    ) as client:
        if way == "starttls":
            client.starttls(context)
        with pytest.raises(LoginError, match="Login failed"):
            client.login("alice", "wrong")
        client.login("alice", CANARY)
        assert client.id_() is not None
        assert client.namespace().personal == (("INBOX.", "."),)
        assert client.noop()[0] == b"NOOP completed"
        client.logout()  # does not wait for the end of the connection
    eventually(lambda: server.served_now() == 0)


@pytest.mark.parametrize("role", [COURIER, DOVECOT], ids=lambda role: role.name)
def test_imapclient_can_authenticate(role: Role) -> None:
    with (
        PracticeServer(NoLimit(), users=USERS, role=role) as server,
        imapclient.IMAPClient("localhost", server.port, ssl=False, timeout=10) as client,
    ):
        client.plain_login("alice", CANARY)
        assert client.namespace().other is None


def has_ipv6() -> bool:
    with contextlib.suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return True
    return False


@pytest.mark.skipif(not has_ipv6(), reason="this computer has no ::1")
def test_it_works_over_ipv6() -> None:
    with (
        PracticeServer(host="::1") as server,
        imapclient.IMAPClient(
            "::1", server.tls_port, ssl_context=trusting(server), timeout=10
        ) as client,
    ):
        client.login("practice", "practice")
        assert server.served_now("::1") == 1


def test_nobody_trusts_the_certificate_unless_told_to(server: PracticeServer) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed"):
        imapclient.IMAPClient("localhost", server.tls_port, timeout=10)


def test_the_certificate_is_new_each_time_and_valid_for_a_day_around_now() -> None:
    server = PracticeServer()
    with server:
        first = server.trusted_certificate
    with server:
        assert server.trusted_certificate != first
    found = x509.load_pem_x509_certificate(first.encode())
    assert (found.not_valid_after_utc - found.not_valid_before_utc).days == 1
    assert math.isclose(
        time.time() - found.not_valid_before_utc.timestamp(), 12 * 3600, abs_tol=120
    )
    assert "PRIVATE KEY" not in first


@pytest.mark.parametrize("broken", [False, True])
def test_the_key_is_in_no_file_for_longer_than_needed_and_never_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, broken: bool
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(practice_certificate, "PIPES", str(tmp_path / "none"))
    seen: list[tuple[str, int]] = []

    def load(self: ssl.SSLContext, name: str, key: str = "", password: bytes = b"") -> None:
        if key:
            raise FileNotFoundError(key)
        seen.append((Path(name).read_text("ascii"), Path(name).stat().st_mode & 0o777))
        if broken:
            raise ssl.SSLError("made up")

    monkeypatch.setattr(ssl.SSLContext, "load_cert_chain", load)
    if broken:
        with pytest.raises(ssl.SSLError):
            PracticeServer().start()
    else:
        practice_certificate.fresh_tls()
    [(text, mode)] = seen
    assert "ENCRYPTED PRIVATE KEY" in text
    assert os.name == "nt" or mode == 0o600
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path(practice_certificate.PIPES).is_dir(), reason="no names for pipes here")
def test_where_pipes_have_names_the_key_is_in_no_file_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_file(**_: object) -> None:
        raise AssertionError("a file was made")

    monkeypatch.setattr(tempfile, "mkstemp", no_file)
    open_before = open_files()
    context, certificate = practice_certificate.fresh_tls()
    assert open_files() == open_before
    assert context.cert_store_stats()["x509"] == 0
    with PracticeServer(NoLimit(), users=USERS) as running:
        assert running.trusted_certificate.startswith("-----BEGIN CERTIFICATE-----")
        assert certificate != running.trusted_certificate


def open_files() -> set[str]:
    return {each.name for each in Path("/dev/fd").iterdir()}
