"""A test that began in one network and ended in another is no result."""

from dataclasses import replace

import pytest

from tests.core.simulated_rules import WORDLESS, Places
from tests.core.simulated_verdict import QUIET_OFFICE, conclude
from wizard.core.advice import Kind
from wizard.core.diagnose import diagnose
from wizard.core.own_address import changed


@pytest.mark.parametrize(
    ("own", "is_changed"),
    [
        ([], False),
        (["192.168.1.7"], False),
        (["192.168.1.7"] * 3, False),
        (["192.168.1.7", "10.8.0.2"], True),
        (["192.168.1.7", "192.168.1.8"], True),
        (["192.168.1.7", "10.8.0.2", "192.168.1.7"], False),
        (["2001:db8:0:1::5", "2001:0DB8:0:1:a:b:c:d"], False),
        (["2001:db8:0:1::5", "2001:db8:0:2::5"], True),
        (["2001:db8::1:0:0:0:5", "2001:db8:0:1::5"], False),
        (["fe80::1%eth0", "fe80::2%wlan0"], False),
        (["::1", "::1"], False),
    ],
)
def test_only_another_network_is_a_change(own: list[str], *, is_changed: bool) -> None:
    assert changed(own) is is_changed


def test_a_changed_network_takes_every_number_its_worth() -> None:
    case = conclude(Places(4, WORDLESS), software="courier", **QUIET_OFFICE).case
    assert diagnose(case).kind is Kind.PER_ADDRESS
    moved = diagnose(replace(case, own_address_changed=True))
    assert (moved.kind, moved.because[0].code) == (Kind.NO_CLEAR_RESULT, "own-address-changed")
