"""From the settings file of a provider to places to try. Its values are not to be trusted.

Owns what is taken from such a file and what is not: mail over IMAP with encryption only. Reading
the XML itself is probe/settings_file.py. It asks nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from wizard.core.discover import Candidate, SignIn, Source, domain_to_search, proven
from wizard.core.entries import LONGEST_ADDRESS, MOST_PORT
from wizard.core.model import Security
from wizard.core.reach import checked_name

MOST_SERVERS: Final = 4
MOST_READ: Final = 50
_SECURITIES: Final = {"ssl": Security.TLS, "starttls": Security.STARTTLS}
_SIGN: Final = re.compile("%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%", re.IGNORECASE)
_SIGN_INS: Final = {
    "password-cleartext": SignIn.PASSWORD,
    "plain": SignIn.PASSWORD,
    "password-encrypted": SignIn.HASHED,
    "secure": SignIn.HASHED,
    "oauth2": SignIn.BROWSER,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One incoming server of a settings file, in its own words."""

    kind: str
    host: str
    port: str
    security: str
    user: str = ""
    sign_ins: tuple[str, ...] = ()


def places(said: Iterable[Said], address: str, source: Source) -> tuple[Candidate, ...]:
    """The servers worth trying, in the order of the file."""
    checked = (_place(one, address, source) for one in islice(said, MOST_READ))
    return tuple(islice((one for one in checked if one is not None), MOST_SERVERS))


def _place(said: Said, address: str, source: Source) -> Candidate | None:
    security = _SECURITIES.get(said.security.strip().lower())
    host = checked_name(_filled(said.host.strip(), address))
    port, user = _port(said.port.strip()), _user(said.user.strip(), address)
    if said.kind.lower() != "imap" or not (security and host and port and user):
        return None
    known = (_SIGN_INS.get(code.strip().lower()) for code in said.sign_ins)
    sign_in = tuple(dict.fromkeys(code for code in known if code is not None))
    sure = proven(source, host, address)
    return Candidate(host, port, security, user, source, sign_in, is_proven=sure)


def _filled(text: str, address: str) -> str:
    """A value with what stands for the address, and for its parts, filled in."""
    if len(text) > LONGEST_ADDRESS:
        return ""
    values = {
        "%EMAILADDRESS%": address,
        "%EMAILLOCALPART%": address.rpartition("@")[0],
        "%EMAILDOMAIN%": domain_to_search(address),
    }
    # In one go: an address may itself contain such a sign.
    return _SIGN.sub(lambda sign: values[sign[0].upper()], text)


def _port(text: str) -> int | None:
    good = text.isascii() and text.isdecimal() and len(text) <= 5 and 1 <= int(text) <= MOST_PORT
    return int(text) if good else None


def _user(text: str, address: str) -> str:
    """What is signed in with: the address where nothing is said, "" for what is no name."""
    user = _filled(text, address) if text else address
    return user if user.isprintable() and len(user) <= LONGEST_ADDRESS else ""
