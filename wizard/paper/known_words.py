"""The sentences about what is known of a provider: its number, what to do there, what is reported.

Owns these sentences as data, marked for translation. A provider's name comes from the case, so it
is quoted like a server's words. A number is never given as surer than its source is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.advice import Advice, Confidence
from wizard.core.known import About, Basis, Fact, Instead, Password
from wizard.paper.quoting import quote_server
from wizard.words import Message, Words, npgettext, pgettext

_LONGEST_NAME: Final = 60
_MINUTE: Final = 60

# Words: Stands for the name of a provider such as Google where it is not known.
_SOME_PROVIDER: Final = pgettext("E09", "a large provider")

# Words: The limit, from the provider itself. {provider}: Google; {count}: connections.
_ALLOWS: Final = npgettext(
    "E09",
    "{provider} allows about {count} connection for each mailbox, wherever it is used from.",
    "{provider} allows about {count} connections for each mailbox, wherever it is used from.",
)
# Words: The limit, from reports of others. {provider}: Microsoft; {count}: connections.
_SAID_TO_ALLOW: Final = npgettext(
    "E09",
    "Reports say that {provider} allows about {count} connection for each mailbox, "
    "wherever it is used from.",
    "Reports say that {provider} allows about {count} connections for each mailbox, "
    "wherever it is used from.",
)
# Words: Added where reports differ. {count}: the highest number of connections reported.
_OTHERS_SAY: Final = npgettext(
    "E09", "Other reports say about {count}.", "Other reports say about {count}."
)
# Words: Where no number is known. {provider}: name of the provider.
_NOT_KNOWN: Final = pgettext(
    "E09", "How many connections {provider} allows for each mailbox is not known."
)

_INSTEAD: Final[Mapping[Instead, Message]] = {
    # Words: What to do where nobody raises the limit of a mailbox.
    Instead.OWN_MAILBOX: pgettext("next", "Give each person a mailbox of their own."),
    # Words: What to do where nobody raises the limit of a mailbox.
    Instead.FEWER_CONNECTIONS: pgettext(
        "next", "Set each mail program to keep fewer connections open."
    ),
    # Words: What to do: this program cannot test Google and the like.
    Instead.HOSTING_MAILBOX: pgettext(
        "next", "If you also have a mailbox at a hosting provider, test that one here."
    ),
}
_PASSWORDS: Final[Mapping[Password, Message]] = {
    # Words: A hint. {provider}: Google; "app password": a second one, made in the browser.
    Password.APP: pgettext(
        "next",
        "{provider} wants an app password in mail programs: the normal one works only in the "
        "browser.",
    ),
    # Words: A hint. {provider}: Microsoft; the mail program opens the browser to sign in.
    Password.BROWSER: pgettext(
        "next",
        "{provider} wants mail programs to sign in through the browser: a password alone does "
        "not work.",
    ),
}

# Words: Beside a result. {provider}: name of a hosting provider; {what}: a sentence about it.
_KNOWN: Final = pgettext("reason", "What is known about {provider}: {what}")
# Words: The same where it is not from the provider itself. {what}: a sentence about it.
_REPORTED: Final = pgettext("reason", "What reports say about {provider}: {what}")
_FACTS: Final[Mapping[About, Message]] = {
    # Words: After "What is known about ...:". The same for all that follow. {count}: connections.
    About.PER_MAILBOX: npgettext(
        "reason",
        "{count} connection is allowed for each mailbox.",
        "{count} connections are allowed for each mailbox.",
    ),
    # Words: {count}: connections.
    About.PER_MAILBOX_AND_ADDRESS: npgettext(
        "reason",
        "{count} connection from one office is allowed for each mailbox.",
        "{count} connections from one office are allowed for each mailbox.",
    ),
    # Words: {count}: connections.
    About.PER_ADDRESS: npgettext(
        "reason",
        "{count} connection is allowed for each office.",
        "{count} connections are allowed for each office.",
    ),
    # Words: {count}: connections that may start in one minute.
    About.RATE: npgettext(
        "reason",
        "{count} new connection a minute is allowed for each office.",
        "{count} new connections a minute are allowed for each office.",
    ),
    # Words: POP is the older way to fetch mail. {count}: how often mail may be fetched.
    About.POP_RATE: npgettext(
        "reason",
        "With POP, mail may be fetched {count} time an hour from each office.",
        "With POP, mail may be fetched {count} times an hour from each office.",
    ),
    # Words: {count}: connections that are kept.
    About.EVICTS_OLDEST: npgettext(
        "reason",
        "Above {count} connection the oldest one is closed.",
        "Above {count} connections the oldest one is closed.",
    ),
    # Words: After "What is known about ...:".
    About.SIGN_IN_RATE: pgettext("reason", "There is a limit on how often devices may sign in."),
    # Words: After "What is known about ...:". "full": all connections of it are in use.
    About.LOOKS_LIKE_A_WRONG_PASSWORD: pgettext(
        "reason", "Mail programs call it a wrong password when a mailbox is full of connections."
    ),
    # Words: After "What is known about ...:".
    About.LOCKS_OUT: pgettext(
        "reason", "After wrong passwords the whole office is locked out for a while."
    ),
    # Words: After "What is known about ...:".
    About.BY_CONTRACT: pgettext("reason", "How many connections are allowed depends on the plan."),
}
# Words: After "What is known about ...:", where the number is not known.
_SOME_LIMIT: Final = pgettext("reason", "There is a limit for each office.")


def provider_name(advice: Advice, words: Words) -> str:
    """The provider's name, safe inside a sentence."""
    if advice.known is None:
        return words.say(_SOME_PROVIDER)
    return words.isolate(quote_server(advice.known.name, _LONGEST_NAME))


