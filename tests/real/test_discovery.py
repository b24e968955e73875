"""From an address alone to the verdict, at a real Courier, by every way of a search.

The office has a name server, a web and a mail server of its own; the program is unchanged.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Final

import pytest

from tests.real.lab import DOMAIN, FILE, LIMIT, MOZILLA, Ended, Lab, Way, check, lab, settings
from tests.real.screen import Screen
from tests.real.stage import Stage
from tests.servers import CANARY
from tests.servers.certs import Certs
from tests.servers.named_world import WEB

# One that is in the bundled table, whatever it is like in the world outside.
LISTED: Final = "active24.com"
LISTED_SERVER: Final = "email.active24.com"
BOX: Final = "box7.hoster.example"
OWN_BOX: Final = f"box7.{DOMAIN}"

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
        is_proven=False,
    ),
    "srv-imaps": Way(
        OWN_BOX, zone=f"_imaps._tcp.{DOMAIN}. SRV 0 1 993 {OWN_BOX}.", source="srv-imaps"
    ),
    "srv-imaps-elsewhere": Way(
        BOX,
        zone=f"_imaps._tcp.{DOMAIN}. SRV 0 1 993 {BOX}.",
        source="srv-imaps",
        is_proven=False,
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
every_way = pytest.mark.parametrize("by", WAYS)


def has_the_verdict(made: Lab, ended: Ended) -> None:
    """Four for the office's address, at the server of that name."""
    assert ended.status == 10, ended.said
    assert (ended.lines["verdict"], ended.lines["limit"]) == ("per-address", str(LIMIT))
    assert ended.result["target"]["host"] == made.way.mail
    assert ended.result["target"]["signed_in"]
    assert ended.result["counts"]["left_open"] == 0
    assert {"Connection", "LOGIN"} <= set(re.findall(r"\w+", made.courier.log()))
    made.told_nobody()


@every_way
def test_on_the_command_line(stage: Stage, certs: Certs, tmp_path: Path, by: str) -> None:
    way = WAYS[by]
    made = lab(stage, certs, way)
    ended = check(made, tmp_path, *way.options)
    assert ended.lines["found-by"] == way.source
    assert ended.lines["found"] == f"{way.mail}:{143 if by == 'srv-imap' else 993}"
    if not way.is_proven:
        # Anybody on the way could have said so. The user has a look before the password goes there.
        assert ended.status == 2
        assert f"{way.mail} is not part of {DOMAIN}" in ended.said
        assert "LOGIN" not in made.courier.log()
        ended = check(made, tmp_path, way.mail)
    has_the_verdict(made, ended)


# What the window asks before it goes on, and the keys that say yes.
USE_IT: Final = ("Tab", "space")
YES: Final = {
    "mx-autoconfig": USE_IT,
    "srv-imaps-elsewhere": USE_IT,
    "mozilla": ("Tab", "Tab", "space"),
}


@pytest.mark.slow
@every_way
def test_in_the_window(stage: Stage, certs: Certs, screen: Screen, by: str) -> None:
    """Address, password, Return: nobody asks for a server."""
    made = lab(stage, certs, WAYS[by])
    window = screen.start(*made.command(), **made.trust)
    screen.wait_for("Sign in to one office mailbox")
    screen.type(made.way.email)
    screen.keys("Tab")
    screen.type(CANARY)
    screen.keys("Return")
    if by in YES:
        screen.wait_for_message()
        assert "LOGIN" not in made.courier.log()
        screen.keys(*YES[by])
    screen.wait_for("How many devices use mail")
    screen.keys("Return")
    screen.wait_for("Check three things")
    screen.keys("alt+y", "alt+m", "alt+s")
    screen.wait_for(f"Your office is allowed only {LIMIT} mail connections at a time", 60)
    assert made.courier.nobody_left()
    made.told_nobody()
    screen.keys("Return")
    screen.wait_for("Send this to your hosting provider")
    screen.keys("alt+c")
    time.sleep(0.5)
    screen.keys("alt+l")
    assert window.wait(10) == 0


def test_in_the_window_a_large_provider_is_told_before_a_password_is_typed(
    stage: Stage, certs: Certs, screen: Screen
) -> None:
    """Only the address is typed and its field left: one question to the name server, no more."""
    way = Way(f"mail.{DOMAIN}", zone=f"{DOMAIN}. MX 10 miller-example.mail.protection.outlook.com.")
    made = lab(stage, certs, way)
    window = screen.start(*made.command(), **made.trust)
    screen.wait_for("Sign in to one office mailbox")
    screen.type(made.way.email)
    screen.keys("Tab")
    screen.wait_for_message()
    assert [(name, kind) for name, kind in made.names.asked if kind == "MX"] == [(DOMAIN, "MX")]
    assert made.web.requests == []
    made.nobody_came()
    made.told_nobody()
    screen.keys("alt+l")
    assert window.wait(10) == 0
