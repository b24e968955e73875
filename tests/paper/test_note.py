"""The note for the hosting provider: what is in it, what never is, and that it can be copied."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from tests.paper import kept_notes
from tests.paper.cases import (
    OFFICE_ADDRESS,
    Story,
    advise,
    firewall,
    per_address,
    server_full,
    verdict,
)
from tests.paper.kept_notes import ANNA, written
from wizard.core.advice import Kind, Refusal
from wizard.core.model import Outcome, ServerWords, Step
from wizard.core.zone import Zone
from wizard.paper.note import Draft, Version, draft, has_note, note, recipient
from wizard.words import Words

LANGUAGES = kept_notes.languages()


# -- as they are kept ------------------------------------------------------------------------------


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_the_note_is_as_it_was_approved(story: str, language: str, version: Version) -> None:
    kept = kept_notes.path(story, language, version).read_text("utf-8")
    assert written(kept_notes.STORIES[story](), version, words=LANGUAGES[language]) == kept


def test_nothing_is_kept_that_no_story_tells() -> None:
    told = {
        kept_notes.path(story, language, version)
        for story in kept_notes.STORIES
        for language in LANGUAGES
        for version in Version
    }
    own = {
        kept_notes.own_path(story, language)
        for story in kept_notes.OWN_STORIES
        for language in LANGUAGES
    }
    assert set(kept_notes.FOLDER.rglob("*.txt")) == told | own


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_the_short_note_fits_into_a_link_and_into_the_box_of_a_ticket(
    story: str, language: str
) -> None:
    made = draft(*kept_notes.STORIES[story](), LANGUAGES[language], Version.SHORT, ANNA)
    assert made is not None
    assert len(made.body) <= 600
    assert len(f"subject={quote(made.subject)}&body={quote(made.body)}") < 1_900


def test_the_usual_short_note_is_shorter_still() -> None:
    made = draft(*per_address(), Words(), Version.SHORT, ANNA)
    assert made is not None
    assert len(quote(made.body)) < 750


# -- where there is nothing to ask -----------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        Kind.NO_LIMIT_FOUND,
        Kind.NO_CLEAR_RESULT,
        Kind.STOPPED,
        Kind.NOT_FOUND,
        Kind.SIGN_IN_REFUSED,
        Kind.NEEDS_BROWSER_SIGN_IN,
    ],
)
def test_where_nobody_but_the_user_can_do_something_there_is_no_note(kind: Kind) -> None:
    case = Story().opens(4).case()
    assert not has_note(case, advise(verdict(kind, 4)))
    assert note(case, advise(verdict(kind, 4)), Words()) is None
    assert draft(Story().case(), advise(verdict(kind)), Words()) is None


@pytest.mark.parametrize("kind", sorted(Kind))
def test_there_is_a_note_exactly_where_it_is_said_that_there_is_one(kind: Kind) -> None:
    for code in ("", "our-fault", "not-a-mail-server", "known-provider-tested", "held-frozen"):
        case, advice = Story().opens(4).refuses().case(), advise(verdict(kind, 4, code))
        made = draft(case, advice, Words())
        assert (made is not None) == has_note(case, advice)
        assert (made.to if made else None) is recipient(advice)


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
        "f=/etc/courier/imapaccess; [ -d $f ] && f=$f/office; "
        rf"printf '{OFFICE_ADDRESS}\tallow,MAXCPERIP=30\n' >> $f && makeimapaccess"
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


def test_times_are_told_in_the_zone_of_the_case() -> None:
    case, advice = per_address()
    text = note(case, advice, Words())
    assert text is not None
    assert "at 14:32 (CEST)" in text
    nameless = note(replace(case, zone=Zone(330)), advice, Words())
    assert nameless is not None
    assert "at 18:02 (UTC+05:30)" in nameless


def test_an_old_case_without_a_zone_tells_utc() -> None:
    case, advice = per_address()
    text = note(replace(case, zone=Zone()), advice, Words())
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
