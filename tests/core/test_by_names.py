"""What name servers tell: few names of many, checked ones only, the first choice first."""

from __future__ import annotations

from typing import Any

import pytest

from wizard import assets
from wizard.core.by_names import (
    MOST_SERVICES,
    MailHost,
    Service,
    homes,
    listed_hosts,
    mail_hosts,
    services,
)
from wizard.core.discover import Source
from wizard.core.model import Security

ADDRESS = "anna@miller.example"
LARGE: Any = assets.read_json("big-providers.json")
PROVIDERS: Any = assets.read_json("mail-providers.json")


def test_the_first_choice_of_the_hosts_comes_first_and_odd_names_are_left_out() -> None:
    told = [
        MailHost(20, "mx2.provider.example."),
        MailHost(0, "."),
        MailHost(5, "127.0.0.1."),
        MailHost(10, "MX1.provider.example."),
        MailHost(10, "mx1.provider.example."),
        MailHost(30, "mx3.provider.example."),
    ]
    assert mail_hosts(told) == ("mx1.provider.example", "mx2.provider.example")
    assert mail_hosts([MailHost(n, f"mx{n}.example.") for n in range(1000)]) == (
        "mx0.example",
        "mx1.example",
    )


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("aspmx.l.google.com", ("imap.gmail.com", "Google")),
        ("miller-example.mail.protection.outlook.com", ("outlook.office365.com", "Microsoft")),
        ("mx-eu.mail.am0.yahoodns.net", ("imap.mail.yahoo.com", "Yahoo")),
        ("mx-aol.mail.gm0.yahoodns.net", ("imap.aol.com", "AOL")),
        ("mx1.emailsrvr.com", ("secure.emailsrvr.com", "Rackspace Email")),
    ],
)
def test_the_host_that_takes_the_mail_shows_a_large_provider(
    host: str, found: tuple[str, str]
) -> None:
    first = listed_hosts((host,), ADDRESS, PROVIDERS, LARGE)[0]
    assert (first.host, first.provider) == found
    assert (first.port, first.security, first.source) == (993, Security.TLS, Source.MX_LIST)
    assert first.is_proven


@pytest.mark.parametrize("host", ["notgoogle.com", "google.com.evil.example", "googlemail.example"])
def test_a_name_that_only_looks_alike_is_a_strangers(host: str) -> None:
    assert listed_hosts((host,), ADDRESS, PROVIDERS, LARGE) == ()


def test_a_provider_of_our_list_is_known_by_the_host_that_takes_the_mail() -> None:
    found = listed_hosts(("mx00.kundenserver.de",), ADDRESS, PROVIDERS, LARGE)
    assert found[0].host == "imap.1und1.de"
    assert {one.user for one in found} == {ADDRESS}
    assert len(listed_hosts(("mx.kundenserver.de",) * 9, ADDRESS, PROVIDERS, LARGE)) <= (
        MOST_SERVICES
    )


@pytest.mark.parametrize(
    ("hosts", "own", "found"),
    [
        (("mx1.provider.example",), "miller.example", ("provider.example",)),
        (
            ("mx1.mail.provider.example",),
            "miller.example",
            ("mail.provider.example", "provider.example"),
        ),
        (("provider.example",), "miller.example", ("provider.example",)),
        (("mail.miller.example",), "miller.example", ()),
        (("mx.provider.co.uk",), "miller.example", ("provider.co.uk",)),
        (("provider.co.uk",), "miller.example", ()),
        (("a.x.example", "b.x.example", "c.y.example"), "z.example", ("x.example", "y.example")),
        ((), "miller.example", ()),
    ],
)
def test_who_runs_the_host_may_publish_settings(
    hosts: tuple[str, ...], own: str, found: tuple[str, ...]
) -> None:
    assert homes(hosts, own) == found


def test_the_services_come_by_priority_and_weight() -> None:
    told = [
        Service(10, 5, 993, "b.miller.example."),
        Service(10, 50, 993, "a.miller.example."),
        Service(0, 0, 10993, "first.provider.example."),
        Service(0, 0, 10993, "FIRST.provider.example."),
        Service(1, 0, 0, "no-port.example."),
        Service(2, 0, 993, "198.51.100.1."),
    ]
    found = services(told, ADDRESS, Source.SRV_TLS)
    assert [(one.host, one.port, one.is_proven) for one in found] == [
        ("first.provider.example", 10993, False),
        ("a.miller.example", 993, True),
        ("b.miller.example", 993, True),
    ]
    assert {one.security for one in found} == {Security.TLS}


def test_a_domain_can_say_that_there_is_no_such_service() -> None:
    assert services([Service(0, 0, 0, ".")], ADDRESS, Source.SRV) == ()
    later = services([Service(0, 0, 143, "mail.miller.example.")], ADDRESS, Source.SRV)
    assert [one.security for one in later] == [Security.STARTTLS]
