"""The third part of the report: the table of everything, the chart, set-up, method, limits."""

from dataclasses import replace
from itertools import product

import pytest

from tests.paper.cases import Story, advise, mailbox_here, per_address, verdict
from tests.paper.shown import of_part
from tests.paper.told_cases import CHECKSUM, checked_again, recorded, told
from wizard.core.advice import Kind
from wizard.core.comparison import Change
from wizard.core.model import Event, Need, Outcome, Phase, Step, Via
from wizard.paper.document import Drawing, Facts, Items, Table
from wizard.paper.report_evidence import evidence_part
from wizard.paper.step_words import RESULTS, result, tried
from wizard.paper.told import Told
from wizard.words import Words


def tables(case: Told, words: Words) -> list[Table]:
    return [b for b in evidence_part(case, words).blocks if isinstance(b, Table)]


def set_up(case: Told, words: Words) -> dict[str, str]:
    facts = next(b for b in evidence_part(case, words).blocks if isinstance(b, Facts))
    return dict(facts.pairs)


def limits(case: Told, words: Words) -> tuple[str, ...]:
    return [b for b in evidence_part(case, words).blocks if isinstance(b, Items)][1].texts


# -- the table -------------------------------------------------------------------------------------


def test_every_event_has_its_row(english: Words) -> None:
    case, advice = per_address()
    (table,) = tables(told(case, advice), english)
    assert len(table.rows) == len(case.events)
    assert [column.heading for column in table.columns] == [
        *("No.", "Time (CEST)", "UTC", "Tried", "Result", "ms", "Open")
    ]
    assert table.rows[4] == (
        *("5", "14:32:11", "12:32:11Z", "One more connection"),
        *("closed by the server at once, no greeting", "38.4", "4"),
    )
    assert table.rows[7] == ("", "14:32:14", "12:32:14Z", "Close open connections", "1 closed",
                             "", "3")  # fmt: skip


def test_the_servers_words_stand_in_quotation_marks(german: Words) -> None:
    (table,) = tables(told(*mailbox_here()), german)
    assert table.rows[4][-1].startswith("„NO [LIMIT] Maximum number")
    assert table.rows[4][-1].endswith("“")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_event_can_be_said(outcome: Outcome, english: Words) -> None:
    for step, via, attempt in product(Step, Via, (None, 3)):
        event = Event(1.0, step, outcome, Phase.CONNECT, attempt, via, sessions=(1, 2))
        assert tried(event, english)
        assert result(event, english)
    assert outcome in RESULTS


def test_what_is_no_attempt_is_told_by_what_was_done(english: Words) -> None:
    asked = Event(1.0, Step.CHECK, Outcome.HELD_ASKED, sessions=(1, 2, 3), answered=(1, 3))
    assert result(asked, english) == "2 of 3 answered"
    lost = Event(1.0, Step.CHECK, Outcome.LOST, attempt=2)
    assert (tried(lost, english), result(lost, english)) == ("An open connection", "broke off")
    other = Event(1.0, Step.NEIGHBOURS, Outcome.OPEN, attempt=9, via=Via.SECOND_MAILBOX)
    assert tried(other, english) == "A second mailbox"


@pytest.mark.parametrize("fault", ["name", "date", "issuer", "other"])
def test_each_fault_of_a_certificate_has_its_words(fault: str, english: Words) -> None:
    event = Event(0.0, Step.REACH, Outcome.CERTIFICATE_PROBLEM, Phase.TLS, 1, detail=fault)
    assert "certificate" in result(event, english)


def test_more_than_one_test_is_listed(english: Words) -> None:
    now = Story().opens(24).case(), advise(verdict(Kind.NO_LIMIT_FOUND, 24))
    every, _ = tables(checked_again(per_address(), now, Change.FIXED), english)
    assert every.caption == "Every test in the case file, the oldest first"
    assert [row[2] for row in every.rows] == ["4", "24 or more"]
    assert every.rows[1][0] == "2 September 2026, 14:32 (CEST)"


