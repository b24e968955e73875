"""The verdict on a large provider: what is known of it, where no test can find out more.

Never surer than fairly sure, for nothing was measured, and no number that is not in the table.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Because, Confidence, Kind, Verdict
from wizard.core.commands import Ending
from wizard.core.known import Basis, FoundBy
from wizard.core.model import Case, Outcome
from wizard.core.observe import Observation

KNOWN_PROVIDER: Final = "known-provider"
NAMED_ITSELF: Final = "provider-named-itself"
TESTED_ANYWAY: Final = "known-provider-tested"
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
    # What the greeting showed: nothing where nothing was connected.
    named = Because(NAMED_ITSELF, seen.with_outcome(Outcome.OPEN)[:1])
    by_itself = known is None or known.found_by is FoundBy.GREETING
    sure = basis is Basis.DOCUMENTED and numbers
    return Verdict(
        Kind.PER_MAILBOX,
        Confidence.FAIRLY_SURE if sure else Confidence.NOT_SURE,
        min(numbers, default=None),
        at_least=len(set(numbers)) > 1,
        because=(
            Because(KNOWN_PROVIDER),
            *((named,) if by_itself else ()),
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
