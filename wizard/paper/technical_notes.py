"""What a technician has to mind when a limit is raised, by the codes of resources/remedies.json.

Owns these sentences as data, marked for translation. Names of settings, files and labels stand as
they are. They say nothing that the table's sources do not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.words import Message, pgettext

# What a technician has to mind, by the codes of a remedy's notes.
NOTES: Final[Mapping[str, Message]] = {
    # Words: About Courier. Do not translate `imapd restart`.
    "courier-stop-and-start": pgettext(
        "technical",
        "A reload or `imapd restart` does not apply it; the services must be stopped and started.",
    ),
    # Words: About Courier. Do not translate file names.
    "courier-ssl-inherits": pgettext(
        "technical",
        "imapd-ssl reads imapd first: check that it does not set a value of its own.",
    ),
    # Words: About Courier.
    "courier-zero": pgettext(
        "technical", "0 does not mean unlimited: with it the service does not start."
    ),
    # Words: About Courier. Do not translate MAXDAEMONS.
    "courier-maxdaemons-above": pgettext(
        "technical",
        "Keep MAXDAEMONS (default 40, all customers together) well above it; "
        "else connections hang in place of being refused.",
    ),
    # Words: About Courier.
    "courier-ports-apart": pgettext(
        "technical", "Ports 143 and 993 count separately; POP3 has its own settings."
    ),
    # Words: About Courier. Do not translate imapaccess.
    "courier-access-folder": pgettext(
        "technical",
        "Where imapaccess is a folder, as in Debian, the command puts the line into a file in it.",
    ),
    # Words: About Courier. Do not translate -maxperc and TCPDOPTS.
    "courier-maxperc": pgettext(
        "technical",
        "If the log shows nothing, look for -maxperc in TCPDOPTS: "
        "it counts neighbouring addresses together and logs nothing.",
    ),
    # Words: About Courier. Do not translate makeimapaccess and imapaccess.
    "courier-one-line": pgettext(
        "technical",
        "Each address may stand in imapaccess only once: with a second line makeimapaccess fails.",
    ),
    # Words: About Dovecot. Do not translate what looks like configuration.
    "dovecot-remote": pgettext(
        "technical",
        "Only with the general value outside protocol imap {{ }} can remote {{ }} give one "
        "address another value. With the general value inside it, remote {{ }} makes Dovecot "
        "refuse that very address: then raise the general value.",
    ),
    # Words: About Dovecot.
    "dovecot-backend": pgettext(
        "technical", "With proxies in front, the setting belongs on the backends."
    ),
    # Words: About Dovecot. Do not translate imap-login and process_limit.
    "dovecot-login-processes": pgettext(
        "technical",
        "Every encrypted connection keeps one process of imap-login, so its process_limit "
        "(default 100) is the limit of the whole server.",
    ),
    # Words: About a firewall.
    "firewall-count-rule": pgettext(
        "technical",
        "The refusal looks like a rule that counts connections of one address "
        "(connlimit, ct count, CONNLIMIT in CSF).",
    ),
    # Words: About any limit.
    "off-by-default": pgettext(
        "technical", "As shipped, this limit is off: somebody has set the present value."
    ),
    # Words: About cPanel/WHM. Do not translate the label.
    "cpanel-label": pgettext(
        "technical",
        "In cPanel/WHM the label says “Per IP Address”, but the limit counts one user from "
        "one address.",
    ),
    # Words: About Dovecot. Do not translate what looks like configuration.
    "dovecot-24": pgettext(
        "technical",
        "Dovecot 2.4 has the same setting in the same place; remote {{ }} was not tried with it.",
    ),
    # Words: About Dovecot. Do not translate imap and process_limit.
    "dovecot-mail-processes": pgettext(
        "technical",
        "Every signed-in connection keeps one process of the service imap: its process_limit "
        "(default 1024) is for the whole server.",
    ),
    # Words: About Cyrus.
    "cyrus-services": pgettext(
        "technical",
        "Before Cyrus 3.12 the limit counts all services of a user together, with POP3.",
    ),
    # Words: About Cyrus.
    "cyrus-counts-itself": pgettext(
        "technical",
        "Cyrus 3.6 counts the new connection as well: with a limit of N only N-1 get in.",
    ),
    # Words: About Cyrus. Do not translate SERVICES and maxchild.
    "cyrus-port-lines": pgettext(
        "technical",
        "Each line of SERVICES (imap, imaps) has a maxchild of its own, so ports 143 and 993 "
        "count apart.",
    ),
    # Words: About Exchange.
    "exchange-user-versions": pgettext(
        "technical", "As shipped: 10 in Exchange 2007, 16 since Exchange 2010."
    ),
    # Words: About Exchange.
    "exchange-address-versions": pgettext(
        "technical",
        "As shipped: 20 in Exchange 2007, 2000 in Exchange 2010, off since Exchange 2013.",
    ),
    # Words: About Exchange.
    "exchange-server-versions": pgettext(
        "technical", "As shipped: 2000 in Exchange 2007 and 2010, off since Exchange 2013."
    ),
    # Words: About Exchange. Do not translate IMAPMaxConcurrency.
    "exchange-throttling": pgettext(
        "technical", "A throttling policy (IMAPMaxConcurrency) can limit the same."
    ),
    # Words: About Exchange.
    "exchange-log": pgettext(
        "technical",
        "The log is that of the IMAP4 protocol, where it is switched on; the command runs in "
        "its folder.",
    ),
    # Words: About Zimbra. Do not translate the setting.
    "zimbra-rate": pgettext(
        "technical",
        "The proxy can also limit sign-ins per hour (zimbraReverseProxyIPLoginImapLimit, off "
        "as shipped).",
    ),
    # Words: About hMailServer.
    "hmail-whole-server": pgettext(
        "technical",
        "hMailServer has no limit for one address, only this one for the whole server.",
    ),
    # Words: About Stalwart.
    "stalwart-rate": pgettext(
        "technical", "Stalwart also limits requests per minute (2000 for one account)."
    ),
    # Words: About Kerio Connect. GFI: its maker.
    "kerio-console": pgettext(
        "technical",
        "Kerio Connect itself takes 100 connections from one address; "
        "if fewer get in, something before it refuses. "
        "Its administration console cannot change the 100; the support of GFI can help.",
    ),
    # Words: About Axigen. "pace": how fast connections may start.
    "axigen-interval": pgettext(
        "technical", "Flow control also has limits per interval; those are about the pace."
    ),
    # Words: About an old Mac OS X Server.
    "mac-most": pgettext(
        "technical", "It counts one user from one address: 32 as shipped, 128 at most."
    ),
    # Words: About Oracle's server. Do not translate what looks like configuration.
    "oracle-realms": pgettext(
        "technical",
        "An entry is address|mask:number; 0.0.0.0|0.0.0.0 stands for every address.",
    ),
    # Words: About VPOP3.
    "vpop3-address": pgettext(
        "technical", "VPOP3 can also limit the connections from one address."
    ),
}
