"""What is to be minded about the place of a test: sentences for reason codes.

Owns the part of reasons.py about the internet connection that was tested from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.words import Message, pgettext

WHERE: Final[Mapping[str, Message]] = {
    # Words: Why a result is less sure. VPN is not translated.
    "where-vpn": pgettext(
        "reason", "A VPN was on, so the mail server may have seen another place than your office."
    ),
    # Words: What a result rests on. VPN is not translated.
    "where-office-vpn": pgettext(
        "reason", "The test went through the VPN that your whole office always uses."
    ),
    # Words: Why a result is less sure.
    "where-mobile": pgettext("reason", "This computer was on a phone hotspot or on mobile data."),
    # Words: Why a result is less sure.
    "where-office-mobile": pgettext(
        "reason",
        "This looked like a phone hotspot or mobile data. You said it is your office connection.",
    ),
    # Words: Why a result is less sure. "internet": the connection of the office.
    "where-unsure": pgettext(
        "reason", "It is not certain that this computer was on the office internet."
    ),
    # Words: Why a result is less sure.
    "where-shared-address": pgettext(
        "reason",
        "Your internet provider gives one internet address to several customers. "
        "Strangers may be using some of the connections.",
    ),
    # Words: What a limit means with addresses of the newer kind (IPv6).
    "each-device-counted": pgettext(
        "reason", "With the newer kind of internet address, each device is counted apart."
    ),
    # Words: Seen in a test: only mail gets no answer. "web service": what a browser asks.
    "mail-blocked": pgettext(
        "reason", "The web service of the same server answered, its mail services did not."
    ),
    # Words: Why the test says nothing.
    "slept": pgettext("reason", "The computer slept in the middle of the test."),
}
