"""The limits that keep a test harmless. Compiled in: no option, file or caller can raise them.

Reasons and sources: docs/measuring.md, "Manners".
"""

from __future__ import annotations

from typing import Final

# Attempts that end in anything but an open session, neighbours included.
BUDGET_BEFORE_FIRST_PLACE: Final = 4
BUDGET_AFTER_FIRST_PLACE: Final = 8

CEILING: Final = 50
CEILING_UNLOCKED: Final = 200

# Seconds between two attempts; a hoster with 20 connections a minute is known.
PACE: Final = 1.0
PACE_FLOOR: Final = 0.2

# Sessions that never sign in: a strict fail2ban counts each one against the office.
UNSIGNED_SESSIONS: Final = 6
UNSIGNED_REST_SECONDS: Final = 600.0

# Held sessions that may die during one test before it is given up.
LOSSES: Final = 8

# Connections of a search that reach one and the same server: none of them signs in, and a strict
# fail2ban counts each (counted.py). A certificate that fails is looked at twice more then.
MOST_SEARCHED_AT_ONE_ADDRESS: Final = 2
