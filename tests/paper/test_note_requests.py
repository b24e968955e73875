"""What a note asks each server for, and how it names the office's address."""

from dataclasses import replace

import pytest

from tests.paper import kept_notes
from tests.paper.cases import (
    Story,
    advise,
    per_address,
    verdict,
)
from tests.paper.kept_notes import written
from wizard.core.advice import Kind, Refusal
from wizard.core.case_file import Sender
from wizard.core.model import Outcome, Security, ServerWords, Step
from wizard.paper.note import Version

LANGUAGES = kept_notes.languages()


# -- other servers ---------------------------------------------------------------------------------

GREETINGS = {
    "dovecot": "* OK Dovecot ready.",
    "cyrus": "* OK mx Cyrus IMAP 3.6.1 server ready",
    "james": "* OK JAMES IMAP4rev1 Server",
    "hmailserver": "* OK IMAPrev1",
    "kerio": "* OK Kerio Connect 9 IMAP4rev1 server ready",
}


@pytest.mark.parametrize(
    ("server", "request_said"),
    [
        ("dovecot", "in the mail service or in a firewall or proxy before it"),
        ("cyrus", "Raise the limit for every address: maxlogins_per_host=30 in Cyrus IMAP."),
        ("james", "Raise the limit for every address: connectionLimitPerIP=30 in Apache James."),
        ("hmailserver", "whole server by 30 connections: MaxIMAPConnections in hMailServer ("),
        ("kerio", "in the mail service or in a firewall or proxy before it"),
    ],
)
def test_every_server_is_asked_by_its_own_name(server: str, request_said: str) -> None:
    words = ServerWords(GREETINGS[server])
    case = Story().opens(4).refuses().gives_back().case(words)
    found = verdict(Kind.PER_ADDRESS, 4, refusal=Refusal.WORDLESS)
    assert request_said in written((case, advise(found, words)))
    assert "MAXPERIP" not in written((case, advise(found, words)))


@pytest.mark.parametrize(
    ("greeting", "request_said"),
    [
        ("* OK JAMES IMAP4rev1 Server", "by 30 connections: connectionLimit in Apache James."),
        ("* OK mail IceWarp 13.0.3 x64 IMAP4rev1", "maximum simultaneous connections"),
        ("* OK mx Zimbra 8.8 IMAP4rev1 server ready", "zimbraImapMaxConnections"),
        ("* OK Dovecot ready.", "Dovecot (Plesk: Tools & Settings > Mail Server Settings), for"),
    ],
)
def test_a_full_server_is_asked_by_its_own_name(greeting: str, request_said: str) -> None:
    words = ServerWords(greeting)
    case = Story().opens(3).refuses(Outcome.SILENT, (Step.CLIMB,)).case(words)
    text = written((case, advise(verdict(Kind.SERVER_FULL, refusal=Refusal.SILENT), words)))
    assert request_said in text
    assert "the most this office" not in text


@pytest.mark.parametrize("server", ["cyrus", "kerio"])
def test_a_mailbox_limit_is_asked_for_by_its_own_name(server: str) -> None:
    words = ServerWords(GREETINGS[server])
    case = Story().opens(4).refuses(Outcome.LIMIT_IN_WORDS, said="NO too many").case(words)
    text = written((case, advise(verdict(Kind.PER_MAILBOX, 4), words)))
    named = "maxlogins_per_user=15 in Cyrus IMAP." in text
    assert named or "Raise the limit for every mailbox to 15 connections." in text


def test_an_old_courier_does_not_know_the_exception() -> None:
    old = ServerWords("* OK Courier-IMAP ready. Copyright 1998-2011 Double Precision, Inc.")
    case, advice = per_address()
    text = written((replace(case, server=old), advice))
    assert "MAXCPERIP" not in text
    assert "if your system allows that" in text
    assert "makeimapaccess" not in text
    short = written((replace(case, server=old), advice), Version.SHORT)
    assert "Please set MAXPERIP to 30." in short


