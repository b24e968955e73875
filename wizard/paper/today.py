"""What the office can do until its provider answers, in sentences, with what it brings.

Owns which measures are told, in which order: the steps of the best combination and whether they
suffice, then what else helps most. It must never work out a number: wizard.core.today does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wizard.core.advice import Advice, Kind
from wizard.core.measures import Code, Measure, Today, Together
from wizard.core.recommend import may_be_for_all
from wizard.paper import today_words as say
from wizard.paper.need_words import about_mailbox
from wizard.words import Message, Words

# How many measures are told, where the best combination has not more steps by itself.
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class ToDo:
    """The list for a screen or a paper; all empty where there is nothing to do.

    `first` stands before all where nobody said which mail program is used; `steps` belong
    together and `result` tells whether they suffice; `others` are told each by itself, under a
    heading of their own.
    """

    heading: str = ""
    first: str = ""
    steps: tuple[str, ...] = ()
    result: str = ""
    others_heading: str = ""
    others: tuple[str, ...] = ()

    def lines(self, item: str) -> list[str]:
        """Everything below the heading, in order; each thing to do begins with `item`."""
        steps = [f"{item}{step}" for step in (self.first, *self.steps) if step]
        others = [f"{item}{other}" for other in self.others]
        return [line for line in (*steps, self.result, self.others_heading, *others) if line]


def to_do(advice: Advice, words: Words) -> ToDo:
    """What to do before the provider answers, the most helpful first."""
    today = advice.today
    if not today.measures:
        return ToDo()
    together = today.together
    steps = together.steps if together else ()
    told_before = {Code.IF_THUNDERBIRD, *(step.code for step in steps)}
    room = _MOST - len(steps) - (Code.IF_THUNDERBIRD in _codes(today))
    rest = [one for one in today.measures if one.code not in told_before][: max(0, room)]
    if together is None:
        steps, rest = tuple(rest), []
    return ToDo(
        words.say(say.HEADING),
        first=_which_program(today, advice, words),
        steps=tuple(sentence(one, advice, words) for one in steps),
        result=_result(together, advice, words) if together else "",
        others_heading=words.say(say.OTHER_WAYS) if rest else "",
        others=tuple(sentence(one, advice, words) for one in rest),
    )


def _codes(today: Today) -> set[Code]:
    return {one.code for one in today.measures}


def _which_program(today: Today, advice: Advice, words: Words) -> str:
    """Which program it is decides more than all the rest, so that comes first."""
    told = [
        f"{sentence(one, advice, words)} {words.say(say.NAME_THE_PROGRAM)}"
        for one in today.measures
        if one.code is Code.IF_THUNDERBIRD
    ]
    return "".join(told)


def sentence(measure: Measure, advice: Advice, words: Words) -> str:
    """One measure: what to do, where to click, what it brings."""
    told = [_what(measure, advice, words)]
    where = say.WHERE.get(_setting(measure))
    if where is not None:
        told.append(words.say(where))
    return " ".join((*told, *_brings(measure, advice, words)))


def second_way_is_told(advice: Advice) -> bool:
    """Whether the details have to name the second way into the server."""
    return any(one.code is Code.SECOND_WAY for one in advice.today.measures)


def _what(measure: Measure, advice: Advice, words: Words) -> str:
    if measure.code is Code.FEWER_CONNECTIONS:
        program = say.PROGRAMS[measure.setting]
        return words.say(say.FEWER, measure.keeps, program=program)
    if measure.code is Code.WEBMAIL and about_mailbox(advice):
        shared = say.SHARED_WEBMAIL if measure.devices else say.SHARED_WEBMAIL_SOMEWHERE
        return words.say(shared, measure.devices)
    first, last = say.COUNTED, say.UNCOUNTED
    if not measure.devices:
        first, last = last, first
    return words.say({**last, **first}[measure.code], measure.devices)


def _setting(measure: Measure) -> str:
    return "thunderbird" if measure.code is Code.IF_THUNDERBIRD else measure.setting


def _brings(measure: Measure, advice: Advice, words: Words) -> list[str]:
    if measure.code is Code.ONE_AFTER_THE_OTHER:
        told = [words.say(say.WAIT, measure.minutes)]
        if measure.all_minutes:
            told.append(words.say(say.ALL_RUN_AFTER, measure.all_minutes))
        return told
    if measure.code is Code.SECOND_WAY:
        return _second_way_brings(measure, advice, words)
    told = [words.say(say.GOT_IN_WHILE_FULL)] if measure.shown else []
    if measure.before is None or measure.after is None:
        return [*told, *([words.say(say.SAVES_ON_EACH, measure.each)] if measure.each else [])]
    if measure.code is Code.OWN_ADDRESS:
        return [*told, words.say(say.LARGEST_DEVICE, measure.after, before=measure.before)]
    if measure.code is Code.OWN_MAILBOX:
        return [words.say(say.EACH_MAILBOX, measure.after, before=measure.before)]
    saved = words.say(say.SAVES, measure.saves, before=measure.before, after=measure.after)
    return [saved]


def _second_way_brings(measure: Measure, advice: Advice, words: Words) -> list[str]:
    at_least = advice.verdict.at_least
    has = say.SECOND_HAS_AT_LEAST if at_least else say.SECOND_HAS
    return [
        words.say(has, measure.places),
        *([words.say(say.GOT_IN_WHILE_FULL)] if measure.shown else []),
        words.say(say.FULLER_WAY, measure.after or 0, before=measure.before),
        words.say(say.TRY_ONE),
    ]


def _result(together: Together, advice: Advice, words: Words) -> str:
    told = []
    if len(together.steps) > 1:
        told.append(words.say(say.TOGETHER, together.after, before=together.before))
    told.append(words.say(_verdict_on(together, advice), together.limit))
    return " ".join(told)


def _verdict_on(together: Together, advice: Advice) -> Message:
    """Whether it is enough, with the condition under which it is."""
    verdict = advice.verdict
    if not together.enough:
        return say.NOT_ENOUGH_AT_LEAST if verdict.at_least else say.NOT_ENOUGH
    if verdict.kind is Kind.EVICTS_OLDEST or may_be_for_all(verdict):
        return say.ENOUGH_IF_OURS
    last = together.steps[-1].code
    if last is Code.SECOND_WAY:
        return say.ENOUGH_ON_EACH_WAY
    if last is Code.OWN_ADDRESS:
        return say.ENOUGH_FOR_EACH_ADDRESS
    return say.ENOUGH_AT_LEAST if verdict.at_least else say.ENOUGH
