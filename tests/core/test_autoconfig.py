"""From a settings file to places: mail over IMAP with encryption only, and every value checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.autoconfig import MOST_SERVERS, Said, places
from wizard.core.discover import Candidate, SignIn, Source
from wizard.core.model import Security

ADDRESS = "anna@müller.example"
GOOD = Said("imap", "mail.provider.example", "993", "SSL", "%EMAILADDRESS%")


def one(said: Said, address: str = ADDRESS, source: Source = Source.AUTOCONFIG) -> Candidate | None:
    found = places((said,), address, source)
    return found[0] if found else None


def test_a_server_is_taken_with_what_it_takes() -> None:
    ways = ("OAuth2", "password-cleartext", "GSSAPI", "password-encrypted", "plain")
    assert one(replace(GOOD, sign_ins=ways)) == Candidate(
        "mail.provider.example",
        993,
        Security.TLS,
        ADDRESS,
        Source.AUTOCONFIG,
        (SignIn.BROWSER, SignIn.PASSWORD, SignIn.HASHED),
    )


def test_encryption_later_on_is_taken_and_none_at_all_never() -> None:
    later = one(replace(GOOD, port="143", security="STARTTLS"))
    assert later is not None
    assert (later.port, later.security) == (143, Security.STARTTLS)
    for security in ("plain", "", "none", "SSL3"):
        assert one(replace(GOOD, security=security)) is None


@pytest.mark.parametrize(
    ("form", "user"),
    [
        ("%EMAILADDRESS%", ADDRESS),
        ("%EMAILLOCALPART%", "anna"),
        ("%EMAILLOCALPART%.%EMAILDOMAIN%", "anna.xn--mller-kva.example"),
        ("%emailaddress%", ADDRESS),
        ("", ADDRESS),
        ("office", "office"),
    ],
)
def test_the_user_name_is_filled_in(form: str, user: str) -> None:
    found = one(replace(GOOD, user=form))
    assert found is not None
    assert found.user == user


def test_what_was_filled_in_is_not_filled_again() -> None:
    found = one(replace(GOOD, user="%EMAILLOCALPART%"), "%EMAILDOMAIN%@miller.example")
    assert found is not None
    assert found.user == "%EMAILDOMAIN%"


def test_the_host_may_be_of_the_domain() -> None:
    found = one(replace(GOOD, host="mail.%EMAILDOMAIN%"))
    assert found is not None
    assert found.host == "mail.xn--mller-kva.example"


@pytest.mark.parametrize(
    "said",
    [
        replace(GOOD, kind="pop3"),
        replace(GOOD, kind=""),
        replace(GOOD, host=""),
        replace(GOOD, host="127.0.0.1"),
        replace(GOOD, host="localhost"),
        replace(GOOD, host="mail.example\r\nX"),
        replace(GOOD, host="x" * 300),
        *(replace(GOOD, port=port) for port in ("", "0", "65536", "-1", "9e2", "٩٩٣", "0" * 99)),
        replace(GOOD, user="anna\r\nA LOGOUT"),
        replace(GOOD, user="anna\x00"),
        replace(GOOD, user="x" * 300),
        replace(GOOD, user="%EMAILADDRESS%" * 18),
    ],
)
def test_an_odd_value_makes_no_place(said: Said) -> None:
    assert one(said) is None


def test_of_many_servers_the_first_few_are_tried() -> None:
    many = [replace(GOOD, host=f"mail{n}.example") for n in range(1000)]
    assert [place.host for place in places(many, ADDRESS, Source.MOZILLA)] == [
        f"mail{n}.example" for n in range(MOST_SERVERS)
    ]
    assert places([replace(GOOD, kind="pop3")] * 60 + many, ADDRESS, Source.MOZILLA) == ()


def test_who_takes_the_mail_does_not_prove_whose_the_server_is() -> None:
    for source in Source:
        found = one(GOOD, source=source)
        assert found is not None
        unproven = {Source.MX_AUTOCONFIG, Source.SRV, Source.SRV_TLS}
        assert found.is_proven == (source not in unproven)
        own = one(replace(GOOD, host="mail.%EMAILDOMAIN%"), source=source)
        assert own is not None
        assert own.is_proven


@given(st.builds(Said, *[st.text(max_size=30)] * 5, st.tuples(st.text(max_size=9))))
def test_any_words_at_all_make_a_sound_place_or_none(said: Said) -> None:
    for kind in (said, replace(said, kind="imap", security="SSL", port="993")):
        for found in places((kind,), ADDRESS, Source.AUTOCONFIG):
            assert found.host.isascii()
            assert found.user.isprintable()
            assert found.security is not Security.NONE
