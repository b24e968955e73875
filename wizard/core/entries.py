"""What the user enters, tidied where that is safe, else told with a code.

Owns the checks of every field: what a person types or pastes is seldom what a machine wants. The
codes are the names support uses; their sentences are elsewhere. It must never guess a value, and
it never sees a password for longer than one check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wizard.core.model import Need, Security

LONGEST_ADDRESS: Final = 254
LONGEST_NAME: Final = 253
LONGEST_PASSWORD: Final = 1000
MOST_DEVICES: Final = 500
MOST_PORT: Final = 65535

# Invisible marks that come along with copied text: directions, joiners, the byte order mark.
_INVISIBLE: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BREAKS: Final = re.compile(r"[\r\n\t\u2028\u2029]")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_FOUR: Final = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})")
_SIX: Final = re.compile(r"(?=.*:.*:)[0-9a-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\[([^\[\]]*)\](?::(.*))?")
# These letters have two spellings in older and newer rules of names; only the newer is right.
_NEWER_RULES: Final = frozenset("ßς")


class Fault(StrEnum):
    """What is wrong with an entry; the contexts of the sentences about it."""

    ADDRESS_EMPTY = "E01"
    ADDRESS_INCOMPLETE = "E02"
    ADDRESS_TWICE = "E02a"
    ADDRESS_SPACES = "E02b"
    ADDRESS_LONG = "E02c"
    PASSWORD_EMPTY = "E03"  # noqa: S105 - a code
    PASSWORD_SPACE = "E03a"  # noqa: S105 - a code
    PASSWORD_MARKS = "E03b"  # noqa: S105 - a code
    PASSWORD_LONG = "E03c"  # noqa: S105 - a code
    SERVER_EMPTY = "E10s"
    SERVER_IS_ADDRESS = "E10a"
    SERVER_NAME = "E10b"
    SERVER_PORT = "E10c"
    COMPUTERS_EMPTY = "E38"
    NO_DEVICES = "E38a"
    OFFICE_UNSAID = "E39"
    NOT_AT_OFFICE = "E22"
    OFFICE_ADDRESS = "E39a"


class AtOffice(StrEnum):
    """Whether this computer is on the office's internet, by the user's word."""

    UNSAID = ""
    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Support:
    """What IT support may change; every value has "as usual" as its default.

    `second_user` is another mailbox that is asked once; its password travels apart. `pinned` is
    the fingerprint of a certificate that is trusted for this test, whoever made it.
    """

    port: int | None = None
    security: Security | None = None
    family: int | None = None
    pace: float | None = None
    most: int | None = None
    second_user: str = ""
    pinned: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything entered on the way, except passwords, which travel in a `Secret`.

    `knows_server` tells that server and user name were opened for typing; `port` is a port that
    was typed together with the server's name; `practice` that the practice server is tested.
    `again` tells that server and user name come from an earlier test and only the password is
    asked; `family` and `need` are that test's, the need until somebody counts anew. `office_vpn`
    and `office_line` tell what the user said of a VPN and of what looks like a hotspot.
    """

    address: str = ""
    knows_server: bool = False
    server: str = ""
    port: int | None = None
    user: str = ""
    security: Security | None = None
    signs_in: bool = True
    practice: bool = False
    again: bool = False
    family: int | None = None
    need: Need | None = None
    computers: int | None = 5
    program: str = "not-sure"
    phones: int = 0
    other: int = 0
    at_office: AtOffice = AtOffice.UNSAID
    office_vpn: bool = False
    office_line: bool = False
    office_address: str = ""
    mail_closed: bool = False
    support: Support = Support()


@dataclass(frozen=True, slots=True)
class Checked:
    """One entry: its tidy form and what is wrong with it. `port` came with a server's name."""

    value: str
    fault: Fault | None = None
    port: int | None = None


