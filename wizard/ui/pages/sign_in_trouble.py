"""What a check of the sign-in brought, as a message of the first page.

Owns which message and which buttons belong to which finding. The sentences about a finding are the
same as everywhere: they come from paper.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from wizard import sign_in_hints, signing_in
from wizard.core.advice import Kind
from wizard.core.commands import Ending
from wizard.core.entries import domain_of
from wizard.core.nobody_answers import nobody_answers
from wizard.paper import found_words, sentences
from wizard.paper.found_words import found_line
from wizard.paper.headlines import HEADLINES
from wizard.paper.meanings import WHY
from wizard.paper.situation import Situation, situation
from wizard.sign_in_hints import how_to_get_one
from wizard.ui import order
from wizard.ui.beforehand import browser_only, known_at, large_provider, received
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding, Trial, is_wrong_password, signed_in
from wizard.ui.pages import sign_in_words as w
from wizard.ui.system_settings import Part
from wizard.words import Message, Words

_CHOICES: Final[Mapping[Kind, tuple[Message, ...]]] = {
    Kind.NOT_FOUND: (w.ENTER_SERVER,),
    Kind.CANNOT_REACH: (w.ENTER_SERVER,),
    Kind.CERTIFICATE_PROBLEM: (w.ENTER_SERVER,),
    Kind.NO_PLACE_FREE: (w.GO_ON_ANYWAY,),
}
_NOTES: Final[Mapping[Kind, Message]] = {
    Kind.CERTIFICATE_PROBLEM: w.NOTE,
    Kind.CANNOT_REACH: w.WHAT_TO_SAY,
}
_ANOTHER_WAY: Final = (w.WITHOUT_PASSWORD, w.OTHER_MAILBOX)
_CHOICES_HERE: Final[Mapping[Situation, tuple[Message, ...]]] = {
    Situation.APP_PASSWORD: (w.SHOW_HOW, w.WITHOUT_PASSWORD),
    Situation.TOO_OFTEN: (w.WITHOUT_PASSWORD,),
    Situation.BROWSER_SIGN_IN: _ANOTHER_WAY,
    Situation.OTHER_SIGN_IN: _ANOTHER_WAY,
    Situation.MAIL_BLOCKED: (w.COPY_FOR_IT, w.ENTER_SERVER),
    Situation.MAILBOX_NO_PLACE: (w.TRY_AGAIN, w.GO_ON_ANYWAY),
}
_SAY_WHY: Final = frozenset(_CHOICES_HERE)
_AT_THE_SECURITY: Final = frozenset({Situation.OTHER_SECURITY, Situation.PROTECTED_ONLY})


# Where the certificate leaves a choice of its own.
_AT_A_CERTIFICATE: Final[Mapping[Situation, tuple[Message, ...]]] = {
    Situation.CERTIFICATE_RAN_OUT: (w.TRY_AGAIN,),
    Situation.CERTIFICATE_NOT_YET: (w.TRY_AGAIN,),
    Situation.CLOCK_WRONG: (w.OPEN_CLOCK, w.TRY_AGAIN),
    Situation.NO_AUTHORITIES: (w.TRY_AGAIN,),
    Situation.ANTIVIRUS: (w.TRY_AGAIN, w.TEST_ANYWAY),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message. `goes_on`: there is no trouble at all.

    `enter` makes the first of `choices` the one for Enter; `names` are servers that may be used in
    place of the one that was asked for. `note` leads to what can be written about it; `how` is the
    answer to "Show how".
    """

    heading: str = ""
    body: str = ""
    choices: tuple[Message, ...] = ()
    clears_password: bool = False
    goes_on: bool = False
    enter: bool = False
    names: tuple[str, ...] = ()
    note: Message | None = None
    how: str = ""

    def by_words(self, choice: Message, instead: str) -> Self:
        """The same without one of its buttons, with a sentence in its place."""
        left = tuple(words for words in self.choices if words != choice)
        return replace(self, body=f"{self.body} {instead}", choices=left)

    @classmethod
    def browser(cls, desk: Desk) -> Self:
        """The provider is listed with a sign-in through the browser only: nothing was sent."""
        say, where = desk.words.say, Situation.BROWSER_SIGN_IN
        return cls(say(HEADLINES[where]), say(WHY[where]), _CHOICES_HERE[where])

    @classmethod
    def rest(cls, desk: Desk) -> Self:
        """No more passwords for a while."""
        say, rest = desk.words.say, desk.rest
        body = say(w.REST, math.ceil(rest / 60)) if rest else say(w.REST_OVER)
        if desk.rests_without_password:
            body = f"{body} {say(w.NOT_WITHOUT_EITHER)}"
        first = w.GO_BACK if desk.rests_without_password else w.WITHOUT_PASSWORD
        return cls(say(w.LET_US_STOP), body, (first, w.ONE_MORE_TRY), enter=True)

    @classmethod
    def too_soon(cls, desk: Desk) -> Self:
        """Nothing was connected: the server may have counted too many tries already."""
        say = desk.words.say
        rest = signing_in.rest_at(desk.last_address, signs_in=True)
        minutes = max(1, math.ceil(rest / 60))
        return cls(say(w.LET_US_STOP), say(w.COUNTED, minutes), (w.GO_BACK,), enter=True)


