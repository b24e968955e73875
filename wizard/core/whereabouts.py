"""What is to be known about where a test was made: a case keeps these remarks, never an address.

Owns the codes. Which of them hold is decided in surroundings.py, what they do to a verdict in
diagnose_where.py. None of them names a network, an adapter or a place.
"""

from __future__ import annotations

from enum import StrEnum


class Whereabouts(StrEnum):
    """One remark about the internet connection of a test."""

    # Connections went through a VPN, and nobody said whether the whole office does that.
    VPN = "vpn"
    # The same, and the whole office always uses it: so the test saw what the office sees.
    OFFICE_VPN = "office-vpn"
    # A phone's hotspot or mobile data, and nobody said whose.
    MOBILE = "mobile"
    # The same, and the user says that it is the office's connection.
    OFFICE_MOBILE = "office-mobile"
    # The user could not say whether this computer was on the office's internet.
    UNSURE = "unsure"
    # The carrier lets several customers share one internet address.
    SHARED_ADDRESS = "shared-address"
