"""What papers say about the place of a test, a computer that slept, and mail that is held back."""

from dataclasses import replace

import pytest

from tests.paper.cases import Story, advise, per_address, verdict
from tests.paper.told_cases import told
from wizard.core.advice import Advice, Confidence, Kind
from wizard.core.commands import Open
from wizard.core.model import Case, Outcome, Phase, Step
from wizard.core.progress import begin
from wizard.core.whereabouts import Whereabouts
from wizard.paper.document import Facts
from wizard.paper.note import Recipient, Version, draft, note
from wizard.paper.progress_words import SLOW, status_line
from wizard.paper.reasons import REASONS, UNKNOWN, reason
from wizard.paper.report_evidence import evidence_part
from wizard.paper.sentences import headline, how_sure, what_next, why
from wizard.words import Words

BLOCKED = verdict(
    Kind.CANNOT_REACH,
    None,
    "mail-blocked",
    "control-answered",
    confidence=Confidence.FAIRLY_SURE,
)


@pytest.mark.parametrize("remark", list(Whereabouts))
def test_every_remark_has_its_sentence(remark: Whereabouts, english: Words) -> None:
    assert f"where-{remark}" in REASONS
    assert reason(f"where-{remark}", english) != english.say(UNKNOWN)


def test_the_report_tells_where_was_tested_from(english: Words) -> None:
    case, advice = per_address()
    plan = replace(case.plan, whereabouts=(Whereabouts.OFFICE_VPN, Whereabouts.UNSURE))
    facts = dict(
        next(
            block
            for block in evidence_part(told(replace(case, plan=plan), advice), english).blocks
            if isinstance(block, Facts)
        ).pairs
    )
    assert facts["Tested from"] == (
        "The test went through the VPN that your whole office always uses. "
        "It is not certain that this computer was on the office internet."
    )
    usual = evidence_part(told(case, advice), english)
    assert "Tested from" not in str(usual)


def test_mail_that_is_held_back_is_nobodys_fault_yet(english: Words) -> None:
    case, advice = blocked()
    assert headline(advice, english) == "Something blocks mail between here and the server"
    assert "Your provider may also be blocking your office." in why(advice, english, case)
    assert "copy the text for IT support" in what_next(advice, english)
    assert how_sure(advice, english).startswith("Fairly sure. The web service of the same server")


def test_it_support_is_told_what_to_allow(english: Words) -> None:
    case, advice = blocked()
    made = draft(case, advice, english)
    assert made is not None
    assert made.to is Recipient.NETWORK
    assert "does not get through our network" in made.subject
    text = note(case, advice, english, Version.TECHNICAL)
    assert text is not None
    for said in (
        "Neither of the mail services of mail.example-host.net answered.",
        "Please allow connections to mail.example-host.net at port 993",
        "the provider of the mail server may be blocking us",
    ):
        assert said in text.translate({0x2068: "", 0x2069: ""}).replace("\n", " ")


def blocked() -> tuple[Case, Advice]:
    story = Story()
    story.refuses(Outcome.CONNECT_UNANSWERED)
    story._adds(Step.REACH, Outcome.CONTROL_ANSWERED, Phase.CONNECT, 20.0)
    story._adds(Step.NO_PLACE, Outcome.WEB_ANSWERED, Phase.CONNECT, 21.0)
    return story.case(), advise(BLOCKED)


def test_a_computer_that_slept_is_told(english: Words) -> None:
    advice = advise(verdict(Kind.NO_CLEAR_RESULT, 4, "slept", confidence=Confidence.NOT_SURE))
    assert headline(advice, english) == "The computer fell asleep, so the test stopped"
    assert "stay counted for up to two hours" in why(advice, english)
    assert what_next(advice, english) == "Keep the computer awake, and test again."


def test_only_a_connection_that_is_opening_is_slow(english: Words) -> None:
    waiting = begin(per_address()[0].plan)
    assert status_line(waiting, english, 0.0, 30.0) != english.say(SLOW)
    opening = waiting.after(Open(1, Step.REACH))
    assert status_line(opening, english, 0.0, 9.0) != english.say(SLOW)
    assert status_line(opening, english, 0.0, 11.0) == english.say(SLOW)
