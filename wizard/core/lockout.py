"""When to stop trying passwords, so that an office is not locked out by our own test.

Owns these numbers. A second wrong password is the last one for ten minutes: protections of mail
servers count wrong passwords against the whole office, mostly within ten minutes.
"""

from __future__ import annotations

from typing import Final

MOST_WRONG: Final = 2
REST_SECONDS: Final = 600.0


def rest(wrong: int, since_last: float) -> float:
    """How many seconds to wait before the next password may be tried; 0 when it may be now."""
    return max(0.0, REST_SECONDS - since_last) if wrong >= MOST_WRONG else 0.0