def trouble(found: Finding | None, desk: Desk, trial: Trial | None = None) -> Trouble | None:
    """The message for a finding; None where the user stopped the check."""
    if found is None:
        assert trial is not None
        return _nowhere(trial, desk)
    told = _of_finding(found, desk)
    if told is None or told.goes_on or trial is None or trial.server is None:
        return told
    told = replace(told, body=f"{told.body}\n{found_line(trial.server, desk.words)}")
    if not nobody_answers(trial.looked):
        return told
    way = (w.OPEN_WEB_PAGE,)
    choices = told.choices + way if told.enter else way + told.choices
    return replace(told, body=f"{_nobody_answers(desk)}\n{told.body}", choices=choices)


def _nowhere(trial: Trial, desk: Desk) -> Trouble:
    """No server was found, or one that nobody vouches for."""
    say, server = desk.words.say, trial.server
    if server is not None:
        domain = desk.words.isolate(domain_of(desk.entries.address))
        body = say(found_words.NOT_OF_DOMAIN, found=found_line(server, desk.words), domain=domain)
        names = (server.host,)
        return Trouble(say(found_words.IS_IT_YOURS), body, (w.GO_BACK,), enter=True, names=names)
    looked = "\n".join(found_words.looked_lines(trial.looked, desk.words))
    heading = say(found_words.NO_SERVER)
    if nobody_answers(trial.looked):  # nor would Mozilla
        ways = (w.OPEN_WEB_PAGE, w.ENTER_SERVER)
        return Trouble(heading, f"{_nobody_answers(desk)}\n{looked}", ways)
    choices = (w.ENTER_SERVER,) if desk.ask_mozilla else (w.ENTER_SERVER, w.ASK_MOZILLA)
    return Trouble(heading, f"{say(found_words.LOOK_UP)}\n{looked}", choices)


def _nobody_answers(desk: Desk) -> str:
    """That a Wi-Fi may want a sign-in, which the browser shows."""
    domain = desk.words.isolate(domain_of(desk.entries.address))
    return desk.words.say(found_words.NOBODY_ANSWERS, domain=domain)


