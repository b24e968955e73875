"""A door of the service: what the bundled tables say of a sign-in before a password is typed.

Owns two questions: does this mailbox want an app password, and does it sign in through the browser
only? It never connects and never looks a name up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from wizard import assets
from wizard.core import discover, providers
from wizard.core.discover import Candidate, SignIn
from wizard.core.known import Known, Password
from wizard.paper.refused_words import HOW, HOW_AT
from wizard.words import Words


@dataclass(frozen=True, slots=True)
class AppPassword:
    """Whose app password is wanted, and the address of the provider's help, as text."""

    provider: str
    help: str = ""


def app_password(host: str, user: str | None) -> AppPassword | None:
    """Whether a provider that can be tested wants an app password; None where not.

    Where no test makes sense no password is wanted at all.
    """
    if "." not in host:  # no provider's, and no table is read for it
        return None
    known = providers.look_up(_table("big-providers.json"), host, user)
    return app_password_of(known) if known is not None and known.tested else None


def app_password_of(known: Known | None) -> AppPassword | None:
    """The same, of a provider that is known already."""
    if known is None or known.password is not Password.APP:
        return None
    rows = (row for row in _table("big-providers.json")["providers"] if row["id"] == known.provider)
    told = next((row.get("app_password_help", "") for row in rows), "")
    return AppPassword(known.name, told)


def how_to_get_one(known: Known | None, words: Words) -> str:
    """How to get an app password, with the address of the provider's help where we know it."""
    wanted = app_password_of(known)
    said = [words.say(HOW)]
    if wanted is not None and wanted.help:
        said.append(words.say(HOW_AT, address=words.isolate(wanted.help)))
    return " ".join(said)


def listed(address: str) -> Candidate | None:
    """The best server that our list names for this address; None where it names none."""
    if not discover.domain_to_search(address):  # nothing is typed yet, and no table is read for it
        return None
    found = discover.candidates(address, _table("mail-providers.json"))
    return next((one for one in found if one.source is discover.Source.LIST), None)


def browser_only(candidate: Candidate | None) -> bool:
    """Whether a server is published as one that takes no password at all."""
    return candidate is not None and candidate.sign_in == (SignIn.BROWSER,)


@cache
def _table(name: str) -> Any:  # noqa: ANN401  parsed JSON
    return assets.read_json(name)
