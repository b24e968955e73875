"""A server's certificate that was not accepted, and what somebody may say to it.

Owns which one may be trusted by hand: only one that nobody confirms. A wrong name or date has a way
out that needs no technician.
"""

from __future__ import annotations

from wizard.paper.shown_certificate import shown
from wizard.paper.situation import Situation, situation
from wizard.ui.finding import Finding

_BY_HAND = frozenset(
    {
        Situation.CERTIFICATE_ISSUER,
        Situation.CERTIFICATE_OTHER,
        Situation.CERTIFICATE_CHANGED,
    }
)


def distrusted(finding: Finding | None) -> tuple[str, str] | None:
    """The server's name and the fingerprint that IT support may accept, where there is one."""
    if finding is None or situation(finding.advice) not in _BY_HAND:
        return None
    certificate = shown(finding.case)
    return (finding.case.target.host, certificate.fingerprint) if certificate else None


def between(finding: Finding | None) -> bool:
    """Whether a test ended because an antivirus program stands in between."""
    return finding is not None and situation(finding.advice) is Situation.ANTIVIRUS
