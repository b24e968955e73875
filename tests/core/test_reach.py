"""A search knocks at no door inside the office, whatever strangers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.core.entries import LONGEST_NAME
from wizard.core.reach import checked_name, may_reach


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1"),  # noqa: S104
        *("169.254.169.254", "100.64.0.1", "192.0.0.1", "224.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "100::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2001::1", "2002:7f00:1::", "8.8.8.8%eth0"),
        *("", "localhost", "1.2.3", "0x7f000001", "2130706433"),
    ],
)
def test_an_address_inside_the_office_or_of_nobody_is_not_reached(address: str) -> None:
    assert not may_reach(address)


@pytest.mark.parametrize(
    "address", ["198.51.100.25", "9.9.9.9", "2606:4700::1", "64:ff9b::9.9.9.9", "::ffff:9.9.9.9"]
)
def test_the_internet_is_reached(address: str) -> None:
    assert may_reach(address)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mail.example", "mail.example"),
        ("MAIL.Example.", "mail.example"),
        ("münchen.example", "xn--mnchen-3ya.example"),
    ],
)
def test_a_name_is_made_as_name_servers_know_it(text: str, name: str) -> None:
    assert checked_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "localhost", "127.0.0.1", "1.2", "x.0x7f", "mail.example..", "a..example"),
        *("mail.example:993", "https://mail.example", "mail.example/x", "anna@mail.example"),
        *("mail .example", "mail.example\r\nX: y", "mail\x00.example", "mail.example\x7f", "::1"),
        *(
            "[::1]",
            "-a.example",
            "１２７.0.0.１",
            "ｌocalhost",
            "mail\u3002example",
            "a\u202e.example",
        ),
        *("x" * 64 + ".example", "x" * 63 + "ü.example", ".".join(["x" * 60] * 5)),
        "<b>.example",
    ],
)
def test_what_is_no_full_name_is_none(text: str) -> None:
    assert checked_name(text) == ""


@given(st.text(max_size=300))
def test_whatever_is_said_a_name_is_plain_letters(text: str) -> None:
    name = checked_name(text)
    assert name.isascii()
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set(" \r\n\t/:@%<>\\")
    assert checked_name(name) == name
