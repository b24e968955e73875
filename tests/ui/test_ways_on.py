"""Where the buttons of a message lead: to the very thing that has to be changed."""

import pytest

from tests.paper import cases_start
from tests.paper.cases_start import Told
from tests.ui.settings import Settings
from tests.ui.visitor import Visitor
from wizard.core.journey import Page
from wizard.ui.bridge import Ended
from wizard.ui.finding import Finding, Trial
from wizard.ui.system_settings import Part

CLOCK = "Open clock settings"


def tell(visitor: Visitor, told: Told) -> None:
    visitor.sign_in._ended(Ended(Trial(Finding(*told))))


@pytest.mark.parametrize("code", ["plain-on-encrypted", "encrypted-on-plain", "protected-only"])
def test_a_security_setting_that_does_not_fit_is_one_press_away(
    visitor: Visitor, code: str
) -> None:
    form = visitor.sign_in.form
    visitor.type(form.address_edit, "info@miller.example")
    tell(visitor, cases_start.not_reached(code))
    visitor.press_named("Choose the security setting")
    visitor.bot.waitUntil(lambda: visitor.focused() is form.securities)
    assert form.securities.isVisible()
    assert not visitor.sign_in.notice.isVisible()


def test_below_a_message_stand_only_links_that_may_help(visitor: Visitor) -> None:
    form = visitor.sign_in.form
    tell(visitor, cases_start.not_reached("not-a-mail-server"))
    assert form.own.isVisible()
    assert form.without.isVisible()
    assert not form.practice.isVisible()
    assert not form.familiar.isVisible()
    visitor.press_named("Enter the server name")
    assert form.practice.isVisible()
    assert form.familiar.isVisible()


@pytest.fixture
def at_result(visitor: Visitor) -> Visitor:
    """A test without a password ended at a wrong clock."""
    window = visitor.window
    window.desk.keep(Finding(*cases_start.certificate("clock")))
    window.setCurrentId(list(Page).index(Page.VERDICT))
    return visitor


def test_a_result_about_a_wrong_clock_leads_to_its_settings(at_result: Visitor) -> None:
    settings = at_result.window.desk.where.settings = Settings()
    at_result.verdict.updated.emit()
    assert at_result.buttons() == ["Close", CLOCK, "Test again"]
    at_result.press_named(CLOCK)
    assert settings.opened == [Part.CLOCK]
    assert not at_result.verdict.notice.isVisible()
    settings.works = False
    at_result.press_named(CLOCK)
    assert "Look for “Date and time”" in at_result.shown()
    at_result.window.desk.where.settings = Settings(frozenset())
    at_result.verdict.updated.emit()
    assert at_result.buttons() == ["Close", "Test again"]
