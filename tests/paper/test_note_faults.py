"""The notes where there is no value to ask for: what they claim, what they ask, and of whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.paper import cases_faults as told
from tests.paper import kept_notes
from tests.paper.cases import OFFICE_ADDRESS, SILENT, STRANGER, Story, advise, verdict
from tests.paper.kept_notes import ANNA, written
from wizard import service
from wizard.core import archive
from wizard.core.advice import Advice, Because, Confidence, Kind, Rate, Refusal
from wizard.core.case_file import Sender
from wizard.core.model import Case, Event, Outcome, Phase, Security, Step, Via
from wizard.paper.note import Recipient, Version, draft, has_note, note, recipient
from wizard.words import Words

GOLDENS = Path(__file__).parents[1] / "goldens"
NAMED = replace(ANNA, names_mailbox=True)


def recorded(name: str) -> tuple[Case, Advice]:
    case = archive.from_json(json.loads((GOLDENS / f"{name}.json").read_text("utf-8"))["case"])
    return case, service.read(case)


# -- of whom ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", sorted(kept_notes.FAULTS))
def test_only_the_offices_own_network_is_nothing_for_the_provider(story: str) -> None:
    case, advice = kept_notes.FAULTS[story]()
    ours = story in {"office-network", "network-lost"}
    assert has_note(case, advice)
    assert recipient(advice) is (Recipient.NETWORK if ours else Recipient.PROVIDER)
    made = draft(case, advice, Words(), sender=ANNA)
    assert made is not None
    assert made.to is recipient(advice)
    assert ("for whoever looks after our router" in made.body) is ours
    assert ("Customer number 12345" in made.body) is not ours


def test_a_large_provider_is_asked_for_nothing() -> None:
    case, advice = told.locked_out()
    tested = (*advice.verdict.because, Because("known-provider-tested"))
    assert not has_note(case, advise(replace(advice.verdict, because=tested)))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("courier-certificate-name-tls-signed-in", "is not for"),
        ("courier-certificate-issuer-starttls-signed-in", "No issuer that our computer knows"),
        ("courier-certificate-date-tls-signed-in", "has run out or is not valid yet"),
        ("haproxy-dead-backend-checked", "We tried 3 times, and not one connection got in."),
        ("practice-evicts-oldest", "closed with the words “* BYE Connection queue full”"),
        ("practice-evicts-oldest-wordless", "When a new one gets in, an old one is closed."),
        ("practice-rate-in-words", "4 IMAP connections opened in a row"),
        ("hashlimit-10-seconds-drop-slow", "6 IMAP connections opened at once"),
        ("ban-drop", "The open ones stopped answering."),
        ("ban-reset", "The open ones were cut off together."),
        ("ban-of-new-connections", "a new one was still turned away"),
        ("router-shared-table-drop-1", "With 6 connections open, no new one got through"),
    ],
)
def test_a_recorded_case_gets_its_note_in_every_length(name: str, says: str) -> None:
    case, advice = recorded(name)
    for version in Version:
        text = note(case, advice, Words(), version)
        assert text is not None
        assert version is Version.SHORT or says in text


# -- certificates ----------------------------------------------------------------------------------


def test_the_names_in_a_certificate_are_told() -> None:
    text = written(told.certificate_name())
    assert "It is for: srv12.example-host.net and *.example-host.net." in text
    assert "no password was sent" in text
    assert "(name)" in text


def test_a_certificate_that_could_not_be_checked_is_called_no_more_than_that() -> None:
    text = written(told.certificate("other"))
    assert "Our computer could not confirm the certificate it shows." in text
    assert "then we look for the fault here" in text


def test_no_date_of_a_certificate_is_made_up() -> None:
    text = written(told.certificate_date(), Version.NORMAL)
    assert text.count("2026") == 1  # that of the test


def test_the_command_that_shows_it_fits_the_way_of_encrypting() -> None:
    tls, starttls = written(told.certificate_date()), written(told.certificate_issuer())
    host = "mail.example-host.net"
    assert f"\n    openssl s_client -connect {host}:993 -servername {host} -showcerts " in tls
    assert f"{host}:143 -servername {host} -starttls imap " in starttls


@pytest.mark.parametrize("host", ["2001:db8::25", "mail.example;reboot", "-h", "a" * 300])
def test_a_command_holds_nothing_but_a_checked_name(host: str) -> None:
    case, advice = told.certificate_date()
    text = written((replace(case, target=replace(case.target, host=host)), advice))
    assert "openssl" not in text


@pytest.mark.parametrize("fault", ["name", "issuer", "date", "other"])
def test_a_fault_that_a_test_without_a_password_passed_by_is_told_besides(fault: str) -> None:
    case, advice = kept_notes.LIMITS["per-address"]()
    found = (*advice.verdict.because, Because(f"certificate-{fault}"))
    text = written((case, replace(advice, verdict=replace(advice.verdict, because=found))))
    assert "\n- Besides: " in text
    assert "The test went on without a password." in text
    assert text.startswith("Subject: Mail fails in our office: connection limit per address")


def test_a_recorded_limit_behind_a_bad_certificate_tells_both() -> None:
    text = note(*recorded("courier-certificate-name-tls-unsigned"), Words(), Version.TECHNICAL)
    assert text is not None
    assert "Besides: the server's certificate is for another name." in text
    assert "accepts only 4 IMAP connections" in text


# -- not one connection, or none any more ----------------------------------------------------------


def test_a_block_is_never_claimed() -> None:
    for version in Version:
        text = written(told.locked_out(), version)
        assert "may have blocked us" in text
        assert "no attack on passwords" in text
        assert f"Please check whether {OFFICE_ADDRESS} is blocked" in text
    text = written(told.locked_out())
    assert "How sure is this? Not sure." in text
    assert f"\n    fail2ban-client unban {OFFICE_ADDRESS}\n" in text


def test_a_block_of_an_address_nobody_told_us() -> None:
    text = written(told.locked_out(), sender=Sender())
    assert "are we blocked by your protection?" in text
    assert "whether our office's internet address is blocked" in text
    assert "Your log should show our office's internet address at that time." in text
    assert "\n    csf -g ADDRESS\n" in text


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.CONNECT_REFUSED, "refused before it reached the mail service"),
        (Outcome.CLOSED_LATE, "had to wait and was then closed"),
        (Outcome.SILENT, "your server said nothing"),
        (Outcome.LOST, "broke off after your server began to answer"),
        (Outcome.REFUSED_IN_WORDS, "refused with the words “* BYE go away”"),
    ],
)
def test_the_end_of_the_last_try_is_told(outcome: Outcome, says: str) -> None:
    said = "* BYE go away" if outcome is Outcome.REFUSED_IN_WORDS else ""
    story = Story().refuses(outcome, (Step.REACH, Step.NO_PLACE), said)
    advice = advise(verdict(Kind.CANNOT_REACH, None, "broken-off"), SILENT)
    assert says in written((story.case(SILENT), advice))


def test_words_that_were_not_kept_are_not_quoted() -> None:
    story = Story().refuses(Outcome.REFUSED_IN_WORDS, (Step.REACH,))
    advice = advise(verdict(Kind.CANNOT_REACH, None, "refused-in-words"), SILENT)
    text = written((story.case(SILENT), advice))
    assert "We tried 1 time, and no connection got in." in text
    assert "the words" not in text


def test_a_case_that_lost_its_events_still_makes_a_note() -> None:
    advice = advise(verdict(Kind.CANNOT_REACH, None, "address-unanswered"), SILENT)
    text = written((Story().case(SILENT), advice))
    assert "The last one" not in text


def test_other_doors_are_not_counted_as_tries() -> None:
    case, advice = told.turned_away()
    other = replace(case.events[1], via=Via.OTHER_SERVICE)
    text = written((replace(case, events=(case.events[0], other, *case.events[2:])), advice))
    assert "We tried 3 times" in text


def test_a_connection_that_broke_off_in_the_greeting_is_told_as_one() -> None:
    story = Story().refuses(Outcome.LOST, (Step.REACH,))
    advice = advise(verdict(Kind.CANNOT_REACH, None, "broken-off"), SILENT)
    assert "the server began to answer and broke off after" in written((story.case(), advice))


def test_words_that_name_nobody_lead_to_no_guess_whose_limit_it_is() -> None:
    text = written(told.no_place_in_words())
    assert "not whether it is for one mailbox, for our address or for all customers" in text
    assert "so that our office gets 30 connections" in text


def test_a_full_mailbox_is_told_with_the_servers_words_and_no_count_of_ours() -> None:
    text = written(told.mailbox_no_place())
    assert "A mailbox at your mail server mail.example-host.net has no free connection" in text
    assert "(mail_max_userip_connections=10)" in text
    assert "name a limit of 10 connections" in text
    assert "How many connections it may have we could not count" in text
    assert "needs about" not in text
    case, advice = told.mailbox_no_place()
    unnamed = replace(advice, verdict=replace(advice.verdict, limit_named=None))
    assert "name a limit" not in written((case, unnamed))


# -- the pace, and what is pushed out --------------------------------------------------------------


def test_the_pace_is_asked_for_as_connections_within_a_minute() -> None:
    text = written(told.rate_zimbra())
    assert (
        f"Please allow 22 new connections within one minute from our address {OFFICE_ADDRESS}"
        in text
    )
    assert "after a pause of 60 seconds one got in" in text
    assert "zimbraReverseProxyIPLoginImapLimit" in text
    unknown = written(told.rate_in_words(), sender=Sender())
    assert "within one minute from our office's internet address" in unknown
    assert "zimbra" not in unknown


def test_a_filter_about_the_pace_is_named_as_one() -> None:
    text = written(told.rate_held_back())
    assert "a rule of a packet filter about new connections" in text
    assert "one more got in after 7,136 ms" in text


def test_a_pace_without_its_numbers_names_none() -> None:
    case = Story().opens(4).refuses().case(STRANGER)
    for code in ("waiting-helped", "first-packets-lost"):
        text = written((case, advise(verdict(Kind.RATE, None, code), STRANGER)))
        assert "4 IMAP connections opened" in text
        assert " 0 second" not in text
        assert "Your server said" not in text


def test_one_second_at_least_is_told_as_a_pause() -> None:
    found = verdict(Kind.RATE, None, "waiting-helped", rate=Rate(4, 0.2))
    assert "a pause of 1 second one got in" in written((Story().opens(4).case(), advise(found)))


def test_whose_number_is_pushed_out_is_an_open_question_only_for_who_signed_in() -> None:
    case, advice = told.evicts_oldest()
    assert "for our address or for one mailbox" in written((case, advice))
    unsigned = replace(case, target=replace(case.target, user=None))
    assert "for one mailbox" not in written((unsigned, advice))


def test_old_ones_are_pushed_out_without_a_word_and_while_others_use_mail() -> None:
    case, advice = told.evicts_oldest(said="")
    found = replace(advice.verdict, at_least=True, limit=None, confidence=Confidence.FAIRLY_SURE)
    text = written((case, replace(advice, verdict=found)))
    assert "While other devices may have been using mail" in text
    assert "kept 4 IMAP connections of the test open" in text
    assert "When a new one gets in, an old one is closed." in text


# -- our own network -------------------------------------------------------------------------------


def test_nothing_is_said_of_open_connections_that_were_not_asked() -> None:
    case, advice = told.office_network()
    assert "The open connections still answered." in written((case, advice))
    events = tuple(event for event in case.events if event.outcome is not Outcome.HELD_ASKED)
    plan = replace(case.plan, control=None)
    text = written((replace(case, events=events, plan=plan), advice))
    assert "The open connections" not in text
    assert "The other server that was asked" not in text


# -- the name of the mailbox -----------------------------------------------------------------------


@pytest.mark.parametrize("story", sorted(kept_notes.STORIES))
def test_the_mailbox_is_named_exactly_where_the_sender_wants_it(story: str) -> None:
    case, advice = kept_notes.STORIES[story]()
    case = replace(case, target=replace(case.target, user=told.USER))
    for version in Version:
        assert "info@" not in written((case, advice), version)
    assert told.USER in written((case, advice), Version.TECHNICAL, NAMED)


@pytest.mark.parametrize("story", ["per-mailbox-and-address", "per-mailbox", "cyrus-mailbox"])
def test_a_note_about_one_mailbox_tells_which_one_in_every_length(story: str) -> None:
    for version in Version:
        text = written(kept_notes.LIMITS[story](), version, NAMED)
        assert "The mailbox is info@miller.example." in text
        assert "gladly tell you" not in text


def test_the_servers_words_keep_the_name_that_may_be_told() -> None:
    assert "(4 of 4 for …)" in written(kept_notes.LIMITS["cyrus-mailbox"]())
    assert f"(4 of 4 for {told.USER})" in written(
        kept_notes.LIMITS["cyrus-mailbox"](), sender=NAMED
    )


def test_a_mailbox_without_a_domain_can_be_asked_for() -> None:
    case, advice = kept_notes.LIMITS["per-mailbox"]()
    for user in ("anna", None, "anna@"):
        text = written((replace(case, target=replace(case.target, user=user)), advice))
        assert "We will gladly tell you which mailbox it is." in text


def test_a_mailbox_stays_on_its_line() -> None:
    case, advice = kept_notes.LIMITS["per-address"]()
    target = replace(case.target, user="a\r\nBcc: b@c.example\x1b[2J" + "x" * 999)
    text = written((replace(case, target=target), advice), Version.NORMAL, NAMED)
    (line,) = (line for line in text.splitlines() if "We tested with" in line)
    assert "a Bcc: b@c.example\\u{1b}[2J" in line
    assert len(line) < 500


def test_without_a_sign_in_there_is_no_mailbox_to_name() -> None:
    text = written(kept_notes.LIMITS["per-address"](), sender=NAMED)
    assert "mailbox" not in text.lower()


# -- what a stranger's server and file say ---------------------------------------------------------

HOSTILE = "\x1b[2J<script>\u202e" + "x" * 900


@pytest.mark.parametrize(
    "story",
    [
        told.evicts_oldest,
        told.rate_zimbra,
        told.certificate_name,
        told.no_place_in_words,
        told.mailbox_no_place,
    ],
)
def test_what_a_hostile_server_says_is_quoted_harmlessly(
    story: Callable[[], tuple[Case, Advice]],
) -> None:
    case, advice = story()

    def poisoned(event: Event) -> Event:
        return replace(event, said=HOSTILE, names=(HOSTILE,) * 9, detail=HOSTILE)

    case = replace(case, events=tuple(map(poisoned, case.events)))
    for version in Version:
        text = written((case, advice), version)
        assert "<script" not in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert len(text) < 6_000


def test_events_of_no_interest_are_left_out() -> None:
    case, advice = told.turned_away()
    ours = Event(9.0, Step.NO_PLACE, Outcome.CUT_BY_US, Phase.CONNECT, attempt=9)
    text = written((replace(case, events=(*case.events, ours)), advice))
    assert text.count("with none open, a new one") == 4


def test_a_packet_filter_behind_starttls_is_told_with_its_service() -> None:
    case, advice = told.no_answer()
    target = replace(case.target, security=Security.STARTTLS, port=143)
    text = written((replace(case, target=target), advice))
    assert "IMAP with STARTTLS, mail.example-host.net port 143" in text
    assert advice.verdict.refusal is Refusal.NONE
