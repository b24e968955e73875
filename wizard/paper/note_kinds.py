"""Which note a result gets: the table from a situation to the function that writes it.

Owns the choice, and who the note is for. Where nobody but the user can do something, there is none:
a wrong password, a wrong name, a test that was stopped, a provider who raises it for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from wizard.core.advice import Advice
from wizard.core.case_file import Sender
from wizard.core.known import KNOWN_PROVIDER, TESTED_ANYWAY
from wizard.core.model import Case
from wizard.core.remedies import named
from wizard.paper.facts import Basics, basics, facts
from wizard.paper.note_blocked import (
    about_full_mailbox,
    about_lockout,
    about_no_answer,
    about_no_encryption,
    about_unnamed_limit,
)
from wizard.paper.note_certificate import about_certificate
from wizard.paper.note_limit import about_limit
from wizard.paper.note_network import about_blocked_mail, about_network
from wizard.paper.note_pace import about_pace, about_pushed_out
from wizard.paper.note_parts import Letter, Recipient
from wizard.paper.situation import Situation, situation
from wizard.words import Words

Builder = Callable[[Basics], Letter]

# Where there is no value to ask for, and yet something to say.
_BUILDERS: Final[Mapping[Situation, Builder]] = {
    Situation.CERTIFICATE_NAME: about_certificate,
    Situation.CERTIFICATE_ISSUER: about_certificate,
    Situation.CERTIFICATE_DATE: about_certificate,
    Situation.CERTIFICATE_OTHER: about_certificate,
    Situation.CERTIFICATE_CHANGED: about_certificate,
    Situation.CERTIFICATE_RAN_OUT: about_certificate,
    Situation.CERTIFICATE_NOT_YET: about_certificate,
    Situation.LOCKED_OUT: about_lockout,
    Situation.NO_ANSWER: about_no_answer,
    Situation.TURNED_AWAY: about_no_answer,
    Situation.NO_ENCRYPTION: about_no_encryption,
    Situation.OLD_ENCRYPTION: about_no_encryption,
    Situation.NO_PLACE_IN_WORDS: about_unnamed_limit,
    Situation.RATE: about_pace,
    Situation.EVICTS: about_pushed_out,
    Situation.OWN_NETWORK: about_network,
    Situation.NETWORK_LOST: about_network,
    Situation.MAIL_BLOCKED: about_blocked_mail,
}
# One sign-in knows nothing of what the office needs: there is no value to ask for either.
_OF_ONE_SIGN_IN: Final[Mapping[Situation, Builder]] = {
    Situation.MAILBOX_NO_PLACE: about_full_mailbox,
}
_FOR_THE_NETWORK: Final = frozenset(
    {Situation.OWN_NETWORK, Situation.NETWORK_LOST, Situation.MAIL_BLOCKED}
)


def recipient(advice: Advice) -> Recipient | None:
    """Who a note about this result is for, or None where there is none to write."""
    if advice.suggestion is not None:
        return Recipient.PROVIDER
    where = situation(advice)
    if where in _FOR_THE_NETWORK:
        return Recipient.NETWORK
    large = named(advice.verdict, KNOWN_PROVIDER, TESTED_ANYWAY)
    return Recipient.PROVIDER if where in _BUILDERS and not large else None


def letter(case: Case, advice: Advice, words: Words, sender: Sender) -> Letter | None:
    """The note, or None where there is none to write."""
    of_one = _OF_ONE_SIGN_IN.get(situation(advice)) if case.plan.most == 1 else None
    if of_one is not None:
        return of_one(basics(case, advice, words, sender))
    limit = facts(case, advice, words, sender)
    if limit is not None:
        return about_limit(limit)
    if recipient(advice) is None:
        return None
    return _BUILDERS[situation(advice)](basics(case, advice, words, sender))