# -- the chart -------------------------------------------------------------------------------------


def test_the_chart_says_in_words_what_it_shows(english: Words) -> None:
    case, advice = per_address()
    part = evidence_part(told(case, advice), english)
    (chart,) = [block for block in part.blocks if isinstance(block, Drawing)]
    assert chart.title == "At most 4 connections open; refused: 4; without an answer: 0."
    assert "Dashed line: what the office needs." in chart.legend


@pytest.mark.parametrize("name", ["nobody-of-that-name", "courier-certificate-date-tls-signed-in"])
def test_where_no_connection_was_tried_there_is_no_chart(name: str, english: Words) -> None:
    part = evidence_part(recorded(name), english)
    assert not [block for block in part.blocks if isinstance(block, Drawing)]


# -- set-up, method, limits ------------------------------------------------------------------------


def test_the_set_up_of_a_test_without_a_password(english: Words) -> None:
    facts = set_up(told(*per_address()), english)
    assert facts["Program"] == "Mail Connection Check 0.1.0"
    assert facts["Its address"] == "198.51.100.25 (IPv4)"
    assert facts["Service"] == "IMAP over TLS, port 993"
    assert facts["Start"] == "2026-08-24T12:32:07Z"
    assert facts["Sign-in"] == "none, no password was sent"
    assert facts["Mail closed on all other devices"] == "no, or not known"
    assert facts["Need counted for"] == "thunderbird"
    assert facts["Pause between two attempts"] == "about 1 s"


def test_the_set_up_of_a_test_over_ipv6_with_another_pace(english: Words) -> None:
    case, _ = per_address()
    plan = replace(case.plan, pace=0.2, mail_closed=True, need=Need(22, 7))
    found = advise(verdict(Kind.PER_ADDRESS, 4), need=plan.need)
    facts = set_up(told(replace(case, plan=plan, address="2001:db8::25"), found), english)
    assert facts["Its address"] == "2001:db8::25 (IPv6)"
    assert facts["Mail closed on all other devices"] == "yes"
    assert (
        facts["Pause between two attempts"] == "about 0.3 s"
        or facts["Pause between two attempts"] == "about 0.2 s"
    )
    assert "Need counted for" not in facts


def test_limits_of_a_test_without_a_password(english: Words) -> None:
    assert limits(told(*per_address()), english) == (
        "Measured from one computer at one time.",
        "We tested up to 5 connections, not beyond.",
        "Other devices may have been using mail, so a number can be too low.",
        "Without a sign-in a limit of one mailbox cannot be seen.",
    )


def test_limits_of_a_test_of_one_mailbox(english: Words) -> None:
    case, advice = mailbox_here()
    case = replace(case, plan=replace(case.plan, mail_closed=True))
    assert limits(told(case, advice), english) == (
        "Measured from one computer at one time.",
        "We tested up to 5 connections, not beyond.",
        "Whether our office's address has a limit of its own above 4 connections was not tested.",
    )


def test_where_nothing_was_refused_what_opened_is_the_end_of_it(english: Words) -> None:
    case = Story().opens(24).case()
    said = limits(told(case, advise(verdict(Kind.NO_LIMIT_FOUND, 24))), english)
    assert "We tested up to 24 connections, not beyond." in said


def test_a_case_without_events_describes_no_method(english: Words) -> None:
    case, _ = per_address()
    empty = replace(case, events=(), address="")
    said = of_part(evidence_part(told(empty, advise(verdict(Kind.STOPPED))), english))
    assert "Method" not in said
    assert "Its address" not in said


def test_the_data_can_be_checked_and_there_is_a_twin(english: Words) -> None:
    said = of_part(evidence_part(told(*per_address()), english))
    assert said[-2] == CHECKSUM
    assert said[-1] == (
        "This report exists twice with the same content: as PDF for printing, "
        "and as HTML for screen readers."
    )
