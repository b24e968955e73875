"""The finding in one line, for every situation.

Owns the headlines as data, marked for translation. A number in a headline is `{count}`; the main
text never says IMAP, IP, NAT, TLS, port, session, socket, slot or timeout.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper import refused_words
from wizard.paper.situation import Situation
from wizard.words import Message, npgettext, pgettext

HEADLINES: Final[Mapping[Situation, Message]] = {
    **refused_words.HEADLINES,
    # Words: Headline of a result. The program speaks to the office. {count}: the limit found.
    Situation.OFFICE: npgettext(
        "V1",
        "Your office is allowed only {count} mail connection at a time",
        "Your office is allowed only {count} mail connections at a time",
    ),
    # Words: Headline of a result, where others may have used mail. {count}: free connections.
    Situation.OFFICE_AT_LEAST: npgettext(
        "V1+",
        "Your office is allowed at least {count} mail connection at a time",
        "Your office is allowed at least {count} mail connections at a time",
    ),
    # Words: Headline of a result: not one connection got in.
    Situation.OFFICE_NO_PLACE: pgettext("V1b", "All mail connections of your office are in use"),
    # Words: Headline: not one connection got in; the server speaks of some limit.
    Situation.NO_PLACE_IN_WORDS: pgettext("V1c", "No mail connection is free right now"),
    # Words: Headline: every connection was closed, from the first one on.
    Situation.NO_PLACE_OR_DEAD: pgettext(
        "V1d", "The mail server turns away every connection from your office"
    ),
    # Words: Headline of a result. The limit is for one mailbox. {count}: the limit found.
    Situation.MAILBOX: npgettext(
        "V2",
        "This mailbox is allowed only {count} connection at a time",
        "This mailbox is allowed only {count} connections at a time",
    ),
    # Words: The same where others may have used the mailbox. {count}: free connections.
    Situation.MAILBOX_AT_LEAST: npgettext(
        "V2+",
        "This mailbox is allowed at least {count} connection at a time",
        "This mailbox is allowed at least {count} connections at a time",
    ),
    # Words: Headline of a result. The limit is for one mailbox used from this office.
    Situation.MAILBOX_HERE: npgettext(
        "V2b",
        "This mailbox is allowed only {count} connection from your office at a time",
        "This mailbox is allowed only {count} connections from your office at a time",
    ),
    # Words: The same where others may have used the mailbox. {count}: free connections.
    Situation.MAILBOX_HERE_AT_LEAST: npgettext(
        "V2b+",
        "This mailbox is allowed at least {count} connection from your office at a time",
        "This mailbox is allowed at least {count} connections from your office at a time",
    ),
    # Words: Headline of a result: no limit was met.
    Situation.NO_LIMIT: pgettext("V3", "Your office had enough mail connections during this test"),
    # Words: Headline: the test ended at its own ceiling, below what the office needs.
    Situation.NO_LIMIT_BELOW_NEED: npgettext(
        "V3-",
        "At least {count} mail connection works at a time",
        "At least {count} mail connections work at the same time",
    ),
    # Words: Headline: the limit is hardly above what the office needs.
    Situation.OFFICE_JUST_ENOUGH: pgettext("V4", "Enough, but only just"),
    # Words: Headline: the same for a limit of one mailbox.
    Situation.MAILBOX_JUST_ENOUGH: pgettext("V4m", "Enough for this mailbox, but only just"),
    # Words: Headline: there is a limit, well above what the office needs.
    Situation.OFFICE_ENOUGH: pgettext("V4+", "Your office has enough mail connections"),
    # Words: Headline: the same for a limit of one mailbox.
    Situation.MAILBOX_ENOUGH: pgettext("V4m+", "This mailbox has enough connections"),
    # Words: Headline: the server accepts no more connections, from anybody.
    Situation.SERVER_BUSY: pgettext("V5", "The mail server is too busy to answer"),
    # Words: Headline: the server itself says that it is full or busy.
    Situation.SERVER_SAYS_FULL: pgettext("V5w", "The mail server says that it is full"),
    # Words: Headline: the provider's protection against attacks blocks the office.
    Situation.LOCKED_OUT: pgettext(
        "V6", "Your provider's protection seems to have locked out your office"
    ),
    # Words: Headline: too many connections in a short time, not too many at once.
    Situation.RATE: pgettext("V7", "The server limits how fast connections may start"),
    # Words: Headline: the test could not decide.
    Situation.UNCLEAR: pgettext("V8", "No clear result yet"),
    # Words: Headline: without a password this server cannot be tested.
    Situation.UNCLEAR_SIGN_IN: pgettext(
        "V8s", "This mail server can only be tested with a password"
    ),
    # Words: Headline: the server closes the oldest connection when a new one comes.
    Situation.EVICTS: pgettext("V10", "New mail connections push out old ones"),
    # Words: Headline: router or internet line of the office is the cause.
    Situation.OWN_NETWORK: pgettext("V11", "The trouble is in your own network"),
    # Words: Headline: a firewall of the provider refuses. {count}: the limit found.
    Situation.FIREWALL: npgettext(
        "V12",
        "Your provider's firewall allows only {count} mail connection at a time",
        "Your provider's firewall allows only {count} mail connections at a time",
    ),
    # Words: The same where others may have used mail. {count}: free connections.
    Situation.FIREWALL_AT_LEAST: npgettext(
        "V12+",
        "Your provider's firewall allows at least {count} mail connection at a time",
        "Your provider's firewall allows at least {count} mail connections at a time",
    ),
    # Words: Headline of an error: the very first sign-in was refused.
    Situation.SIGN_IN_REFUSED: pgettext("E05", "The mail server did not accept this password"),
    # Words: Headline: the mailbox itself is full of connections.
    Situation.MAILBOX_NO_PLACE: pgettext("E07", "This mailbox has no free connection right now"),
    # Words: Headline, for mail at Google and the like. {provider}: its name, not translated.
    Situation.LARGE_PROVIDER: pgettext("E09", "This mailbox is run by {provider}"),
    # Words: Headline: the provider has no sign-in with a password.
    Situation.BROWSER_SIGN_IN: pgettext("E09b", "This provider signs in only through the browser"),
    # Words: Headline of an error. {host}: the server name that was typed, not to be translated.
    Situation.NOT_FOUND: pgettext("E11", "There is no server called {host}"),
    # Words: Headline of an error: IPv4 or IPv6 was asked for. {host}: not to be translated.
    Situation.NO_SUCH_FAMILY: pgettext("E11b", "{host} has no internet address of that kind"),
    # Words: Headline of an error: the look-up of names failed. {host}: not to be translated.
    Situation.NO_NAME_SERVICE: pgettext("E20", "We could not look up {host}"),
    # Words: Headline of an error: nothing comes back.
    Situation.NO_ANSWER: pgettext("E12", "Your mail server does not answer"),
    # Words: Headline of an error: a web page comes through from the same server, mail does not.
    Situation.MAIL_BLOCKED: pgettext("E13", "Something blocks mail between here and the server"),
    # Words: Headline: every connection was closed, from the first one on.
    Situation.TURNED_AWAY: pgettext(
        "E12b", "The mail server turns away every connection from your office"
    ),
    # Words: Headline of an error: some other service answers, for example a web server.
    Situation.NOT_A_MAIL_SERVER: pgettext("E12c", "What answers there is not a mail server"),
    # Words: Headline: the choice between "secure from the start" and "secure after start" is wrong.
    Situation.OTHER_SECURITY: pgettext(
        "E12d", "The security setting does not fit this mail server"
    ),
    # Words: Headline of an error: the server has no encryption.
    Situation.NO_ENCRYPTION: pgettext("E12e", "The mail server offers no protected connection"),
    # Words: Headline of an error: what protects the connection is out of date and not safe.
    Situation.OLD_ENCRYPTION: pgettext(
        "E12g", "The protection of this mail server is too old to be safe"
    ),
    # Words: Headline of an error: the certificate names another server.
    Situation.CERTIFICATE_NAME: pgettext("E14", "This server shows a different name"),
    # Words: Headline of an error: the certificate is not confirmed by anybody known.
    Situation.CERTIFICATE_ISSUER: pgettext("E15", "We cannot be sure this is your mail server"),
    # Words: Headline of an error: the certificate has another fault.
    Situation.CERTIFICATE_OTHER: pgettext("E15b", "We cannot be sure this is your mail server"),
    # Words: Headline of an error: the certificate has run out, or the clock here is wrong.
    Situation.CERTIFICATE_DATE: pgettext("E16", "Your mail server's certificate is out of date"),
    # Words: Headline of an error: the certificate is not the one that IT support trusted by hand.
    Situation.CERTIFICATE_CHANGED: pgettext("E15c", "We cannot be sure this is your mail server"),
    # Words: Headline of an error. {date}: a day, for example 3 May 2026.
    Situation.CERTIFICATE_RAN_OUT: pgettext(
        "E16+", "Your mail server's certificate ran out on {date}"
    ),
    # Words: Headline of an error. {date}: a day, for example 3 May 2026.
    Situation.CERTIFICATE_NOT_YET: pgettext(
        "E16-", "Your mail server's certificate is good only from {date} on"
    ),
    # Words: Headline of an error: date or time of this computer.
    Situation.CLOCK_WRONG: pgettext("E17", "The clock of this computer may be wrong"),
    # Words: Headline of an error: this computer has no list of whom to trust.
    Situation.NO_AUTHORITIES: pgettext(
        "E15d", "This computer cannot check any server's certificate"
    ),
    # Words: Headline of an error: an antivirus program reads mail before the mail program does.
    Situation.ANTIVIRUS: pgettext("E18", "Your antivirus stands between you and the mail server"),
    # Words: Headline: the computer went to sleep in the middle of the test.
    Situation.ASLEEP: pgettext("E25", "The computer fell asleep, so the test stopped"),
    # Words: Headline: nothing on the internet answered any more.
    Situation.NETWORK_LOST: pgettext("E26", "The internet dropped during the test"),
    # Words: Headline: this computer changed to another network, or a VPN was switched on or off.
    Situation.ADDRESS_CHANGED: pgettext("E27", "Your internet address changed during the test"),
    # Words: Headline: the user stopped the test.
    Situation.STOPPED: pgettext("E32", "Test stopped"),
    # Words: Headline of an error of this program or computer.
    Situation.OUR_FAULT: pgettext("E36", "Something went wrong on this computer"),
}
