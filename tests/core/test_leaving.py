"""By which internet a server is reached: IPv4 first, unless something else was asked for."""

import pytest

from wizard.core.leaving import AS_USUAL, Leaving

BOTH = ("2001:db8::1", "192.0.2.1", "192.0.2.2")


@pytest.mark.parametrize(
    ("leaving", "usable"),
    [
        (AS_USUAL, ("192.0.2.1", "192.0.2.2", "2001:db8::1")),
        (Leaving(4), ("192.0.2.1", "192.0.2.2")),
        (Leaving(6), ("2001:db8::1",)),
        (Leaving(source="198.51.100.7"), ("192.0.2.1", "192.0.2.2")),
        (Leaving(source="2001:db8::7"), ("2001:db8::1",)),
        (Leaving(4, "198.51.100.7"), ("192.0.2.1", "192.0.2.2")),
    ],
)
def test_what_can_be_reached(leaving: Leaving, usable: tuple[str, ...]) -> None:
    assert leaving.usable(BOTH) == usable
    assert leaving.usable(()) == ()