def known_number(advice: Advice, words: Words) -> str:
    """How many connections the provider allows for one mailbox, as surely as it is known."""
    provider = provider_name(advice, words)
    numbers = advice.known.numbers if advice.known else ()
    if advice.known is None or not numbers:
        return words.say(_NOT_KNOWN, provider=provider)
    from_itself = advice.known.basis is Basis.DOCUMENTED
    said = [words.say(_ALLOWS if from_itself else _SAID_TO_ALLOW, numbers[0], provider=provider)]
    if numbers[-1] != numbers[0]:
        said.append(words.say(_OTHERS_SAY, numbers[-1]))
    return " ".join(said)


def what_instead(advice: Advice, words: Words) -> list[str]:
    """What to do at a provider whose limit nobody raises; nothing that its places make needless."""
    known = advice.known
    if known is None:
        return []
    needless = set()
    if advice.enough:
        needless.add(Instead.OWN_MAILBOX)
    if advice.enough and advice.verdict.confidence is not Confidence.NOT_SURE:
        needless.add(Instead.FEWER_CONNECTIONS)
    said = [words.say(_INSTEAD[code]) for code in known.instead if code not in needless]
    hint = None if known.password is None else _PASSWORDS.get(known.password)
    if hint is not None:
        said.insert(0, words.say(hint, provider=provider_name(advice, words)))
    return said


def what_is_known(code: str, advice: Advice, words: Words) -> str:
    """The sentence for a reason such as `known-rate`, "" for every other reason."""
    facts = advice.known.facts if advice.known else ()
    for fact in facts:
        if code == f"known-{fact.about}":
            lead = _KNOWN if fact.basis is Basis.DOCUMENTED else _REPORTED
            return words.say(lead, provider=provider_name(advice, words), what=_what(fact, words))
    return ""


def _what(fact: Fact, words: Words) -> str:
    message = _FACTS[fact.about]
    if message.plural and fact.count is None:
        return words.say(_SOME_LIMIT)
    count = fact.count or 0
    if fact.about is About.RATE and fact.seconds:
        count = count * _MINUTE // fact.seconds
    return words.say(message, count)
