"""Every kind of result on its page: one large number, and the same sentences as everywhere."""

import pytest

from tests.paper import cases
from tests.paper.cases import Story, advise, verdict
from tests.ui.visitor import Visitor
from wizard.core.advice import Advice, Kind, Rate, Refusal
from wizard.core.journey import Page
from wizard.core.model import Case, Outcome
from wizard.paper import sentences
from wizard.paper.note import Recipient, recipient
from wizard.ui.finding import Finding

ONES = {
    "V1": cases.per_address,
    "V1+": cases.per_address_at_least,
    "V1b": cases.no_place_free,
    "V2": cases.mailbox,
    "V2b": cases.mailbox_here,
    "V4": cases.just_enough,
    "V5": cases.server_full,
    "V12": cases.firewall,
}
OTHERS = {
    "V3": verdict(Kind.NO_LIMIT_FOUND, limit=24, at_least=True),
    "V6": verdict(Kind.LOCKED_OUT),
    "V7": verdict(Kind.RATE, rate=Rate(8, 60)),
    "V8": verdict(Kind.NO_CLEAR_RESULT, limit=4, at_least=True),
    "V10": verdict(Kind.EVICTS_OLDEST, limit=10),
    "V11": verdict(Kind.OFFICE_NETWORK, refusal=Refusal.PACKET_FILTER),
    "E05": verdict(Kind.SIGN_IN_REFUSED),
    "E11": verdict(Kind.NOT_FOUND),
    "E12": verdict(Kind.CANNOT_REACH),
    "E09b": verdict(Kind.NEEDS_BROWSER_SIGN_IN),
    "E32": verdict(Kind.STOPPED, limit=3, at_least=True),
}


def found(name: str) -> tuple[Case, Advice]:
    if name in ONES:
        return ONES[name]()
    story = Story().opens(4)
    story.refuses(Outcome.CLOSED_AT_ONCE)
    return story.case(), advise(OTHERS[name])


def show(visitor: Visitor, name: str) -> tuple[Case, Advice]:
    case, advice = found(name)
    visitor.window.desk.keep(Finding(case, advice))
    visitor.window.setCurrentId(list(Page).index(Page.VERDICT))
    return case, advice


@pytest.mark.parametrize("name", [*ONES, *OTHERS])
def test_the_page_says_what_paper_says(visitor: Visitor, name: str) -> None:
    case, advice = show(visitor, name)
    words = visitor.window.desk.words
    page = visitor.verdict
    assert page.heading.text() == sentences.headline(advice, words, case)
    assert page.who.text() == sentences.who_can_fix_it(advice, words)
    assert page.next.text() == sentences.what_next(advice, words)
    assert page.why.text().startswith(sentences.why(advice, words, case))
    assert sentences.level(advice, words) in page.sure.text()
    large = sentences.big_number(advice, case)
    told = sentences.number_sentence(advice, words, case)
    assert page.number.isVisible() is (large is not None and bool(told))
    if page.number.isVisible():
        assert page.number.text() == str(large)
    has_note = recipient(advice) is Recipient.PROVIDER
    assert ("Write to the provider" in visitor.buttons()) is has_note
    assert "Test again" in visitor.buttons()


@pytest.mark.parametrize("name", [*ONES, *OTHERS])
def test_the_servers_own_words_stand_in_the_details_only(visitor: Visitor, name: str) -> None:
    case, _ = show(visitor, name)
    said = [event.said for event in case.events if event.said]
    shown = visitor.shown()
    assert not [text for text in said if text in shown]
    visitor.press_named("Show details")
    assert "most at once" in visitor.shown()
    visitor.press_named("Hide details")
    assert "most at once" not in visitor.shown()


def test_what_helps_until_then_opens_in_place(visitor: Visitor) -> None:
    visitor.practise()
    visitor.test(computers=5)
    page = visitor.verdict
    assert page.meanwhile.link.isVisible()
    assert not page.meanwhile.is_open
    visitor.press(page.meanwhile.link)
    assert "•" in visitor.shown()
