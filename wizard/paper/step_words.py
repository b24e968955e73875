"""What an event of a test was, and what came of it, in a few plain technical words.

Owns these words for the report's table. It must never show a program's name of this computer, nor
a server's word that is not quoted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.model import Event, Outcome, Step, Via
from wizard.core.result import is_attempt
from wizard.paper.quoting import quote_server
from wizard.words import Message, Words, pgettext

_LONGEST_NAMES: Final = 120

# What was tried, where it was one more connection at the tested door.
_AT_STEP: Final[Mapping[Step, Message]] = {
    # Words: What was tried, in a column of a table. The same for all of "tried".
    Step.REACH: pgettext("tried", "First connection"),
    # Words: What was tried: the first one did not get in.
    Step.NO_PLACE: pgettext("tried", "The first one again, after a pause"),
    # Words: What was tried: one was refused.
    Step.CONFIRM: pgettext("tried", "Once more, to be sure"),
    # Words: What was tried: it waits while an open one is closed.
    Step.QUEUE: pgettext("tried", "Once more, while another one is closed"),
    # Words: What was tried.
    Step.SILENCE: pgettext("tried", "Once more, after some seconds of silence"),
    # Words: What was tried: an open one was closed just before.
    Step.REFILL: pgettext("tried", "A new one in place of a closed one"),
    # Words: What was tried: all places are taken again.
    Step.ONE_MORE: pgettext("tried", "One beyond the places given back"),
    # Words: What was tried.
    Step.AGAIN: pgettext("tried", "The same again"),
    # Words: What was tried: all others are closed.
    Step.EMPTIED: pgettext("tried", "One alone, all others closed"),
    # Words: What was tried.
    Step.AFTERWARDS: pgettext("tried", "One alone, after a longer pause"),
}
# Words: What was tried.
_ONE_MORE: Final = pgettext("tried", "One more connection")
# What was tried at another door.
_AT_DOOR: Final[Mapping[Via, Message]] = {
    # Words: What was tried: ports 143 and 993 are two services.
    Via.OTHER_SERVICE: pgettext("tried", "The server's other mail service"),
    # Words: What was tried: IPv4 in place of IPv6, or the other way round.
    Via.OTHER_FAMILY: pgettext("tried", "The server's other kind of address"),
    # Words: What was tried.
    Via.SECOND_MAILBOX: pgettext("tried", "A second mailbox"),
}
# What was done, where it was no attempt.
_DONE: Final[Mapping[Outcome, Message]] = {
    # Words: What was done.
    Outcome.RESOLVED: pgettext("tried", "Look up the server's name"),
    # Words: What was done.
    Outcome.NOT_FOUND: pgettext("tried", "Look up the server's name"),
    # Words: What was done: a question that costs nothing.
    Outcome.HELD_ASKED: pgettext("tried", "Ask all open connections"),
    # Words: What was done.
    Outcome.LET_GO: pgettext("tried", "Close open connections"),
    # Words: What was done: to know whether our own network works.
    Outcome.CONTROL_ANSWERED: pgettext("tried", "Another server, to compare"),
    # Words: What was done: to know whether our own network works.
    Outcome.CONTROL_UNANSWERED: pgettext("tried", "Another server, to compare"),
    # Words: What was done: to know whether only mail does not get through.
    Outcome.WEB_ANSWERED: pgettext("tried", "The web service of the same server"),
    # Words: What was done: to know whether only mail does not get through.
    Outcome.WEB_UNANSWERED: pgettext("tried", "The web service of the same server"),
    # Words: What was done.
    Outcome.OTHERS_COUNTED: pgettext("tried", "Count other programs' connections"),
}
# Words: What something happened to.
_OPEN_ONE: Final = pgettext("tried", "An open connection")

# What came of it.
RESULTS: Final[Mapping[Outcome, Message]] = {
    # Words: What came of an attempt, in a column of a table. The same for all of "result".
    Outcome.OPEN: pgettext("result", "open"),
    # Words: What came of an attempt.
    Outcome.CLOSED_AT_ONCE: pgettext("result", "closed by the server, no greeting"),
    # Words: What came of an attempt.
    Outcome.CLOSED_LATE: pgettext("result", "silence, then closed by the server"),
    # Words: What came of an attempt.
    Outcome.REFUSED_IN_WORDS: pgettext("result", "refused with a text"),
    # Words: What came of an attempt.
    Outcome.LIMIT_IN_WORDS: pgettext("result", "sign-in refused, with a text about a limit"),
    # Words: What came of an attempt.
    Outcome.SIGN_IN_REFUSED: pgettext("result", "sign-in refused"),
    # Words: What came of an attempt.
    Outcome.SIGN_IN_CUT: pgettext("result", "closed by the server during the sign-in"),
    # Words: What came of an attempt.
    Outcome.SILENT: pgettext("result", "TCP accepted, then no answer"),
    # Words: What came of an attempt.
    Outcome.CONNECT_REFUSED: pgettext("result", "TCP connection refused"),
    # Words: What came of an attempt.
    Outcome.CONNECT_UNANSWERED: pgettext("result", "no answer to the TCP connection"),
    # Words: What came of a connection.
    Outcome.LOST: pgettext("result", "broke off"),
    # Words: What came of an attempt.
    Outcome.CUT_BY_US: pgettext("result", "closed by us"),
    # Words: What came of an attempt.
    Outcome.OUR_FAULT: pgettext("result", "not possible on this computer"),
    # Words: What came of a look-up.
    Outcome.NOT_FOUND: pgettext("result", "not found"),
    # Words: What came of an attempt.
    Outcome.CERTIFICATE_PROBLEM: pgettext("result", "certificate could not be verified"),
    # Words: What came of an attempt.
    Outcome.NEEDS_BROWSER_SIGN_IN: pgettext("result", "no sign-in with a password"),
    # Words: What came of an attempt.
    Outcome.NO_ENCRYPTION: pgettext("result", "no encryption"),
    # Words: What came of an attempt.
    Outcome.NOT_A_MAIL_SERVER: pgettext("result", "not a mail server"),
    # Words: What came of a look-up.
    Outcome.RESOLVED: pgettext("result", "found"),
    # Words: What came of asking the open connections. {count} of {of} answered.
    Outcome.HELD_ASKED: pgettext("result", "{count} of {of} answered"),
    # Words: What was done. {count}: so many connections.
    Outcome.LET_GO: pgettext("result", "{count} closed"),
    # Words: What came of a visit to another server.
    Outcome.CONTROL_ANSWERED: pgettext("result", "it answers"),
    # Words: What came of a visit to another server.
    Outcome.CONTROL_UNANSWERED: pgettext("result", "no answer"),
    # Words: What came of a visit to the same server's web service.
    Outcome.WEB_ANSWERED: pgettext("result", "it answers"),
    # Words: What came of a visit to the same server's web service.
    Outcome.WEB_UNANSWERED: pgettext("result", "no answer"),
    # Words: What was done.
    Outcome.OTHERS_COUNTED: pgettext("result", "counted"),
}
_FAULTS: Final[Mapping[str, Message]] = {
    # Words: A fault of a certificate.
    "name": pgettext("result", "certificate for another name"),
    # Words: The same. {names}: the names it is for, a quotation.
    "name-told": pgettext("result", "certificate for another name: {names}"),
    # Words: A fault of a certificate.
    "date": pgettext("result", "certificate out of date, or not valid yet"),
    # Words: A fault of a certificate.
    "issuer": pgettext("result", "certificate from an unknown issuer"),
    # Words: No fault: the name in the certificate is another one of this server. {names}: it.
    "name-here-told": pgettext("result", "certificate for another name of this server: {names}"),
    # Words: A fault of a certificate.
    "antivirus": pgettext("result", "certificate of an antivirus program"),
    # Words: A fault of a certificate: IT support trusted another one by hand.
    "changed": pgettext("result", "another certificate than the trusted one"),
}


def tried(event: Event, words: Words) -> str:
    """What was tried or done."""
    if event.outcome in _DONE:
        return words.say(_DONE[event.outcome])
    if not is_attempt(event):
        return words.say(_OPEN_ONE)
    if event.via is not Via.MAIN:
        return words.say(_AT_DOOR[event.via])
    return words.say(_AT_STEP.get(event.step, _ONE_MORE))


def result(event: Event, words: Words) -> str:
    """What came of it."""
    if event.outcome is Outcome.CERTIFICATE_PROBLEM:
        named = f"{event.detail}-told" if event.names else event.detail
        names = quote_server(" ".join(event.names), _LONGEST_NAMES)
        message = _FAULTS.get(named, RESULTS[event.outcome])
        return words.say(message, names=words.isolate(names))
    count, of = len(event.sessions), 0
    if event.outcome is Outcome.HELD_ASKED:
        count, of = len(event.answered), len(event.sessions)
    return words.say(RESULTS[event.outcome], count, of=of)
