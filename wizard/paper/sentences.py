"""The sentences about one advice, for window, command line and every paper.

Owns the way from an advice to its words: the tables (headlines, meanings, next_steps, reasons)
hold the sentences. It must never name a kind or a number the verdict does not hold, and never
fail on a verdict it does not know every detail of.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Advice, Confidence, Kind
from wizard.core.model import Case
from wizard.core.recommend import MAILBOX_KINDS, may_be_for_all
from wizard.paper.headlines import HEADLINES
from wizard.paper.known_words import known_number, provider_name, what_instead
from wizard.paper.meanings import KIND_OFFICE, KIND_OFFICE_OR_SERVER, WHY
from wizard.paper.need_words import about_mailbox, need_sentence
from wizard.paper.next_steps import NEXT, SPREAD_ONLY, WHO
from wizard.paper.number_words import NO_REPLY, NUMBERS, RATE_PAUSE, RATE_SECONDS, SERVER_NAMES
from wizard.paper.quoting import quote_server
from wizard.paper.shown_certificate import certificate_values, undated
from wizard.paper.situation import Situation, situation
from wizard.words import Message, Words, pgettext

# The kinds whose number a second round can confirm.
_COUNTED_KINDS: Final = MAILBOX_KINDS | {Kind.PER_ADDRESS}

LEVELS: Final = {
    # Words: How sure a result is, the highest of three levels. The same words everywhere.
    Confidence.VERY_SURE: pgettext("sure", "Very sure"),
    # Words: How sure a result is, the middle one of three levels.
    Confidence.FAIRLY_SURE: pgettext("sure", "Fairly sure"),
    # Words: How sure a result is, the lowest of three levels.
    Confidence.NOT_SURE: pgettext("sure", "Not sure"),
}
# Words: How sure is this? {level} is "Very sure", "Fairly sure" or "Not sure"; {reason}: sentences.
_HOW_SURE: Final = pgettext("sure", "{level}. {reason}")
# Words: How sure is this? {count} tries out of {of} failed. It begins a row of sentences.
_TRIES: Final = pgettext("sure", "Did not get in: {count} of {of} tries.")
# Words: How sure is this? Said where it is not very sure. "firmer": less uncertain.
_SECOND_ROUND: Final = pgettext(
    "sure", "A second test at least five minutes later makes the number firmer."
)
# Words: How sure is this? Said of a limit for one mailbox. "this number": of connections.
_OFFICE_NOT_TESTED: Final = pgettext(
    "sure", "Whether your whole office has a limit above this number was not tested."
)
# Words: Stands for the server name where it is not known.
_THE_SERVER: Final = pgettext("sure", "your mail server")

_WHERE_NEED_COUNTS: Final = frozenset(
    {
        Situation.OFFICE,
        Situation.OFFICE_AT_LEAST,
        Situation.OFFICE_NO_PLACE,
        Situation.NO_PLACE_IN_WORDS,
        Situation.MAILBOX,
        Situation.MAILBOX_AT_LEAST,
        Situation.MAILBOX_HERE,
        Situation.MAILBOX_HERE_AT_LEAST,
        Situation.MAILBOX_NO_PLACE,
        Situation.NO_LIMIT,
        Situation.NO_LIMIT_BELOW_NEED,
        Situation.OFFICE_JUST_ENOUGH,
        Situation.MAILBOX_JUST_ENOUGH,
        Situation.OFFICE_ENOUGH,
        Situation.MAILBOX_ENOUGH,
        Situation.EVICTS,
        Situation.FIREWALL,
        Situation.FIREWALL_AT_LEAST,
    }
)


def big_number(advice: Advice, case: Case | None = None) -> int | None:
    """The one large number of a result, or None where it has none."""
    verdict = advice.verdict
    if verdict.kind is Kind.NO_PLACE_FREE:
        return 0
    if verdict.rate is not None:
        return verdict.rate.count
    if verdict.limit is not None:
        return verdict.limit
    from wizard.paper.evidence import evidence  # noqa: PLC0415 - not before the window is painted

    counted = {Kind.SERVER_FULL, Kind.OFFICE_NETWORK}
    return evidence(case).opened if case is not None and verdict.kind in counted else None


def headline(advice: Advice, words: Words, case: Case | None = None) -> str:
    """The finding in one line."""
    where = situation(advice)
    return _say(HEADLINES[where if case else undated(where)], advice, words, case)


def number_sentence(advice: Advice, words: Words, case: Case | None = None) -> str:
    """What the number means, with the need beside it; "" where there is no number."""
    where = situation(advice)
    if where is Situation.LARGE_PROVIDER:
        return f"{known_number(advice, words)} {need_sentence(advice, words)}"
    number = big_number(advice, case)
    if where not in NUMBERS or number is None or (where is Situation.UNCLEAR and not number):
        return ""
    busy = where in {Situation.SERVER_BUSY, Situation.SERVER_SAYS_FULL}
    said = [words.say(NO_REPLY if busy and number == 0 else NUMBERS[where], number)]
    named = advice.verdict.limit_named
    if named is not None and named != number:
        said.append(words.say(SERVER_NAMES, named))
    if advice.verdict.rate is not None:
        waited = any(reason.code == "waiting-helped" for reason in advice.verdict.because)
        seconds = max(1, round(advice.verdict.rate.seconds))
        said.append(words.say(RATE_PAUSE if waited else RATE_SECONDS, seconds))
    if where in _WHERE_NEED_COUNTS:
        said.append(need_sentence(advice, words))
    return " ".join(said)


def why(advice: Advice, words: Words, case: Case | None = None) -> str:
    """Why this explains the trouble."""
    from wizard.paper.reasons import reasons  # noqa: PLC0415 - not before the window is painted

    where = situation(advice)
    seen = reasons(advice, words)
    if where is Situation.UNCLEAR and seen:
        return " ".join(seen)
    said = _say(WHY[where if case else undated(where)], advice, words, case)
    if where in {Situation.OFFICE, Situation.OFFICE_AT_LEAST}:
        either = may_be_for_all(advice.verdict)
        said = f"{said} {words.say(KIND_OFFICE_OR_SERVER if either else KIND_OFFICE)}"
    return said


def who_can_fix_it(advice: Advice, words: Words) -> str:
    """Who can put it right."""
    where = Situation.LARGE_PROVIDER if _raised_for_nobody(advice) else situation(advice)
    return words.say(WHO[where])


def what_next(advice: Advice, words: Words) -> str:
    """What to do now."""
    where = situation(advice)
    if where is Situation.LARGE_PROVIDER:
        instead = what_instead(advice, words)
        elsewhere = advice.enough or not instead
        return " ".join([*([words.say(NEXT[where])] if elsewhere else []), *instead])
    return words.say(SPREAD_ONLY if _raised_for_nobody(advice) else NEXT[where])


def _raised_for_nobody(advice: Advice) -> bool:
    """Whether a limit of one mailbox is too low, and there is nothing to ask anybody for."""
    return about_mailbox(advice) and not advice.enough and advice.suggestion is None


def level(advice: Advice, words: Words) -> str:
    """Very sure, Fairly sure or Not sure."""
    return words.say(LEVELS[advice.verdict.confidence])


def how_sure(advice: Advice, words: Words) -> str:
    """The level and what it rests on."""
    from wizard.paper.reasons import reasons  # noqa: PLC0415 - not before the window is painted

    verdict, where = advice.verdict, situation(advice)
    rests_on = []
    if verdict.tries_of > 1:
        rests_on.append(words.say(_TRIES, verdict.tries, of=verdict.tries_of))
    if where is not Situation.UNCLEAR:  # there the reasons are the result itself
        rests_on += reasons(advice, words)
    large = where is Situation.LARGE_PROVIDER
    if verdict.kind in MAILBOX_KINDS and verdict.limit and not large:
        rests_on.append(words.say(_OFFICE_NOT_TESTED))
    if (
        verdict.kind in _COUNTED_KINDS
        and not large
        and verdict.confidence is not Confidence.VERY_SURE
    ):
        rests_on.append(words.say(_SECOND_ROUND))
    said = level(advice, words)
    return words.say(_HOW_SURE, level=said, reason=" ".join(rests_on)) if rests_on else f"{said}."


def _say(message: Message, advice: Advice, words: Words, case: Case | None) -> str:
    host = words.isolate(quote_server(case.target.host)) if case else words.say(_THE_SERVER)
    provider = provider_name(advice, words)
    values = {"host": host, "provider": provider, **certificate_values(case, words)}
    return words.say(message, big_number(advice, case) or 0, **values)
