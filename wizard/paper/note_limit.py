"""The note about a limit that can be raised: whose it is, its number, and the value to ask for.

Owns the order of what stands in it. There is none where there is no value to ask for.
"""

from __future__ import annotations

from wizard.paper import letter_words
from wizard.paper import note_words as say
from wizard.paper.facts import Facts, Subject
from wizard.paper.note_findings import findings, need, subject_line, sureness, symptom
from wizard.paper.note_parts import Letter, tested_mailbox
from wizard.paper.note_requests import requests, server_wide, short_request, stop_and_start
from wizard.paper.note_technical import technical_items


def about_limit(known: Facts) -> Letter:
    """The note about a limit."""
    asked = (short_request(known), server_wide(known))
    found = findings(known, short=True)
    named = tested_mailbox(known) if known.subject is not Subject.MAILBOX else _named(known)
    return Letter(
        subject=subject_line(known, short=False),
        short_subject=subject_line(known, short=True),
        short=(*found, *named, need(known, with_reason=False), *asked),
        shortest=(*found, *named, *asked),
        paragraphs=(
            symptom(known),
            " ".join([*findings(known), sureness(known)]),
            need(known, with_reason=True),
            "\n".join(requests(known)),
        ),
        closing=(stop_and_start(known), known.words.say(say.TELL_US), *_which_mailbox(known)),
        technical=tuple(technical_items(known)),
    )


def _named(known: Facts) -> list[str]:
    """The mailbox a note is about, where it may be told."""
    if not known.mailbox:
        return []
    return [known.words.say(letter_words.THE_MAILBOX, mailbox=known.named_mailbox)]


def _which_mailbox(known: Facts) -> list[str]:
    """Which mailbox was tested: its name, or that it can be asked for."""
    if known.subject is not Subject.MAILBOX:
        return tested_mailbox(known)
    if known.mailbox:
        return _named(known)
    if known.domain:
        return [known.words.say(letter_words.A_MAILBOX_AT, domain=known.domain)]
    return [known.words.say(say.WHICH_MAILBOX)]
