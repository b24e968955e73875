"""The third part of the report: the table of everything, the chart, set-up, method, limits."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.core.offices import courier
from tests.paper.cases import Story, advise, mailbox_here, per_address, verdict
from tests.paper.shown import of_part
from tests.paper.told_cases import CHECKSUM, checked_again, recorded, told
from wizard import service
from wizard.core.advice import Kind, Rate, Verdict
from wizard.core.case_file import Agreement
from wizard.core.comparison import Change
from wizard.core.model import Event, Need, Outcome, Phase, Step, Via
from wizard.paper.document import Drawing, Facts, Items, Table
from wizard.paper.report_evidence import evidence_part
from wizard.paper.report_technician import for_technician
from wizard.paper.step_words import RESULTS, result, tried
from wizard.paper.told import Told
from wizard.words import Words


def tables(case: Told, words: Words) -> list[Table]:
    return [b for b in evidence_part(case, words).blocks if isinstance(b, Table)]


def set_up(case: Told, words: Words) -> dict[str, str]:
    """The set-up, and how it was counted."""
    blocks = [b for b in evidence_part(case, words).blocks if isinstance(b, Facts)]
    return dict(pair for block in blocks for pair in block.pairs)


def limits(case: Told, words: Words) -> tuple[str, ...]:
    (items,) = (b for b in evidence_part(case, words).blocks if isinstance(b, Items))
    return items.texts


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
        *("closed by the server, no greeting", "38.4", "4"),
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
    assert facts["Time"] == "2026-08-24T12:32:07Z to 2026-08-24T12:32:21Z"
    assert facts["Sign-in"] == "none, no password was sent"
    assert facts["Mail closed on all other devices"] == "no, or not known"
    assert facts["Need counted for"] == "Thunderbird"
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


@pytest.mark.parametrize(
    ("kind", "limit", "others", "counted", "said"),
    [
        (Kind.PER_ADDRESS, 4, 0, True, "none"),
        (Kind.PER_ADDRESS, 4, 0, False, "not counted"),
        (Kind.PER_ADDRESS, 6, 2, True, "2, part of the number found; which programs they were"),
        (Kind.PER_MAILBOX, 4, 1, True, "1, beside the number found; which program it was"),
    ],
)
def test_what_other_programs_of_this_computer_held(
    kind: Kind, limit: int, others: int, counted: bool, said: str, english: Words
) -> None:
    case, _ = per_address()
    events = tuple(event for event in case.events if event.outcome is not Outcome.OTHERS_COUNTED)
    if counted:
        events = (Event(0.1, Step.CLIMB, Outcome.OTHERS_COUNTED, held=1), *events)
    held = (("thunderbird.exe", others),) if others else ()
    case = replace(case, events=events, others=held)
    codes = ("others-on-this-computer",) if kind is Kind.PER_ADDRESS and others else ()
    report = told(case, advise(verdict(kind, limit, *codes)))
    assert set_up(report, english)["Connections of other programs on this computer"].startswith(
        said
    )
    seen = of_part(for_technician(report, english))
    assert any("other programs on this computer" in line for line in seen) == bool(others)
    assert any("and are counted in" in line for line in seen) == bool(codes)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (verdict(Kind.PER_ADDRESS, 4), "4 were open at the same time, and one more did not get in"),
        (verdict(Kind.NO_LIMIT_FOUND, 4), "4 were open at the same time, and none was turned away"),
        (verdict(Kind.RATE, rate=Rate(3, 60)), "3 got in, one after the other, before the first"),
        (verdict(Kind.EVICTS_OLDEST, 4), "4 stayed open; each further one pushed out an old one"),
        (verdict(Kind.NO_CLEAR_RESULT), "4: the most that were open at the same time"),
        (verdict(Kind.SERVER_FULL), "4: the most that were open at the same time"),
    ],
)
def test_what_the_number_found_is(found: Verdict, said: str, english: Words) -> None:
    case, _ = per_address()
    assert set_up(told(case, advise(found)), english)["Number found"].startswith(said)


def test_where_nothing_opened_no_number_was_found(english: Words) -> None:
    case = Story().refuses(Outcome.SIGN_IN_REFUSED, (Step.REACH,)).case(user="info@miller.example")
    facts = set_up(told(case, advise(verdict(Kind.SIGN_IN_REFUSED))), english)
    assert "Number found" not in facts
    assert "Tries" not in facts
    assert facts["Sign-in"] == "a mailbox at miller.example; no connection signed in"


def test_a_program_that_is_not_known_says_nothing(english: Words) -> None:
    case, advice = per_address()
    need = replace(advice.need, program="not-sure")
    assert "Need counted for" not in set_up(told(case, advise(advice.verdict, need=need)), english)


def test_the_servers_words_are_quoted_once(english: Words) -> None:
    (table,) = tables(told(*mailbox_here()), english)
    said = [row[-1] for row in table.rows if row[-1]]
    assert said[0].startswith("“NO [LIMIT] Maximum number")
    assert said[1:] == ["the same words again"] * 3


def test_the_other_way_into_the_server_is_named_where_it_is_advised(english: Words) -> None:
    case = courier()
    advised = set_up(told(case, service.read(case)), english)
    assert advised["Other way into the server"].startswith("IMAP")
    assert "Other way into the server" not in set_up(told(*mailbox_here()), english)


def test_one_answer_makes_no_chart(english: Words) -> None:
    part = evidence_part(recorded("courier-wrong-password"), english)
    assert not [block for block in part.blocks if isinstance(block, Drawing)]


def test_where_the_first_connection_was_the_last_no_method_is_described(english: Words) -> None:
    said = of_part(evidence_part(recorded("courier-certificate-date-tls-signed-in"), english))
    assert "Method" not in said
    assert "Limits of this test" in said


def test_the_chart_of_a_shared_mailbox_shows_what_that_mailbox_needs(english: Words) -> None:
    part = evidence_part(told(*mailbox_here()), english)
    (chart,) = [block for block in part.blocks if isinstance(block, Drawing)]
    assert "Dashed line: what this mailbox needs." in chart.legend


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


# -- the client's agreement ------------------------------------------------------------------------


def test_that_the_client_agreed_is_told_with_the_time_it_was_noted(
    english: Words, german: Words
) -> None:
    bare = told(*per_address())
    noted = bare.case.started_at - timedelta(minutes=5)
    agreed = replace(bare, file=replace(bare.file, agreement=Agreement(noted)))
    assert set_up(agreed, english)["Agreement"] == (
        "The client agreed to this test. Noted on 24 August 2026 at 14:27 (CEST)."
    )
    assert "24. August 2026" in set_up(agreed, german)["Einverständnis"]


def test_where_nothing_was_noted_nothing_is_claimed(english: Words) -> None:
    assert "Agreement" not in set_up(told(*per_address()), english)
