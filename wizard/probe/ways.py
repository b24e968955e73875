"""How the sessions of a test are opened: with whose account, how encrypted, what is hidden.

It owns the secrets on their way to the server and their hiding from whatever the server says.
"""

from __future__ import annotations

import base64
import re
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from wizard.core.commands import Open
from wizard.core.model import Patience, Via
from wizard.core.secret import HIDDEN, Secret
from wizard.probe.failures import readable
from wizard.probe.wire import quoted

# Not the server's words but the protocol's: imaplib's tag, and the "+" that asks for the password,
# with a challenge behind it.
_TAG: Final = re.compile(rb"^[A-P]{4}\d{1,6} (?=(?:OK|NO|BAD)\b)")
_ASKS_FOR_MORE: Final = re.compile(rb"^\+(?: [A-Za-z0-9+/]*={0,2})? *\r?\n?$")


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
    certificate for another server holds; None where nobody wants to know.
    """

    host: str
    patience: Patience
    account: Account | None
    source: str | None
    tls: ssl.SSLContext
    identity: dict[str, str] = field(default_factory=dict)
    hidden: tuple[Account, ...] = ()
    any_name: Callable[[], ssl.SSLContext] | None = None

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
        if command.via is Via.SECOND_MAILBOX and self.second is not None:
            return self.second
        return self.unchecked if command.any_certificate else self.checked