def check_address(typed: str) -> Checked:
    """An email address without what was pasted around it."""
    text = _BREAKS.sub("", _INVISIBLE.sub("", typed)).strip()
    inside = re.fullmatch(r"[^<>]*<([^<>]+)>", text)
    text = (inside[1] if inside else text).strip()
    text = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE)
    if not text:
        return Checked(text, Fault.ADDRESS_EMPTY)
    if text.count("@") > 1:
        return Checked(text, Fault.ADDRESS_TWICE)
    if any(mark.isspace() for mark in text):
        return Checked(text, Fault.ADDRESS_SPACES)
    name, _, domain = text.partition("@")
    if not name or "." not in domain or not _is_name(domain):
        return Checked(text, Fault.ADDRESS_INCOMPLETE)
    return Checked(text, Fault.ADDRESS_LONG if len(text) > LONGEST_ADDRESS else None)


def domain_of(address: str) -> str:
    """The domain of a checked address, as name servers know it."""
    return _in_ascii(address.rpartition("@")[2])


def check_server(typed: str) -> Checked:
    """A server's name, also out of a web address, with the port that stood behind it."""
    text = _SCHEME.sub("", _BREAKS.sub("", _INVISIBLE.sub("", typed)).strip(), count=1)
    text = text.partition("/")[0].strip().rstrip(".")
    if not text:
        return Checked(text, Fault.SERVER_EMPTY)
    if "@" in text:
        return Checked(text, Fault.SERVER_IS_ADDRESS)
    if _SIX.fullmatch(text):
        return Checked(text.lower())
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        inside, port = bracketed.groups(default="")
        return _with_port(inside.lower(), port, good=bool(_SIX.fullmatch(inside)))
    host, _, port = text.partition(":")
    host, good = host.rstrip("."), _is_name(host.rstrip("."))
    return _with_port(_in_ascii(host) if good else host, port, good=good)


def check_user(typed: str) -> str:
    """A user name without what was pasted around it."""
    return _BREAKS.sub("", _INVISIBLE.sub("", typed)).strip()


def check_password(typed: str) -> Fault | None:
    """What is wrong with a password. A space at an end may belong to it: it is only asked about."""
    if not typed:
        return Fault.PASSWORD_EMPTY
    if len(typed) > LONGEST_PASSWORD:
        return Fault.PASSWORD_LONG
    if typed != typed.strip():
        return Fault.PASSWORD_SPACE
    bad = any(mark in "\r\n\0" or "\ud800" <= mark <= "\udfff" for mark in typed)
    return Fault.PASSWORD_MARKS if bad else None


def check_counts(computers: int | None, phones: int, other: int) -> Fault | None:
    """What is wrong with the count of devices."""
    if computers is None:
        return Fault.COMPUTERS_EMPTY
    return None if computers + phones + other else Fault.NO_DEVICES


def check_office_address(typed: str) -> Checked:
    """The office's internet address; it may be left out."""
    text = _BREAKS.sub("", _INVISIBLE.sub("", typed)).strip().strip("[]")
    four = _FOUR.fullmatch(text)
    good = all(int(part) < 256 for part in four.groups()) if four else bool(_SIX.fullmatch(text))
    return Checked(text, None if good or not text else Fault.OFFICE_ADDRESS)


def _with_port(host: str, port: str, *, good: bool) -> Checked:
    if not good:
        return Checked(host, Fault.SERVER_NAME)
    if not port:
        return Checked(host)
    if not (port.isascii() and port.isdecimal() and 1 <= int(port[:6]) <= MOST_PORT):
        return Checked(host, Fault.SERVER_PORT)
    return Checked(host, port=int(port))


def _is_name(text: str) -> bool:
    labels = text.split(".")
    return len(text) <= LONGEST_NAME and all(_LABEL.fullmatch(label) for label in labels)


def _in_ascii(name: str) -> str:
    """A name as name servers know it: münchen.example is xn--mnchen-3ya.example."""
    return ".".join(_label_in_ascii(label.lower()) for label in name.split("."))


def _label_in_ascii(label: str) -> str:
    if label.isascii():
        return label
    try:
        if _NEWER_RULES.isdisjoint(label):
            return label.encode("idna").decode("ascii")
    except UnicodeError:
        pass  # longer than a name may be: the look-up will say that there is no such name
    return "xn--" + label.encode("punycode").decode("ascii")
