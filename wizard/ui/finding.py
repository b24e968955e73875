"""What a test or a check of the sign-in brought: the case, and what it means.

Owns these values and the few questions the pages have about them. They never change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wizard.core.certificate import NAME
from wizard.core.commands import Ending
from wizard.core.discover import Candidate, Found
from wizard.core.model import Case, Outcome

if TYPE_CHECKING:
    from wizard.core.advice import Advice


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test brought. `slept`: the computer slept in the middle, so it is no result.

    `kept_awake`: the system took the request not to sleep.
    """

    case: Case
    advice: Advice
    slept: bool = False
    kept_awake: bool = True

    @property
    def has_note(self) -> bool:
        """Whether there is something to write to a provider."""
        from wizard.paper.note import Recipient, recipient  # noqa: PLC0415 - not before a result

        return recipient(self.advice) is Recipient.PROVIDER and not self.slept

    @property
    def is_for_support(self) -> bool:
        """Whether there is a text for whoever looks after the office's network."""
        from wizard.paper.note import Recipient, recipient  # noqa: PLC0415 - not before a result

        return recipient(self.advice) is Recipient.NETWORK and not self.slept

    @property
    def shows_at_once(self) -> bool:
        """Whether one connection is enough to write to the provider."""
        from wizard.core.advice import Kind  # noqa: PLC0415 - not before a result

        # What a single connection proves; how many there may be is told by a test alone.
        at_once = (Kind.CERTIFICATE_PROBLEM, Kind.CANNOT_REACH)
        return self.has_note and self.advice.verdict.kind in at_once

    @property
    def shown_names(self) -> tuple[str, ...]:
        """The names in the server's certificate, where it was made for another server."""
        named = (event.names for event in self.case.events if event.detail == NAME)
        return next((names for names in named if names), ())


@dataclass(frozen=True, slots=True)
class Trial:
    """What a check of the sign-in brought.

    `server` is where the mailbox was found (None where the user named the server). Without a
    `finding` there is none for this address, or one that the user has to look at first; `looked`
    tells where we looked. `browser_only`: it takes no password, so none was sent. `names_fail`: the
    name service answered nothing, not for other names either.
    """

    finding: Finding | None
    server: Candidate | None = None
    looked: Found = field(default_factory=Found)
    stopped: bool = False
    browser_only: bool = False
    names_fail: bool = False


def is_wrong_password(finding: Finding) -> bool:
    """Whether the server refused what was typed, whatever it said: it may count that."""
    return any(event.outcome is Outcome.SIGN_IN_REFUSED for event in finding.case.events)


def knows_the_server(finding: Finding) -> bool:
    """Whether the server is the right one and something else failed: no need to search again."""
    told = {Outcome.SIGN_IN_REFUSED, Outcome.CERTIFICATE_PROBLEM}
    rested = finding.case.ending == Ending.TOO_SOON
    return rested or any(event.outcome in told for event in finding.case.events)


def signed_in(finding: Finding) -> bool:
    """Whether the one connection of a trial opened."""
    from wizard.core.advice import Kind  # noqa: PLC0415 - not before a result

    return finding.advice.verdict.kind is Kind.NO_LIMIT_FOUND
