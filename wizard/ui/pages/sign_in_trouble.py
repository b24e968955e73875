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
from wizard.core.discover import Tried
from wizard.paper import sentences
from wizard.paper.found_words import tried_line
from wizard.paper.situation import Situation, situation
from wizard.ui.desk import Desk, Finding, is_wrong_password, signed_in
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


def trouble(found: Finding | None, desk: Desk, tried: tuple[Tried, ...] = ()) -> Trouble | None:
    """The message for a finding; None where the user stopped the check."""
    if found is None:
        looked = "\n".join(tried_line(one, desk.words) for one in tried)
        body = desk.words.say(w.LOOK_UP)
        return Trouble(desk.words.say(w.NO_SERVER), f"{body}\n{looked}", (w.ENTER_SERVER,))
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
    blocked = situation(advice) is Situation.MAIL_BLOCKED
    said = (
        sentences.number_sentence(advice, words, found.case),
        sentences.why(advice, words, found.case) if blocked else "",
        sentences.what_next(advice, words),
    )
    body = " ".join(part for part in said if part)
    if found.case.ending == Ending.KNOWN_PROVIDER:
        return Trouble(heading, body, (w.OTHER_MAILBOX,))
    it: tuple[Message, ...] = (w.COPY_FOR_IT,) if blocked else ()
    return Trouble(heading, body, (*it, *_CHOICES.get(kind, (w.GO_ON_ANYWAY,))))