def _of_finding(found: Finding, desk: Desk) -> Trouble | None:
    advice, words = found.advice, desk.words
    kind = advice.verdict.kind
    if found.case.ending == Ending.STOPPED:
        return None
    if signed_in(found):
        return Trouble(goes_on=True)
    if found.case.ending == Ending.TOO_SOON:
        return Trouble.too_soon(desk)
    heading = sentences.headline(advice, words, found.case)
    if is_wrong_password(found):
        desk.password_was_wrong()
        if desk.rest:
            return replace(Trouble.rest(desk), clears_password=True)
        return _refused(found, desk, heading)
    note = _NOTES.get(kind) if found.shows_at_once else None
    if situation(advice) is Situation.MAILBOX_NO_PLACE and found.has_note:
        note = w.AS_RESULT
    if found.shown_names:
        return replace(_other_name(found, words, heading), note=note)
    said = (
        sentences.number_sentence(advice, words, found.case),
        sentences.why(advice, words, found.case) if _says_why(found) else "",
        sentences.what_next(advice, words),
    )
    body = " ".join(part for part in said if part)
    if found.case.ending == Ending.KNOWN_PROVIDER:
        return Trouble(heading, body, (w.OTHER_MAILBOX,))
    where = situation(advice)
    usual = _CHOICES.get(kind, (w.GO_ON_ANYWAY,))
    if where in _AT_THE_SECURITY:
        usual = (w.CHOOSE_SECURITY,)
    choices = _CHOICES_HERE.get(where) or _AT_A_CERTIFICATE.get(where) or usual
    return _with_a_way_to_the_clock(Trouble(heading, body, choices, note=note), desk)


def _other_name(found: Finding, words: Words, heading: str) -> Trouble:
    """The server goes by another name than the one that was asked for."""
    names, asked = found.shown_names, words.isolate(found.case.target.host)
    listed = ", ".join(words.isolate(name) for name in names)
    body = words.say(w.OTHER_NAME, host=asked, names=listed)
    rest = signing_in.rest_at(found.case.address, signs_in=True)
    if rest:
        body = f"{body} {words.say(w.NO_WRONG_ONE, math.ceil(rest / 60))}"
    return Trouble(heading, body, (w.GO_BACK,), enter=True, names=names)


def _with_a_way_to_the_clock(told: Trouble, desk: Desk) -> Trouble:
    """Where the settings of the clock cannot be opened, no button but words that lead there."""
    if w.OPEN_CLOCK not in told.choices or desk.where.settings.has(Part.CLOCK):
        return told
    return told.by_words(w.OPEN_CLOCK, desk.words.say(w.LOOK_FOR_CLOCK))


def _says_why(found: Finding) -> bool:
    of_certificate = found.advice.verdict.kind is Kind.CERTIFICATE_PROBLEM
    return of_certificate or found.shows_at_once or situation(found.advice) in _SAY_WHY


def of_trial(trial: Trial, found: Finding | None, desk: Desk) -> Trouble | None:
    """The message for what a check of the sign-in brought."""
    if trial.browser_only:
        return Trouble.browser(desk)
    return None if trial.stopped else trouble(found, desk, trial)


def beforehand(desk: Desk) -> Trouble | None:
    """The message that needs no check: a large provider, or one that takes no password."""
    found = large_provider(desk)
    if found is not None:
        return trouble(found, desk)
    return Trouble.browser(desk) if browser_only(desk) else None


def beforehand_by_name(desk: Desk) -> Trouble | None:
    """The same, where name servers told who takes in the mail: a search may find otherwise."""
    server = received(desk)
    if server is None:
        return None
    if sign_in_hints.browser_only(server):
        return Trouble.browser(desk)
    found = known_at(order.target(desk.entries, server), desk)
    return trouble(found, desk, Trial(found, server)) if found is not None else None


def _refused(found: Finding, desk: Desk, heading: str) -> Trouble:
    """A first password was refused: what for, and what else can be done."""
    words, where = desk.words, situation(found.advice)
    if where is Situation.SIGN_IN_REFUSED:
        choices = (w.OTHER_USER, w.WITHOUT_PASSWORD)
        return Trouble(heading, words.say(w.CHECK_PASSWORD), choices, clears_password=True)
    said = (
        sentences.why(found.advice, words, found.case),
        sentences.what_next(found.advice, words),
    )
    how = how_to_get_one(found.case.known, words) if where is Situation.APP_PASSWORD else ""
    return Trouble(heading, " ".join(said), _CHOICES_HERE[where], clears_password=True, how=how)
