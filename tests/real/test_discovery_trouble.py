"""An address whose search meets trouble: nothing found, somebody in between, faulty name servers.

The world is that of test_discovery.py. Every search ends in time, and no password goes astray.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Final

import pytest

from tests.real.lab import DOMAIN, FILE, Way, check, lab, settings
from tests.real.stage import Stage
from tests.real.test_discovery import BOX, LISTED, LISTED_SERVER, OWN_BOX, WAYS, has_the_verdict
from tests.servers.certs import Certs
from tests.servers.named_world import WEB
from tests.servers.network import COLLEAGUE
from tests.servers.sites import SILENT, moved_to

AUTOCONFIG: Final = f"https://autoconfig.{DOMAIN}{FILE}"
AT_AUTOCONFIG: Final = f"autoconfig.{DOMAIN}. A {WEB}\n"


def test_nothing_is_found(stage: Stage, certs: Certs, tmp_path: Path) -> None:
    """The mail server has a name that nobody could think of."""
    made = lab(stage, certs, Way(BOX))
    ended = check(made, tmp_path)
    assert ended.status == 20
    assert ended.lines["verdict"] == "not-found"
    for place in (f"autoconfig.{DOMAIN}", f"imap.{DOMAIN}", f"mail.{DOMAIN}"):
        assert place in ended.lines["looked"]
    assert "want a sign-in" not in ended.said  # the web site is what it says
    made.nobody_came()
    made.told_nobody()


def test_somebody_in_between_is_not_believed(stage: Stage, certs: Certs, tmp_path: Path) -> None:
    """At a hotel every name leads to its own page, and no certificate fits."""
    way = Way(BOX, zone=f"*. A {WEB}\n", pages={AUTOCONFIG: settings(BOX)})
    unproven = (DOMAIN, f"autoconfig.{DOMAIN}")
    portal = moved_to("https://portal.hotel.example/")
    made = lab(stage, certs, way, unproven=unproven, otherwise=portal)
    ended = check(made, tmp_path)
    assert ended.status == 20
    assert "found" not in ended.lines
    assert "this network may want a sign-in first" in ended.said
    assert made.web.requests == []  # hung up on before a word was said
    made.nobody_came()


def test_a_mail_server_that_is_another_gets_no_password(
    stage: Stage, certs: Certs, tmp_path: Path
) -> None:
    made = lab(stage, certs, WAYS["guess"], seen_as="mail.elsewhere.example")
    ended = check(made, tmp_path)
    assert ended.status == 22, ended.said
    assert "LOGIN" not in made.courier.log()
    made.told_nobody()


def test_the_best_of_several_ways_is_taken(stage: Stage, certs: Certs, tmp_path: Path) -> None:
    """All of them answer; the others name servers that are not there."""
    away = settings(f"away.{DOMAIN}")
    way = Way(
        BOX,
        zone=f"""{AT_AUTOCONFIG}
            {DOMAIN}. MX 10 mx1.{LISTED}.
            _imaps._tcp.{DOMAIN}. SRV 0 1 993 away.{DOMAIN}.
            mail.{DOMAIN}. A {WEB}""",
        pages={AUTOCONFIG: settings(BOX), f"https://{DOMAIN}/.well-known/autoconfig{FILE}": away},
    )
    made = lab(stage, certs, way)
    ended = check(made, tmp_path)
    assert ended.lines["found-by"] == "autoconfig"
    has_the_verdict(made, ended)


def test_name_servers_that_fail_hide_nothing(stage: Stage, certs: Certs, tmp_path: Path) -> None:
    """One name is met with silence, one with a fault, and one answer is too long for one packet."""
    many = "".join(f"{DOMAIN}. MX 50 spare-{number}.{LISTED}.\n" for number in range(200))
    way = Way(
        LISTED_SERVER,
        zone=f"""autoconfig.{DOMAIN}. SILENT
            _imaps._tcp.{DOMAIN}. SERVFAIL
            _imap._tcp.{DOMAIN}. REFUSED
            {DOMAIN}. MX 10 mx1.{LISTED}.
            {many}""",
        source="mx-list",
    )
    made = lab(stage, certs, way)
    ended = check(made, tmp_path)
    assert ended.lines["found-by"] == "mx-list"
    has_the_verdict(made, ended)


def test_a_web_site_that_is_silent_holds_nobody_up(
    stage: Stage, certs: Certs, tmp_path: Path
) -> None:
    way = Way(OWN_BOX, WAYS["srv-imaps"].zone + f"\n{AT_AUTOCONFIG}", {AUTOCONFIG: SILENT})
    made = lab(stage, certs, way)
    ended = check(made, tmp_path)
    assert ended.lines["found-by"] == "srv-imaps"
    has_the_verdict(made, ended)


def test_settings_may_have_moved(stage: Stage, certs: Certs, tmp_path: Path) -> None:
    there = "https://settings.hoster.example/all.xml"
    zone = f"{AT_AUTOCONFIG}settings.hoster.example. A {WEB}"
    way = Way(BOX, zone, {AUTOCONFIG: moved_to(there), there: settings(BOX)})
    made = lab(stage, certs, way)
    ended = check(made, tmp_path)
    assert ended.lines["found-by"] == "autoconfig"
    has_the_verdict(made, ended)


@pytest.mark.parametrize("address", [COLLEAGUE, "127.0.0.1"])
def test_no_name_leads_into_the_office(
    stage: Stage, certs: Certs, tmp_path: Path, address: str
) -> None:
    """A web server of the office's own would be asked by anybody on the internet who likes to."""
    there = f"https://inside.{DOMAIN}{FILE}"
    way = Way(
        f"mail.{DOMAIN}",
        zone=f"{AT_AUTOCONFIG}inside.{DOMAIN}. A {address}",
        pages={AUTOCONFIG: moved_to(there)},
    )
    made = lab(stage, certs, way)
    host = made.world.colleague if address == COLLEAGUE else made.world.office
    with host.run(lambda: socket.create_server((address, 443))) as door:
        ended = check(made, tmp_path)
        door.setblocking(False)
        with pytest.raises(BlockingIOError):
            door.accept()
    assert f"inside.{DOMAIN}" in made.names.names_asked
    assert ended.lines["found-by"] == "usual-name"
    has_the_verdict(made, ended)


def test_an_authority_of_the_users_own(stage: Stage, certs: Certs, tmp_path: Path) -> None:
    """`--ca-file` is enough for the web and the mail server; without it nobody is believed."""
    made = lab(stage, certs, WAYS["autoconfig"])
    nobody = {"SSL_CERT_FILE": "/nowhere", "SSL_CERT_DIR": "/nowhere"}
    assert check(made, tmp_path, trust=nobody).status == 20
    ended = check(made, tmp_path, "--ca-file", str(certs.ca), trust=nobody)
    assert ended.lines["found-by"] == "autoconfig"
    has_the_verdict(made, ended)
