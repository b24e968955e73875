"""How a connection of a test was refused, for a technician, one sentence for each way.

Owns these sentences as data, marked for translation; what else happened is seen_words.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.model import Outcome
from wizard.words import Message, pgettext

# How one more connection was refused. {count}: so many were open. {milliseconds}: it took so long.
REFUSED: Final[Mapping[Outcome, Message]] = {
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.CLOSED_AT_ONCE: pgettext(
        "technical",
        "{time}: with {count} open, one more: TCP accepted, "
        "closed by the server after {milliseconds} ms, with no greeting and no TLS reply.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.CLOSED_LATE: pgettext(
        "technical",
        "{time}: with {count} open, one more: TCP accepted, silence, "
        "closed by the server only after {milliseconds} ms, with no greeting.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.REFUSED_IN_WORDS: pgettext(
        "technical",
        "{time}: with {count} open, one more: refused with a text in place of the greeting after "
        "{milliseconds} ms.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.LIMIT_IN_WORDS: pgettext(
        "technical",
        "{time}: with {count} open, one more: greeting received, "
        "sign-in refused with a text about a limit after {milliseconds} ms.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.SIGN_IN_CUT: pgettext(
        "technical",
        "{time}: with {count} open, one more: greeting received, "
        "closed by the server during the sign-in after {milliseconds} ms.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.SILENT: pgettext(
        "technical",
        "{time}: with {count} open, one more: TCP accepted, then silence for {milliseconds} ms.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.CONNECT_REFUSED: pgettext(
        "technical",
        "{time}: with {count} open, one more: TCP connection refused after {milliseconds} ms.",
    ),
    # Words: How one more connection was refused at {time}, while {count} were open.
    Outcome.CONNECT_UNANSWERED: pgettext(
        "technical",
        "{time}: with {count} open, one more: "
        "no answer to the TCP connection for {milliseconds} ms.",
    ),
}
# How a connection was refused where not one was open. {milliseconds}: it took so long.
REFUSED_FROM_NONE: Final[Mapping[Outcome, Message]] = {
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.CLOSED_AT_ONCE: pgettext(
        "technical",
        "{time}: with none open, a new one: TCP accepted, "
        "closed by the server after {milliseconds} ms, with no greeting and no TLS reply.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.CLOSED_LATE: pgettext(
        "technical",
        "{time}: with none open, a new one: TCP accepted, silence, "
        "closed by the server only after {milliseconds} ms, with no greeting.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.REFUSED_IN_WORDS: pgettext(
        "technical",
        "{time}: with none open, a new one: refused with a text in place of the greeting after "
        "{milliseconds} ms.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.LIMIT_IN_WORDS: pgettext(
        "technical",
        "{time}: with none open, a new one: greeting received, "
        "sign-in refused with a text about a limit after {milliseconds} ms.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.SIGN_IN_CUT: pgettext(
        "technical",
        "{time}: with none open, a new one: greeting received, "
        "closed by the server during the sign-in after {milliseconds} ms.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.SILENT: pgettext(
        "technical",
        "{time}: with none open, a new one: TCP accepted, then silence for {milliseconds} ms.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.CONNECT_REFUSED: pgettext(
        "technical",
        "{time}: with none open, a new one: TCP connection refused after {milliseconds} ms.",
    ),
    # Words: How a connection was refused at {time}, while not one was open.
    Outcome.CONNECT_UNANSWERED: pgettext(
        "technical",
        "{time}: with none open, a new one: no answer to the TCP connection for {milliseconds} ms.",
    ),
}
