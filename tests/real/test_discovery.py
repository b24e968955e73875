"""From an address alone to the verdict, at a real Courier, by every way of a search.

The office has a name server, a web and a mail server of its own; the program is unchanged.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import pytest

from tests.real.lab import DOMAIN, FILE, LIMIT, Way, check, lab, settings
from tests.real.screen import Screen
from tests.real.stage import Stage
from tests.servers import CANARY
from tests.servers.certs import Certs
from tests.servers.named_world import WEB
from tests.servers.nameserver import NameServer

# One that is in the bundled table, whatever it is like in the world outside.
LISTED: Final = "active24.com"
LISTED_SERVER: Final = "email.active24.com"
BOX: Final = "box7.hoster.example"
OWN_BOX: Final = f"box7.{DOMAIN}"
MOZILLA: Final = "autoconfig.thunderbird.net"

WAYS: Final = {
    "table": Way(LISTED_SERVER, email=f"anna@{LISTED}", source="list"),
    "autoconfig": Way(
        BOX,
        zone=f"autoconfig.{DOMAIN}. A {WEB}",
        pages={f"https://autoconfig.{DOMAIN}{FILE}": settings(BOX)},
        source="autoconfig",
    ),
    "well-known": Way(
        BOX,
        pages={f"https://{DOMAIN}/.well-known/autoconfig{FILE}": settings(BOX)},
        source="well-known",
    ),
    "mx-in-the-table": Way(LISTED_SERVER, zone=f"{DOMAIN}. MX 10 mx1.{LISTED}.", source="mx-list"),
    "mx-autoconfig": Way(
        BOX,
        zone=f"{DOMAIN}. MX 10 mx1.hoster.example.\nautoconfig.hoster.example. A {WEB}",
        pages={f"https://autoconfig.hoster.example{FILE}": settings(BOX, "hoster.example")},
        source="mx-autoconfig",
    ),
    "srv-imaps": Way(
        OWN_BOX, zone=f"_imaps._tcp.{DOMAIN}. SRV 0 1 993 {OWN_BOX}.", source="srv-imaps"
    ),
    "srv-imap": Way(
        OWN_BOX,
        zone=f"_imaps._tcp.{DOMAIN}. SRV 0 0 0 .\n_imap._tcp.{DOMAIN}. SRV 0 1 143 {OWN_BOX}.",
        source="srv-imap",
    ),
    "mozilla": Way(
        BOX,
        zone=f"{MOZILLA}. A {WEB}",
        pages={f"https://{MOZILLA}/v1.1/{DOMAIN}": settings(BOX)},
        options=("--ask-mozilla",),
        source="mozilla",
    ),
    "guess": Way(f"mail.{DOMAIN}", source="usual-name"),
}


def tells_nobody(names: NameServer, sent: str) -> None:
    """Names are asked for, of the right domains: never an address, a user or a password."""
    assert CANARY not in sent
    assert "anna" not in sent.lower()
    assert not [name for name in names.names_asked if "autodiscover" in name]


@pytest.mark.parametrize("by", WAYS)
def test_by_every_way_on_the_command_line(
    stage: Stage, certs: Certs, tmp_path: Path, by: str
) -> None:
    way = WAYS[by]
    made = lab(stage, certs, way)
    ended = check(made, tmp_path, *way.options)
    assert ended.status == 10, ended.said
    assert (ended.lines["verdict"], ended.lines["limit"]) == ("per-address", str(LIMIT))
    assert ended.result["target"]["host"] == way.mail
    assert ended.result["counts"]["left_open"] == 0
    tells_nobody(made.names, made.sent())
    assert (MOZILLA in made.names.names_asked) == (by == "mozilla")


# What the window asks before it goes on, and the keys that say yes.
YES: Final = {"mx-autoconfig": ("Tab", "space"), "mozilla": ("Tab", "Tab", "space")}


@pytest.mark.slow
@pytest.mark.parametrize("by", WAYS)
def test_by_every_way_in_the_window(stage: Stage, certs: Certs, screen: Screen, by: str) -> None:
    """Address, password, Return: nobody asks for a server."""
    made = lab(stage, certs, WAYS[by])
    window = screen.start(*made.command(), **made.trust)
    screen.wait_for("Sign in to one office mailbox")
    screen.type(made.email)
    screen.keys("Tab")
    screen.type(CANARY)
    screen.keys("Return")
    if by in YES:
        time.sleep(3)
        screen.picture("Question")
        screen.keys(*YES[by])
    screen.wait_for("How many devices use mail")
    screen.keys("Return")
    screen.wait_for("Check three things")
    screen.keys("alt+y", "alt+m", "alt+s")
    screen.wait_for(f"Your office is allowed only {LIMIT} mail connections at a time", 60)
    assert made.courier.nobody_left()
    tells_nobody(made.names, made.sent())
    screen.keys("Return")
    screen.wait_for("Send this to your hosting provider")
    screen.keys("alt+c")
    time.sleep(0.5)
    screen.keys("alt+l")
    assert window.wait(10) == 0
