"""The names in a certificate that was made for another server, as far as they can be offered.

Owns which of them a person may choose from. A certificate is the server's word: a name is cut, held
against the rules of names, and never taken where it is a pattern or no name in plain letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wizard.core.entries import LONGEST_NAME, check_server

MOST_NAMES: Final = 3
# A certificate may hold thousands of names.
_MOST_READ: Final = 200


def offered(shown: Iterable[object], asked: str) -> tuple[str, ...]:
    """At most three names of servers among `shown`, none of them the one that was asked for."""
    names: dict[str, None] = {}
    for one, _ in zip(shown, range(_MOST_READ), strict=False):
        if isinstance(one, str) and _is_whole_name(one) and one.lower() != asked.lower():
            names[one.lower()] = None
    return tuple(names)[:MOST_NAMES]


def may_be_taken(name: str, asked: str, user: str | None) -> bool:
    """Whether a name may take the place of the one that was asked for without a question.

    Where nobody signs in there is nothing to lose. A password is sent only to names that belong to
    the one asked for or to the mailbox's own domain: who stands in the middle of a line can show
    a good certificate for a name of his own, and say that it leads here (decision 0019).
    """
    if user is None:
        return True
    owners = {asked.lower(), user.rpartition("@")[2].lower() if "@" in user else ""} - {""}
    return any(name == owner or name.endswith(f".{owner}") for owner in owners)


def _is_whole_name(name: str) -> bool:
    """Whether it is a name as name servers know it, and not a number or a pattern."""
    if not (name.isascii() and "." in name and len(name) <= LONGEST_NAME and "_" not in name):
        return False
    checked = check_server(name)
    no_number = not name.rpartition(".")[2].isdecimal()
    return checked.fault is None and checked.value == name.lower() and no_number
