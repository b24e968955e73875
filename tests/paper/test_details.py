"""The details for technicians: every attempt, and the server's words as a harmless quotation."""

from dataclasses import replace

from tests.paper.cases import DOVECOT_LIMIT, mailbox_here, per_address
from wizard.core.measures import Code, Measure, Today
from wizard.core.model import ServerWords
from wizard.paper.details import details
from wizard.words import Words


def test_every_attempt_stands_there_with_its_time(english: Words) -> None:
    case, advice = per_address()
    told = details(case, advice, english)
    assert "server: mail.example-host.net:993 tls" in told
    assert "software: courier" in told
    assert "verdict: per-address (very-sure)" in told
    assert "5: closed-at-once" in told
    assert "The server said: “* OK [CAPABILITY" in told


def test_the_words_of_a_refusal_are_quoted(english: Words) -> None:
    case, advice = mailbox_here()
    assert f"The server said: “{DOVECOT_LIMIT}”" in details(case, advice, english)


def test_a_server_without_words_is_not_quoted(english: Words) -> None:
    case, advice = per_address()
    assert "said" not in details(replace(case, server=ServerWords()), advice, english)
    signed_in = replace(case, target=replace(case.target, user="info@miller.example"))
    told = details(signed_in, advice, english)
    assert "signs in: yes" in told
    assert "miller" not in told


def test_the_other_way_in_is_named_where_it_may_help(english: Words) -> None:
    case, advice = per_address()
    assert "other way" not in details(case, advice, english)
    way = Measure(Code.SECOND_WAY)
    told = details(case, replace(advice, today=Today((way,))), english)
    assert "other way: mail.example-host.net:143 starttls" in told