def test_a_courier_that_hides_its_year_may_know_it() -> None:
    case, advice = per_address()
    hidden = replace(case, server=ServerWords("* OK Courier-IMAP ready."))
    assert "makeimapaccess" in written((hidden, advice))


@pytest.mark.parametrize(
    ("security", "name"),
    [
        (Security.TLS, "IMAP over TLS"),
        (Security.STARTTLS, "IMAP with STARTTLS"),
        (Security.NONE, "IMAP,"),
    ],
)
def test_the_technician_reads_which_service_was_tested(security: Security, name: str) -> None:
    case, advice = per_address()
    case = replace(case, target=replace(case.target, security=security))
    assert f"Test: {name}" in written((case, advice))


# -- our address -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unusable",
    [
        "",
        "not an address",
        "192.168.1.20",
        "10.0.0.1",
        "100.64.0.9",
        "127.0.0.1",
        "::1",
        "fe80::1",
        "fd00::7",
        "203.0.113.7'; rm -rf /; '",
    ],
)
def test_an_address_that_is_none_leaves_no_gap_and_no_trace(unusable: str) -> None:
    sender = Sender("Anna", office_address=unusable)
    text = written(per_address(), sender=sender)
    assert "(your log shows it at the times below)" in text
    assert "raise the limit for our office's internet address only" in text.lower()
    assert r"printf 'ADDRESS\tallow,MAXCPERIP=30\n'" in text
    assert "Maximum connection limit reached for …\n" in text
    if unusable:
        assert unusable not in text
    for version in Version:
        assert "()" not in written(per_address(), version, sender)


def test_the_case_may_know_the_address() -> None:
    case, advice = per_address()
    seen = replace(case, office_addresses=("2001:db8::7", "192.168.0.2", "203.0.113.9"))
    assert "(203.0.113.9)" in written((seen, advice), sender=Sender())
    other_family = replace(case, office_addresses=("2001:db8::7",))
    assert "(your log shows it" in written((other_family, advice), sender=Sender())
    unresolved = replace(seen, address="")
    assert "(your log shows it" in written((unresolved, advice), sender=Sender())


def test_an_ipv6_address_is_named_but_not_put_into_the_access_file() -> None:
    case, advice = per_address()
    story = replace(case, address="2001:db8::25"), advice
    text = written(story, sender=Sender("Anna", office_address="2001:DB8::7"))
    assert "2001:db8::7, 30 connections" in text
    assert "Maximum connection limit reached for 2001:db8::7" in text
    assert "printf" not in text


def test_an_address_of_the_other_family_is_none_that_the_server_saw() -> None:
    """A limit raised for it would help nobody; a command with it would do so in vain."""
    case, advice = per_address()
    story = replace(case, address="2001:db8::25"), advice
    text = written(story, sender=Sender("Anna", office_address="203.0.113.7"))
    assert "203.0.113.7" not in text
    assert "(your log shows it" in text
    assert "printf" not in text
    assert "MAXCPERIP=30" in text


def test_an_ipv4_address_in_ipv6_clothes_is_ipv4() -> None:
    text = written(per_address(), sender=Sender("Anna", office_address="::ffff:203.0.113.7"))
    assert "share one internet address (203.0.113.7)" in text


@pytest.mark.parametrize(
    ("limit", "subject"), [(4, "accepts no further connections"), (23, "limit for our office")]
)
def test_where_only_the_whole_server_has_a_limit_nothing_is_asked_for_our_address(
    limit: int, subject: str
) -> None:
    words = ServerWords(GREETINGS["hmailserver"])
    case = Story().opens(limit).refuses().gives_back().case(words)
    found = verdict(Kind.PER_ADDRESS, limit, refusal=Refusal.WORDLESS)
    for version in Version:
        text = written((case, advise(found, words)), version)
        assert subject in text.partition("\n")[0]
        assert "for our address only" not in text
    short = written((case, advise(found, words)), Version.SHORT)
    assert "Please raise MaxIMAPConnections by 30." in short
