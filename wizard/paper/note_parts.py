"""What a note is put together from, whatever it is about: its sentences, for each length.

Owns the shape that every kind of note fills and the sentences they share. It knows no kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wizard.paper import letter_words as say
from wizard.paper import note_words, technical_words
from wizard.paper.facts import Basics
from wizard.paper.note_measured import Item


class Recipient(StrEnum):
    """Who a note is written to: the hosting provider, or who looks after the office's network."""

    PROVIDER = "provider"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Letter:
    """A note in all its lengths.

    `short` are the sentences of the short one and `shortest` those it cannot do without;
    `paragraphs` and then `closing` are the normal one; `technical` are the items of the details.
    `short_subject` is "" where the subject is the same.
    """

    subject: str
    short: tuple[str, ...]
    shortest: tuple[str, ...]
    paragraphs: tuple[str, ...]
    closing: tuple[str, ...]
    technical: tuple[Item, ...]
    short_subject: str = ""
    to: Recipient = Recipient.PROVIDER

    @property
    def asked(self) -> str:
        """What is asked for: the last of the paragraphs, whatever the note is about."""
        return self.paragraphs[-1]


def tested(known: Basics) -> str:
    """What was tested, and when."""
    words, began = known.words, known.case.started_at.astimezone(known.case.zone.tzinfo)
    return words.say(
        say.TESTED,
        host=known.host,
        port=str(known.case.target.port),
        date=words.date(began),
        time=words.time(began),
        zone=words.zone(began),
    )


def from_where(known: Basics) -> str:
    """Our address, or where the provider finds it."""
    if known.address:
        return known.words.say(say.FROM, address=known.our_address)
    return known.words.say(say.FROM_UNKNOWN)


def tested_mailbox(known: Basics) -> list[str]:
    """The mailbox of the test, where it may be told."""
    if not known.mailbox:
        return []
    return [known.words.say(say.MAILBOX, mailbox=known.named_mailbox)]


def tell_us(known: Basics) -> str:
    """What we ask for afterwards."""
    return known.words.say(note_words.TELL_US)


def no_secrets(known: Basics) -> Item:
    """The last of the technical items."""
    return Item(known.words.say(technical_words.NO_SECRETS_BY))
