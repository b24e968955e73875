"""Packet filters, bans and routers' tables, each as somebody would set it: one value, one rule set.

Owns the rules' words, in the languages of iptables and nft. Every filter is laid onto a host of a
network (network.py) and goes away with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Final

from tests.servers.network import PUBLIC, Host, Network


class Answer(Enum):
    """What becomes of a packet that is not let through: the words of iptables and of nft."""

    DROP = ("DROP", "drop")
    RESET = ("REJECT --reject-with tcp-reset", "reject with tcp reset")
    UNREACHABLE = (
        "REJECT --reject-with icmp-port-unreachable",
        "reject with icmp type port-unreachable",
    )
    PROHIBITED = (
        "REJECT --reject-with icmp-admin-prohibited",
        "reject with icmp type admin-prohibited",
    )

    @property
    def iptables(self) -> str:
        return self.value[0]

    @property
    def nft(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Filter:
    """Rules, and the program that reads them from its input."""

    rules: str
    reader: tuple[str, ...] = ("iptables-restore", "--noflush")

    def on(self, host: Host) -> None:
        """From now on the host has these rules, beside those that it has."""
        host.command(*self.reader, given=self.rules)


NFT: Final = ("nft", "-f", "-")

# -- What a provider's packet filter counts ----------------------------------------------------


def connlimit(limit: int, ports: Collection[int], answer: Answer) -> Filter:
    """So many connections at once per address, over all these ports together."""
    return incoming(ports, f"-m connlimit --connlimit-above {limit} -j {answer.iptables}")


HASHLIMIT: Final = (
    "-m hashlimit --hashlimit-above {} --hashlimit-burst {} "
    "--hashlimit-mode srcip --hashlimit-name flows"
)


def hashlimit(rate: str, burst: int, ports: Collection[int], answer: Answer) -> Filter:
    """So many new connections per address and time, as "12/min"; first as many as `burst`."""
    return incoming(ports, f"{HASHLIMIT.format(rate, burst)} -j {answer.iptables}")


def recent(
    seconds: int, hitcount: int, ports: Collection[int], answer: Answer, *, prolongs: bool
) -> Filter:
    """No new connection from an address that made `hitcount` of them in the last seconds.

    With `prolongs` (--update) every refused try counts as well; without it (--rcheck) only those
    that got in.
    """
    look = "--update" if prolongs else "--rcheck"
    return incoming(
        ports,
        f"-m recent --name mail {look} --seconds {seconds} --hitcount {hitcount} "
        f"-j {answer.iptables}",
        "-m recent --name mail --set -j ACCEPT",
    )


def incoming(ports: Collection[int], *rules: str) -> Filter:
    """These rules for what wants to begin a connection to one of the ports."""
    listed = ",".join(str(port) for port in ports)
    common = f"-A INPUT -p tcp --syn -m multiport --dports {listed}"
    lines = "".join(f"{common} {rule}\n" for rule in rules)
    return Filter(f"*filter\n{lines}COMMIT\n")


# -- What an office's router, or its carrier's, has no room for --------------------------------

FORWARDED: Final = """\
table ip room {{
  set computers {{
    type ipv4_addr
    size 1024
    flags dynamic
  }}
  chain forward {{
    type filter hook forward priority filter
    ct state new {rule} {answer}
  }}
}}
"""


def table_of(flows: int, answer: Answer = Answer.DROP) -> Filter:
    """A router that can remember so many connections of everybody to everywhere."""
    return Filter(FORWARDED.format(rule=f"ct count over {flows}", answer=answer.nft), NFT)


def flows_per_computer(flows: int, answer: Answer = Answer.DROP) -> Filter:
    """A router that lets one computer have so many connections to everywhere."""
    rule = f"add @computers {{ ip saddr ct count over {flows} }}"
    return Filter(FORWARDED.format(rule=rule, answer=answer.nft), NFT)


def flows_per_service(flows: int, answer: Answer) -> Filter:
    """A device on the way that gives each service elsewhere so many connections, and says so.

    Like a carrier's that has no port left, and answers instead of dropping.
    """
    rule = f"add @services {{ ip daddr . tcp dport ct count over {flows} }}"
    rules = FORWARDED.format(rule=rule, answer=answer.nft)
    named = rules.replace("set computers", "set services").replace(
        "type ipv4_addr", "type ipv4_addr . inet_service"
    )
    return Filter(named, NFT)


def flows_per_time(rate: str, burst: int, answer: Answer) -> Filter:
    """A router that lets a computer begin so many connections per time, to everywhere."""
    matched = f"-A FORWARD -p tcp --syn {HASHLIMIT.format(rate, burst)} -j {answer.iptables}"
    return Filter(f"*filter\n{matched}\nCOMMIT\n")


def bad_line(percent: int) -> Filter:
    """A line that loses so many packets in a hundred, in both directions, at random."""
    return Filter(LOSES.format(percent=percent), NFT)


LOSES: Final = """\
table ip line {{
  chain forward {{
    type filter hook forward priority filter
    numgen random mod 100 < {percent} drop
  }}
}}
"""


def public_ports(count: int) -> Filter:
    """A carrier that shares one address among many and gives this office so few ports of it.

    Linux uses a port again towards another address and port, as carriers' devices do.
    """
    last = 60000 + count - 1
    return Filter(
        "flush chain ip sharing out\n"
        'add rule ip sharing out oifname { "provider", "elsewhere" } ip protocol tcp '
        f"masquerade to :60000-{last}\n",
        NFT,
    )


# -- A ban that begins in the middle -----------------------------------------------------------

BANS: Final = """\
table ip bans {{
  set banned {{
    type ipv4_addr
    flags timeout
  }}
  chain input {{
    type filter hook input priority filter - 1
    tcp dport {{ {ports} }} ip saddr @banned {which}{answer}
  }}
}}
"""


class Ban:
    """Nobody is banned yet; then all of the address's packets to the ports get this answer."""

    def __init__(
        self, world: Network, ports: Collection[int], answer: Answer, *, new_only: bool = False
    ) -> None:
        """Lays the rule onto the mail server's host; `new_only` leaves alone what is open."""
        self._host = world.provider
        listed = ", ".join(str(port) for port in ports)
        which = "ct state new " if new_only else ""
        Filter(BANS.format(ports=listed, which=which, answer=answer.nft), NFT).on(self._host)

    def begin(self, address: str = PUBLIC, seconds: float = 600.0) -> None:
        """Bans an address, for ten minutes as fail2ban does."""
        entry = f"{{ {address} timeout {int(seconds * 1000)}ms }}"
        self._host.command(*NFT, given=f"add element ip bans banned {entry}\n")

    def lift(self, address: str = PUBLIC) -> None:
        """Lets it in again."""
        self._host.command(*NFT, given=f"delete element ip bans banned {{ {address} }}\n")
