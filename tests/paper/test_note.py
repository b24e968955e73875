"""The note for the hosting provider: what is in it, what never is, and that it can be copied."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paper import kept_notes
from tests.paper.cases import (
    COURIER,
    NEED,
    OFFICE_ADDRESS,
    ZONE,
    Story,
    advise,
    firewall,
    mailbox_here,
    no_place_free,
    per_address,
    server_full,
    verdict,
)
from tests.pseudo import pseudo_words, untranslated
from tests.test_words import speaking
from wizard.core.advice import Advice, Kind, Refusal
from wizard.core.model import Case, Need, Outcome, Security, ServerWords, Step
from wizard.paper.note import Draft, Sender, Version, draft, note
from wizard.words import Words

ANNA = kept_notes.ANNA
LANGUAGES = kept_notes.languages()


def written(
    story: tuple[Case, Advice],
    version: Version = Version.TECHNICAL,
    sender: Sender = ANNA,
    words: Words | None = None,
) -> str:
    text = note(*story, words or Words(), version, sender, ZONE)
    assert text is not None
    return text


# -- as they are kept ------------------------------------------------------------------------------


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_the_note_is_as_it_was_approved(story: str, language: str, version: Version) -> None:
    kept = kept_notes.path(story, language, version).read_text("utf-8")
    assert kept_notes.written(story, LANGUAGES[language], version) == kept


def test_nothing_is_kept_that_no_story_tells() -> None:
    told = {
        kept_notes.path(story, language, version)
        for story in kept_notes.STORIES
        for language in LANGUAGES
        for version in Version
    }
    assert set(kept_notes.FOLDER.rglob("*.txt")) == told


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_the_short_note_fits_into_a_link(story: str, language: str) -> None:
    made = draft(*kept_notes.STORIES[story](), LANGUAGES[language], Version.SHORT, ANNA, ZONE)
    assert made is not None
    assert len(f"subject={quote(made.subject)}&body={quote(made.body)}") < 1_900


def test_the_usual_short_note_is_shorter_still() -> None:
    made = draft(*per_address(), Words(), Version.SHORT, ANNA, ZONE)
    assert made is not None
    assert len(quote(made.body)) < 750


# -- where there is nothing to ask -----------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    sorted(
        set(Kind)
        - {
            Kind.PER_ADDRESS,
            Kind.PER_MAILBOX,
            Kind.PER_MAILBOX_AND_ADDRESS,
            Kind.SERVER_FULL,
            Kind.NO_PLACE_FREE,
        }
    ),
)
def test_where_a_provider_can_do_nothing_there_is_no_note(kind: Kind) -> None:
    assert note(Story().opens(4).case(), advise(verdict(kind, 4)), Words()) is None
    assert draft(Story().case(), advise(verdict(kind)), Words()) is None


def test_a_limit_well_above_the_need_is_no_reason_to_write() -> None:
    assert note(Story().case(), advise(verdict(Kind.PER_ADDRESS, 30)), Words()) is None


# -- what is in it ---------------------------------------------------------------------------------


def test_everything_a_technician_asks_for_is_in_it() -> None:
    text = written(per_address())
    for fact in (
        "mail.example-host.net",
        "port 993",
        "198.51.100.25",
        OFFICE_ADDRESS,
        "24 August 2026 at 14:32 (CEST)",
        "2026-08-24T12:32:11Z",
        "4 of 4 times",
        "closed at once",
        "18.3 ms",
        "about 22 connections (4 computers and 1 phone or tablet)",
        "MAXCPERIP=30",
        "MAXPERIP=30",
        "Plesk: Tools & Settings > Mail Server Settings",
        f"Maximum connection limit reached for ::ffff:{OFFICE_ADDRESS}",
        "Mail Connection Check 0.1.0",
        "Very sure",
        "Customer number 12345",
    ):
        assert fact in text, fact


def test_the_smallest_request_comes_first() -> None:
    text = written(per_address())
    assert text.index("MAXCPERIP=30") < text.index("MAXPERIP=30 in")


def test_a_command_survives_copying() -> None:
    command = (
        rf"printf '{OFFICE_ADDRESS}\tallow,MAXCPERIP=30\n' >> /etc/courier/imapaccess"
        " && makeimapaccess"
    )
    text = written(per_address())
    assert f"\n    {command}\n" in text
    assert "\t" not in text


def test_a_large_office_needs_the_server_wide_setting_too() -> None:
    for version in Version:
        text = written(kept_notes.STORIES["large-office"](), version)
        assert "MAXDAEMONS, the limit for the whole server, too: to 120 at least" in text
    text = written(kept_notes.STORIES["large-office"]())
    assert "For the second way and for MAXDAEMONS the mail service must be stopped" in text
    assert "Set MAXDAEMONS=120 in the same file." in text


def test_where_it_may_be_the_whole_servers_limit_the_note_says_so() -> None:
    for version in Version:
        text = written(kept_notes.STORIES["per-address-unknown"](), version)
        assert "for our address or for your whole server" in text


def test_a_firewall_is_never_answered_with_maxperip() -> None:
    assert "PERIP" not in written(firewall())


def test_a_full_courier_is_asked_for_maxdaemons_only() -> None:
    text = written(server_full())
    assert "MAXDAEMONS" in text
    assert "MAXPERIP" not in text


def test_a_report_that_goes_with_it_is_mentioned() -> None:
    with_report = note(*per_address(), Words(), attached=True)
    assert with_report is not None
    assert "A report with all times is attached." in with_report


def test_it_begins_with_its_subject() -> None:
    made = draft(*per_address(), Words(), sender=ANNA)
    assert isinstance(made, Draft)
    text = note(*per_address(), Words(), sender=ANNA)
    assert text == f"Subject: {made.subject}\n\n{made.body}"


def test_without_a_zone_times_are_utc() -> None:
    text = note(*per_address(), Words())
    assert text is not None
    assert "at 12:32 (UTC)" in text


def test_each_manner_of_refusal_has_its_words() -> None:
    for outcome, said in (
        (Outcome.CLOSED_LATE, "closed by the server only after"),
        (Outcome.REFUSED_IN_WORDS, "in place of the greeting"),
        (Outcome.SIGN_IN_CUT, "during the sign-in"),
        (Outcome.CONNECT_UNANSWERED, "no answer to the TCP connection"),
    ):
        story = Story().opens(4).refuses(outcome, said="go away").gives_back(outcome).case()
        assert said in written((story, advise(verdict(Kind.PER_ADDRESS, 4))))


def test_words_that_were_not_recorded_are_not_quoted() -> None:
    found = verdict(Kind.PER_ADDRESS, 4, refusal=Refusal.IN_WORDS)
    text = written((Story().opens(4).refuses().case(), advise(found)))
    assert "Connection number 5 is refused." in text
    assert "“”" not in text


def test_a_case_without_a_refusal_still_makes_a_note() -> None:
    text = written((Story().opens(4).case(), advise(verdict(Kind.PER_ADDRESS, 4))))
    assert "We saw this on 24 August 2026 at 14:32 (CEST)." in text


def test_places_of_other_programs_on_this_computer_are_told_without_their_names() -> None:
    case, advice = per_address()
    case = replace(case, others=(("thunderbird.exe", 2), ("secret-tool", 1)))
    text = written((case, advice))
    assert "3 connections of other programs on this computer were open as well" in text
    assert "thunderbird" not in text
    assert "secret-tool" not in text


def test_a_server_full_from_the_start_says_so() -> None:
    case = Story().refuses(Outcome.SILENT, (Step.REACH, Step.NO_PLACE)).case(ServerWords())
    found = verdict(Kind.SERVER_FULL, None, refusal=Refusal.SILENT, tries=(2, 2))
    text = written((case, advise(found, ServerWords())))
    assert "did not answer a single IMAP connection" in text
    assert "Each one gets no answer." in text
    assert "Courier-IMAP: MAXDAEMONS, Dovecot: process_limit, Cyrus: maxchild" in text
    short = written((case, advise(found, ServerWords())), Version.SHORT)
    assert "so that our office gets 30 connections" in short


def test_a_mailbox_without_a_free_place_is_told_as_one() -> None:
    said = "NO [LIMIT] Maximum number of connections from user+IP exceeded"
    case = Story().refuses(Outcome.LIMIT_IN_WORDS, (Step.REACH, Step.NO_PLACE), said).case()
    found = verdict(
        Kind.NO_PLACE_FREE, None, "words-name-the-mailbox", refusal=Refusal.IN_WORDS, tries=(2, 2)
    )
    text = written((case, advise(found, ServerWords())))
    assert "did not accept a single further IMAP connection to a mailbox of ours" in text
    assert f"Each one is refused with the words “{said}”." in text
    assert "(in Dovecot this is mail_max_userip_connections)" in text
    assert "Please allow 15 for this mailbox." in written(
        (case, advise(found, ServerWords())), Version.SHORT
    )


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
        ("hmailserver", "whole server: MaxIMAPConnections, for example to 30, in hMailServer."),
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
        ("* OK JAMES IMAP4rev1 Server", "connectionLimit, for example to 30, in Apache James."),
        ("* OK mail IceWarp 13.0.3 x64 IMAP4rev1", "maximum simultaneous connections"),
        ("* OK mx Zimbra 8.8 IMAP4rev1 server ready", "zimbraImapMaxConnections"),
        ("* OK Dovecot ready.", "process_limit, for example to 130, in Dovecot."),
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
    assert "Maximum connection limit reached for\n" in text
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
    text = written(per_address(), sender=Sender("Anna", office_address="2001:DB8::7"))
    assert "2001:db8::7, 30 connections" in text
    assert "Maximum connection limit reached for 2001:db8::7" in text
    assert "printf" not in text


def test_an_ipv4_address_in_ipv6_clothes_is_ipv4() -> None:
    text = written(per_address(), sender=Sender("Anna", office_address="::ffff:203.0.113.7"))
    assert "share one internet address (203.0.113.7)" in text


# -- what never is in it ---------------------------------------------------------------------------


@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_no_mailbox_no_user_no_internal_address(story: str) -> None:
    case, advice = kept_notes.STORIES[story]()
    secret = replace(
        case,
        target=replace(case.target, user="info@miller.example", source="192.168.7.7"),
        office_addresses=("192.168.7.7",),
    )
    for version in Version:
        text = written((secret, advice), version)
        assert "info@" not in text
        assert "192.168." not in text


def test_without_a_name_our_office_signs() -> None:
    text = written(per_address(), Version.NORMAL, Sender())
    assert text.endswith("Kind regards\nour office\n")


def test_a_name_stays_on_its_line() -> None:
    sender = Sender("Anna\r\nBcc: all@example.net", "Miller\x1b[2J & Sons", "1\n2")
    text = written(per_address(), Version.NORMAL, sender)
    assert "Anna Bcc: all@example.net, Miller[2J & Sons\nCustomer number 1 2\n" in text


HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "\x1b[2J\x1b[31m",
        "\u202eevil\u2066",
        "x" * 10_000,
        '"; rm -rf /',
    ]
) | st.text(max_size=300)


@settings(deadline=None, max_examples=60)
@given(HOSTILE, HOSTILE)
def test_what_a_hostile_server_says_is_never_in_it_raw(said: str, greeting: str) -> None:
    case = (
        Story()
        .opens(4)
        .refuses(Outcome.LIMIT_IN_WORDS, said=said)
        .case(ServerWords(COURIER.greeting + greeting))
    )
    case = replace(case, server=ServerWords(greeting))
    found = verdict(Kind.PER_MAILBOX_AND_ADDRESS, 4, refusal=Refusal.IN_WORDS)
    text = written((case, advise(found, ServerWords())))
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<]", text
    )
    assert len(text) < 6_000


# -- languages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_every_word_of_a_note_comes_from_a_catalogue(story: str, version: Version) -> None:
    """But for commands, which are never translated, and the name that signs."""
    text = written(kept_notes.STORIES[story](), version, words=PSEUDO)
    for line in text.splitlines():
        if line.startswith(("    ", "Anna Miller")):
            continue
        assert not re.search(r"[a-z]", untranslated(line)), line


PSEUDO = pseudo_words()


def test_in_a_right_to_left_language_names_are_isolated_and_commands_are_not() -> None:
    text = written(per_address(), words=speaking("ar", {"x": "y"}))
    assert "\u2066mail.example-host.net\u2069" in text
    command = next(line for line in text.splitlines() if "printf" in line)
    assert "\u2066" not in command


def test_a_large_number_is_never_written_with_separators_where_it_is_typed() -> None:
    advice = advise(verdict(Kind.PER_ADDRESS, 4), need=Need(900, 7))
    text = written((per_address()[0], advice))
    assert "MAXPERIP=1125" in text
    assert "1,125" not in text


def test_the_time_is_that_of_the_refusal_not_of_the_start() -> None:
    case, advice = per_address()
    late = tuple(replace(event, at=event.at + 3_600) for event in case.events)
    shifted = replace(case, events=late, finished_at=case.finished_at + timedelta(hours=1))
    assert "at 15:32 (CEST)" in written((shifted, advice))
    assert no_place_free()[1].need == NEED
    assert mailbox_here()[1].suggestion is not None
