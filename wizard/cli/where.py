"""What the command line says about where this computer is, before a check.

Owns these warnings: on stderr, one line each, and the check goes on. What was seen is remarked in
the case, so that the result is no surer than the place allows.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import ip_address
from typing import Final

from wizard import service
from wizard.cli.orders import Order
from wizard.core.surroundings import Obstacle, Word, obstacle, whereabouts
from wizard.whereabouts import Platform
from wizard.words import Message, Words
from wizard.words import mark as _

_WARNINGS: Final[Mapping[Obstacle, Message]] = {
    # Words: Command line, a warning. VPN is not translated.
    Obstacle.VPN: _("A VPN is on. The mail server sees that address, and not your office's."),
    # Words: Command line, a warning.
    Obstacle.HOTSPOT: _("This looks like a phone hotspot or mobile data, not like your office."),
    # Words: Command line, a warning.
    Obstacle.OFFLINE: _("This computer is not connected to the internet."),
    # Words: Command line, a warning. A page for signing in to a Wi-Fi stands before the internet.
    Obstacle.PORTAL: _("Sign in to this Wi-Fi first: it shows a sign-in page."),
}
_NOTHING_SAID: Final = Word()


def placed(ordered: Order, platform: Platform, words: Words) -> Order:
    """The same order with what is known of this place, and a warning where that matters."""
    host = ordered.target.host
    if service.is_here(host) or ordered.target.source is not None:
        return ordered  # no network is in between, or somebody chose the way himself
    here = platform.look(_numeric(host))
    what = obstacle(here, _NOTHING_SAID)
    if what is not None:
        # Words: Command line. {what}: a sentence.
        print(words.say(_("Mind: {what}"), what=words.say(_WARNINGS[what])), file=sys.stderr)
    remarks = whereabouts(here, _NOTHING_SAID)
    return replace(ordered, plan=replace(ordered.plan, whereabouts=remarks))


def _numeric(host: str) -> str:
    """The host where it is an address already; names are not looked up for this."""
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
