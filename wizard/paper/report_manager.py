"""The first part of the report: what was found, in plain words, for whoever has to decide.

Owns the order of its blocks. It can be understood alone, names no technical word, and says what
the screen says: every sentence about the finding comes from sentences.py and today.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from wizard.core.advice import Advice, Confidence, Kind
from wizard.core.comparison import Change, Comparison, Read
from wizard.core.model import Case
from wizard.core.progress import Place, begin
from wizard.paper import change_words, sentences
from wizard.paper import report_words as say
from wizard.paper.document import (
    Block,
    Drawing,
    Figure,
    Figures,
    Heading,
    Items,
    Paragraph,
    Part,
)
from wizard.paper.facts import LONGEST_HOST, one_line
from wizard.paper.need_words import about_mailbox
from wizard.paper.note_kinds import recipient
from wizard.paper.note_parts import Recipient
from wizard.paper.picture import strip
from wizard.paper.progress_words import strip_name
from wizard.paper.quoting import quote_server
from wizard.paper.situation import Situation, situation
from wizard.paper.today import to_do
from wizard.paper.told import Told
from wizard.words import Message, Words

# Where the finding is the reason why mail fails, and not only what was seen.
_EXPLAINS: Final = frozenset(
    {
        Situation.OFFICE,
        Situation.OFFICE_AT_LEAST,
        Situation.MAILBOX,
        Situation.MAILBOX_AT_LEAST,
        Situation.MAILBOX_HERE,
        Situation.MAILBOX_HERE_AT_LEAST,
        Situation.FIREWALL,
        Situation.FIREWALL_AT_LEAST,
    }
)
# The kinds whose number counts connections that are open at once, so that two can be compared.
_COUNTED_AT_ONCE: Final = frozenset(
    {
        Kind.PER_ADDRESS,
        Kind.PER_MAILBOX,
        Kind.PER_MAILBOX_AND_ADDRESS,
        Kind.SERVER_FULL,
        Kind.EVICTS_OLDEST,
        Kind.NO_LIMIT_FOUND,
        Kind.NO_PLACE_FREE,
    }
)
# The kinds where a place is missing although not one connection got in.
_PLACES_MISSING: Final = frozenset({Kind.NO_PLACE_FREE, Kind.SERVER_FULL})
# Where the title says already that there is enough.
_ENOUGH: Final = frozenset({Change.FIXED, Change.ENOUGH_NOW, Change.STILL_ENOUGH})


def for_manager(told: Told, words: Words) -> Part:
    """The finding, its number, the picture, what it means, who fixes it, how sure, signed."""
    case, advice = told.case, told.advice
    title = report_title(told, words)
    blocks: list[Block] = [*_finding(told, title, words), *_numbers(told, words)]
    blocks += drawn_strip(case, advice, words)
    blocks += [
        Heading(words.say(say.MEANS)),
        *_meaning(told, words),
        Heading(words.say(say.WHO)),
        Paragraph(sentences.who_can_fix_it(advice, words)),
        *_what_to_do(told, words),
        Heading(words.say(say.HOW_SURE)),
        Paragraph(sentences.how_sure(advice, words)),
        Paragraph(_signed(told, words), quiet=True),
        *_today(advice, words),  # may go on on another page: the first one is whole without it
    ]
    return Part(title, tuple(blocks))


def report_title(told: Told, words: Words) -> str:
    """What changed since an earlier test, else why mail fails, else the finding itself."""
    advice = told.advice
    if told.comparison is not None:
        return change_words.headline(told.comparison, words)
    unsure = advice.verdict.confidence is Confidence.NOT_SURE
    if unsure or situation(advice) not in _EXPLAINS:
        return sentences.headline(advice, words, told.case)
    return words.say(say.TITLE_MAILBOX if about_mailbox(advice) else say.TITLE_OFFICE)


def number_of(case: Case, advice: Advice, words: Words) -> str:
    """The one large number of a test, with "or more" where it is a lower bound; "" without one."""
    number = sentences.big_number(advice, case)
    if number is None or not sentences.number_sentence(advice, words, case):
        return ""
    written = words.number(number)
    verdict = advice.verdict
    more = verdict.kind is Kind.NO_LIMIT_FOUND or (verdict.at_least and number > 0)
    return words.say(say.OR_MORE, number=written) if more else written


def moment_told(case: Case, words: Words, message: Message = say.MOMENT) -> str:
    """When a test was, on the clock of the office."""
    when = local(case.started_at, case)
    date, time, zone = words.date(when), words.time(when), words.zone(when)
    return words.say(message, date=date, time=time, zone=zone)


def local(moment: datetime, case: Case) -> datetime:
    """A moment on the clock of the office, as it stood during the test."""
    return moment.astimezone(case.zone.tzinfo)


def drawn_strip(case: Case, advice: Advice, words: Words) -> list[Block]:
    """The places when most were open; nothing where it is not places that were missing."""
    need, shared = case.plan.need, about_mailbox(advice)
    needed = need.mailbox if shared else need.connections
    showing = begin(replace(case.plan, need=replace(need, connections=needed)))
    for event in case.events:
        showing = showing.after(event)
    places = showing.fullest
    none_open = Place.OPEN not in places and advice.verdict.kind not in _PLACES_MISSING
    if none_open or not set(places) - {Place.NOT_TRIED}:
        return []
    legend = [say.LEGEND, *(text for place, text in say.SHAPES.items() if place in places)]
    picture = strip(places, words.number, right_to_left=words.right_to_left, flat=True)
    title = strip_name(places, needed, words, shared=shared)
    return [Drawing(picture, title, " ".join(words.say(text) for text in legend))]


def _numbers(told: Told, words: Words) -> list[Block]:
    """The number; where it can be compared with an earlier one, both with their dates."""
    change = told.comparison
    if change is not None and _comparable(change, words):
        before = _figure(change.before, words, say.BEFORE)
        return [Figures((before, _figure(change.now, words, say.NOW)))]
    case, advice = told.case, told.advice
    sentence = sentences.number_sentence(advice, words, case)
    number = number_of(case, advice, words)
    if number:
        return [Figures((Figure(number, sentence),))]
    return [Paragraph(sentence)] if sentence else []


def _comparable(change: Comparison, words: Words) -> bool:
    return all(
        read.advice.verdict.kind in _COUNTED_AT_ONCE and number_of(read.case, read.advice, words)
        for read in (change.before, change.now)
    )


def _figure(read: Read, words: Words, label: Message) -> Figure:
    sentence = sentences.number_sentence(read.advice, words, read.case)
    number = number_of(read.case, read.advice, words)
    return Figure(number, sentence, moment_told(read.case, words, label))


def _finding(told: Told, title: str, words: Words) -> list[Block]:
    """What was found, where neither the title nor what changed says so."""
    finding, change = sentences.headline(told.advice, words, told.case), told.comparison
    said = [title]
    if change is not None:
        said += [finding] if change.change in _ENOUGH else [change_words.meaning(change, words)]
    return [] if finding in " ".join(said) else [Paragraph(finding, strong=True)]


def _meaning(told: Told, words: Words) -> list[Block]:
    """What became of the limit, that the office moved in between, and what the finding means.

    Both dates stand with the large numbers, if these are shown side by side.
    """
    change, why = told.comparison, sentences.why(told.advice, words, told.case)
    if change is None:
        return [Paragraph(why)]
    meaning = change_words.meaning(change, words)
    said = (
        meaning,
        "" if _comparable(change, words) else change_words.with_dates(change, words),
        change_words.address_changed(change, words),
        "" if why in meaning else why,
    )
    return [Paragraph(text) for text in said if text]


def _what_to_do(told: Told, words: Words) -> list[Block]:
    advice, change = told.advice, told.comparison
    if change is None:
        said = [sentences.what_next(advice, words)]
    else:
        said = [change_words.what_next(change, words)]
    sends = change is None or not _waits(change)
    if sends and recipient(advice) is Recipient.PROVIDER:
        said.append(f"{words.say(say.SEND)} {words.say(say.CHECK_AGAIN)}")
    return [Heading(words.say(say.WHAT_TO_DO)), *(Paragraph(text) for text in said)]


def _waits(change: Comparison) -> bool:
    """Whether it is to be tested once more before anybody is written to."""
    hopes = change.change is Change.BETTER and not change.still_too_few
    return hopes or change.change in {Change.UNCLEAR, Change.FEWER}


def _today(advice: Advice, words: Words) -> list[Block]:
    """What the office can do before its provider answers."""
    told = to_do(advice, words)
    steps = tuple(step for step in (told.first, *told.steps) if step)
    blocks: list[Block] = [Heading(told.heading)] if told.heading else []
    blocks += [Items(steps)] if steps else []
    blocks += [Paragraph(text) for text in (told.result, told.others_heading) if text]
    blocks += [Items(told.others)] if told.others else []
    return blocks


def _signed(told: Told, words: Words) -> str:
    """At which server and when was tested, and who did."""
    case, sender = told.case, told.file.sender
    host = words.isolate(quote_server(case.target.host, LONGEST_HOST))
    names = [name for name in (one_line(sender.name), one_line(sender.company)) if name]
    number = one_line(sender.customer_number)
    signed = [words.say(say.TESTED, host=host, moment=moment_told(case, words))]
    if names:
        signed.append(words.say(say.TESTED_BY, names=", ".join(names)))
    if number:
        signed.append(words.say(say.CUSTOMER, number=words.isolate(number)))
    return " ".join(signed)
