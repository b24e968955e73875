"""The first connection gets no answer: is it the server, the network, or mail alone?"""

import pytest

from tests.core.simulated import plan_for
from tests.core.simulated_course import WITH_CONTROL, course
from tests.core.simulated_rules import REFUSED, UNANSWERED, Always, NoControl
from tests.core.simulated_server import Rule
from tests.core.simulated_verdict import conclude
from wizard.core.advice import Kind
from wizard.core.commands import AskWeb
from wizard.core.ledger import Ledger
from wizard.core.model import Event, Outcome, Step, Via
from wizard.core.moves import Moves

MAIN_ONLY = frozenset({Via.MAIN})


class NoWeb(Rule):
    """The web service of the server's address does not answer either."""

    def web_answers(self) -> bool:
        return False


def test_where_the_internet_works_the_other_doors_are_tried_once() -> None:
    assert course(Always(UNANSWERED), **WITH_CONTROL) == [
        *["resolve", "open reach", "count others", "control reach"],
        *["open other-service", "web no-place", "done not-reached"],
    ]


def test_where_nothing_answers_nothing_more_is_asked() -> None:
    got = course(Always(UNANSWERED), NoControl(), **WITH_CONTROL)
    assert got[-2:] == ["control reach", "done not-reached"]


def test_without_another_server_to_compare_nothing_would_be_learned() -> None:
    assert course(Always(UNANSWERED))[-2:] == ["count others", "done not-reached"]


def test_a_refusal_is_an_answer() -> None:
    assert "web no-place" not in course(Always(REFUSED), **WITH_CONTROL)


def test_only_mail_is_held_back() -> None:
    got = conclude(Always(UNANSWERED), **WITH_CONTROL)
    assert got.verdict.kind is Kind.CANNOT_REACH
    assert got.codes == ["mail-blocked", "control-answered"]
    assert got.case.events[-1].outcome is Outcome.WEB_ANSWERED


def test_nothing_of_this_server_answers() -> None:
    got = conclude(Always(UNANSWERED), NoWeb(), **WITH_CONTROL)
    assert got.codes == ["address-unanswered", "control-answered"]


def test_the_other_way_in_works() -> None:
    got = conclude(Always(UNANSWERED, MAIN_ONLY), **WITH_CONTROL)
    assert got.codes == ["address-unanswered", "control-answered", "other-service-answers"]


def test_what_else_happens_meanwhile_is_no_answer_of_the_web() -> None:
    asking = Moves(Ledger(plan_for(), signs_in=True)).ask_web(Step.NO_PLACE)
    assert next(asking) == (AskWeb(Step.NO_PLACE),)
    assert asking.send(Event(1.0, Step.CLIMB, Outcome.LOST)) == ()
    with pytest.raises(StopIteration):
        asking.send(Event(2.0, Step.NO_PLACE, Outcome.WEB_ANSWERED))
