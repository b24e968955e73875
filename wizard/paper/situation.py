"""Which of the known situations an advice describes: the key to every sentence about it.

Owns the choice, made from the verdict's own fields only, so that headline, reason and note can
never disagree. It must never judge again what the verdict has judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from wizard.core.advice import Advice, Kind, Refusal
from wizard.core.known import KNOWN_PROVIDER
from wizard.core.recommend import NAMES_ADDRESS, NAMES_MAILBOX, OTHER_SERVICE_ANSWERS, OUR_FAULT


class Situation(StrEnum):
    """The situations, by the names support uses; they are the contexts of the translations."""

    OFFICE = "V1"
    OFFICE_AT_LEAST = "V1+"
    OFFICE_NO_PLACE = "V1b"
    NO_PLACE_IN_WORDS = "V1c"
    NO_PLACE_OR_DEAD = "V1d"
    MAILBOX = "V2"
    MAILBOX_AT_LEAST = "V2+"
    MAILBOX_HERE = "V2b"
    MAILBOX_HERE_AT_LEAST = "V2b+"
    NO_LIMIT = "V3"
    NO_LIMIT_BELOW_NEED = "V3-"
    OFFICE_JUST_ENOUGH = "V4"
    MAILBOX_JUST_ENOUGH = "V4m"
    OFFICE_ENOUGH = "V4+"
    MAILBOX_ENOUGH = "V4m+"
    SERVER_BUSY = "V5"
    SERVER_SAYS_FULL = "V5w"
    LOCKED_OUT = "V6"
    RATE = "V7"
    UNCLEAR = "V8"
    UNCLEAR_SIGN_IN = "V8s"
    EVICTS = "V10"
    OWN_NETWORK = "V11"
    FIREWALL = "V12"
    FIREWALL_AT_LEAST = "V12+"
    SIGN_IN_REFUSED = "E05"
    MAILBOX_NO_PLACE = "E07"
    TOO_OFTEN = "E07b"
    APP_PASSWORD = "E08"  # noqa: S105  no secret
    LARGE_PROVIDER = "E09"
    BROWSER_SIGN_IN = "E09b"
    OTHER_SIGN_IN = "E09c"
    NOT_FOUND = "E11"
    NO_SUCH_FAMILY = "E11b"
    NO_NAME_SERVICE = "E20"
    NO_ANSWER = "E12"
    MAIL_BLOCKED = "E13"
    TURNED_AWAY = "E12b"
    NOT_A_MAIL_SERVER = "E12c"
    OTHER_SECURITY = "E12d"
    NO_ENCRYPTION = "E12e"
    PROTECTED_ONLY = "E12f"
    OLD_ENCRYPTION = "E12g"
    CERTIFICATE_NAME = "E14"
    CERTIFICATE_ISSUER = "E15"
    CERTIFICATE_OTHER = "E15b"
    CERTIFICATE_CHANGED = "E15c"
    NO_AUTHORITIES = "E15d"
    CERTIFICATE_DATE = "E16"
    CERTIFICATE_RAN_OUT = "E16+"
    CERTIFICATE_NOT_YET = "E16-"
    CLOCK_WRONG = "E17"
    ANTIVIRUS = "E18"
    ASLEEP = "E25"
    NETWORK_LOST = "E26"
    ADDRESS_CHANGED = "E27"
    STOPPED = "E32"
    OUR_FAULT = "E36"


# Where the kind alone says it all.
_BY_KIND: Final[Mapping[Kind, Situation]] = {
    Kind.LOCKED_OUT: Situation.LOCKED_OUT,
    Kind.RATE: Situation.RATE,
    Kind.EVICTS_OLDEST: Situation.EVICTS,
    Kind.STOPPED: Situation.STOPPED,
}

# Where a kind has several faces: the first code among the reasons decides, the last entry if none.
_BY_REASON: Final[Mapping[Kind, tuple[tuple[str, Situation], ...]]] = {
    Kind.NO_CLEAR_RESULT: (
        ("sign-in-needed", Situation.UNCLEAR_SIGN_IN),
        ("own-address-changed", Situation.ADDRESS_CHANGED),
        ("slept", Situation.ASLEEP),
        ("", Situation.UNCLEAR),
    ),
    # A full router keeps what is open; where that is gone as well, the whole line was.
    Kind.OFFICE_NETWORK: (
        ("held-frozen", Situation.NETWORK_LOST),
        ("", Situation.OWN_NETWORK),
    ),
    Kind.NOT_FOUND: (
        ("temporary", Situation.NO_NAME_SERVICE),
        ("no-such-family", Situation.NO_SUCH_FAMILY),
        ("", Situation.NOT_FOUND),
    ),
    Kind.SIGN_IN_REFUSED: (
        ("app-password-wanted", Situation.APP_PASSWORD),
        ("sign-ins-too-often", Situation.TOO_OFTEN),
        ("", Situation.SIGN_IN_REFUSED),
    ),
    Kind.NEEDS_BROWSER_SIGN_IN: (
        ("other-sign-in-only", Situation.OTHER_SIGN_IN),
        ("", Situation.BROWSER_SIGN_IN),
    ),
    Kind.CANNOT_REACH: (
        ("sign-ins-too-often", Situation.TOO_OFTEN),
        ("protected-only", Situation.PROTECTED_ONLY),
        ("mail-blocked", Situation.MAIL_BLOCKED),
        ("nothing-ever-opened", Situation.TURNED_AWAY),
        ("refused-in-words", Situation.TURNED_AWAY),
        ("closed-late", Situation.TURNED_AWAY),
        ("broken-off", Situation.TURNED_AWAY),
        ("not-a-mail-server", Situation.NOT_A_MAIL_SERVER),
        ("plain-on-encrypted", Situation.OTHER_SECURITY),
        ("encrypted-on-plain", Situation.OTHER_SECURITY),
        ("no-encryption", Situation.NO_ENCRYPTION),
        ("old-encryption", Situation.OLD_ENCRYPTION),
        ("", Situation.NO_ANSWER),
    ),
    Kind.CERTIFICATE_PROBLEM: (
        ("certificate-name", Situation.CERTIFICATE_NAME),
        ("certificate-issuer", Situation.CERTIFICATE_ISSUER),
        ("certificate-date", Situation.CERTIFICATE_DATE),
        ("certificate-ran-out", Situation.CERTIFICATE_RAN_OUT),
        ("certificate-not-yet", Situation.CERTIFICATE_NOT_YET),
        ("certificate-clock", Situation.CLOCK_WRONG),
        ("certificate-antivirus", Situation.ANTIVIRUS),
        ("certificate-changed", Situation.CERTIFICATE_CHANGED),
        ("certificate-no-authorities", Situation.NO_AUTHORITIES),
        ("", Situation.CERTIFICATE_OTHER),
    ),
}

# A number known for sure, and one that is only a lower bound.
_LIMITED: Final[Mapping[Kind, tuple[Situation, Situation]]] = {
    Kind.PER_ADDRESS: (Situation.OFFICE, Situation.OFFICE_AT_LEAST),
    Kind.PER_MAILBOX: (Situation.MAILBOX, Situation.MAILBOX_AT_LEAST),
    Kind.PER_MAILBOX_AND_ADDRESS: (Situation.MAILBOX_HERE, Situation.MAILBOX_HERE_AT_LEAST),
}


def situation(advice: Advice) -> Situation:
    """The situation an advice describes."""
    verdict = advice.verdict
    codes = {reason.code for reason in verdict.because}
    if OUR_FAULT in codes:
        return Situation.OUR_FAULT
    if KNOWN_PROVIDER in codes and verdict.kind is Kind.PER_MAILBOX:
        return Situation.LARGE_PROVIDER
    if verdict.kind in _LIMITED:
        return _limited(advice)
    if verdict.kind in _BY_REASON:
        faces = _BY_REASON[verdict.kind]
        return next(face for code, face in faces if code in codes or not code)
    in_words = verdict.refusal is Refusal.IN_WORDS
    if verdict.kind is Kind.SERVER_FULL:
        return Situation.SERVER_SAYS_FULL if in_words else Situation.SERVER_BUSY
    if verdict.kind is Kind.NO_PLACE_FREE:
        return _no_place(in_words, codes)
    if verdict.kind is Kind.NO_LIMIT_FOUND:
        return Situation.NO_LIMIT if advice.enough else Situation.NO_LIMIT_BELOW_NEED
    return _BY_KIND[verdict.kind]


def _no_place(in_words: bool, codes: set[str]) -> Situation:
    if NAMES_MAILBOX in codes:
        return Situation.MAILBOX_NO_PLACE
    if in_words:
        # Words that name neither may speak of either.
        named = NAMES_ADDRESS in codes
        return Situation.OFFICE_NO_PLACE if named else Situation.NO_PLACE_IN_WORDS
    # Where nothing of the server was ever seen, it may be dead behind whatever closes.
    alive = OTHER_SERVICE_ANSWERS in codes
    return Situation.OFFICE_NO_PLACE if alive else Situation.NO_PLACE_OR_DEAD


def _limited(advice: Advice) -> Situation:
    verdict = advice.verdict
    office = verdict.kind is Kind.PER_ADDRESS
    if advice.enough and advice.suggestion:
        return Situation.OFFICE_JUST_ENOUGH if office else Situation.MAILBOX_JUST_ENOUGH
    if advice.enough:
        return Situation.OFFICE_ENOUGH if office else Situation.MAILBOX_ENOUGH
    if verdict.refusal is Refusal.PACKET_FILTER and office:
        return Situation.FIREWALL_AT_LEAST if verdict.at_least else Situation.FIREWALL
    return _LIMITED[verdict.kind][verdict.at_least]
