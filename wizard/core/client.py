"""By what a client is known: the domain of the mailbox, else the mail server.

Owns that name, for what is typed and for what a case file says. Both are untrusted: what is neither
a domain nor a server's name is no client.
"""

from __future__ import annotations

from wizard.core.case_file import CaseFile
from wizard.core.entries import Entries, check_address, check_server, check_user, domain_of


def mailbox_domain(user: str) -> str:
    """The domain of a mailbox's address; "" where it is none, as many user names are."""
    checked = check_address(check_user(user))
    return "" if checked.fault else domain_of(checked.value)


def client_of(entries: Entries) -> str:
    """Whose mail the entries speak of; "" before there is an address or a server."""
    return typed_domain(entries) or _server(entries.server)


def client_in(file: CaseFile) -> str:
    """Whose case it is; "" where its server has no name that could be asked."""
    target = file.latest.target
    return mailbox_domain(target.user or "") or _server(target.host)


def typed_domain(entries: Entries) -> str:
    """The domain of the mailbox that was typed; without a password there is no mailbox."""
    if not entries.signs_in:
        return ""
    typed = entries.user if entries.again else entries.address
    return mailbox_domain(typed)


def another_client(entries: Entries, file: CaseFile | None) -> str:
    """The domain that was typed, where the open case is of another one; else "".

    Where one of the two has no mailbox with a domain nothing can be said.
    """
    typed = typed_domain(entries)
    kept = mailbox_domain(file.latest.target.user or "") if file is not None else ""
    return typed if typed and kept and typed != kept else ""


def _server(name: str) -> str:
    checked = check_server(name)
    return "" if checked.fault else checked.value
