"""The words for where a mailbox is: what was found, what was tried. For every surface.

Owns these sentences for the main text and the details. Host names stay left-to-right.
"""

from __future__ import annotations

from typing import Final

from wizard.core.discover import NO_SUCH_FAMILY, Answer, Asked, Candidate, Found, Source, Tried
from wizard.core.model import Outcome
from wizard.paper.quoting import quote_server
from wizard.words import Message, Words, pgettext

# Words: Heading: no server was found for the address.
NO_SERVER: Final = pgettext("E10", "We could not find your mail server")
# Words: Body below it. "incoming server": a label in mail programs.
LOOK_UP: Final = pgettext(
    "E10",
    "Look in a working mail program under account settings for “incoming server”, or ask your "
    "provider.",
)
# Words: Besides, where also the domain's web site failed. "sign-in": of a Wi-Fi, in the browser.
NOBODY_ANSWERS: Final = pgettext(
    "E19",
    "Neither the web site nor a mail server of {domain} gave a proper answer. Open a web page: "
    "this network may want a sign-in first.",
)
_FOUND: Final = {
    # Words: How the mail server was found. {host}: its name. "list": of providers we know.
    Source.LIST: pgettext("find", "Found in our list: {host}"),
    # Words: How the mail server was found. {host}: its name. "Your domain": the one of the address.
    Source.AUTOCONFIG: pgettext("find", "Found in the settings that your domain publishes: {host}"),
    # Words: How the mail server was found, by who takes in the domain's mail. {host}: its name.
    Source.MX_LIST: pgettext("find", "Found in our list, by who receives your mail: {host}"),
    # Words: How the mail server was found. {host}: its name.
    Source.MX_AUTOCONFIG: pgettext(
        "find", "Found in the settings of the provider that receives your mail: {host}"
    ),
    # Words: How the mail server was found. {host}: its name. "name service": DNS.
    Source.SRV_TLS: pgettext("find", "Found through the name service of your domain: {host}"),
    # Words: How the mail server was found. {host}: its name. Mozilla makes Thunderbird.
    Source.MOZILLA: pgettext("find", "Found in Mozilla’s list: {host}"),
    # Words: How the mail server was found. {host}: its name, which is the usual one.
    Source.USUAL_NAME: pgettext("find", "Found by its usual name: {host}"),
}
_FOUND_ALIKE: Final = {Source.WELL_KNOWN: Source.AUTOCONFIG, Source.SRV: Source.SRV_TLS}
_ASKED: Final = {
    # Words: One line of a list of places that were asked. {place}: a name. For all that follow.
    Answer.FOUND: pgettext("find", "Asked {place}: it names a mail server."),
    # Words: One line of a list of places that were asked.
    Answer.NOTHING: pgettext("find", "Asked {place}: it publishes no mail settings."),
    # Words: One line of a list of places that were asked.
    Answer.NO_ANSWER: pgettext("find", "Asked {place}: it does not answer."),
    # Words: One line of a list of places that were asked.
    Answer.CERTIFICATE: pgettext("find", "Asked {place}: its security certificate does not fit."),
    # Words: One line of a list of places that were asked. "leads": to an address inside an office.
    Answer.NOT_ALLOWED: pgettext("find", "Asked {place}: it leads where we do not go."),
    # Words: One line of a list of places that were asked.
    Answer.NOT_UNDERSTOOD: pgettext("find", "Asked {place}: we could not use its answer."),
    # Words: One line of a list of places that were asked: the fault is this computer's.
    Answer.OUR_FAULT: pgettext("find", "Asked {place}: this computer could not do it."),
}
_NAMES: Final = frozenset({Source.MX_LIST, Source.SRV_TLS, Source.SRV})
_NAMES_ASKED: Final = {
    # Words: One line of a list. "name service": DNS. {place}: a domain.
    Answer.FOUND: pgettext("find", "Asked the name service about {place}: it names a mail server."),
    # Words: One line of a list. {place}: a domain.
    Answer.NOTHING: pgettext(
        "find", "Asked the name service about {place}: it names no mail server we know."
    ),
}
# Words: One line of a list. {place}: a domain.
_NO_NAMES: Final = pgettext("find", "Asked the name service about {place}: it does not answer.")
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
# Words: One line of a list: IPv4 alone, or IPv6 alone, was asked for, and it has no such address.
_NO_FAMILY: Final = pgettext("find", "Tried {host}: it has no address of the wanted kind.")
# Words: One line of a list: the connection was closed or refused.
_TURNED_AWAY: Final = pgettext("find", "Tried {host}: it turned us away.")
# Words: Heading: a server was found, but not in a way that proves it. The user has to look.
IS_IT_YOURS: Final = pgettext("find", "Is this your provider’s mail server?")
# Words: Body below it. {found}: how it was found, with its name. {domain}: that of the address.
NOT_OF_DOMAIN: Final = pgettext(
    "find",
    "{found}. It is not part of {domain}, and anybody on the way could have named it. "
    "Your password was not sent.",
)
_NOBODY: Final = frozenset({Outcome.CONNECT_UNANSWERED, Outcome.CONNECT_REFUSED})


def found_line(candidate: Candidate, words: Words) -> str:
    """How a server was found."""
    source = _FOUND_ALIKE.get(candidate.source, candidate.source)
    return words.say(_FOUND[source], host=_host(candidate, words))


def looked_lines(found: Found, words: Words) -> tuple[str, ...]:
    """Where we looked in vain: who was asked, which servers were tried; no line twice."""
    asked = (asked_line(one, words) for one in found.asked)
    tried = (tried_line(one, words) for one in found.tried)
    return tuple(dict.fromkeys((*asked, *tried)))


def asked_line(asked: Asked, words: Words) -> str:
    """What one place said that may know the server."""
    place = words.isolate(quote_server(asked.place))
    if asked.source in _NAMES and asked.answer is not Answer.OUR_FAULT:
        return words.say(_NAMES_ASKED.get(asked.answer, _NO_NAMES), place=place)
    return words.say(_ASKED[asked.answer], place=place)


def tried_line(tried: Tried, words: Words) -> str:
    """What became of one server that was tried."""
    outcome = Outcome.SILENT if tried.outcome in _NOBODY else tried.outcome
    told = _TRIED.get(outcome, _TURNED_AWAY)
    if tried.detail == NO_SUCH_FAMILY:
        told = _NO_FAMILY
    return words.say(told, host=_host(tried.candidate, words))


def _host(candidate: Candidate, words: Words) -> str:
    return words.isolate(quote_server(candidate.host))
