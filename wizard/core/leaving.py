"""How connections leave this computer: by which internet, from which own address.

Owns this one choice and which addresses of a server it leaves. It opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Leaving:
    """`family` is 4, 6 or None for both; `source` an own address to connect from, or None."""

    family: int | None = None
    source: str | None = None

    @property
    def families(self) -> tuple[int, ...]:
        """The usable families, IPv4 first: an own address has one, and can reach no other."""
        if self.family is not None:
            return (self.family,)
        if self.source is not None:
            return (6,) if ":" in self.source else (4,)
        return (4, 6)

    def usable(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `addresses` that can be reached this way, best first."""
        return tuple(
            one for family in self.families for one in addresses if (":" in one) == (family == 6)
        )


AS_USUAL: Final = Leaving()
