"""The note about a result, in plain text and three lengths.

Owns how a note is put together; what stands in it is the matter of its kind (note_kinds.py). It
must never hold a password, a computer's name or an internal address, names a mailbox only where
the sender wants it, and there is none where nobody but the user can do something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wizard.core.advice import Advice
from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.paper import note_words as say
from wizard.paper import technical_words
from wizard.paper.facts import one_line
from wizard.paper.note_kinds import letter, recipient
from wizard.paper.note_measured import written
from wizard.paper.note_parts import Letter, Recipient
from wizard.words import Words

__all__ = ["Draft", "Recipient", "Version", "draft", "from_text", "has_note", "note", "recipient"]

_NOBODY: Final = Sender()
# What fits into the box of a ticket, and into a link.
LONGEST_SHORT: Final = 600


class Version(StrEnum):
    """How long the note is."""

    SHORT = "short"
    NORMAL = "normal"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note ready to send.

    `shorter` are bodies that say less in whole sentences, for where this one does not fit.
    """

    subject: str
    body: str
    to: Recipient = Recipient.PROVIDER
    shorter: tuple[str, ...] = ()


def has_note(_case: Case, advice: Advice) -> bool:
    """Whether somebody but the user can do something about this result, and is to be told."""
    return recipient(advice) is not None


def draft(
    case: Case,
    advice: Advice,
    words: Words,
    version: Version = Version.NORMAL,
    sender: Sender = _NOBODY,
    *,
    attached: bool = False,
) -> Draft | None:
    """Subject and body of the note, or None where there is none to write.

    `attached`: whether a report goes with it. Times are told in the case's own zone.
    """
    made = letter(case, advice, words, sender)
    if made is None:
        return None
    if version is Version.SHORT:
        first, *shorter = _short(made, words, sender)
        return Draft(made.short_subject or made.subject, first, made.to, tuple(shorter))
    parts = _normal(made, words, sender, attached)
    if version is Version.TECHNICAL:
        items = [written(item) for item in made.technical]
        parts.append("\n".join([words.say(technical_words.HEADING), *items]))
    return Draft(made.subject, "\n\n".join(parts) + "\n", made.to)


def note(
    case: Case,
    advice: Advice,
    words: Words,
    version: Version = Version.NORMAL,
    sender: Sender = _NOBODY,
    *,
    attached: bool = False,
) -> str | None:
    """The whole note as text, its subject in the first line."""
    made = draft(case, advice, words, version, sender, attached=attached)
    if made is None:
        return None
    return f"{words.say(say.SUBJECT, subject=made.subject)}\n\n{made.body}"


def from_text(text: str, words: Words) -> Draft:
    """The note that `text` shows, also after somebody changed it: its first line is the subject."""
    first, _, body = text.partition("\n")
    label = words.say(say.SUBJECT, subject="").strip()
    if not first.startswith(label):
        return Draft("", text)
    return Draft(first.removeprefix(label).strip(), body.lstrip("\n"))


def _short(made: Letter, words: Words, sender: Sender) -> list[str]:
    """The short note, then what says less and less; whole sentences all of them.

    It begins with the longest that is not too long, and never with less than what is asked.
    """
    signed = f"\n\n{_signed(made, words, sender)}\n"
    hello, tell_us = words.say(say.HELLO_SHORT), words.say(say.TELL_US_SHORT)
    bodies = [
        _row(hello, *made.short, tell_us) + signed,
        _row(*made.short, tell_us) + signed,
        _row(*made.short) + signed,
        _row(*made.shortest) + signed,
    ]
    begin = next((at for at, body in enumerate(bodies) if len(body) <= LONGEST_SHORT), 3)
    return [*bodies[begin:], _row(*made.shortest) + "\n"]


def _row(*sentences: str) -> str:
    return " ".join(part for part in sentences if part)


def _normal(made: Letter, words: Words, sender: Sender, attached: bool) -> list[str]:
    also = (words.say(say.ATTACHED),) if attached else ()
    return [
        words.say(say.HELLO),
        *made.paragraphs,
        _row(*made.closing, *also),
        f"{words.say(say.REGARDS)}\n{_signed(made, words, sender)}",
    ]


def _signed(made: Letter, words: Words, sender: Sender) -> str:
    named: Sequence[str] = [one_line(sender.name), one_line(sender.company)]
    lines = [", ".join(part for part in named if part) or words.say(say.OUR_OFFICE)]
    number = one_line(sender.customer_number)
    if number and made.to is Recipient.PROVIDER:
        lines.append(words.say(say.CUSTOMER, number=words.isolate(number)))
    return "\n".join(lines)
