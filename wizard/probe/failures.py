"""From (phase, exception, words) to an outcome with a stable code. Pure; the one place for it.

It must never look at an exception's text to decide: exceptions lose the server's words and wear
the same class for different ends (imapclient raises LoginError for a cut connection too), so the
phase and the transcript decide. Measured table: docs/measuring.md, "Exceptions".
"""

from __future__ import annotations

import errno
import imaplib
import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wizard.core.certificate import DATE, NAME, Certificate
from wizard.core.diagnose_start import OLD_ENCRYPTION
from wizard.core.model import Outcome, Phase
from wizard.core.server_text import Scope, read_limit
from wizard.probe.lines import TooMuchError
from wizard.probe.wire import InjectedError

# Closed sooner than this is "at once"; Dovecot's process limit closes after 10.0 s.
AT_ONCE_SECONDS: Final = 5.0

_OURS: Final = frozenset(
    {
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOBUFS,
        errno.ENOMEM,
        errno.EADDRNOTAVAIL,
        errno.EADDRINUSE,
        errno.EACCES,
        errno.EPERM,
        errno.EINVAL,
    }
)
# Windows: too many sockets, address in use, no buffers, address not available.
_OURS_WINDOWS: Final = frozenset({10024, 10048, 10055, 10049})
_ISSUER: Final = "issuer"
_CERTIFICATE: Final = {
    # OpenSSL.
    9: DATE,
    10: DATE,
    18: _ISSUER,
    19: _ISSUER,
    20: _ISSUER,
    21: _ISSUER,
    62: NAME,
    63: NAME,
    64: NAME,
    # Windows: CERT_E_EXPIRED, CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING, CERT_E_CN_NO_MATCH.
    0x800B0101: DATE,
    0x800B0109: _ISSUER,
    0x800B010A: _ISSUER,
    0x800B010F: NAME,
    # macOS: errSecCertificateExpired, ...NotValidYet, errSecNotTrusted, errSecCreateChainFailed,
    # errSecHostNameMismatch.
    -67818: DATE,
    -67819: DATE,
    -67843: _ISSUER,
    -25318: _ISSUER,
    -67602: NAME,
}
# The server speaks no version of TLS that is still safe (RFC 8996).
_TOO_OLD: Final = frozenset(
    {"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "WRONG_SSL_VERSION"}
)
_TEMPORARY: Final = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|SERVERBUG|CONTACTADMIN)\]|temporar|internal (?:server )?error",
    re.IGNORECASE,
)
_ENDS_OF_STREAM: Final = (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
_STATUS: Final = re.compile(rb"^(?P<tag>\S+) (?P<status>OK|NO|BAD|BYE|PREAUTH)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """What an attempt ended in. `names` are those in a certificate for another server.

    `certificate` is the one that was shown, where it was looked at.
    """

    outcome: Outcome
    said: str = ""
    detail: str = ""
    names: tuple[str, ...] = ()
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How far an attempt came: phase, words of that phase, bytes in all, seconds since connect.

    `ended` is whether the server ended the connection, `past_sign_in` whether only the NOOP after
    the sign-in was still out.
    """

    phase: Phase
    said: Sequence[bytes] = ()
    received: int = 0
    seconds_connected: float = 0.0
    ended: bool = False
    past_sign_in: bool = False


def classify(trace: Trace, error: BaseException) -> Failure:
    """The outcome of an attempt that ended with `error`."""
    ours = our_fault(error)
    if ours:
        return Failure(Outcome.OUR_FAULT, detail=ours)
    if trace.phase is Phase.CONNECT:
        return _at_connect(error)
    told = _told_by_encryption(error)
    if told is not None:
        return told
    if trace.phase is Phase.SIGN_IN:
        return _at_sign_in(trace, error)
    if trace.received == 0:
        wordless = _without_a_word(trace, error)
        if wordless is not None:
            return wordless
    if isinstance(error, ssl.SSLError) and not _ended(trace, error):
        return _at_handshake(error)
    if trace.phase is Phase.STARTTLS:
        return _at_starttls(trace, error)
    return _at_greeting(trace)


def _without_a_word(trace: Trace, error: BaseException) -> Failure | None:
    """The server accepted the connection and never said anything."""
    if _ended(trace, error):
        late = trace.seconds_connected >= AT_ONCE_SECONDS
        return Failure(Outcome.CLOSED_LATE if late else Outcome.CLOSED_AT_ONCE)
    if isinstance(error, TimeoutError):
        return Failure(Outcome.SILENT)
    return None


def our_fault(error: BaseException) -> str:
    """The code of a fault of this computer or program, "" for any other error."""
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, ssl.SSLError) or not isinstance(error, OSError):
        expected = (OSError, imaplib.IMAP4.error, TooMuchError, InjectedError, EOFError)
        return "" if isinstance(error, expected) else f"bug-{type(error).__name__}"
    if getattr(error, "winerror", None) in _OURS_WINDOWS or error.errno in _OURS:
        return errno.errorcode.get(error.errno or 0, "system").lower()
    return ""


def _at_connect(error: BaseException) -> Failure:
    if isinstance(error, TimeoutError):
        return Failure(Outcome.CONNECT_UNANSWERED)
    if isinstance(error, ConnectionResetError):
        # The connection stood and was reset before we looked: a close at once (HAProxy).
        return Failure(Outcome.CLOSED_AT_ONCE)
    code = errno.errorcode.get(getattr(error, "errno", None) or 0, "refused").lower()
    return Failure(Outcome.CONNECT_REFUSED, detail=code)


def _at_handshake(error: ssl.SSLError) -> Failure:
    reason = (error.reason or "").upper()
    if reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG"}:
        return Failure(Outcome.NOT_A_MAIL_SERVER, detail="plain-on-encrypted")
    return Failure(Outcome.NO_ENCRYPTION, detail="handshake")


def _told_by_encryption(error: BaseException) -> Failure | None:
    """What is said in the handshake itself, whatever becomes of the connection after it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        ours = str(getattr(error, "fault", ""))
        fault = ours or _CERTIFICATE.get(getattr(error, "verify_code", 0), "other")
        return Failure(Outcome.CERTIFICATE_PROBLEM, detail=fault)
    if isinstance(error, ssl.SSLError) and getattr(error, "reason", None) in _TOO_OLD:
        return Failure(Outcome.NO_ENCRYPTION, detail=OLD_ENCRYPTION)
    return None


def _at_greeting(trace: Trace) -> Failure:
    said = readable(trace.said)
    first = trace.said[0] if trace.said else b""
    if first[:1] in {b"\x15", b"\x16"}:
        return Failure(Outcome.NOT_A_MAIL_SERVER, said, "encrypted-on-plain")
    status = _STATUS.match(first)
    word = status["status"].upper() if status and status["tag"] == b"*" else b""
    if word in {b"BYE", b"NO", b"BAD"}:
        return Failure(Outcome.REFUSED_IN_WORDS, said)
    if word in {b"OK", b"PREAUTH"}:
        return _broken_off(said)
    return Failure(Outcome.NOT_A_MAIL_SERVER, said)


def _at_starttls(trace: Trace, error: BaseException) -> Failure:
    said = readable(trace.said)
    if isinstance(error, InjectedError):
        return Failure(Outcome.NO_ENCRYPTION, said, "injected")
    if isinstance(error, imaplib.IMAP4.error) and not _ended(trace, error):
        return Failure(Outcome.NO_ENCRYPTION, said, "not-offered")
    return _broken_off(said)


def _broken_off(said: str) -> Failure:
    """A session that had begun to speak ended: words about a limit count, else it is a fault."""
    if read_limit(said).scope is not Scope.NONE:
        return Failure(Outcome.REFUSED_IN_WORDS, said)
    return Failure(Outcome.LOST, said)


def _at_sign_in(trace: Trace, error: BaseException) -> Failure:
    said = readable(trace.said)
    scope = read_limit(said).scope
    if scope not in {Scope.NONE, Scope.BAN}:
        return Failure(Outcome.LIMIT_IN_WORDS, said)
    if isinstance(error, TimeoutError):
        return Failure(Outcome.SILENT, said)
    if isinstance(error, TooMuchError):
        return Failure(Outcome.LOST, said, "too-much")
    if _ended(trace, error):
        return Failure(Outcome.LOST if trace.past_sign_in else Outcome.SIGN_IN_CUT, said)
    if trace.past_sign_in or _TEMPORARY.search(said):
        return Failure(Outcome.REFUSED_IN_WORDS, said)
    return Failure(Outcome.SIGN_IN_REFUSED, said)


def _ended(trace: Trace, error: BaseException) -> bool:
    """Whether the server ended the connection: by a close, a reset, or a BYE."""
    if trace.ended or isinstance(error, _ENDS_OF_STREAM):
        return True
    if isinstance(error, OSError) and error.errno == errno.ENOTCONN:
        return True  # reset before anything was read
    statuses = (_STATUS.match(line) for line in trace.said)
    return any(found and found["status"].upper() == b"BYE" for found in statuses)


_KEPT: Final = 500


def readable(lines: Sequence[bytes]) -> str:
    """The server's words as one printable line of at most 500 characters.

    Bytes that are no UTF-8 and characters that do not print (control characters, direction
    marks) become visible escapes, so that nothing of them acts where the words are shown.
    """
    text = b" ".join(line.rstrip(b"\r\n") for line in lines).decode("utf-8", "backslashreplace")
    kept = text[: _KEPT + 1]
    if not kept.isprintable():
        kept = "".join(_visible(mark) for mark in kept)
    return kept if len(kept) <= _KEPT else kept[: _KEPT - 1] + "…"


def _visible(mark: str) -> str:
    if mark.isprintable():
        return mark
    return f"\\u{ord(mark):04x}" if ord(mark) > 0xFF else f"\\x{ord(mark):02x}"
