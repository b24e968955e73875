"""What is said about each verdict: the finding, the number, why, who, what next, how sure."""

from dataclasses import replace

import pytest

from tests.paper.cases import (
    DOVECOT,
    STRANGER,
    Story,
    advise,
    firewall,
    mailbox_here,
    no_place_free,
    per_address,
    per_address_at_least,
    server_full,
    verdict,
)
from tests.paper.said import everything
from wizard.core.advice import Confidence, Kind, Rate, Refusal
from wizard.core.model import Need, Outcome, ServerWords, Step
from wizard.paper import sentences
from wizard.words import Words

# -- the stories -----------------------------------------------------------------------------------


def test_a_courier_allows_four_and_the_office_is_told_so(english: Words) -> None:
    case, advice = per_address()
    headline, number, why, who, what_next, how_sure = everything(advice, english, case)
    assert headline == "Your office is allowed only 4 mail connections at a time"
    assert number == (
        "4 connections are allowed at the same time. Your office needs about 22 connections "
        "(4 computers and 1 phone or tablet)."
    )
    assert why == (
        "This explains why mail fails on random computers: whoever comes next is turned away, "
        "even when every computer is set up correctly. Kind of limit: for each internet address. "
        "All your computers share one."
    )
    assert who.startswith("Only your hosting provider can change this, in a few minutes.")
    assert what_next.startswith("Send the note to your hosting provider.")
    assert how_sure == (
        "Very sure. Did not get in: 4 of 4 tries. Each further try at the same number was refused "
        "as well. As soon as we closed connections, new ones got in, and one more was refused "
        "again."
    )
    assert sentences.big_number(advice, case) == 4


def test_the_same_in_german(german: Words) -> None:
    case, advice = per_address()
    headline, number, *_ = everything(advice, german, case)
    assert headline == "Ihr Büro darf nur 4 Mailverbindungen gleichzeitig haben"
    assert number == (
        "4 Verbindungen sind gleichzeitig erlaubt. Ihr Büro braucht etwa 22 Verbindungen "
        "(4 Computer und 1 Telefon oder Tablet)."
    )


def test_with_colleagues_at_work_the_number_is_at_least(english: Words, german: Words) -> None:
    case, advice = per_address_at_least()
    assert sentences.headline(advice, english, case) == (
        "Your office is allowed at least 4 mail connections at a time"
    )
    assert sentences.number_sentence(advice, english).startswith(
        "4 were free while other devices may have been using mail"
    )
    assert sentences.how_sure(advice, english).startswith("Fairly sure.")
    assert "A second test at least five minutes later" in sentences.how_sure(advice, english)
    assert "mindestens 4" in sentences.headline(advice, german)


def test_one_connection_is_said_in_the_singular(english: Words, german: Words) -> None:
    case, advice = per_address(1)
    assert sentences.headline(advice, english, case) == (
        "Your office is allowed only 1 mail connection at a time"
    )
    assert "1 connection is allowed" in sentences.number_sentence(advice, english)
    assert "nur 1 Mailverbindung gleichzeitig" in sentences.headline(advice, german)


def test_a_wordless_close_by_another_server_may_be_everybodys_limit(english: Words) -> None:
    found = verdict(Kind.PER_ADDRESS, 4, "wordless-not-courier", confidence=Confidence.FAIRLY_SURE)
    advice = advise(found, STRANGER)
    assert "or for all customers of the server together" in sentences.why(advice, english)


def test_a_firewall_is_called_a_firewall(english: Words) -> None:
    case, advice = firewall()
    assert sentences.headline(advice, english, case) == (
        "Your provider's firewall allows only 4 mail connections at a time"
    )
    assert "Kind of limit" not in sentences.why(advice, english)


def test_a_mailbox_limit_is_not_the_offices(english: Words) -> None:
    case, advice = mailbox_here()
    said = everything(advice, english, case)
    assert said[0] == "This mailbox is allowed only 4 connections from your office at a time"
    assert said[1] == (
        "4 connections are allowed at the same time. "
        "The devices that share this mailbox need about 7 connections."
    )
    assert "If your office has a limit above it, this test could not see it." in said[2]


def test_the_servers_own_number_is_named_where_it_differs(english: Words) -> None:
    found = verdict(
        Kind.PER_MAILBOX_AND_ADDRESS, 4, limit_named=10, at_least=True, refusal=Refusal.IN_WORDS
    )
    advice = advise(found, DOVECOT)
    said = sentences.number_sentence(advice, english)
    assert "The mail server itself names the number 10." in said


def test_where_a_provider_never_raises_it_no_note_is_sent(english: Words) -> None:
    gmail = ServerWords("* OK Gimap ready for requests from 203.0.113.7 x")
    advice = advise(verdict(Kind.PER_MAILBOX, 3, refusal=Refusal.IN_WORDS), gmail)
    assert sentences.what_next(advice, english).startswith("This provider does not raise")
    assert sentences.who_can_fix_it(advice, english).startswith("You can help yourself.")


def test_a_busy_server_is_everybodys_trouble(english: Words) -> None:
    case, advice = server_full()
    assert sentences.headline(advice, english, case) == "The mail server is too busy to answer"
    assert sentences.number_sentence(advice, english, case) == (
        "3 connections opened, then the server took no more."
    )
    assert sentences.number_sentence(advice, english) == ""
    assert sentences.big_number(advice) is None


