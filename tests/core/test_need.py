"""How many connections are needed, whether a limit is enough, and the exit status for it."""

import pytest

from tests.core.tables import NEEDS, OFFICE, REMEDIES, verdict
from wizard.core.advice import Advice, Kind, Suggestion
from wizard.core.model import Need, ServerWords
from wizard.core.recommend import (
    advise,
    count_need,
    enough,
    exit_status,
    given_need,
    programs,
)

# -- the need ----------------------------------------------------------------------------------


def test_an_office_that_answers_nothing_is_planned_with_five_computers() -> None:
    assert count_need(NEEDS) == Need(25, 7, 5, "not-sure")


def test_the_example_office_needs_22() -> None:
    assert Need(22, 7, 4, "thunderbird", 1) == OFFICE


def test_every_device_counts_and_webmail_does_not() -> None:
    need = count_need(NEEDS, computers=2, program="apple-mail", phones=3, other=4)
    assert need == Need(2 * 4 + 3 * 2 + 4, 4 + 2, 2, "apple-mail", 3, 4)
    assert NEEDS["webmail"]["value"] == 0


def test_the_users_own_number_for_a_shared_mailbox_wins() -> None:
    assert count_need(NEEDS, mailbox=12).mailbox == 12


def test_an_office_that_knows_its_number_is_believed() -> None:
    assert given_need(NEEDS, 60) == Need(60, 7)
    assert given_need(NEEDS, 60, mailbox=9) == Need(60, 9)


def test_no_devices_need_nothing() -> None:
    assert count_need(NEEDS, computers=0).connections == 0


def test_an_unknown_program_and_a_count_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="pine"):
        count_need(NEEDS, program="pine")
    with pytest.raises(ValueError, match="below 0"):
        count_need(NEEDS, phones=-1)


def test_the_table_names_every_program_of_the_command_line() -> None:
    assert [program for program, _ in programs(NEEDS)] == [
        *("not-sure", "thunderbird", "outlook", "apple-mail", "mailbird", "evolution"),
        *("kmail", "em-client", "the-bat", "other"),
    ]


def test_every_number_of_the_table_says_where_it_comes_from() -> None:
    for row in (*NEEDS["programs"], NEEDS["phone"], NEEDS["other"], NEEDS["webmail"]):
        assert row["low"] <= row["value"] <= row["high"]
        assert row["evidence"] in {"source", "documented", "report", "assumption"}
        assert row["source"]


# -- enough, and the exit status -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "limit", "is_enough"),
    [
        (Kind.PER_ADDRESS, 22, True),
        (Kind.PER_ADDRESS, 21, False),
        (Kind.NO_LIMIT_FOUND, 24, True),
        (Kind.NO_LIMIT_FOUND, 21, False),
        (Kind.PER_MAILBOX, 7, True),
        (Kind.PER_MAILBOX, 6, False),
        (Kind.PER_MAILBOX_AND_ADDRESS, 7, True),
        (Kind.PER_MAILBOX_AND_ADDRESS, 6, False),
        (Kind.PER_ADDRESS, None, False),
        (Kind.SERVER_FULL, None, False),
        (Kind.EVICTS_OLDEST, 100, False),
        (Kind.NO_CLEAR_RESULT, 100, False),
    ],
)
def test_an_office_limit_is_measured_by_the_office_and_a_mailbox_limit_by_the_mailbox(
    kind: Kind, limit: int | None, is_enough: bool
) -> None:
    assert enough(verdict(kind, limit), OFFICE) is is_enough


def advice(kind: Kind, limit: int | None, *codes: str) -> Advice:
    return advise(ServerWords(), verdict(kind, limit, *codes), OFFICE, REMEDIES)


@pytest.mark.parametrize(
    ("kind", "limit", "status"),
    [
        (Kind.PER_ADDRESS, 22, 0),
        (Kind.PER_ADDRESS, 4, 10),
        (Kind.PER_MAILBOX, 7, 0),
        (Kind.PER_MAILBOX, 4, 11),
        (Kind.PER_MAILBOX_AND_ADDRESS, 4, 11),
        (Kind.NO_LIMIT_FOUND, 24, 0),
        (Kind.NO_LIMIT_FOUND, 20, 12),
        (Kind.NO_CLEAR_RESULT, 4, 12),
        (Kind.STOPPED, 4, 12),
        (Kind.LOCKED_OUT, None, 13),
        (Kind.RATE, None, 13),
        (Kind.EVICTS_OLDEST, 10, 13),
        (Kind.SERVER_FULL, None, 14),
        (Kind.OFFICE_NETWORK, None, 15),
        (Kind.NOT_FOUND, None, 20),
        (Kind.CANNOT_REACH, None, 20),
        (Kind.NO_PLACE_FREE, None, 20),
        (Kind.SIGN_IN_REFUSED, None, 21),
        (Kind.NEEDS_BROWSER_SIGN_IN, None, 21),
        (Kind.CERTIFICATE_PROBLEM, None, 22),
    ],
)
def test_every_kind_has_its_exit_status(kind: Kind, limit: int | None, status: int) -> None:
    assert exit_status(advice(kind, limit)) == status


def test_our_own_fault_is_status_1() -> None:
    assert exit_status(advice(Kind.NO_CLEAR_RESULT, 4, "our-fault")) == 1


def test_an_advice_holds_all_of_it() -> None:
    greeting = "* OK Courier-IMAP ready. Copyright 1998-2019"
    found = advise(ServerWords(greeting), verdict(Kind.PER_ADDRESS, 4), OFFICE, REMEDIES)
    assert found.software == "courier"
    assert not found.enough
    assert found.suggestion == Suggestion("MAXPERIP", 30, 22, 6, 9)
    assert found.remedy is not None
    assert found.remedy.software == "courier"
