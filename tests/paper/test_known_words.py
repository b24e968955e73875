"""What is said about a provider that is known: whole results, in both languages, from the table."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paper.cases import NEED, REMEDIES, RESOURCES, per_address
from tests.paper.said import everything
from tests.pseudo import pseudo_words, untranslated
from tests.words_check import FORBIDDEN, FORBIDDEN_IN_ERRORS
from wizard.core import providers, recommend
from wizard.core.advice import Advice
from wizard.core.commands import Ending
from wizard.core.diagnose import diagnose
from wizard.core.diagnose_known import known_besides
from wizard.core.known import About, Basis, Fact, FoundBy, Instead, Known, Password
from wizard.core.model import Case, Plan, Security, Target
from wizard.paper import sentences
from wizard.paper.note import Version, note
from wizard.paper.situation import Situation, situation
from wizard.words import Words

TABLE: Final[dict[str, Any]] = json.loads((RESOURCES / "big-providers.json").read_text("utf-8"))
LARGE: Final = [row["hosts"][0] for row in TABLE["providers"] if not row["tested"]]
HOSTERS: Final = [f"mail.{row['under'][0]}" for row in TABLE["providers"] if row["tested"]]
NOW: Final = datetime(2026, 8, 24, 12, 32, 7, tzinfo=UTC)


def case_of(host: str, mailbox: int = 7, known: Known | None = None) -> Case:
    return Case(
        "Mail Connection Check", "0.1.0", NOW, NOW,
        Target(host, 993, Security.TLS),
        Plan(replace(NEED, mailbox=mailbox)),
        ending=Ending.KNOWN_PROVIDER,
        known=known or providers.look_up(TABLE, host, None),
    )  # fmt: skip


def courier_of(known: Known | None) -> Case:
    """A Courier of this provider was tested and allowed four."""
    case, _ = per_address()
    return replace(case, ending=Ending.UNDERSTOOD, known=known)


def advice_on(case: Case) -> Advice:
    verdict = diagnose(case)
    if case.events:
        found = per_address()[1].verdict
        verdict = replace(found, because=(*found.because, *known_besides(case)))
    advice = recommend.advise(case.server, verdict, case.plan.need, REMEDIES)
    return replace(advice, known=case.known)


def told(host: str, words: Words, mailbox: int = 7) -> list[str]:
    case = case_of(host, mailbox)
    return everything(advice_on(case), words, case)


# -- Large providers ------------------------------------------------------------------------------


def test_a_mailbox_at_google_that_many_devices_share(english: Words) -> None:
    assert told("imap.gmail.com", english, mailbox=21) == [
        "This mailbox is run by Google",
        (
            "Google allows about 15 connections for each mailbox, wherever it is used from. "
            "The devices that share this mailbox need about 21 connections."
        ),
        (
            "This check is for mail at a hosting provider. Google counts the connections of each "
            "mailbox. A limit for a whole office is not known there."
        ),
        "You can help yourself. As far as is known, this limit is raised for nobody.",
        (
            "Google wants an app password in mail programs: the normal one works only in the "
            "browser. Give each person a mailbox of their own. Set each mail program to keep fewer "
            "connections open. If you also have a mailbox at a hosting provider, test that one "
            "here."
        ),
        (
            "Fairly sure. This comes from a list of large providers, not from a test. "
            "The number comes from the provider itself."
        ),
    ]


def test_the_same_in_german(german: Words) -> None:
    assert told("imap.gmail.com", german, mailbox=21) == [
        "Dieses Postfach liegt bei Google",
        (
            "Google erlaubt etwa 15 Verbindungen für jedes Postfach, egal von wo aus es genutzt "
            "wird. "
            "Die Geräte an diesem Postfach brauchen etwa 21 Verbindungen."
        ),
        (
            "Diese Prüfung ist für Mail bei einem Hosting-Anbieter gedacht. Google zählt die "
            "Verbindungen jedes Postfachs. Eine Grenze für ein ganzes Büro ist dort nicht bekannt."
        ),
        "Sie können sich selbst helfen. Soweit bekannt, wird diese Grenze für niemanden erhöht.",
        (
            "Google verlangt in Mailprogrammen ein App-Passwort: Das normale gilt nur im Browser. "
            "Geben Sie jeder Person ein eigenes Postfach. Stellen Sie jedes Mailprogramm so ein, "
            "dass es weniger Verbindungen offen hält. Wenn Sie auch ein Postfach bei einem "
            "Hosting-Anbieter haben, testen Sie hier dieses."
        ),
        (
            "Ziemlich sicher. Das stammt aus einer Liste großer Anbieter, nicht aus einem Test. "
            "Die Zahl stammt vom Anbieter selbst."
        ),
    ]


def test_where_the_places_are_enough_the_trouble_is_elsewhere(english: Words) -> None:
    *_, what_next, how_sure = told("outlook.office365.com", english)
    assert what_next.startswith("If mail fails again, see first whether it hits one computer")
    assert "Microsoft wants mail programs to sign in through the browser" in what_next
    assert "mailbox of their own" not in what_next
    assert "fewer connections" in what_next
    assert "fewer connections" not in told("imap.gmail.com", english)[4]
    assert how_sure.startswith("Not sure.")
    assert "reports, not from the provider, and may be old" in how_sure


def test_a_number_from_reports_is_called_one_and_reports_that_differ_are_both_told(
    english: Words, german: Words
) -> None:
    number = told("imap.mail.yahoo.com", english)[1]
    assert number.startswith("Reports say that Yahoo allows about 5 connections for each mailbox")
    assert "Other reports say about 10." in number
    assert "Andere Berichte nennen etwa 10." in told("imap.mail.yahoo.com", german)[1]
    assert "Other reports" not in told("imap.mail.me.com", english)[1]


def test_where_no_number_is_known_none_is_told(english: Words) -> None:
    case = case_of("mail.example.com", known=Known("large", "Large", False, FoundBy.HOST))
    advice = advice_on(case)
    assert sentences.big_number(advice, case) is None
    said = everything(advice, english, case)
    assert said[1].startswith("How many connections Large allows for each mailbox is not known. ")
    assert not re.search(r"\d", " ".join([said[0], *said[2:]]))


def test_a_server_that_named_itself_is_said_to_have_done_so(english: Words) -> None:
    known = case_of("imap.gmail.com").known
    assert known is not None
    case = case_of("mail.example.com", known=replace(known, found_by=FoundBy.GREETING))
    assert (
        "so we stopped after the first connection."
        in everything(advice_on(case), english, case)[-1]
    )


def test_zoho_takes_the_normal_password_so_there_is_no_hint(english: Words) -> None:
    assert "password" not in told("imap.zoho.com", english)[4]


@pytest.mark.parametrize("host", LARGE)
@pytest.mark.parametrize("mailbox", [0, 7, 40])
def test_no_note_is_written_where_there_is_nothing_to_ask(
    host: str, mailbox: int, english: Words
) -> None:
    case = case_of(host, mailbox)
    assert situation(advice_on(case)) is Situation.LARGE_PROVIDER
    for version in Version:
        assert note(case, advice_on(case), english, version) is None


# -- Laws -----------------------------------------------------------------------------------------

NAMES: Final = st.sampled_from(["Google", "hosting.xyz"]) | st.text(max_size=90)
FACTS: Final = st.builds(
    Fact,
    st.sampled_from(list(About)),
    st.sampled_from(list(Basis)),
    st.none() | st.integers(0, 60),
    st.none() | st.integers(1, 3600),
)
KNOWN: Final = st.builds(
    Known,
    st.just("id"),
    NAMES,
    st.booleans(),
    st.sampled_from(list(FoundBy)),
    st.lists(FACTS, max_size=3).map(tuple),
    st.none() | st.sampled_from(list(Password)),
    st.lists(st.sampled_from(list(Instead)), max_size=3).map(tuple),
)


@settings(deadline=None)
@given(KNOWN, st.integers(0, 60), st.booleans())
def test_whatever_is_known_can_be_said(known: Known, mailbox: int, was_tested: bool) -> None:
    case = case_of("mail.example.com", mailbox, known)
    if was_tested:
        case = courier_of(known)
    advice = advice_on(case)
    said = everything(advice, Words(), case)
    assert all(said)
    assert all(part.isprintable() for part in said)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("host", [*LARGE, *HOSTERS])
@pytest.mark.parametrize("mailbox", [1, 40])
def test_every_provider_of_the_table_is_told_in_plain_words(
    host: str, mailbox: int, language: str, english: Words, german: Words
) -> None:
    """With sentences of at most 20 words, which an office manager reads once."""
    words = {"en": english, "de": german}[language]
    case = case_of(host, mailbox)
    if host in HOSTERS:
        case = courier_of(case.known)
    said = everything(advice_on(case), words, case)
    text = " ".join(said)
    assert "{" not in text
    assert not re.search(rf"(?<![\w-])(?:{FORBIDDEN[language]})(?![\w-])", text, re.IGNORECASE)
    if host in LARGE:
        polite = FORBIDDEN_IN_ERRORS[language]
        assert not re.search(rf"\b(?:{polite})\b", text, re.IGNORECASE)
        for part in said:
            assert max(len(s.split()) for s in re.split(r"(?<=[.:?]) ", part)) <= 20


@pytest.mark.parametrize("about", list(About))
@pytest.mark.parametrize("count", [None, 1, 12])
def test_every_fact_comes_from_a_catalogue(about: About, count: int | None) -> None:
    known = Known("x", "X", True, FoundBy.HOST, (Fact(about, Basis.REPORT, count, 60),))
    case = courier_of(known)
    for part in everything(advice_on(case), pseudo_words(), case):
        assert not re.search(r"[a-z]", untranslated(part)), part


# -- Hosters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "english_text", "german_text"),
    [
        ("mail.hosting.xyz",
         ("What is known about hosting.xyz: 20 new connections a minute are allowed for each "
         "office."),
         ("Was über hosting.xyz bekannt ist: 20 neue Verbindungen pro Minute sind für jedes Büro "
         "erlaubt.")),
        ("secure.emailsrvr.com",
         ("What reports say about Rackspace Email: 16 connections from one office are allowed for "
         "each mailbox."),
         ("Was Berichte über Rackspace Email sagen: 16 Verbindungen aus einem Büro sind für jedes "
         "Postfach erlaubt.")),
        ("mail.luxsci.com",
         "What is known about LuxSci: Above 50 connections the oldest one is closed.",
         ("Was über LuxSci bekannt ist: Bei mehr als 50 Verbindungen wird die älteste "
         "geschlossen.")),
        ("imap.qboxmail.com",
         ("What is known about Qboxmail: Mail programs call it a wrong password when a mailbox is "
         "full of connections."),
         ("Was über Qboxmail bekannt ist: Sind alle Verbindungen eines Postfachs belegt, melden "
         "Mailprogramme ein falsches Passwort.")),
        ("gator123.hostgator.com",
         ("What is known about HostGator: With POP, mail may be fetched 30 times an hour from each "
         "office."),
         ("Was über HostGator bekannt ist: Mit POP darf jedes Büro 30 Mal in der Stunde Mail "
         "abholen.")),
        ("mail.era.host",
         "What reports say about era.host: 8 connections are allowed for each office.",
         "Was Berichte über era.host sagen: 8 Verbindungen sind für jedes Büro erlaubt."),
        ("imap.mailbox.org",
         "What reports say about mailbox.org: There is a limit on how often devices may sign in.",
         ("Was Berichte über mailbox.org sagen: Es gibt eine Grenze dafür, wie oft sich Geräte "
         "anmelden dürfen.")),
        ("imap.purelymail.com",
         "What reports say about Purelymail: There is a limit for each office.",
         "Was Berichte über Purelymail sagen: Es gibt eine Grenze für jedes Büro."),
    ],
)  # fmt: skip
def test_what_is_known_of_a_hoster_is_quoted_beside_the_finding(
    host: str, english_text: str, german_text: str, english: Words, german: Words
) -> None:
    case = courier_of(providers.look_up(TABLE, host, None))
    advice = advice_on(case)
    assert english_text in sentences.how_sure(advice, english)
    assert german_text in sentences.how_sure(advice, german)
    assert sentences.headline(advice, english, case).startswith("Your office is allowed")
    assert note(case, advice, english) is not None


def test_a_rate_for_another_time_is_told_for_a_minute(english: Words) -> None:
    known = Known("x", "X", True, FoundBy.HOST, (Fact(About.RATE, Basis.REPORT, 600, 3600),))
    case = courier_of(known)
    assert "10 new connections a minute" in sentences.how_sure(advice_on(case), english)


def test_a_fact_that_is_lost_is_no_crash(english: Words) -> None:
    advice = advice_on(courier_of(providers.look_up(TABLE, "mail.hosting.xyz", None)))
    lost = replace(advice, known=None)
    assert "The details of the test say more about this." in sentences.how_sure(lost, english)
    advice = replace(advice_on(case_of("imap.gmail.com")), known=None)
    said = everything(advice, english)
    assert said[0] == "This mailbox is run by a large provider"
    assert said[1].startswith("How many connections a large provider allows for each mailbox")
    assert said[4].startswith("If mail fails again")


def test_a_name_that_would_write_on_the_terminal_is_made_harmless(english: Words) -> None:
    known = replace(Known("x", "\x1b[2J" + "X" * 500, False, FoundBy.HOST))
    case = case_of("mail.example.com", known=known)
    headline = sentences.headline(advice_on(case), english, case)
    assert "\x1b" not in headline
    assert len(headline) < 100
