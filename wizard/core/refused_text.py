"""What the words of a refused sign-in say besides "no": which password is wanted, or to wait.

Pure reading of untrusted text; it never quotes it on. Only words decide: codes such as
[AUTHENTICATIONFAILED] stand before every refusal.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from wizard.core.server_text import Scope, read_limit


class Wants(StrEnum):
    """What a server that refused a password wants, as a stable code; `NOTHING` where it is mute."""

    NOTHING = ""
    APP_PASSWORD = "app-password-wanted"  # noqa: S105  a code
    BROWSER = "needs-browser-sign-in"
    TO_WAIT = "sign-ins-too-often"


_WORDS: Final = (
    # Google: "[ALERT] Application-specific password required: https://..." (mutt-wizard issue 831).
    # mail.ru: "NEOBHODIM parol prilozheniya ... / Application password is REQUIRED" (K-9 9069).
    (r"\bapp(?:lication)?(?:[- ]specific)?[- ]passwords?\b|parol prilozheniya",
     Wants.APP_PASSWORD),
    # Google: "[WEBALERT https://...] Web login required", then "Please log in via your web
    # browser" (fetchmail transcripts). An app password ends it, the browser alone does not.
    (r"\[WEBALERT\b|\bweb login required\b|\bvia your web browser\b", Wants.APP_PASSWORD),
    # Tencent (qq.com): "Please using authorized code to login".
    (r"\bauthori[sz](?:ed|ation) code\b", Wants.APP_PASSWORD),
    # Microsoft: "LogonDenied-BasicAuthBlocked", "basic authentication is disabled".
    (r"BasicAuthBlocked|\bbasic auth(?:entication)? is (?:disabled|blocked)\b", Wants.BROWSER),
)  # fmt: skip
_WORDS_RE: Final = tuple((re.compile(p, re.IGNORECASE), wants) for p, wants in _WORDS)
# "2 login attempts left" is a warning, and no lock-out yet.
_STILL_SOME: Final = re.compile(r"\b(?:left|remain\w*)\b", re.IGNORECASE)


def read_refused(text: str) -> Wants:
    """What a refusal of a sign-in asks for."""
    for pattern, wants in _WORDS_RE:
        if pattern.search(text):
            return wants
    locked = read_limit(text).scope in {Scope.BAN, Scope.RATE}
    return Wants.TO_WAIT if locked and not _STILL_SOME.search(text) else Wants.NOTHING
