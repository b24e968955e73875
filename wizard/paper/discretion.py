"""The server's own words, without what is nobody's business: mailboxes and internal addresses.

Owns what every paper hides in a quotation: a note is pasted on, and a report is passed on to more
people than it was written for.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final

from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.core.outside import outside
from wizard.paper.quoting import quote_server

_HIDDEN: Final = "…"
# A user's name that is one of these says nobody's name, but is what servers speak about.
_COMMON: Final = frozenset(
    {"user", "mail", "imap", "login", "account", "mailbox", "host", "server"}
)
# More than was ever recorded; a damaged case file must not keep anybody waiting.
_MOST_READ: Final = 2_000
# Anything that may be an address: digits and dots, or hexadecimal digits and colons.
_MAY_BE_ADDRESS: Final = re.compile(
    r"(?<![\w.:])[0-9a-fA-F:]*[.:][0-9a-fA-F.:]*[0-9a-fA-F](?![\w:])"
)


def quoted(text: str, case: Case, sender: Sender, longest: int) -> str:
    """What the server said, quoted; the tested mailbox is named only where the sender wants it."""
    target, text = case.target, text[:_MOST_READ]
    hidden = [target.second_user] if sender.names_mailbox else [target.user, target.second_user]
    for user in hidden:
        text = _without(text, user or "")

    def seen_outside(found: re.Match[str]) -> str:
        """The address as it stands, where it is one that a provider sees as well."""
        address = found.group()
        if not _is_address(address):
            return address
        return address if outside(address) else _HIDDEN

    return quote_server(_MAY_BE_ADDRESS.sub(seen_outside, text), longest)


def _without(text: str, user: str) -> str:
    for name in (user, user.partition("@")[0]):
        if name and name.lower() not in _COMMON:
            whole = rf"(?<![\w.-]){re.escape(name)}(?![\w-])"
            text = re.sub(whole, _HIDDEN, text, flags=re.IGNORECASE)
    return text


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