def test_a_server_that_never_answered_is_said_to_have_said_nothing(english: Words) -> None:
    case = Story().refuses(Outcome.SILENT, (Step.REACH, Step.NO_PLACE)).case()
    advice = advise(verdict(Kind.SERVER_FULL, None, refusal=Refusal.SILENT))
    assert sentences.number_sentence(advice, english, case) == "The server did not answer at all."


def test_nothing_free_is_said_without_accusing_anybody(english: Words) -> None:
    case, advice = no_place_free()
    said = everything(advice, english, case)
    assert said[0] == "All mail connections of your office are in use"
    assert said[1].startswith("No connection was free, and none became free while we waited.")
    assert sentences.big_number(advice, case) == 0


def test_no_limit_is_a_statement_about_this_test_only(english: Words) -> None:
    advice = advise(verdict(Kind.NO_LIMIT_FOUND, 24, "all-opened", at_least=True))
    assert sentences.headline(advice, english) == (
        "Your office had enough mail connections during this test"
    )
    assert sentences.number_sentence(advice, english).startswith(
        "24 connections opened at the same time, and the server said no to none."
    )


def test_a_test_that_ended_at_its_own_ceiling_says_at_least(english: Words) -> None:
    found = verdict(Kind.NO_LIMIT_FOUND, 50, "all-opened", "ceiling", at_least=True)
    advice = advise(found, need=Need(60, 7))
    assert sentences.headline(advice, english) == (
        "At least 50 mail connections work at the same time"
    )
    assert "Your office needs about 60 connections." in sentences.number_sentence(advice, english)
    assert "More than that is not tested." in sentences.why(advice, english)


def test_a_rate_has_its_count_and_its_seconds(english: Words) -> None:
    advice = advise(verdict(Kind.RATE, None, "waiting-helped", rate=Rate(8, 12.4)))
    assert sentences.number_sentence(advice, english) == (
        "8 connections started in a row, then the server wanted a pause. "
        "After a pause of 12 seconds a new one got in."
    )
    assert sentences.big_number(advice) == 8
    lost = advise(verdict(Kind.RATE, None, "first-packets-lost", rate=Rate(8, 12.4)))
    assert sentences.number_sentence(lost, english).endswith("That took about 12 seconds.")


def test_an_unclear_result_tells_what_did_not_fit(english: Words) -> None:
    advice = advise(verdict(Kind.NO_CLEAR_RESULT, 4, "mixed-refusals", at_least=True))
    assert sentences.number_sentence(advice, english) == (
        "At least 4 connections opened at the same time."
    )
    assert sentences.why(advice, english) == "The refusals were not all of the same kind."
    bare = advise(verdict(Kind.NO_CLEAR_RESULT, confidence=Confidence.NOT_SURE))
    assert sentences.why(bare, english) == "What we saw did not fit together."
    assert sentences.how_sure(bare, english) == "Not sure."
    assert sentences.number_sentence(bare, english) == ""
    nothing = advise(verdict(Kind.NO_CLEAR_RESULT, 0))
    assert sentences.number_sentence(nothing, english) == ""


def test_the_offices_own_network_is_blamed_with_its_number(english: Words) -> None:
    case = Story().opens(60).case()
    advice = advise(verdict(Kind.OFFICE_NETWORK, None, "control-silent"))
    assert sentences.number_sentence(advice, english, case) == (
        "With 60 open connections nothing else could be reached either."
    )
    assert "Your hosting provider has nothing to do with it." in sentences.who_can_fix_it(
        advice, english
    )


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("certificate-name", "This server shows a different name"),
        ("certificate-issuer", "We cannot be sure this is your mail server"),
        ("certificate-date", "Your mail server's certificate is out of date"),
        ("certificate-other", "We cannot be sure this is your mail server"),
        ("certificate-no-authorities", "This computer cannot check any server's certificate"),
    ],
)
def test_a_certificate_page_says_that_no_password_was_sent(
    code: str, headline: str, english: Words
) -> None:
    advice = advise(verdict(Kind.CERTIFICATE_PROBLEM, None, code))
    assert sentences.headline(advice, english) == headline
    assert "Your password was not sent." in sentences.why(advice, english)


def test_the_server_is_called_by_the_name_that_was_typed(english: Words) -> None:
    case = Story().case()
    advice = advise(verdict(Kind.NOT_FOUND, None, "unknown-name"))
    assert sentences.headline(advice, english, case) == (
        "There is no server called mail.example-host.net"
    )
    assert sentences.headline(advice, english) == "There is no server called your mail server"


def test_a_name_that_would_write_on_the_terminal_is_made_harmless(english: Words) -> None:
    case = Story().case()
    hostile = replace(case, target=replace(case.target, host="\x1b[2Jmail"))
    advice = advise(verdict(Kind.NOT_FOUND, None, "unknown-name"))
    assert "\x1b" not in sentences.headline(advice, english, hostile)


def test_a_mailbox_limit_hides_one_of_the_office_and_says_so(english: Words) -> None:
    not_tested = "Whether your whole office has a limit above this number was not tested."
    for kind, said in (
        (Kind.PER_MAILBOX, True),
        (Kind.PER_MAILBOX_AND_ADDRESS, True),
        (Kind.PER_ADDRESS, False),
        (Kind.SERVER_FULL, False),
    ):
        advice = advise(verdict(kind, 4, refusal=Refusal.IN_WORDS))
        assert (not_tested in sentences.how_sure(advice, english)) == said
    unknown = advise(verdict(Kind.PER_MAILBOX, None, refusal=Refusal.IN_WORDS))
    assert not_tested not in sentences.how_sure(unknown, english)
