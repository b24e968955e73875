"""The note for the hosting provider, in plain text and three lengths.

Owns the shape of the note: what stands in it and in which order. It must never hold a password, a
mailbox, a computer's name or an internal address, and there is none where there is nothing to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wizard.core.advice import Advice
from wizard.core.case_file import Sender
from wizard.core.model import Case
from wizard.paper import note_words as say
from wizard.paper.facts import Facts, Subject, facts, one_line
from wizard.paper.note_findings import findings, need, subject_line, sureness, symptom
from wizard.paper.note_requests import requests, server_wide, short_request, stop_and_start
from wizard.paper.note_technical import technical
from wizard.words import Words

_NOBODY: Final = Sender()


class Version(StrEnum):
    """How long the note is."""

    SHORT = "short"
    NORMAL = "normal"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note ready to send."""

    subject: str
    body: str


def draft(
    case: Case,
    advice: Advice,
    words: Words,
    version: Version = Version.NORMAL,
    sender: Sender = _NOBODY,
    *,
    attached: bool = False,
) -> Draft | None:
    """Subject and body of the note, or None where there is nothing to ask the provider for.

    `attached`: whether a report goes with it. Times are told in the case's own zone.
    """
    known = facts(case, advice, words, sender)
    if known is None:
        return None
    if version is Version.SHORT:
        return Draft(subject_line(known, short=True), _short(known, sender))
    parts = _normal(known, sender, attached)
    if version is Version.TECHNICAL:
        parts.append(technical(known))
    return Draft(subject_line(known, short=False), "\n\n".join(parts) + "\n")


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


def _short(known: Facts, sender: Sender) -> str:
    words = known.words
    said = [
        words.say(say.HELLO_SHORT),
        *findings(known, short=True),
        need(known, with_reason=False),
        short_request(known),
        server_wide(known),
        words.say(say.TELL_US_SHORT),
    ]
    return " ".join(part for part in said if part) + f"\n\n{_signed(known, sender)}\n"


def _normal(known: Facts, sender: Sender, attached: bool) -> list[str]:
    words = known.words
    closing = [stop_and_start(known), words.say(say.TELL_US)]
    if known.subject is Subject.MAILBOX:
        closing.append(words.say(say.WHICH_MAILBOX))
    if attached:
        closing.append(words.say(say.ATTACHED))
    return [
        words.say(say.HELLO),
        symptom(known),
        " ".join([*findings(known), sureness(known)]),
        need(known, with_reason=True),
        "\n".join(requests(known)),
        " ".join(part for part in closing if part),
        f"{words.say(say.REGARDS)}\n{_signed(known, sender)}",
    ]


def _signed(known: Facts, sender: Sender) -> str:
    words = known.words
    named = ", ".join(part for part in (one_line(sender.name), one_line(sender.company)) if part)
    number = one_line(sender.customer_number)
    lines = [named or words.say(say.OUR_OFFICE)]
    if number:
        lines.append(words.say(say.CUSTOMER, number=words.isolate(number)))
    return "\n".join(lines)
