"""From an address alone: an office whose name server, web and mail server are those of the test.

Owns what such a test needs: the small internet with names, a real Courier on its real ports at a
name of that internet, and how the unchanged program is started in the office.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.conftest import insist
from tests.real.abroad import at_the_provider
from tests.real.stage import Stage
from tests.servers import CANARY, named_world
from tests.servers.certs import Certs
from tests.servers.courier import Courier
from tests.servers.named_world import MAIL_PORTS, NAMES, WEB, standing
from tests.servers.nameserver import NameServer
from tests.servers.network import PROVIDER, Network
from tests.servers.sites import NOT_THERE, Page, Sites, xml

ROOT: Final = Path(__file__).parent.parent.parent
DOMAIN: Final = "miller.example"
MOZILLA: Final = "autoconfig.thunderbird.net"
LIMIT: Final = 4
SECONDS: Final = 40.0

# The web site of the domain: every test asks it as the host that has nothing to do with the mail.
HOME: Final = f"{DOMAIN}. A {WEB}\n"
FILE: Final = "/mail/config-v1.1.xml"
# One server that is not for us and one that is, as providers write them.
SETTINGS: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="{id}">
    <domain>{id}</domain>
    <incomingServer type="pop3">
      <hostname>{host}</hostname><port>995</port><socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
    </incomingServer>
    <incomingServer type="imap">
      <hostname>{host}</hostname><port>993</port><socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>
    </incomingServer>
  </emailProvider>
</clientConfig>
"""


def settings(host: str, domain: str = DOMAIN) -> Page:
    """A file that names this server."""
    return xml(SETTINGS.format(host=host, id=domain))


@dataclass(frozen=True)
class Way:
    """One way from an address to its server: what name servers, web and mail server are like.

    `mail` is the one name of the mail server, which has a certificate for nothing else: who gets
    a verdict has learned that name. `source` is the program's word for the way; where the way
    `is_proven` by nobody, the user has to say yes to that name.
    """

    mail: str
    zone: str = ""
    pages: Mapping[str, Page] = field(default_factory=dict)
    email: str = f"anna@{DOMAIN}"
    options: tuple[str, ...] = ()
    source: str = ""
    is_proven: bool = True


@dataclass(frozen=True)
class Lab:
    """The world of one test."""

    world: Network
    courier: Courier
    names: NameServer
    web: Sites
    certs: Certs
    way: Way

    def command(self, *words: str) -> tuple[str, ...]:
        """A command of the program, as it is started in the office."""
        entrance = named_world.started_in(self.world.office)
        return (*entrance, sys.executable, "-m", "wizard", *words)

    @property
    def trust(self) -> dict[str, str]:
        """What has to be in its environment."""
        return named_world.trusting(self.certs.ca)

    def told_nobody(self) -> None:
        """Others but the mail server heard names of domains and no more: nobody's user name."""
        asked = " ".join(f"{name} {kind}" for name, kind in self.names.asked)
        heard = (asked + "".join(request.said for request in self.web.requests)).lower()
        user = self.way.email.partition("@")[0]
        assert not [word for word in (CANARY.lower(), user, "autodiscover") if word in heard]
        assert (MOZILLA in self.names.names_asked) == ("--ask-mozilla" in self.way.options)

    def nobody_came(self) -> None:
        """The mail server was not even connected to."""
        assert "Connection" not in self.courier.log()


def lab(
    stage: Stage,
    certs: Certs,
    way: Way,
    *,
    otherwise: Page = NOT_THERE,
    unproven: tuple[str, ...] = (),
    seen_as: str = "",
) -> Lab:
    """Builds it. `seen_as`: the name in the mail server's certificate, if it is another one."""
    insist(named_world.unavailable())
    world = stage.network()
    named_world.give_addresses(world)
    server = stage.courier(
        maxperip=LIMIT,
        users={way.email: CANARY},
        cert=certs.issue("lab-mail", (seen_as or way.mail,)),
        ports=MAIL_PORTS,
        **at_the_provider(world),
    )
    zone = f"{way.mail}. A {PROVIDER}\n{way.zone}"
    names = NameServer(zone, HOME if DOMAIN in way.email else "", address=NAMES)
    pages = {f"https://{DOMAIN}/": Page(b"Welcome"), **way.pages}
    web = Sites(pages, certs, address=WEB, unproven=unproven, otherwise=otherwise)
    stage.put(standing(world.elsewhere, names))
    stage.put(standing(world.elsewhere, web))
    return Lab(world, server, names, web, certs, way)


@dataclass(frozen=True)
class Ended:
    """What a command came to: status, the lines by their keys, everything it said, the JSON."""

    status: int
    lines: Mapping[str, str]
    said: str
    result: Mapping[str, Any]


def check(made: Lab, folder: Path, *options: str, trust: Mapping[str, str] | None = None) -> Ended:
    """`check --email` in the office: the address, the password, and nothing else about a server."""
    where = folder / "result.json"
    about = ("--email", made.way.email, "--password-stdin", "--mail-closed", "--need", "10")
    course = ("--pace", "0.2", "--lang", "en", "--json", str(where))
    done = subprocess.run(
        made.command("check", *options, *about, *course),
        cwd=ROOT,
        env=os.environ | (made.trust if trust is None else trust) | {"NO_COLOR": "1"},
        input=f"{CANARY}\n",
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert CANARY not in done.stdout + done.stderr
    lines = (line.partition(":") for line in done.stdout.splitlines() if ":" in line)
    result = json.loads(where.read_text("utf-8")) if where.exists() else {}
    told = {key.strip(): value.strip() for key, _, value in lines}
    return Ended(done.returncode, told, done.stdout + done.stderr, result)
