"""Whether the name service of this computer answers anything at all.

Asks only that service, and only for the root of all names, which tells it nothing. It decides
nothing.
"""

from __future__ import annotations

import dns.exception
import dns.resolver

_SECONDS = 4.0


def answers(seconds: float = _SECONDS) -> bool:
    """Whether it answers within so many seconds; also "there is none" is an answer."""
    try:
        dns.resolver.Resolver().resolve(".", "NS", lifetime=seconds)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return True
    except (dns.exception.DNSException, OSError):
        return False
    return True
