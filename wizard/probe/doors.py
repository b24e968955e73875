"""The doors of one server: the pinned address, the other service, address family, mailbox."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.core.leaving import Leaving
from wizard.core.model import Door, Plan, Target, Via
from wizard.core.neighbours import other_service
from wizard.probe.lookup import of_family


@dataclass(frozen=True, slots=True)
class Doors:
    """Where each kind of attempt goes. `main` is pinned: every attempt of the climb uses it."""

    main: Door
    others: dict[Via, Door]
    all_addresses: tuple[str, ...]

    @classmethod
    def of(cls, target: Target, plan: Plan, addresses: tuple[str, ...]) -> Doors | None:
        """The doors behind `addresses`; None when there is none of the wanted family.

        IPv4 comes first where the user does not say: behind one router all computers share one
        IPv4 address, while over IPv6 each one is counted alone.
        """
        usable = Leaving(target.family, target.source).usable(addresses)
        if not usable:
            return None
        address = usable[0]
        others: dict[Via, Door] = {}
        service = other_service(target, plan)
        if service is not None:
            others[Via.OTHER_SERVICE] = Door(address, *service)
        elsewhere = of_family(addresses, 4 if ":" in address else 6)
        if elsewhere and target.family is None and target.source is None:
            others[Via.OTHER_FAMILY] = Door(elsewhere[0], target.port, target.security)
        main = Door(address, target.port, target.security)
        if target.second_user is not None:
            # The same door; what differs is who signs in there.
            others[Via.SECOND_MAILBOX] = main
        return cls(main, others, addresses)

    def behind(self, via: Via) -> Door:
        """The door for an attempt."""
        return self.main if via is Via.MAIN else self.others[via]
