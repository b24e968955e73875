"""What a test is held against: another host of the same domain, to tell our own network apart.

Owns the choice of it, and the question whether a host is this very computer, which has none.
"""

from __future__ import annotations

import ipaddress
from typing import Final

from wizard.core.model import Target

WEB_PORT: Final = 443


def is_here(host: str) -> bool:
    """Whether `host` is this computer itself by its very name: there no pace is needed."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def usual_control(target: Target) -> tuple[str, int] | None:
    """The web site of the mail domain: another host, so our own network can be told apart.

    None where the server was given by its address, or stands on this computer.
    """
    if is_here(target.host) or ":" in target.host or target.host.replace(".", "").isdigit():
        return None
    user = target.user or ""
    domain = user.rpartition("@")[2] if "@" in user else target.host.partition(".")[2]
    return (domain, WEB_PORT) if "." in domain else None
