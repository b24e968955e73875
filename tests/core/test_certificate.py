"""What a certificate tells: whose fault its date is, and whether an antivirus program made it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from wizard.core import certificate
from wizard.core.certificate import Certificate

NOW: Final = datetime(2026, 8, 24, 12, 32, 7, tzinfo=UTC)
DAY: Final = timedelta(days=1)
GOOD: Final = Certificate("ab" * 32, "R11, Let's Encrypt", False, NOW - 30 * DAY, NOW + 60 * DAY)


@pytest.mark.parametrize(
    ("issuer", "product"),
    [
        ("Avast Web/Mail Shield Root, Avast", "Avast"),
        ("avast! Mail Scanner Root, AVAST Software", "Avast"),
        ("AVG Web/Mail Shield Root", "AVG"),
        ("Norton Web/Mail Shield Root", "Norton"),
        ("ESET SSL Filter CA, ESET, spol. s r. o.", "ESET"),
        ("Kaspersky Anti-Virus Personal Root Certificate", "Kaspersky"),
        ("Bitdefender Personal CA.Net-Defender", "Bitdefender"),
        ("G DATA Mail Scanner", "G DATA"),
        ("Dr.Web TLS Root", "Dr.Web"),
        # Names that only look alike, and those who sell certificates to everybody.
        ("R11, Let's Encrypt", ""),
        ("Symantec Class 3 Secure Server CA", ""),
        ("Resettled Hosting CA, Budavgas", ""),
        ("", ""),
    ],
)
def test_an_antivirus_program_is_known_by_the_name_of_the_issuer(issuer: str, product: str) -> None:
    assert certificate.antivirus(replace(GOOD, issuer=issuer)) == product


def test_what_was_not_looked_at_is_nobodys() -> None:
    assert certificate.antivirus(None) == ""


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (-400 * DAY, -DAY, "ran-out"),
        (timedelta(hours=5), 90 * DAY, "not-yet"),
        # No certificate is made for a time that begins next year: it is the clock.
        (300 * DAY, 390 * DAY, "clock"),
        # This one is good: another one between it and its issuer is not.
        (-DAY, DAY, "date"),
    ],
)
def test_which_fault_of_a_date_it_is(starts: timedelta, ends: timedelta, code: str) -> None:
    seen = replace(GOOD, starts=NOW + starts, ends=NOW + ends)
    assert certificate.date_code(seen, NOW) == code


def test_a_date_that_was_not_seen_is_not_guessed() -> None:
    assert certificate.date_code(None, NOW) == "date"


def test_a_clock_before_this_program_was_written_is_wrong() -> None:
    long_ago = datetime(2019, 1, 1, 0, 3, tzinfo=UTC)
    assert certificate.date_code(None, long_ago) == "clock"
    assert certificate.date_code(GOOD, long_ago) == "clock"


def test_a_fingerprint_is_written_as_other_programs_write_it() -> None:
    assert certificate.in_pairs("ab01ff") == "AB:01:FF"
