"""The sentences about certificates: dates as seen, the clock, an antivirus, a trusted one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from tests.paper import cases_faults as told
from tests.paper.cases import SILENT, Story, advise, per_address, verdict
from tests.paper.told_cases import told as told_of
from wizard.core.advice import Advice, Because, Kind
from wizard.core.case_file import Sender
from wizard.core.certificate import Certificate
from wizard.core.model import Case, Outcome
from wizard.paper import sentences
from wizard.paper.details import details
from wizard.paper.note import Version, note, recipient
from wizard.paper.raw_log import raw_log
from wizard.paper.report_evidence import evidence_part
from wizard.paper.situation import Situation, situation
from wizard.words import Words

BEGUN: Final = Story().case().started_at
DAY: Final = timedelta(days=1)
SEEN: Final = Certificate("ab" * 32, "R11, Let's Encrypt", False, BEGUN - 200 * DAY, BEGUN + DAY)
RAN_OUT: Final = replace(SEEN, ends=BEGUN - 113 * DAY)
NOT_YET: Final = replace(SEEN, starts=BEGUN + DAY / 4, ends=BEGUN + 90 * DAY)
AVAST: Final = replace(SEEN, issuer="Avast Web/Mail Shield Root")


def ended(detail: str, code: str, seen: Certificate | None) -> tuple[Case, Advice]:
    """A test that ended at its first connection, as the program records and reads it."""
    case, advice = told.certificate(detail)
    found = replace(case.events[0], certificate=seen)
    because = (Because(f"certificate-{code}", (0,)),)
    return replace(case, events=(found,)), advise(replace(advice.verdict, because=because), SILENT)


def said(of: tuple[Case, Advice], words: Words) -> str:
    case, advice = of
    return "\n".join(
        (
            sentences.headline(advice, words, case),
            sentences.why(advice, words, case),
            sentences.who_can_fix_it(advice, words),
            sentences.what_next(advice, words),
            sentences.how_sure(advice, words),
        )
    )


def test_a_certificate_that_ran_out_is_told_with_its_date(english: Words) -> None:
    text = said(ended("date", "ran-out", RAN_OUT), english)
    assert text.startswith("Your mail server's certificate ran out on 3 May 2026\n")
    assert "Your password was not sent." in text
    assert "Your hosting provider must renew it." in text


def test_one_that_begins_in_some_hours_too(english: Words) -> None:
    text = said(ended("date", "not-yet", NOT_YET), english)
    assert text.startswith("Your mail server's certificate is good only from 24 August 2026 on\n")


def test_a_wrong_clock_is_told_with_what_it_shows(english: Words) -> None:
    far = replace(SEEN, starts=BEGUN + 900 * DAY)
    text = said(ended("date", "clock", far), english)
    assert text.startswith(
        "The clock of this computer may be wrong\nIt says 24 August 2026, 14:32."
    )
    assert "Set the date and time, then test again." in text
    assert "provider" not in text


def test_an_antivirus_program_is_named_by_our_own_name_for_it(english: Words) -> None:
    hostile = replace(AVAST, issuer="AVAST! <b>buy now</b>")
    text = said(ended("antivirus", "antivirus", hostile), english)
    assert text.startswith("Your antivirus stands between you and the mail server\n")
    assert "The test would measure Avast, not your hosting provider." in text
    assert "buy" not in text


def test_a_certificate_in_place_of_the_trusted_one(english: Words) -> None:
    text = said(ended("changed", "changed", SEEN), english)
    assert "another security certificate than the one that was trusted" in text


def test_encryption_that_is_too_old(english: Words) -> None:
    case, _ = told.no_encryption()
    old = advise(verdict(Kind.CANNOT_REACH, None, "old-encryption"), SILENT)
    assert said((case, old), english).startswith(
        "The protection of this mail server is too old to be safe\nmail.example-host.net offers"
    )
    text = written((case, old))
    assert "It speaks only TLS 1.1 or older" in text
    assert "Please offer TLS 1.2 or newer" in text
    assert "could not be agreed on" not in text


@pytest.mark.parametrize("code", ["ran-out", "not-yet", "clock"])
def test_without_the_test_itself_no_date_is_said(code: str, english: Words) -> None:
    _, advice = ended("date", code, RAN_OUT)
    assert sentences.headline(advice, english) == "Your mail server's certificate is out of date"
    assert "{" not in sentences.why(advice, english)


def test_an_antivirus_program_that_was_not_seen_has_no_name(english: Words) -> None:
    text = said(ended("antivirus", "antivirus", None), english)
    assert "The test would measure the antivirus program, not" in text


# -- notes -----


def written(of: tuple[Case, Advice], version: Version = Version.TECHNICAL) -> str:
    return note(*of, Words(), version) or ""


@pytest.mark.parametrize("version", list(Version))
def test_the_note_tells_the_date_that_was_seen(version: Version) -> None:
    text = written(ended("date", "ran-out", RAN_OUT), version)
    assert "ran out on 3 May 2026 (2026-05-03T12:32:07Z)" in text
    assert "Please renew the certificate" in text
    assert "SHA-256" not in text or version is Version.TECHNICAL


def test_the_note_about_one_that_is_not_valid_yet() -> None:
    text = written(ended("date", "not-yet", NOT_YET))
    assert "valid only from 24 August 2026 on (2026-08-24T18:32:07Z)" in text
    assert "then the clock of our computer is wrong" in text


def test_a_technician_gets_the_fingerprint_and_the_quoted_issuer() -> None:
    pairs = ":".join(["AB"] * 32)
    text = written(ended("issuer", "issuer", replace(SEEN, issuer="“x” <b>")))
    assert f"SHA-256 {pairs}; issued by “'x' ‹b›”; valid from 2026-02-05T12:32:07Z to" in text
    by_itself = written(ended("issuer", "issuer", replace(SEEN, by_itself=True)))
    assert f"SHA-256 {pairs}; signed by itself;" in by_itself
    assert "SHA-256" not in written(ended("issuer", "issuer", None))


@pytest.mark.parametrize("code", ["clock", "antivirus", "no-authorities"])
def test_what_the_office_can_put_right_needs_no_note(code: str) -> None:
    _, advice = ended("date" if code == "clock" else code, code, AVAST)
    assert recipient(advice) is None


def test_every_fault_that_is_the_providers_has_a_note() -> None:
    for fault in ("name", "issuer", "other", "changed", "ran-out", "not-yet"):
        case, advice = ended("date", fault, RAN_OUT)
        assert situation(advice) in Situation
        assert written((case, advice), Version.SHORT)


# -- a limit that was found, and what was noticed besides -----


def besides(code: str, detail: str = "", seen: Certificate | None = None) -> tuple[Case, Advice]:
    case, advice = per_address()
    index = next(i for i, event in enumerate(case.events) if event.outcome is Outcome.OPEN)
    events = list(case.events)
    events[index] = replace(events[index], detail=detail, certificate=seen)
    because = (*advice.verdict.because, Because(code, (index,)))
    changed = replace(advice, verdict=replace(advice.verdict, because=because))
    return replace(case, events=tuple(events)), changed


def test_a_certificate_trusted_by_hand_is_told_in_every_paper(english: Words) -> None:
    case, advice = besides("certificate-pinned", "pinned", SEEN)
    assert "Changed by IT support:" in sentences.how_sure(advice, english)
    assert "- Changed by IT support: the server's certificate" in written((case, advice))
    part = str(evidence_part(told_of(case, advice), english))
    assert "Changed by IT support" in part
    assert "2026-02-05T12:32:07Z to 2026-08-25T12:32:07Z, issuer" in part
    plain = str(evidence_part(told_of(*per_address()), english))
    assert "Changed by IT support" not in plain
    assert "Its certificate" not in plain


def test_a_limit_behind_an_antivirus_program_says_so(english: Words) -> None:
    case, advice = besides("antivirus-between", seen=AVAST)
    assert "so the limit may be its own" in sentences.how_sure(advice, english)
    assert "so the limit may be its own" in written((case, advice))


def test_the_details_name_the_certificate(english: Words) -> None:
    case, advice = besides("certificate-name-here", seen=SEEN)
    for text in (details(case, advice, english), raw_log(case)):
        assert "certificate: 2026-02-05T12:32:07Z to" in text
        assert f"its SHA-256: {':'.join(['AB'] * 32)}" in text


def test_the_note_is_signed_as_ever() -> None:
    case, advice = ended("date", "ran-out", RAN_OUT)
    sender = Sender("Anna Miller", "Miller & Sons")
    assert "Anna Miller" in (note(case, advice, Words(), Version.NORMAL, sender) or "")
