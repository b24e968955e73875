"""The same office before other mail servers: how each refuses, and what is said about it.

Owns one story for each software whose note reads differently. Manners of refusal are those that
were measured or that the servers' sources hold; Exchange's words are not documented anywhere.
"""

from __future__ import annotations

from typing import Final

from tests.paper.cases import DOVECOT, DOVECOT_LIMIT, Story, advise, verdict
from wizard.core.advice import Advice, Confidence, Kind, Refusal
from wizard.core.model import Case, Outcome, ServerWords, Step

USER: Final = "info@miller.example"
CYRUS: Final = ServerWords("* OK mx Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u3 server ready")


def _in_words(
    server: ServerWords, kind: Kind, code: str, said: str, limit: int = 4
) -> tuple[Case, Advice]:
    story = Story().opens(limit).refuses(Outcome.LIMIT_IN_WORDS, said=said)
    case = story.gives_back(Outcome.LIMIT_IN_WORDS, said).case(server, user=USER)
    found = verdict(kind, limit, code, "freed-places-taken", refusal=Refusal.IN_WORDS, tries=(4, 4))
    return case, advise(found, server)


def _wordless(server: ServerWords) -> tuple[Case, Advice]:
    case = Story().opens(4).refuses().gives_back().case(server)
    found = verdict(
        Kind.PER_ADDRESS,
        4,
        "freed-places-taken",
        "wordless-not-courier",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.WORDLESS,
        tries=(4, 4),
    )
    return case, advise(found, server)


def _full(
    server: ServerWords, outcome: Outcome, refusal: Refusal, said: str = ""
) -> tuple[Case, Advice]:
    story = Story().opens(3).refuses(outcome, said=said, milliseconds=10_020.1)
    case = story.gives_back(outcome, said).case(server, user=USER)
    found = verdict(Kind.SERVER_FULL, None, "freed-places-taken", refusal=refusal, tries=(4, 4))
    return case, advise(found, server)


def exchange_mailbox() -> tuple[Case, Advice]:
    """An Exchange in a house of its own: 16 for each user as shipped, here 4."""
    server = ServerWords("* OK The Microsoft Exchange IMAP4 service is ready.")
    said = "NO Too many connections for user"
    return _in_words(server, Kind.PER_MAILBOX, "words-name-the-mailbox", said)


def cyrus_mailbox() -> tuple[Case, Advice]:
    """A Cyrus with maxlogins_per_user; its words name the mailbox."""
    said = f"NO Too many open connections (4 of 4 for {USER})"
    return _in_words(CYRUS, Kind.PER_MAILBOX, "words-name-the-mailbox", said)


def cyrus_address() -> tuple[Case, Advice]:
    """A Cyrus with maxlogins_per_host 5: four get in, since it counts the fifth as well."""
    said = "NO Too many open connections (6 of 5 from dsl.example.net [203.0.113.7])"
    return _in_words(CYRUS, Kind.PER_ADDRESS, "words-name-the-address", said)


def directadmin() -> tuple[Case, Advice]:
    """DirectAdmin's Dovecot names its panel in the greeting."""
    server = ServerWords("* OK Dovecot DA ready.")
    code = "words-name-the-mailbox"
    return _in_words(server, Kind.PER_MAILBOX_AND_ADDRESS, code, DOVECOT_LIMIT)


def hmailserver() -> tuple[Case, Advice]:
    """A hMailServer closes without a word; it has one limit, for the whole server."""
    return _wordless(ServerWords("* OK IMAPrev1"))


def kerio() -> tuple[Case, Advice]:
    """A Kerio Connect: its own limit is 100, so four may be somebody else's."""
    return _wordless(ServerWords("* OK Kerio Connect 9.4.2 IMAP4rev1 server ready"))


def zimbra_full() -> tuple[Case, Advice]:
    """A Zimbra says that it is busy in place of its greeting."""
    server = ServerWords("* OK mail.example-host.net Zimbra 8.8.15 IMAP4rev1 server ready")
    said = "BYE mail.example-host.net Zimbra IMAP4rev1 server closing connection; service busy"
    return _full(server, Outcome.REFUSED_IN_WORDS, Refusal.IN_WORDS, said)


def dovecot_full() -> tuple[Case, Advice]:
    """A Dovecot without a free imap-login process closes after ten seconds of silence."""
    return _full(DOVECOT, Outcome.CLOSED_LATE, Refusal.SILENT)


def dovecot_mail_processes() -> tuple[Case, Advice]:
    """A Dovecot without a free imap process cuts the sign-in."""
    return _full(DOVECOT, Outcome.SIGN_IN_CUT, Refusal.CUT)


def unknown_full() -> tuple[Case, Advice]:
    """Whatever it is, it lets one more wait, and takes it when a place is freed."""
    server = ServerWords("* OK mail ready")
    case = Story().opens(3).refuses(Outcome.SILENT, (Step.CLIMB,)).case(server)
    found = verdict(Kind.SERVER_FULL, None, "queue-moved-on", refusal=Refusal.SILENT)
    return case, advise(found, server)
