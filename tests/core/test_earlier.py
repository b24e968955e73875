"""Checking again: the entries come from the earlier test, and nothing in a file is trusted."""

from dataclasses import replace

import pytest

from tests.paper import cases
from wizard.core.case_file import CaseFile, Sender, case_file
from wizard.core.earlier import entries_of
from wizard.core.entries import Support
from wizard.core.journey import Page, lacks
from wizard.core.model import Case, Need, Security
from wizard.core.recommend import given_need

PROGRAMS = {"not-sure", "thunderbird"}


def earlier(**target: object) -> CaseFile:
    """The example office's test, at another target."""
    case, _ = cases.per_address()
    return case_file(replace(case, target=replace(case.target, **target)))  # type: ignore[arg-type]


def planned(**plan: object) -> CaseFile:
    """The example office's test, with another plan."""
    case, _ = cases.per_address()
    return case_file(replace(case, plan=replace(case.plan, **plan)))  # type: ignore[arg-type]


def test_a_test_with_a_password_asks_for_nothing_else() -> None:
    entries = entries_of(earlier(user="info@miller.example", port=1993), PROGRAMS)
    assert entries is not None
    assert (entries.server, entries.port) == ("mail.example-host.net", 1993)
    assert (entries.address, entries.user) == ("info@miller.example",) * 2
    assert entries.again
    assert entries.signs_in
    assert (entries.computers, entries.phones, entries.program) == (4, 1, "thunderbird")
    assert entries.need == cases.NEED
    assert lacks(Page.SIGN_IN, entries, password="secret") == ()
    assert lacks(Page.OFFICE, entries) == ()


def test_a_user_name_that_is_no_address_is_kept_as_one() -> None:
    entries = entries_of(earlier(user="web123p1"), PROGRAMS)
    assert entries is not None
    assert (entries.address, entries.user) == ("", "web123p1")
    assert lacks(Page.SIGN_IN, entries, password="secret") == ()


def test_a_test_without_a_password_asks_for_none() -> None:
    entries = entries_of(earlier(user=None), PROGRAMS)
    assert entries is not None
    assert not entries.signs_in
    assert lacks(Page.SIGN_IN, entries) == ()


def test_a_need_that_was_given_as_a_number_stays() -> None:
    need = given_need(cases.NEEDS, 30, None)
    entries = entries_of(planned(need=need), PROGRAMS)
    assert entries is not None
    assert entries.need == need
    assert entries.computers == 0
    assert lacks(Page.OFFICE, entries) == ()
    assert lacks(Page.OFFICE, replace(entries, need=None)) != ()


def test_a_program_that_is_not_known_here_is_not_sure() -> None:
    entries = entries_of(planned(need=Need(9, 5, 2, "other-office")), PROGRAMS)
    assert entries is not None
    assert entries.program == "not-sure"


@pytest.mark.parametrize(
    ("asked", "used", "family"),
    [(6, "203.0.113.1", 6), (None, "203.0.113.1", 4), (None, "2001:db8::1", 6), (None, "", None)],
)
def test_the_same_kind_of_address_is_used(asked: int | None, used: str, family: int | None) -> None:
    file = earlier(family=asked)
    case: Case = replace(file.latest, address=used)
    entries = entries_of(CaseFile((case,)), PROGRAMS)
    assert entries is not None
    assert entries.family == family


@pytest.mark.parametrize(("most", "support"), [(50, None), (80, 80), (100_000, 200)])
def test_a_ceiling_of_it_support_stays(most: int, support: int | None) -> None:
    entries = entries_of(planned(most=most), PROGRAMS)
    assert entries is not None
    assert entries.support == Support(most=support)


def test_the_office_address_comes_from_the_file() -> None:
    case, _ = cases.per_address()
    for told, kept in (("203.0.113.7", "203.0.113.7"), ("our office", "")):
        entries = entries_of(case_file(case, Sender(office_address=told)), PROGRAMS)
        assert entries is not None
        assert entries.office_address == kept


def test_mail_that_was_closed_is_closed_again() -> None:
    for closed in (True, False):
        entries = entries_of(planned(mail_closed=closed), PROGRAMS)
        assert entries is not None
        assert entries.mail_closed is closed


def test_the_encryption_is_the_same() -> None:
    entries = entries_of(earlier(port=143, security=Security.STARTTLS), PROGRAMS)
    assert entries is not None
    assert entries.security is Security.STARTTLS


def test_a_server_that_is_none_is_no_test_to_be_made_again() -> None:
    assert entries_of(earlier(host="mail example net"), PROGRAMS) is None


def test_the_latest_test_counts() -> None:
    first = earlier(port=993)
    file = first.with_run(earlier(port=143).latest)
    entries = entries_of(file, PROGRAMS)
    assert entries is not None
    assert entries.port == 143
