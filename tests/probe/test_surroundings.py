"""What routes and names of adapters tell, by a system that is made up for each test."""

from dataclasses import dataclass
from ipaddress import ip_address

import psutil
import pytest

from tests.somewhere import NO, UNKNOWN, YES
from wizard.core.surroundings import Surroundings, Told
from wizard.probe import surroundings
from wizard.probe.surroundings import Adapter, Address, TheSystem, look

LO = Adapter("lo", (ip_address("127.0.0.1"), ip_address("::1")))
SERVER = "198.51.100.25"
ETHERNET = "up,broadcast,running,multicast"
TUNNEL = "up,pointopoint,running,noarp"


@dataclass
class MadeUp:
    """One adapter beside the loopback; `ways` are the own addresses by where they lead to."""

    adapter: Adapter | None
    ways: dict[str, str]

    def own_address(self, towards: str) -> Address | None:
        found = self.ways.get(towards) or self.ways.get("anywhere")
        return ip_address(found) if found else None

    def adapters(self) -> tuple[Adapter, ...]:
        return (LO,) if self.adapter is None else (LO, self.adapter)


def on(name: str, address: str = "192.168.1.7", flags: str = ETHERNET) -> MadeUp:
    return MadeUp(Adapter(name, (ip_address(address),), flags), {"anywhere": address})


def test_a_cable_in_an_office() -> None:
    assert look(SERVER, on("eth0"), "linux") == Surroundings(YES, NO, UNKNOWN, UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    "name",
    [
        *("tun0", "tap3", "wg0", "wg-office", "ppp0", "utun4", "ipsec0", "tailscale0", "zt7nnig26"),
        *("nordlynx", "proton0", "gpd0", "cscotun0", "ProtonVPN TUN", "WireGuard Tunnel"),
        *("TAP-Windows Adapter V9", "OpenVPN Wintun", "Office VPN", "Cisco AnyConnect Adapter"),
        *("Fortinet SSL", "ZeroTier One [8056c2e21c000001]", "Mullvad"),
    ],
)
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_vpn_by_its_name(name: str, platform: str) -> None:
    assert look(SERVER, on(name), platform).vpn is YES


@pytest.mark.parametrize("name", ["eth0", "en0", "wlan0", "Wi-Fi", "Ethernet 3", "wlp3s0", "br0"])
def test_no_vpn_by_its_name(name: str) -> None:
    assert look(SERVER, on(name), "linux").vpn is NO
    # Windows lets anybody call a VPN's adapter what he likes.
    assert look(SERVER, on(name), "win32").vpn is UNKNOWN


def test_a_tunnel_of_any_name_is_one() -> None:
    assert look(SERVER, on("home", flags=TUNNEL), "linux").vpn is YES


def test_a_vpn_that_does_not_lead_to_the_server_is_no_matter() -> None:
    split = on("tun0", "10.8.0.2")
    split.ways = {"anywhere": "10.8.0.2", SERVER: "192.168.1.7"}
    beside = Adapter("eth0", (ip_address("192.168.1.7"),), ETHERNET)
    both = MadeUp(split.adapter, split.ways)
    both.adapters = lambda: (LO, split.adapter, beside)  # type: ignore[method-assign,assignment,return-value]
    assert look(SERVER, both, "linux").vpn is NO
    assert look("", both, "linux").vpn is YES


@pytest.mark.parametrize(
    ("name", "address", "mobile"),
    [
        ("wwan0", "10.20.30.40", YES),
        ("wwp0s20f0u3", "10.20.30.40", YES),
        ("Cellular", "10.20.30.40", YES),
        ("Mobile Broadband Connection", "10.20.30.40", YES),
        ("en0", "172.20.10.4", YES),
        ("en0", "172.20.10.20", UNKNOWN),
        ("wlan0", "192.168.1.7", UNKNOWN),
    ],
)
def test_mobile_data_and_the_hotspot_of_a_telephone(name: str, address: str, mobile: Told) -> None:
    assert look(SERVER, on(name, address), "linux").mobile is mobile


def test_a_modem_with_one_other_end_is_mobile_data_and_no_vpn() -> None:
    here = look(SERVER, on("wwan0", "10.20.30.40", TUNNEL), "linux")
    assert (here.vpn, here.mobile) == (NO, YES)


@pytest.mark.parametrize(
    ("name", "address", "shared"),
    [
        ("eth0", "100.72.1.5", YES),
        ("tailscale0", "100.72.1.5", UNKNOWN),
        ("eth0", "100.128.0.1", UNKNOWN),
    ],
)
def test_a_carrier_that_shares_an_address(name: str, address: str, shared: Told) -> None:
    assert look(SERVER, on(name, address), "linux").shared is shared


@pytest.mark.parametrize("ways", [{}, {"2001:db8::1": "", "192.0.2.1": ""}])
def test_no_way_leads_out(ways: dict[str, str]) -> None:
    here = look(SERVER, MadeUp(Adapter("eth0", (ip_address("192.168.1.7"),)), ways), "linux")
    assert here == Surroundings(online=NO)


def test_no_adapter_is_up() -> None:
    assert look("", MadeUp(None, {"anywhere": "192.168.1.7"}), "linux").online is NO


def test_an_own_address_that_no_adapter_has_is_no_knowledge() -> None:
    system = on("eth0")
    system.ways = {"anywhere": "192.168.1.99"}
    assert look(SERVER, system, "linux") == Surroundings()


def test_a_way_over_the_newer_kind_of_address_only_is_one() -> None:
    system = on("eth0", "2001:db8:7::5")
    system.ways = {"2001:db8::1": "2001:db8:7::5"}
    assert look("", system, "linux").online is YES


def test_a_server_on_this_computer_tells_nothing() -> None:
    here = look("127.0.0.1", MadeUp(None, {"127.0.0.1": "127.0.0.1"}), "linux")
    assert here.online is UNKNOWN


def test_a_system_that_does_not_answer_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden() -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "net_if_stats", forbidden)
    assert look(SERVER) == Surroundings()


def test_this_computer_itself() -> None:
    system = TheSystem()
    assert str(system.own_address("127.0.0.1")) == "127.0.0.1"
    assert system.own_address("no address") is None
    loopback = [one for one in system.adapters() if ip_address("127.0.0.1") in one.addresses]
    assert len(loopback) == 1
    assert look("127.0.0.1").online is UNKNOWN


def test_an_address_with_a_zone_is_read() -> None:
    assert surroundings._parsed("fe80::1%eth0") == ip_address("fe80::1")
    assert surroundings._parsed("00:11:22:33:44:55") is None
