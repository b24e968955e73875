"""The words for where a mailbox is: what was found, what was tried. For every surface.

Owns these sentences for the main text and the details. Host names stay left-to-right.
"""

from __future__ import annotations

from typing import Final

from wizard.core.discover import Candidate, Source, Tried
from wizard.core.model import Outcome
from wizard.paper.quoting import quote_server
from wizard.words import Message, Words, pgettext

_FOUND: Final = {
    # Words: How the mail server was found. {host}: its name. "list": of providers we know.
    Source.LIST: pgettext("find", "Found in our list: {host}"),
    # Words: How the mail server was found. {host}: its name, which is the usual one.
    Source.USUAL_NAME: pgettext("find", "Found by its usual name: {host}"),
}
_TRIED: Final[dict[Outcome, Message]] = {
    # Words: One line of a list of servers that were tried. {host}: its name. For all that follow.
    Outcome.OPEN: pgettext("find", "Tried {host}: it answers."),
    # Words: One line of a list: nobody has that name.
    Outcome.NOT_FOUND: pgettext("find", "Tried {host}: there is no server of that name."),
    # Words: One line of a list: the server could not prove who it is.
    Outcome.CERTIFICATE_PROBLEM: pgettext(
        "find", "Tried {host}: its security certificate does not fit."
    ),
    # Words: One line of a list: something else answered, such as a web site.
    Outcome.NOT_A_MAIL_SERVER: pgettext("find", "Tried {host}: it is no mail server."),
    # Words: One line of a list: the server sends everything readable for others.
    Outcome.NO_ENCRYPTION: pgettext("find", "Tried {host}: it offers no secure connection."),
    # Words: One line of a list.
    Outcome.SILENT: pgettext("find", "Tried {host}: it does not answer."),
    # Words: One line of a list: the fault is this computer's.
    Outcome.OUR_FAULT: pgettext("find", "Tried {host}: this computer could not do it."),
}
# Words: One line of a list: the connection was closed or refused.
_TURNED_AWAY: Final = pgettext("find", "Tried {host}: it turned us away.")
_NOBODY: Final = frozenset({Outcome.CONNECT_UNANSWERED, Outcome.CONNECT_REFUSED})


def found_line(candidate: Candidate, words: Words) -> str:
    """How a server was found."""
    return words.say(_FOUND[candidate.source], host=_host(candidate, words))


def tried_line(tried: Tried, words: Words) -> str:
    """What became of one server that was tried."""
    outcome = Outcome.SILENT if tried.outcome in _NOBODY else tried.outcome
    return words.say(_TRIED.get(outcome, _TURNED_AWAY), host=_host(tried.candidate, words))


def _host(candidate: Candidate, words: Words) -> str:
    return words.isolate(quote_server(candidate.host))
