"""The first part of the report: plain words for every verdict, one number, before and now."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.core.offices import courier, golden
from tests.core.runs import compared
from tests.paper.cases import (
    Story,
    advise,
    just_enough,
    mailbox_here,
    per_address,
    per_address_at_least,
    server_full,
    verdict,
)
from tests.paper.kept_changes import STORIES
from tests.paper.kept_notes import ANNA
from tests.paper.shown import of_part
from tests.paper.test_plain_words import NEEDED, SERVERS, VERDICTS
from tests.paper.told_cases import CHECKSUM, checked_again, recorded, told
from tests.pseudo import pseudo_words, untranslated
from tests.words_check import FORBIDDEN, FORBIDDEN_IN_ERRORS
from wizard import service
from wizard.core.advice import Advice, Confidence, Kind, Rate, Verdict
from wizard.core.case_file import CaseFile, Sender
from wizard.core.comparison import Change
from wizard.core.model import Case, Need, Outcome, ServerWords, Step
from wizard.paper.document import Drawing, Figure, Figures, Heading, Paragraph, Part
from wizard.paper.report_manager import for_manager
from wizard.paper.situation import situation
from wizard.paper.told import Told
from wizard.words import Words

PSEUDO = pseudo_words()
NO_LIMIT = verdict(Kind.NO_LIMIT_FOUND, 24)


def figures(part: Part) -> list[Figure]:
    return [one for block in part.blocks if isinstance(block, Figures) for one in block.figures]


def enough_now() -> tuple[Case, Advice]:
    return Story().opens(24).case(), advise(NO_LIMIT)


# -- plain words -----------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(VERDICTS, SERVERS, NEEDED)
def test_every_verdict_is_told_in_plain_words(
    german: Words, found: Verdict, server: ServerWords, need: Need
) -> None:
    case = Story().opens(3).refuses().case(server)
    advice = advise(found, server, need)
    for language, words in (("en", Words()), ("de", german)):
        text = "\n".join(of_part(for_manager(told(case, advice), words)))
        assert "{" not in text
        plain = re.findall(rf"(?<![\w-])(?:{FORBIDDEN[language]})(?![\w-])", text, re.IGNORECASE)
        assert not plain
        if situation(advice).startswith("E"):
            assert not re.search(rf"\b(?:{FORBIDDEN_IN_ERRORS[language]})\b", text, re.IGNORECASE)


@settings(deadline=None, max_examples=30)
@given(VERDICTS, SERVERS, NEEDED)
def test_every_word_comes_from_a_catalogue(found: Verdict, server: ServerWords, need: Need) -> None:
    case = Story().opens(3).refuses().case(server)
    part = for_manager(told(case, advise(found, server, need), Sender()), PSEUDO)
    signed = part.blocks[-1]
    for block in part.blocks:
        for text in of_part(Part("", (block,))) if block != signed else ():
            assert not re.search(r"[a-z]", untranslated(text)), text


# -- title and finding -----------------------------------------------------------------------------


def test_a_limit_that_is_too_low_says_why_mail_fails(english: Words) -> None:
    part = for_manager(told(*per_address()), english)
    assert part.title == "Why mail fails in your office"
    assert part.blocks[0] == Paragraph(
        "Your office is allowed only 4 mail connections at a time", strong=True
    )
    assert for_manager(told(*mailbox_here()), english).title == (
        "Why mail fails in a shared mailbox"
    )


def test_what_is_not_sure_explains_nothing(english: Words) -> None:
    case, advice = per_address()
    unsure = replace(advice.verdict, confidence=Confidence.NOT_SURE)
    part = for_manager(told(case, advise(unsure)), english)
    assert part.title == "Your office is allowed only 4 mail connections at a time"
    assert Paragraph(part.title, strong=True) not in part.blocks


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_read_alone(kind: Kind, english: Words) -> None:
    advice = advise(verdict(kind, rate=Rate(8, 60)))
    part = for_manager(told(Story().opens(4).case(), advice), english)
    headings = [block.text for block in part.blocks if isinstance(block, Heading)]
    wanted = ["What this means", "Who can fix it", "What to do", "How sure is this?"]
    assert headings == wanted
    assert part.title


# -- numbers ---------------------------------------------------------------------------------------


def test_one_number_with_its_sentence(english: Words) -> None:
    (figure,) = figures(for_manager(told(*per_address()), english))
    assert (figure.number, figure.label) == ("4", "")
    assert figure.text.startswith("4 connections are allowed at the same time. Your office needs")


def test_a_lower_bound_says_or_more(english: Words) -> None:
    (free,) = figures(for_manager(told(*per_address_at_least()), english))
    assert free.number == "4 or more"
    (opened,) = figures(for_manager(told(*enough_now()), english))
    assert opened.number == "24 or more"


def test_nothing_is_no_lower_bound(english: Words) -> None:
    found = verdict(Kind.NO_PLACE_FREE, None, "other-service-answers", at_least=True)
    part = for_manager(told(Story().refuses().case(), advise(found)), english)
    assert [figure.number for figure in figures(part)] == ["0"]


def test_where_there_is_no_number_there_is_none(english: Words) -> None:
    assert not figures(for_manager(told(Story().case(), advise(verdict(Kind.STOPPED))), english))


def test_a_known_provider_is_told_without_a_test(english: Words) -> None:
    case = replace(golden("courier-4-tls-signed-in"), events=(), address="")
    advice = advise(verdict(Kind.PER_MAILBOX, None, "known-provider"))
    part = for_manager(told(case, advice), english)
    assert not figures(part)
    assert not [block for block in part.blocks if isinstance(block, Drawing)]
    assert isinstance(part.blocks[0], Paragraph)


def test_before_and_now_stand_side_by_side_with_their_dates(german: Words) -> None:
    again = checked_again(per_address(), enough_now(), Change.FIXED)
    before, now = figures(for_manager(again, german))
    assert (before.number, now.number) == ("4", "24 oder mehr")
    assert before.label == "Vorher: 24. August 2026, 14:32 Uhr (CEST)"
    assert now.label == "Jetzt: 2. September 2026, 14:32 Uhr (CEST)"
    assert now.text.startswith("24 Verbindungen")


@pytest.mark.parametrize(
    "now",
    [verdict(Kind.RATE, rate=Rate(8, 60)), verdict(Kind.STOPPED, 3), verdict(Kind.LOCKED_OUT)],
)
def test_numbers_that_count_different_things_are_not_set_beside_each_other(
    now: Verdict, english: Words
) -> None:
    later = Story().opens(3).case(), advise(now)
    part = for_manager(checked_again(per_address(), later, Change.UNCLEAR), english)
    assert len(figures(part)) <= 1
    assert not any(figure.label for figure in figures(part))


# -- before and now --------------------------------------------------------------------------------


def test_two_numbers_side_by_side_are_not_told_again_below(english: Words) -> None:
    part = for_manager(checked_again(per_address(), enough_now(), Change.FIXED), english)
    lines = [block.text for block in part.blocks if isinstance(block, Paragraph)]
    assert part.title == "Fixed: your office now has enough connections"
    assert lines[0] == "As many connections as you need can be open at the same time."
    assert not any(line.startswith("Connections at the same time:") for line in lines)


def test_numbers_that_do_not_stand_side_by_side_are_told_with_their_dates(english: Words) -> None:
    later = Story().opens(3).case(), advise(verdict(Kind.LOCKED_OUT))
    again = checked_again(per_address(), later, Change.UNCLEAR)
    text = "\n".join(of_part(for_manager(again, english)))
    assert "Connections at the same time: 4 on 24 August 2026" in text
    assert "Send this report" not in text


def test_what_changed_quotes_the_finding_so_it_stands_only_there(english: Words) -> None:
    before, now = STORIES["unclear: no-result"]()
    comparison = compared(before, now)
    again = Told(
        CaseFile((before.case, now.case), ANNA), (before.advice, now.advice), comparison, CHECKSUM
    )
    lines = of_part(for_manager(again, english))
    assert sum("did not accept this password" in line for line in lines) == 1


@pytest.mark.parametrize("story", STORIES)
def test_no_sentence_is_said_twice(story: str, english: Words) -> None:
    before, now = STORIES[story]()
    again = Told(
        CaseFile((before.case, now.case), ANNA),
        (before.advice, now.advice),
        compared(before, now),
        CHECKSUM,
    )
    blocks = for_manager(again, english).blocks
    text = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    said = [one for one in re.split(r"(?<=[.!?”]) ", text) if len(one) > 25]
    assert len(said) == len(set(said))


# -- the picture -----------------------------------------------------------------------------------


def test_the_strip_shows_the_moment_when_most_were_open(english: Words) -> None:
    part = for_manager(told(*per_address()), english)
    (strip,) = [block for block in part.blocks if isinstance(block, Drawing)]
    assert strip.title == "4 connections open, number 5 refused, office needs about 22"
    assert strip.legend == (
        "Each square stands for one connection. "
        "Check mark: open. Cross: refused. Dashed outline: not tried."
    )
    assert len(strip.picture.boxes) == 22


def test_the_strip_of_a_shared_mailbox_is_as_long_as_that_mailbox_needs(english: Words) -> None:
    part = for_manager(told(*mailbox_here()), english)
    (strip,) = [block for block in part.blocks if isinstance(block, Drawing)]
    assert strip.title == "4 connections open, number 5 refused, this mailbox needs about 7"
    assert len(strip.picture.boxes) == 7


def test_a_password_that_was_refused_is_no_missing_place(english: Words) -> None:
    part = for_manager(recorded("courier-wrong-password"), english)
    assert not [block for block in part.blocks if isinstance(block, Drawing)]
    full = for_manager(recorded("courier-full-from-the-start"), english)
    assert [block for block in full.blocks if isinstance(block, Drawing)]


def test_the_strip_begins_where_reading_begins() -> None:
    class Mirrored(Words):
        right_to_left = True

    part = for_manager(told(*server_full()), Mirrored())
    (strip,) = [block for block in part.blocks if isinstance(block, Drawing)]
    assert strip.picture.boxes[0].x > strip.picture.boxes[1].x
    assert "Hourglass: no answer." in strip.legend


# -- what to do, and who signs ---------------------------------------------------------------------


def test_the_report_goes_with_the_note(english: Words) -> None:
    text = " ".join(of_part(for_manager(told(*just_enough()), english)))
    assert "Send this report together with the note:" in text
    assert "choose “Check again after a fix”" in text
    alone = " ".join(of_part(for_manager(told(*enough_now()), english)))
    assert "Send this report" not in alone


def test_what_helps_today_is_in_it(english: Words) -> None:
    case = courier()
    part = for_manager(told(case, service.read(case)), english)
    assert "What you can do today:" in of_part(part)


def test_the_office_signs(english: Words) -> None:
    assert for_manager(told(*per_address()), english).blocks[-1] == Paragraph(
        "Tested: mail.example-host.net, 24 August 2026, 14:32 (CEST). "
        "Tested by: Anna Miller, Miller & Sons. Customer number: 12345.",
        quiet=True,
    )


def test_nobody_has_to_sign(english: Words) -> None:
    assert for_manager(told(*per_address(), Sender()), english).blocks[-1] == Paragraph(
        "Tested: mail.example-host.net, 24 August 2026, 14:32 (CEST).", quiet=True
    )


def test_a_server_nobody_reached_still_makes_a_first_part(english: Words) -> None:
    part = for_manager(recorded("nobody-of-that-name"), english)
    assert part.title == "There is no server called mail.nobody.invalid"
    case = Story().refuses(Outcome.NOT_FOUND, (Step.REACH,)).case()
    assert for_manager(told(case, advise(verdict(Kind.NOT_FOUND))), english).blocks
