"""The firm that tests, as the window needs it: what stands on papers, and what is wrong with that.

Owns that a fault in the firm's own file costs nothing but its contact line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wizard import casework
from wizard.casework import Branding, BrandingError
from wizard.words import Words


@dataclass(frozen=True, slots=True)
class Firm:
    """Its branding, an empty one where there is none; `fault` is why its file cannot be used."""

    branding: Branding = field(default_factory=Branding)
    fault: BrandingError | None = None

    def trouble(self, words: Words) -> str:
        """What is wrong with its file, "" for nothing."""
        return "" if self.fault is None else words.say(self.fault.message, 1, **self.fault.values)


def firm_that_tests() -> Firm:
    """Read its file, which lies beside the program."""
    try:
        return Firm(casework.branding())
    except BrandingError as error:
        return Firm(fault=error)
