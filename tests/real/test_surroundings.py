"""Where a computer is, as the kernel tells it: networks of their own, and the program in them.

Everything here is real: adapters, routes, packet filters, addresses that change, a mail server.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import insist
from tests.real.abroad import at_the_provider, from_the_office
from tests.real.stage import Stage
from tests.servers import CANARY
from tests.servers.courier import Courier
from tests.servers.network import GATEWAY, PROVIDER, WEB, Host, Network
from tests.servers.tunnel import Tunnel, Vpn
from tests.servers.tunnel import unavailable as tunnels_unavailable
from wizard.core.model import Event, Outcome, Step
from wizard.paper.situation import Situation, situation
from wizard.service import Progress

ROOT: Final = Path(__file__).parent.parent.parent
LOOK: Final = """
import json, sys
from dataclasses import asdict
from wizard.whereabouts import ThisComputer
print(json.dumps(asdict(ThisComputer().look(sys.argv[1]))))
"""
# An address beside the office's, on the same cable.
MOVED: Final = "192.168.77.12"


def look(host: Host, address: str = PROVIDER) -> dict[str, str]:
    """What the program sees of its surroundings, as a process of its own in that network."""
    told = host.command("env", f"PYTHONPATH={ROOT}", sys.executable, "-c", LOOK, address)
    seen = json.loads(told)
    assert isinstance(seen, dict)
    return {name: value for name, value in seen.items() if value != "unknown"}


@pytest.fixture
def network(stage: Stage) -> Network:
    return stage.network()


@pytest.fixture
def tunnel(stage: Stage, network: Network) -> Callable[[str], Tunnel]:
    """An adapter of the office as a VPN program makes and holds it."""
    insist(tunnels_unavailable())
    return lambda name: stage.put(Tunnel(network.office, name))


def test_an_office_on_a_cable(network: Network) -> None:
    assert look(network.office) == {"online": "yes", "vpn": "no"}


def test_a_vpn_that_takes_everything(network: Network, tunnel: Callable[[str], Tunnel]) -> None:
    """tun0, as OpenVPN makes it, with the default route."""
    tunnel("tun0").leads("default")
    assert look(network.office) == {"online": "yes", "vpn": "yes"}


def test_a_vpn_by_rule_that_the_main_table_does_not_show(
    network: Network, tunnel: Callable[[str], Tunnel]
) -> None:
    """As wg-quick does it: any name, a table of its own, and a rule that leads there."""
    tunnel("home").leads("default", "table", "51820")
    network.office.command("ip", "rule", "add", "not", "fwmark", "51820", "table", "51820")
    assert look(network.office)["vpn"] == "yes"


def test_a_vpn_that_leads_elsewhere_is_no_matter(
    network: Network, tunnel: Callable[[str], Tunnel]
) -> None:
    tunnel("tun0").leads("10.9.0.0/16")
    assert look(network.office) == {"online": "yes", "vpn": "no"}
    assert look(network.office, "10.9.0.1")["vpn"] == "yes"


def test_mobile_data(network: Network) -> None:
    office = network.office
    office.command("ip", "link", "add", "wwan0", "type", "veth", "peer", "name", "tower")
    for name in ("wwan0", "tower"):
        office.command("ip", "link", "set", name, "up")
    office.command("ip", "address", "add", "10.20.30.40/30", "dev", "wwan0")
    office.command("ip", "route", "replace", "default", "dev", "wwan0")
    assert look(office) == {"online": "yes", "vpn": "no", "mobile": "yes"}


def test_a_cable_that_is_pulled(network: Network) -> None:
    network.office.command("ip", "link", "set", "out", "down")
    assert look(network.office) == {"online": "no"}
    network.office.command("ip", "link", "set", "out", "up")
    network.office.command("ip", "route", "add", "default", "via", GATEWAY)
    until = time.monotonic() + 10  # the kernel looks for a carrier once a second
    while look(network.office) != {"online": "yes", "vpn": "no"}:
        assert time.monotonic() < until


def test_a_router_that_gave_no_route(network: Network) -> None:
    network.office.command("ip", "route", "delete", "default")
    assert look(network.office) == {"online": "no"}


def test_a_carrier_that_shares_its_address(network: Network) -> None:
    network.office.command("ip", "address", "add", "100.72.1.5/32", "dev", "out")
    route = ("default", "via", GATEWAY, "dev", "out", "src", "100.72.1.5")
    network.office.command("ip", "route", "replace", *route)
    assert look(network.office)["shared"] == "yes"


# -- The whole program there ------------------------------------------------------------------


def on_the_command_line(
    office: Host, server: Courier, place: Path
) -> tuple[int, str, dict[str, str], str]:
    """A check in the office: its status, what stderr says, its lines, and the note."""
    note = place / "note.txt"
    command = (
        *("nsenter", f"--net={office.path}", sys.executable, "-m", "wizard", "check", PROVIDER),
        *("--port", str(server.imaps), "--ca-file", str(server.cafile), "--need", "2"),
        *("--user", "alice", "--password-stdin", "--mail-closed", "--lang", "en"),
        *("--note", str(note)),
    )
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"LANG": "C"},
        input=CANARY + "\n",
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    lines = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    return done.returncode, done.stderr, {k: v.strip() for k, v in lines.items()}, note.name


def test_a_vpn_is_told_on_the_command_line_and_takes_certainty(
    stage: Stage, network: Network, tmp_path: Path
) -> None:
    """E21: the VPN ends at the router, which leads on to the mail server."""
    insist(tunnels_unavailable())
    server = stage.courier(maxperip=20, **at_the_provider(network))
    here = stage.put(Tunnel(network.office, "vpn0", "10.8.0.2/24"))
    there = stage.put(Tunnel(network.router, "vpn0", "10.8.0.1/24"))
    stage.put(Vpn(here, there))
    here.leads("default", "src", "10.8.0.2")
    status, err, said, _ = on_the_command_line(network.office, server, tmp_path)
    assert err == ("Mind: A VPN is on. The mail server sees that address, and not your office's.\n")
    assert (status, said["verdict"], said["confidence"]) == (0, "no-limit-found", "fairly-sure")
    assert "where-vpn" in said["because"]


def test_an_address_that_changes_in_the_middle(stage: Stage, network: Network) -> None:
    """E27: from the fourth connection on the office comes from another address."""
    server = stage.courier(maxperip=20, **at_the_provider(network))
    office, router = network.office, network.router

    def move(told: Progress) -> None:
        if isinstance(told, Event) and told.attempt == 3:
            router.command("ip", "route", "add", f"{MOVED}/32", "dev", "office")
            office.command("ip", "address", "add", f"{MOVED}/32", "dev", "out")
            way = ("default", "via", GATEWAY, "dev", "out", "src", MOVED)
            office.command("ip", "route", "replace", *way)

    found = from_the_office(network, server, listener=move)
    assert found.case.own_address_changed
    assert situation(found.advice) is Situation.ADDRESS_CHANGED
    assert MOVED not in found.story()


def test_a_line_that_is_gone_in_the_middle(stage: Stage, network: Network) -> None:
    """E26: after four connections nothing goes through the office's cable any more."""
    # What the server still counts of us when the line is gone is not our doing.
    server = stage.put(Courier(maxperip=20, **at_the_provider(network)))

    def pull(told: Progress) -> None:
        if isinstance(told, Event) and told.attempt == 4 and told.step is Step.CLIMB:
            network.router.command("nft", "-f", "-", given=NOTHING_PASSES)

    found = from_the_office(network, server, listener=pull)
    assert situation(found.advice) is Situation.NETWORK_LOST, found.story()


