"""What somebody who tests for a client said in this visit: whose case it is, that they agreed.

Owns for whom an agreement was noted: it is never carried over to another client. It knows no widget
and asks no clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from wizard.core.case_file import Agreement, CaseFile
from wizard.core.client import client_of
from wizard.core.entries import Entries


@dataclass(frozen=True, slots=True)
class Visit:
    """`client` is for whom the `agreement` was noted, "" while nobody was named yet.

    `of_the_case` tells that the agreement came with the case file. `same_client` is a domain of
    which the user said that it belongs to the open case. `name_before` is who signed before a case
    was opened. `for_client` tells that somebody from IT support works here; it outlives a client.
    """

    agreement: Agreement | None = None
    client: str = ""
    of_the_case: bool = False
    same_client: str = ""
    name_before: str = ""
    for_client: bool = False

    def noted(self, entries: Entries) -> Agreement | None:
        """The agreement, where it was noted for whom these entries speak of."""
        same = self.client in {"", client_of(entries)}
        return self.agreement if same else None

    def agree(self, at: datetime | None, entries: Entries) -> Self:
        """The client agreed, noted `at` this moment; None: that was ticked by mistake.

        What came with the case file stays as it was noted then.
        """
        if self.of_the_case and self.noted(entries) is not None:
            return self
        agreement = None if at is None else Agreement(at)
        return replace(self, agreement=agreement, client=client_of(entries), of_the_case=False)

    def bound(self, entries: Entries) -> Self:
        """A test is about to be made: what was noted before anybody was named is for this one."""
        if self.agreement is None or self.client:
            return self
        return replace(self, client=client_of(entries))

    def anew(self) -> Self:
        """Another client."""
        return type(self)(for_client=self.for_client)

    def with_case(self, file: CaseFile, entries: Entries, name_before: str) -> Self:
        """A case was opened."""
        return replace(
            self.anew(),
            agreement=file.agreement,
            client=client_of(entries),
            of_the_case=file.agreement is not None,
            name_before=name_before,
        )
