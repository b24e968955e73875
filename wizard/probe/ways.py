"""How the sessions of a test are opened: with whose account, how encrypted, what is hidden.

It owns the secrets on their way to the server and their hiding from whatever the server says.
"""

from __future__ import annotations

import base64
import re
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from wizard import PROGRAM, __version__
from wizard.core.certificate import Trust
from wizard.core.commands import Open
from wizard.core.model import Patience, Plan, Target, Via
from wizard.core.secret import HIDDEN, Secret
from wizard.probe import lookup
from wizard.probe.failures import readable
from wizard.probe.handover import Handover
from wizard.probe.trust import context, pinned
from wizard.probe.wire import quoted

# Not the server's words but the protocol's: imaplib's tag, and the "+" that asks for the password,
# with a challenge behind it.
_TAG: Final = re.compile(rb"^[A-P]{4}\d{1,6} (?=(?:OK|NO|BAD)\b)")
_ASKS_FOR_MORE: Final = re.compile(rb"^\+(?: [A-Za-z0-9+/]*={0,2})? *\r?\n?$")


LookUp = Callable[[str, Callable[[lookup.Found], None]], None]


@dataclass(frozen=True, slots=True)
class Account:
    """Whose mailbox, and the password for it.

    `proofs` grows with each sign-in that sends a digest in place of the password: a server that
    repeats one, beside its challenge, would give away what passwords can be tried against.
    """

    user: str
    secret: Secret
    proofs: list[bytes] = field(default_factory=list, compare=False, repr=False)

    def forms(self) -> set[bytes]:
        """The password in every form in which it goes to the server, and may come back."""
        word = self.secret.reveal()
        plain = f"\0{self.user}\0{word}".encode()
        steps = (word.encode(), quoted(word)[1:-1], base64.b64encode(word.encode()))
        return {*steps, base64.b64encode(plain), *self.proofs} - {b""}


@dataclass(frozen=True, slots=True)
class How:
    """How one session is opened. `account` is None where nobody signs in.

    `hidden` are all accounts of the test: whatever a session hears, no password is in it.
    `any_name` makes an encryption that checks all but the server's name, to learn which names a
    certificate for another server holds; None where nobody wants to know. `look_up` tells whether
    such a name leads to the same server; `minds_antivirus` that a test ends where an antivirus
    program stands in between; `pinned` that the very certificate was trusted by hand.
    `left_open` is where a search left a connection for the first sign-in.
    """

    host: str
    patience: Patience
    account: Account | None
    source: str | None
    tls: ssl.SSLContext
    identity: dict[str, str] = field(default_factory=dict)
    hidden: tuple[Account, ...] = ()
    any_name: Callable[[], ssl.SSLContext] | None = None
    look_up: LookUp = lookup.resolve
    minds_antivirus: bool = False
    pinned: bool = False
    left_open: Handover | None = None

    def say(self, lines: Sequence[bytes]) -> str:
        """The server's words, printable, without a password in any form it may echo."""
        told = [_TAG.sub(b"", line) for line in lines if not _ASKS_FOR_MORE.match(line)]
        accounts = {*self.hidden, *([self.account] if self.account else [])}
        forms = {form for account in accounts for form in account.forms()}
        for form in sorted(forms, key=len, reverse=True):
            # In any case of letters: capabilities are kept in capitals.
            if any(form.lower() in line.lower() for line in told):
                echo = re.compile(re.escape(form), re.IGNORECASE)
                told = [echo.sub(HIDDEN.encode(), line) for line in told]
        return readable(told)


@dataclass(frozen=True, slots=True)
class Ways:
    """Which way each attempt goes: with certificates checked or not, and the second mailbox's."""

    checked: How
    unchecked: How
    second: How | None = None

    def of(self, command: Open) -> How:
        """The way for an attempt."""
        way = self.unchecked if command.any_certificate else self.checked
        if command.via is Via.SECOND_MAILBOX and self.second is not None:
            way = self.second
        return replace(way, host=command.server_name) if command.server_name else way


def ways_into(
    target: Target,
    plan: Plan,
    accounts: tuple[Account | None, Account | None],
    trust: Trust,
    left_open: Handover | None = None,
) -> Ways:
    """How the sessions of a test are opened: for its mailbox and, where there is one, a second.

    Raises OSError or ssl.SSLError for a file of authorities that cannot be read.
    """

    def checking(*, any_name: bool = False) -> ssl.SSLContext:
        return context(target.ca_file, trust.besides, checked=True, any_name=any_name)

    first, second = accounts
    checked = How(
        target.host,
        plan.patience,
        first,
        target.source,
        pinned(trust.pinned) if trust.pinned else checking(),
        {"name": PROGRAM, "version": __version__},
        hidden=tuple(account for account in accounts if account is not None),
        any_name=lambda: checking(any_name=True),
        minds_antivirus=not trust.past_antivirus,
        pinned=bool(trust.pinned),
        left_open=None if trust.pinned else left_open,
    )
    return Ways(
        checked,
        replace(checked, tls=context(None, None, checked=False)),
        None if second is None else replace(checked, account=second),
    )
