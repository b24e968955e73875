"""A settings file is anybody's: whatever is in it, reading it is quick and fetches nothing."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.web import settings
from wizard.core.autoconfig import MOST_READ, Said
from wizard.probe.settings_file import NotUnderstoodError, servers_in

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">%s]><clientConfig>&j;</clientConfig>'
    % b"".join(
        b'<!ENTITY %c "%s">' % (to, b"&%c;" % from_ * 10)
        for from_, to in zip(b"abcdefghi", b"bcdefghij", strict=True)
    )
)
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<clientConfig><emailProvider><incomingServer type="imap"><hostname>&e;</hostname>
</incomingServer></emailProvider></clientConfig>"""


def test_the_servers_are_read_in_their_own_words() -> None:
    assert servers_in(settings(sign_in="OAuth2")) == (
        Said("pop3", "pop.provider.example", "995", "SSL", "%EMAILADDRESS%"),
        Said("imap", "mail.provider.example", "993", "SSL", "%EMAILADDRESS%", ("OAuth2",)),
    )
    assert servers_in(settings().decode().replace("UTF-8", "UTF-16").encode("utf-16")) != ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<html><body>Not found</body></html>",
        b"<clientConfig>",
        b"\xff\xfe\x00",
        BOMB,
        EXTERNAL,
        b'<!DOCTYPE clientConfig SYSTEM "http://198.51.100.1/x.dtd"><clientConfig/>',
        b'<?xml version="1.0" encoding="no-such"?><clientConfig/>',
        b"<a>" * 60_000,
        b"<clientConfig>" + b"<a>" * 60_000,
        b'<clientConfig version="1.1">&undefined;</clientConfig>',
    ],
    ids=["empty", "text", "web", "open", "bytes", "bomb", "external", "type", "encoding", "deep",
         "deeper", "entity"],
)  # fmt: skip
def test_what_is_no_settings_file_is_told_at_once(data: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(NotUnderstoodError):
        servers_in(data)
    assert time.monotonic() - began < 2


def test_a_deep_one_and_one_with_thousands_of_servers_are_read_in_bounds() -> None:
    deep = b"<clientConfig>" + b"<a>" * 30_000 + b"</a>" * 30_000 + b"</clientConfig>"
    assert servers_in(deep) == ()
    one = b'<incomingServer type="imap">' + b"<authentication>x</authentication>" * 100
    many = b"<clientConfig><emailProvider>%s</emailProvider></clientConfig>"
    found = servers_in(many % ((one + b"</incomingServer>") * 70))
    assert len(found) == MOST_READ
    assert len(found[0].sign_ins) == MOST_READ


@given(st.binary(max_size=300))
def test_any_bytes_are_a_file_or_none(data: bytes) -> None:
    for whole in (
        data,
        b"<clientConfig><emailProvider>" + data + b"</emailProvider></clientConfig>",
    ):
        with contextlib.suppress(NotUnderstoodError):
            assert len(servers_in(whole)) <= MOST_READ
