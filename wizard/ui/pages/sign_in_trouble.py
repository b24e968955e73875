"""What a check of the sign-in brought, as a message of the first page.

Owns which message and which buttons belong to which finding. The sentences about a finding are the
same as everywhere: they come from paper.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from wizard.core.advice import Kind
from wizard.core.commands import Ending
from wizard.core.entries import domain_of
from wizard.paper import found_words, sentences
from wizard.paper.found_words import found_line
from wizard.ui.desk import Desk, Finding, Trial, is_wrong_password, signed_in
from wizard.ui.pages import sign_in_words as w
from wizard.words import Message

_CHOICES: Final[Mapping[Kind, tuple[Message, ...]]] = {
    Kind.NOT_FOUND: (w.ENTER_SERVER,),
    Kind.CANNOT_REACH: (w.ENTER_SERVER,),
    Kind.CERTIFICATE_PROBLEM: (w.ENTER_SERVER,),
    Kind.NEEDS_BROWSER_SIGN_IN: (w.WITHOUT_PASSWORD, w.OTHER_MAILBOX),
    Kind.NO_PLACE_FREE: (w.GO_ON_ANYWAY,),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A message. `goes_on`: there is no trouble at all.

    `enter` makes the first of `choices` the one for Enter; `names` are servers that may be used in
    place of the one that was asked for.
    """

    heading: str = ""
    body: str = ""
    choices: tuple[Message, ...] = ()
    clears_password: bool = False
    goes_on: bool = False
    enter: bool = False
    names: tuple[str, ...] = ()

    @classmethod
    def rest(cls, desk: Desk) -> Self:
        """No more passwords for a while."""
        say, rest = desk.words.say, desk.rest
        body = say(w.REST, math.ceil(rest / 60)) if rest else say(w.REST_OVER)
        choices = (w.WITHOUT_PASSWORD, w.ONE_MORE_TRY)
        return cls(say(w.LET_US_STOP), body, choices, enter=True)


def trouble(found: Finding | None, desk: Desk, trial: Trial | None = None) -> Trouble | None:
    """The message for a finding; None where the user stopped the check."""
    if found is None:
        assert trial is not None
        return _nowhere(trial, desk)
    told = _of_finding(found, desk)
    if told is None or told.goes_on or trial is None or trial.server is None:
        return told
    return replace(told, body=f"{told.body}\n{found_line(trial.server, desk.words)}")


def _nowhere(trial: Trial, desk: Desk) -> Trouble:
    """No server was found, or one that nobody vouches for."""
    say, server = desk.words.say, trial.server
    if server is not None:
        domain = desk.words.isolate(domain_of(desk.entries.address))
        body = say(found_words.NOT_OF_DOMAIN, found=found_line(server, desk.words), domain=domain)
        names = (server.host,)
        return Trouble(say(found_words.IS_IT_YOURS), body, (w.GO_BACK,), enter=True, names=names)
    looked = "\n".join(found_words.looked_lines(trial.looked, desk.words))
    choices = (w.ENTER_SERVER,) if desk.ask_mozilla else (w.ENTER_SERVER, w.ASK_MOZILLA)
    return Trouble(say(found_words.NO_SERVER), f"{say(found_words.LOOK_UP)}\n{looked}", choices)


def _of_finding(found: Finding, desk: Desk) -> Trouble | None:
    advice, words = found.advice, desk.words
    kind = advice.verdict.kind
    if found.case.ending == Ending.STOPPED:
        return None
    if signed_in(found):
        return Trouble(goes_on=True)
    heading = sentences.headline(advice, words, found.case)
    if is_wrong_password(found):
        if desk.password_was_wrong() > 1:
            return replace(Trouble.rest(desk), clears_password=True)
        choices = (w.OTHER_USER, w.WITHOUT_PASSWORD)
        return Trouble(heading, words.say(w.CHECK_PASSWORD), choices, clears_password=True)
    names = found.shown_names
    if names:
        listed = ", ".join(words.isolate(name) for name in names)
        asked = words.isolate(found.case.target.host)
        body = words.say(w.OTHER_NAME, host=asked, names=listed)
        return Trouble(heading, body, (w.GO_BACK,), enter=True, names=names)
    said = (
        sentences.number_sentence(advice, words, found.case),
        sentences.what_next(advice, words),
    )
    body = " ".join(part for part in said if part)
    if found.case.ending == Ending.KNOWN_PROVIDER:
        return Trouble(heading, body, (w.OTHER_MAILBOX,))
    return Trouble(heading, body, _CHOICES.get(kind, (w.GO_ON_ANYWAY,)))
