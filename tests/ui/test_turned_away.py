"""Not one connection gets in: the first page and the test say so, and go on by themselves."""

from collections.abc import Callable, Iterator

import pytest

from tests.paper.cases import BEGUN
from tests.probe.practice_client import Client, practice_place
from tests.ui.visitor import QUICK, Visitor
from wizard import service
from wizard.core.commands import Ending
from wizard.core.journey import Page
from wizard.core.model import (
    Case,
    Event,
    Need,
    Outcome,
    Phase,
    Plan,
    Security,
    Step,
    Target,
    Waits,
)
from wizard.service import PracticeServer
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding
from wizard.ui.order import Manner
from wizard.words import Words

HEADING = "The mail server turned us away at once"
STILL = "Mail is closed everywhere, still refused"
Start = Callable[..., PracticeServer]


@pytest.fixture
def full(visitor: Visitor, server: Start) -> Iterator[tuple[PracticeServer, Client]]:
    """A server with one place, which a colleague holds; a second passes before each new try."""
    waits = Waits(no_place=(2.0, 1.0, 0.2), settle=0.05)
    visitor.window.desk.manner = Manner(waits, QUICK.patience, pace=0.0)
    started = server(limit=1)
    with Client(practice_place(started), "tls") as colleague:
        assert colleague.greet().how == "open"
        yield started, colleague


def shows(visitor: Visitor, text: str) -> None:
    notice = visitor.window.sheet.notice
    visitor.bot.waitUntil(lambda: notice.isVisible() and text in notice.body.text(), timeout=8_000)
    assert notice.heading.text() == HEADING


def test_the_first_page_counts_the_tries(
    visitor: Visitor, full: tuple[PracticeServer, Client]
) -> None:
    said: list[str] = []
    visitor.sign_in.announced.connect(lambda text, _: said.append(text))
    visitor.name(full[0])
    visitor.go_on()
    shows(visitor, "Close mail on one or two computers. We try again in 2 seconds. Try 2 of 4.")
    shows(visitor, "We try again in 1 second. Try 2 of 4.")
    shows(visitor, "Try 3 of 4.")
    assert [HEADING in text for text in said] == [False, True]
    assert visitor.buttons() == ["Cancel"]
    full[1].close()
    visitor.wait_for(Page.OFFICE)


def test_nobody_else_uses_mail_and_it_is_still_refused(
    visitor: Visitor, full: tuple[PracticeServer, Client]
) -> None:
    visitor.name(full[0])
    visitor.go_on()
    shows(visitor, "Try 2 of 4.")
    visitor.press_named(STILL)
    shows(visitor, "If nobody else is using mail, your provider may be blocking your office.")
    assert not visitor.sign_in.notice.buttons
    visitor.wait_until_idle()
    assert visitor.window.desk.closed_everywhere
    assert visitor.sign_in.notice.isVisible()


def test_the_test_says_it_too_and_goes_on_once_a_place_is_free(
    visitor: Visitor, server: Start
) -> None:
    started = server(limit=1)
    visitor.sign_in_at(started)
    waits = Waits(no_place=(2.0, 1.0, 0.2), settle=0.05, confirm=(0.05, 0.05))
    visitor.window.desk.manner = Manner(waits, QUICK.patience, pace=0.0)
    visitor.prepare()
    with Client(practice_place(started), "tls") as colleague:
        assert colleague.greet().how == "open"
        visitor.go_on()
        shows(visitor, "Try 2 of 4.")
        visitor.bot.waitUntil(
            lambda: "No connection is free yet" in visitor.running.status.text(), timeout=5_000
        )
        visitor.press_named(STILL)
        shows(visitor, "may be blocking your office")
    visitor.bot.waitUntil(lambda: not visitor.running.notice.isVisible(), timeout=8_000)
    visitor.press(visitor.running.stop_button)
    visitor.wait_for(Page.VERDICT)
    assert not visitor.running.notice.isVisible()


@pytest.mark.parametrize(
    ("opened", "said", "counts"), [(False, True, True), (True, True, False), (False, False, False)]
)
def test_the_users_word_counts_where_nothing_ever_got_in(
    *, opened: bool, said: bool, counts: bool
) -> None:
    away = [
        Event(float(n), Step.NO_PLACE, Outcome.CLOSED_AT_ONCE, Phase.GREETING, n) for n in (1, 2)
    ]
    got_in = [Event(3.0, Step.NO_PLACE, Outcome.OPEN, Phase.HELD, 3)] if opened else []
    case = Case(
        "tests",
        "1",
        BEGUN,
        BEGUN,
        Target("mail.miller.example", 993, Security.TLS),
        Plan(Need(22, 5)),
        address="198.51.100.25",
        events=(*away, *got_in),
        ending=Ending.STOPPED if opened else Ending.NOT_REACHED,
    )
    desk = Desk(Words(), closed_everywhere=said)
    told = desk.with_the_users_word(Finding(case, service.read(case)))
    assert told.case.plan.mail_closed is counts
