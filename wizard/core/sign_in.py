"""How to sign in, chosen from what a server offers, before any password is sent.

Owns the order of the mechanisms, the other form of a user name, and when a sign-in was slow. Pure.
It must never answer with two mechanisms: each one that is refused counts as a wrong password.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Mechanism(StrEnum):
    """How name and password go to the server. `LOGIN` is the command of that name."""

    PLAIN = "plain"
    LOGIN = "login"
    LOGIN_IN_STEPS = "login-in-steps"
    CRAM_MD5 = "cram-md5"


class Barred(StrEnum):
    """Why no password is sent at all."""

    PROTECTED_ONLY = "protected-only"
    BROWSER_ONLY = "browser-only"
    OTHER_ONLY = "other-sign-in-only"


_OFFER: Final = "AUTH="
_BROWSER: Final = frozenset({"XOAUTH", "XOAUTH2", "OAUTHBEARER"})

# Slower than this is a penalty: Dovecot delays even the right password after wrong ones.
SLOW_MS: Final = 5000.0


def way_in(offers: Iterable[str], *, encrypted: bool) -> Mechanism | Barred:
    """The one mechanism to use with a server that offers this, or why there is none.

    A server that names nothing but sign-ins through the browser is believed also where it does not
    forbid the LOGIN command: a password in vain would count against the whole office.
    """
    said = frozenset(offers)
    named = {offer.removeprefix(_OFFER) for offer in said if offer.startswith(_OFFER)}
    command = "LOGINDISABLED" not in said
    if "PLAIN" in named:
        return Mechanism.PLAIN
    if "LOGIN" in named:
        return Mechanism.LOGIN if command else Mechanism.LOGIN_IN_STEPS
    if "CRAM-MD5" in named:
        return Mechanism.CRAM_MD5
    if command and not (named and named <= _BROWSER):
        return Mechanism.LOGIN
    if not (command or encrypted):
        return Barred.PROTECTED_ONLY
    return Barred.BROWSER_ONLY if named & _BROWSER else Barred.OTHER_ONLY


def takes_password(offers: Iterable[str]) -> bool:
    """Whether an encrypted session with this server can sign in with a password."""
    return isinstance(way_in(offers, encrypted=True), Mechanism)


def other_user(user: str, address: str) -> str:
    """The other usual form of a user name: the address, or what stands before its @.

    The same again where no other form is known.
    """
    if "@" in user:
        return user.rpartition("@")[0] or user
    return address or user
