"""What the finding means: why it explains the trouble.

Owns the table as data, marked for translation. Blame stands where it belongs: never with the
office, never with the person who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper import refused_words
from wizard.paper.situation import Situation
from wizard.words import Message, pgettext

# Words: Why a limit explains the trouble in the office. "whoever comes next": the next computer.
_RANDOM: Final = pgettext(
    "why",
    "This explains why mail fails on random computers: whoever comes next is turned away, "
    "even when every computer is set up correctly.",
)
# Words: About a full server. "customers": of the hosting provider.
_FULL: Final = pgettext(
    "why", "It may be full for all its customers. Your office did nothing wrong."
)
# Words: Why a limit of one mailbox hurts. Do not translate info@.
_SHARED: Final = pgettext(
    "why",
    "This limit is for one mailbox, not for your office. It hurts when many devices share one "
    "mailbox, such as info@. If your office has a limit above it, this test could not see it.",
)
# Words: The same where the limit is for one mailbox in one place. Do not translate info@.
_SHARED_HERE: Final = pgettext(
    "why",
    "It hurts when many devices share one mailbox, such as info@. Separate mailboxes are counted "
    "apart. If your office has a limit above it, this test could not see it.",
)
# Words: The same where the places of one mailbox are enough.
_MAILBOX_ONLY: Final = pgettext(
    "why",
    "This limit is for one mailbox. If your office has a limit above it, "
    "this test could not see it.",
)

WHY: Final[Mapping[Situation, Message]] = {
    **refused_words.WHY,
    Situation.OFFICE: _RANDOM,
    Situation.OFFICE_AT_LEAST: _RANDOM,
    # Words: Why no connection got in.
    Situation.OFFICE_NO_PLACE: pgettext(
        "V1b",
        "Other computers and phones may be using every connection your office is allowed.",
    ),
    # Words: Why no connection got in, where nothing of the server was seen.
    Situation.NO_PLACE_OR_DEAD: pgettext(
        "V1d",
        "Other devices may be using all the connections your office can have. "
        "The server may also be blocking you, or be out of order.",
    ),
    # Words: Why no connection got in.
    Situation.NO_PLACE_IN_WORDS: pgettext(
        "V1c",
        "The mail server says that a limit is reached, for this mailbox or for your office. "
        "Other devices are using every connection that is allowed.",
    ),
    Situation.MAILBOX: _SHARED,
    Situation.MAILBOX_AT_LEAST: _SHARED,
    Situation.MAILBOX_HERE: _SHARED_HERE,
    Situation.MAILBOX_HERE_AT_LEAST: _SHARED_HERE,
    # Words: Why no connection got in.
    Situation.MAILBOX_NO_PLACE: pgettext(
        "E07",
        "Other devices are using all connections of this mailbox. The password may well be right.",
    ),
    # Words: What it means that no limit was met.
    Situation.NO_LIMIT: pgettext(
        "V3", "We did not look for the upper end. At the busiest hour it can be different."
    ),
    # Words: Why the result is not enough to say more.
    Situation.NO_LIMIT_BELOW_NEED: pgettext(
        "V3-", "The test ended at its own ceiling. More than that is not tested."
    ),
    # Words: What it means that the limit is hardly above the need.
    Situation.OFFICE_JUST_ENOUGH: pgettext("V4", "One more device can bring trouble."),
    # Words: What it means that the limit is hardly above the need of the shared mailbox.
    Situation.MAILBOX_JUST_ENOUGH: pgettext(
        "V4m", "One more device that shares this mailbox can bring trouble."
    ),
    # Words: What it means that the limit is well above the need.
    Situation.OFFICE_ENOUGH: pgettext(
        "V4+", "There is a limit, but your office stays below it. If mail fails, look elsewhere."
    ),
    Situation.MAILBOX_ENOUGH: _MAILBOX_ONLY,
    Situation.SERVER_BUSY: _FULL,
    Situation.SERVER_SAYS_FULL: _FULL,
    # Words: What being locked out means for the office.
    Situation.LOCKED_OUT: pgettext(
        "V6",
        "We stopped at once. Such a lock often ends by itself after one hour, sometimes only "
        "after a day. It hits all computers here; webmail and phones on mobile data may still "
        "work.",
    ),
    # Words: What a limit on new connections means for the office.
    Situation.RATE: pgettext(
        "V7", "Mail programs that start together in the morning can hit this."
    ),
    # Words: Said where the test could not decide and no reason is known.
    Situation.UNCLEAR: pgettext("V8", "What we saw did not fit together."),
    # Words: Why this server cannot be tested without a password.
    Situation.UNCLEAR_SIGN_IN: pgettext(
        "V8s",
        "This kind of server may take tests without a password for an attack. So we stopped early.",
    ),
    # Words: What it means that old connections are closed.
    Situation.EVICTS: pgettext(
        "V10",
        "A computer whose mail worked a moment ago loses it, "
        "even when every computer is set up correctly.",
    ),
    # Words: What it means that nothing else could be reached.
    Situation.OWN_NETWORK: pgettext(
        "V11", "Your router or your internet line was full, or it failed at that moment."
    ),
    # Words: What it means that the computer slept in the middle of the test.
    Situation.ASLEEP: pgettext(
        "E25",
        "This result cannot be used. Left-over connections may stay counted for up to two hours. "
        "A test within that time may find a smaller number.",
    ),
    # Words: What it means that the internet was gone for a moment.
    Situation.NETWORK_LOST: pgettext("E26", "This may be part of your problem."),
    # Words: What it means that this computer changed its network.
    Situation.ADDRESS_CHANGED: pgettext("E27", "The result cannot be used."),
    Situation.FIREWALL: _RANDOM,
    Situation.FIREWALL_AT_LEAST: _RANDOM,
    # Words: Why a password may be refused.
    Situation.SIGN_IN_REFUSED: pgettext(
        "E05",
        "If webmail accepts the same password, your provider may use a different user name.",
    ),
    # Words: Why Google and the like are not tested. {provider}: its name, not translated.
    Situation.LARGE_PROVIDER: pgettext(
        "E09",
        "This check is for mail at a hosting provider. {provider} counts the connections of each "
        "mailbox. A limit for a whole office is not known there.",
    ),
    # Words: What a sign-in through the browser means for this test.
    Situation.BROWSER_SIGN_IN: pgettext(
        "E09b", "We cannot do that here. The limit for your office can still be tested."
    ),
    # Words: Why a server may not be found.
    Situation.NOT_FOUND: pgettext(
        "E11", "The name may be spelled differently, or this computer may be offline."
    ),
    # Words: Why a server has no address of the kind (IPv4, IPv6) that IT support asked for.
    Situation.NO_SUCH_FAMILY: pgettext(
        "E11b", "The server exists, but not with the kind of internet address you chose."
    ),
    # Words: Why the look-up of the server's name failed.
    Situation.NO_NAME_SERVICE: pgettext(
        "E20", "This computer may be offline, or its internet connection is disturbed."
    ),
    # Words: Why a server may not answer. {host}: the server name, not to be translated.
    Situation.NO_ANSWER: pgettext(
        "E12",
        "{host} does not reply. It may be down, it may be blocking your office, "
        "or something in your network holds mail back.",
    ),
    # Words: What it means that only mail does not get through. {host}: not to be translated.
    Situation.MAIL_BLOCKED: pgettext(
        "E13",
        "Your internet works, and the web service of {host} answers. Its mail does not. "
        "Often a firewall or a guest Wi-Fi does this. Your provider may also be blocking your "
        "office.",
    ),
    # Words: Why a server may turn everybody away.
    Situation.TURNED_AWAY: pgettext("E12b", "It may be blocking you, or be out of order."),
    # Words: Why there is no mail server. {host}: the server name, not to be translated.
    Situation.NOT_A_MAIL_SERVER: pgettext(
        "E12c", "{host} answered, but not in the way of a mail server."
    ),
    # Words: What it means that the security setting does not fit.
    Situation.OTHER_SECURITY: pgettext(
        "E12d",
        "A connection is protected either from the start or after the start. "
        "This server does it the other way. Your password was not sent.",
    ),
    # Words: What it means that there is no encryption.
    Situation.NO_ENCRYPTION: pgettext(
        "E12e", "Others could read along on such a connection. Your password was not sent."
    ),
    # Words: What it means that the protection is too old.
    Situation.OLD_ENCRYPTION: pgettext(
        "E12g",
        "{host} offers only a protection that others can break. Your password was not sent.",
    ),
    # Words: About a certificate for another name. {host}: the server name, not to be translated.
    Situation.CERTIFICATE_NAME: pgettext(
        "E14",
        "We asked for {host}, but its security certificate is for another name. "
        "Your password was not sent.",
    ),
    # Words: About a certificate that nobody known confirms.
    Situation.CERTIFICATE_ISSUER: pgettext(
        "E15", "Nobody confirms its security certificate. Your password was not sent."
    ),
    # Words: About a certificate that could not be checked.
    Situation.CERTIFICATE_OTHER: pgettext(
        "E15b", "Its security certificate could not be checked. Your password was not sent."
    ),
    # Words: About a certificate that has run out.
    Situation.CERTIFICATE_DATE: pgettext(
        "E16", "This alone can make mail fail on every computer. Your password was not sent."
    ),
    # Words: About a certificate that is not the one IT support trusted.
    Situation.CERTIFICATE_CHANGED: pgettext(
        "E15c",
        "It shows another security certificate than the one that was trusted. "
        "Your password was not sent.",
    ),
    # Words: About a certificate that has run out on a known day.
    Situation.CERTIFICATE_RAN_OUT: pgettext(
        "E16+", "This alone can make mail fail on every computer. Your password was not sent."
    ),
    # Words: About a certificate whose time begins in some hours.
    Situation.CERTIFICATE_NOT_YET: pgettext(
        "E16-", "Until then mail can fail on every computer. Your password was not sent."
    ),
    # Words: What the clock of this computer says. {now}: day and time.
    Situation.CLOCK_WRONG: pgettext(
        "E17",
        "It says {now}. By that date the mail server's certificate is not valid. "
        "Your password was not sent.",
    ),
    # Words: What is missing on this computer. "It": the computer.
    Situation.NO_AUTHORITIES: pgettext(
        "E15d",
        "Its list of trusted certificate issuers is missing or empty. Your password was not sent.",
    ),
    # Words: Why there is no test. {product}: an antivirus program, not to be translated.
    Situation.ANTIVIRUS: pgettext(
        "E18",
        "The test would measure {product}, not your hosting provider. Your password was not sent.",
    ),
    # Words: What is left behind after the user stopped: nothing.
    Situation.STOPPED: pgettext("E32", "All test connections are closed. Nothing was changed."),
    # Words: What a fault of this computer means.
    Situation.OUR_FAULT: pgettext(
        "E36",
        "The test says nothing about the mail server. Your mail is not affected, "
        "and all test connections are closed.",
    ),
}

# Words: Added to a limit of the office. "one": one internet address for all computers.
KIND_OFFICE: Final = pgettext(
    "why", "Kind of limit: for each internet address. All your computers share one."
)
# Words: The same where it is not certain. "customers": of the hosting provider.
KIND_OFFICE_OR_SERVER: Final = pgettext(
    "why",
    "Kind of limit: for each internet address, or for all customers of the server together. "
    "From here the two look the same.",
)
