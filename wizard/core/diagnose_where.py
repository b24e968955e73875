"""How sure a verdict may be, seen from where the test was made.

Owns the caps: a test through a VPN, a hotspot or a shared address measured that address, which
may not be the office's. It never changes a kind or a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from wizard.core.advice import Because, Confidence, Kind, Verdict
from wizard.core.model import Case
from wizard.core.reasons import at_most
from wizard.core.whereabouts import Whereabouts

# How sure a number can be at most. An office that always uses its VPN is seen by the server just
# so. A hotspot is another network whoever owns it: only its owner's word makes it the office's.
_AT_MOST: Final[Mapping[Whereabouts, Confidence]] = {
    Whereabouts.VPN: Confidence.FAIRLY_SURE,
    Whereabouts.OFFICE_VPN: Confidence.VERY_SURE,
    Whereabouts.MOBILE: Confidence.NOT_SURE,
    Whereabouts.OFFICE_MOBILE: Confidence.NOT_SURE,
    Whereabouts.UNSURE: Confidence.FAIRLY_SURE,
    Whereabouts.SHARED_ADDRESS: Confidence.FAIRLY_SURE,
}
# Kinds that say something of an address, and so of the place. All others hold from anywhere.
_OF_THE_PLACE: Final = frozenset(
    {
        *(Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS, Kind.PER_MAILBOX, Kind.SERVER_FULL),
        *(Kind.RATE, Kind.LOCKED_OUT, Kind.OFFICE_NETWORK, Kind.EVICTS_OLDEST),
        *(Kind.NO_LIMIT_FOUND, Kind.NO_PLACE_FREE),
    }
)
# A limit of each address, found over addresses of which every device has its own.
_BY_ADDRESS: Final = frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS})


def seen_from(verdict: Verdict, case: Case) -> Verdict:
    """`verdict`, no surer than the place of the test allows, with what speaks against more."""
    if verdict.kind not in _OF_THE_PLACE or not case.events:
        return verdict
    sure = verdict.confidence
    for remark in case.plan.whereabouts:
        sure = at_most(_AT_MOST[remark], sure)
    remarks = tuple(Because(f"where-{remark}") for remark in case.plan.whereabouts)
    apart = verdict.kind in _BY_ADDRESS and ":" in case.address
    alone = (Because("each-device-counted"),) if apart else ()
    return replace(verdict, confidence=sure, because=(*verdict.because, *remarks, *alone))