NOTHING_PASSES: Final = """\
table ip gone {
  chain nothing {
    type filter hook forward priority 0
    policy drop
  }
}
"""
NO_MAIL: Final = """\
table ip guests {{
  chain mail {{
    type filter hook forward priority 0
    tcp dport {{ {}, {} }} drop
  }}
}}
"""


@pytest.mark.parametrize("web", [True, False])
def test_a_network_that_lets_no_mail_through(stage: Stage, network: Network, *, web: bool) -> None:
    """E13: a guest Wi-Fi drops the ports of mail; E12: nothing of the server answers."""
    server = stage.courier(maxperip=20, **at_the_provider(network))
    network.router.command("nft", "-f", "-", given=NO_MAIL.format(server.imap, server.imaps))
    site = (PROVIDER, WEB)
    listener = network.provider.run(lambda: socket.create_server(site)) if web else None
    try:
        found = from_the_office(network, server)
    finally:
        if listener is not None:
            listener.close()
    if web:
        assert found.codes == {"mail-blocked", "control-answered"}, found.story()
        assert situation(found.advice) is Situation.MAIL_BLOCKED
    else:
        assert found.codes == {"address-unanswered", "control-answered"}, found.story()
        assert situation(found.advice) is Situation.NO_ANSWER
    assert found.ended(Outcome.CONNECT_UNANSWERED)
