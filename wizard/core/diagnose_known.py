"""The verdict on a large provider: what is known of it, where no test can find out more.

Never surer than fairly sure, for nothing was measured, and no number that is not in the table.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Because, Confidence, Kind, Verdict
from wizard.core.commands import Ending
from wizard.core.known import KNOWN_PROVIDER, TESTED_ANYWAY, Basis, FoundBy
from wizard.core.model import Case
from wizard.core.observe import Observation

NAMED_ITSELF: Final = "provider-named-itself"
NUMBER_UNKNOWN: Final = "known-number-unknown"

_BASIS: Final = {
    Basis.DOCUMENTED: "known-from-provider",
    Basis.REPORT: "known-from-reports",
    Basis.WEAK: "known-from-reports",
}


def known_provider(seen: Observation) -> Verdict:
    """The limit of one mailbox, as far as it is known."""
    known = seen.case.known
    numbers = known.numbers if known else ()
    basis = known.basis if known else Basis.WEAK
    greeted = tuple(i for i, event in enumerate(seen.case.events) if event.attempt is not None)
    by_itself = known is None or known.found_by is FoundBy.GREETING
    sure = basis is Basis.DOCUMENTED and numbers
    return Verdict(
        Kind.PER_MAILBOX,
        Confidence.FAIRLY_SURE if sure else Confidence.NOT_SURE,
        min(numbers, default=None),
        at_least=len(set(numbers)) > 1,
        because=(
            Because(KNOWN_PROVIDER),
            *((Because(NAMED_ITSELF, greeted[-1:]),) if by_itself else ()),
            Because(_BASIS[basis] if numbers else NUMBER_UNKNOWN),
        ),
    )


def known_besides(case: Case) -> tuple[Because, ...]:
    """What is known of the provider, to be quoted beside what a test has found."""
    known = case.known
    if known is None or case.ending == Ending.KNOWN_PROVIDER:
        return ()
    if not known.tested:
        return (Because(TESTED_ANYWAY),)
    return tuple(Because(f"known-{fact.about}") for fact in known.facts)
