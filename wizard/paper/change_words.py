"""What is said after "check again": one comparison in words, for window, terminal and papers.

Owns the way from a comparison to its sentences (change_tables.py holds them). It must never claim
more than the comparison does, and never show a minimum as the number itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from wizard.core.comparison import Change, Comparison, Read, Why
from wizard.paper import change_tables as say
from wizard.paper import sentences
from wizard.paper.meanings import WHY
from wizard.paper.note_requests import STOP_AND_START
from wizard.paper.situation import Situation
from wizard.words import Message, Words

# What a test with mail closed everywhere would settle.
_OTHERS: Final = frozenset({Why.MINIMUM_NOW, Why.NONE_FREE_NOW})


def headline(comparison: Comparison, words: Words) -> str:
    """What changed, in one line."""
    change = comparison.change
    if change is Change.BETTER and not comparison.still_too_few:
        return words.say(say.BETTER_AT_LEAST)
    if change is Change.OTHER and not comparison.reaches_the_need:
        return words.say(say.OTHER_TOO_FEW)
    if comparison.of_mailbox and change in say.MAILBOX_HEADLINES:
        return words.say(say.MAILBOX_HEADLINES[change])
    return words.say(say.HEADLINES[change])


def how_many(read: Read, words: Words) -> str:
    """The number of one test as it may stand in a table: 4, at least 4, 24 or more."""
    number = read.number
    if number is None:
        return words.say(say.NO_NUMBER)
    if number.exact:
        return words.number(number.count)
    return words.say(say.SHOWN[number.bound], number.count)


def numbers(comparison: Comparison, words: Words) -> str:
    """Both numbers, and the need."""
    both = words.say(
        say.BEFORE_AND_NOW,
        before=how_many(comparison.before, words),
        now=how_many(comparison.now, words),
    )
    return f"{both} {_need(comparison, words)}"


def with_dates(comparison: Comparison, words: Words) -> str:
    """Both numbers with their days, or with their times where it was the same day. For papers."""
    before, now = comparison.before, comparison.now
    then, today = _moment(before), _moment(now)
    said: dict[str, object] = {"before": how_many(before, words), "now": how_many(now, words)}
    if then.date() == today.date():
        said |= {"before_time": _clock(then, words), "now_time": _clock(today, words)}
        both = _say(say.ON_ONE_DAY, words, day=words.date(today), **said)
    else:
        said |= {"before_day": words.date(then), "now_day": words.date(today)}
        both = _say(say.ON_TWO_DAYS, words, **said)
    return f"{both} {_need(comparison, words)}"


def meaning(comparison: Comparison, words: Words) -> str:
    """What the change means, and what is missing for more."""
    change = comparison.change
    said = []
    if change in say.MEANINGS:
        said.append(_filled(say.MEANINGS[change], comparison, words))
    if change is Change.BETTER:
        low = comparison.still_too_few
        said.append(words.say(say.STILL_TOO_FEW if low else say.MAY_BE_HIGHER))
    if comparison.why is not Why.PROVEN:
        said.append(_filled(say.WHY[comparison.why], comparison, words))
    elif change in {Change.BETTER, Change.SAME} and comparison.may_be_for_all:
        said.append(words.say(say.FOR_ALL))
    if comparison.now.of_mailbox and comparison.now.advice.enough:
        # Whatever is enough for one mailbox says nothing about the office.
        said.append(words.say(WHY[Situation.MAILBOX_ENOUGH]))
    if comparison.need_before != comparison.need:
        said.append(words.say(say.NEED_WAS, comparison.need_before))
    return " ".join(said)


def what_next(comparison: Comparison, words: Words) -> str:
    """What to do now."""
    now = comparison.now
    match comparison.change:
        case Change.FIXED | Change.ENOUGH_NOW if now.advice.suggestion is None:
            fixed = comparison.change is Change.FIXED
            return words.say(say.TELL_THEM if fixed else say.KEEP_IT)
        case Change.BETTER if not comparison.still_too_few and not now.case.plan.mail_closed:
            return words.say(say.CLOSE_MAIL)
        case Change.BETTER if now.advice.suggestion:
            return words.say(say.SEND_NEW_NUMBERS)
        case Change.SAME if now.advice.suggestion:
            return words.say(_in_force(now))
        case Change.FEWER:
            return words.say(say.LATER)
        case Change.UNCLEAR:
            return _unclear(comparison, words)
        case _:
            return sentences.what_next(now.advice, words)


def address_changed(comparison: Comparison, words: Words) -> str:
    """That the office has another internet address now; "" where nobody knows of one."""
    if not comparison.new_address:
        return ""
    return words.say(
        say.ADDRESS_CHANGED,
        then=words.isolate(comparison.old_address),
        now=words.isolate(comparison.new_address),
    )


def _say(message: Message, words: Words, **values: object) -> str:
    return words.say(message, 1, **values)


def _need(comparison: Comparison, words: Words) -> str:
    message = say.NEED_MAILBOX if comparison.of_mailbox else say.NEED
    return words.say(message, comparison.need)


def _filled(message: Message, comparison: Comparison, words: Words) -> str:
    """A sentence that may quote the headline of either test."""
    before, now = comparison.before, comparison.now
    return words.say(
        message,
        finding=sentences.headline(now.advice, words, now.case),
        earlier=sentences.headline(before.advice, words, before.case),
    )


def _in_force(now: Read) -> Message:
    """What a provider may have forgotten: Courier takes a new limit only at its start."""
    remedy = now.advice.remedy
    restarts = remedy is not None and STOP_AND_START in remedy.notes
    return say.STOP_AND_START if restarts else say.IN_FORCE


def _unclear(comparison: Comparison, words: Words) -> str:
    now = comparison.now
    if comparison.why in say.NEXT:
        return words.say(say.NEXT[comparison.why])
    if comparison.why in _OTHERS and not now.case.plan.mail_closed:
        return words.say(say.CLOSE_MAIL)
    return sentences.what_next(now.advice, words)


def _moment(read: Read) -> datetime:
    return read.case.started_at.astimezone(read.case.zone.tzinfo)


def _clock(moment: datetime, words: Words) -> str:
    return f"{words.time(moment)} {words.zone(moment)}"
