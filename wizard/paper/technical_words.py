"""The sentences of the note's technical details: what was measured, where to look, what to mind.

Owns them as data, marked for translation. Here a technician reads: TCP, TLS and IMAP are named.
Commands, file names, settings and log lines are placeholders or stand as they are; a translation
leaves them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.model import Outcome
from wizard.words import Message, npgettext, pgettext

# Words: Heading in the note, for a technician. The same for all of "technical".
HEADING: Final = pgettext("technical", "Technical details")
# Words: What was tested. {service}: IMAP over TLS. {host}, {address}, {port}: not translated.
TEST: Final = pgettext(
    "technical",
    "Test: {service}, {host} port {port} ({address}), {start} to {end}, by {program} {version}.",
)
# Words: The same with our own address. {office}: the office's internet address.
TEST_FROM: Final = pgettext(
    "technical",
    "Test: {service}, {host} port {port} ({address}), from {office}, {start} to {end}, "
    "by {program} {version}.",
)
# Words: How each connection was kept open.
SIGNED_IN: Final = pgettext("technical", "Every connection signed in and stayed open.")
# Words: How each connection was kept open.
NOT_SIGNED_IN: Final = pgettext(
    "technical", "Every connection stayed open without a sign-in; no password was sent."
)
# Words: {count}: so many connections were open at the same time.
OPENED: Final = npgettext(
    "technical",
    "{count} connection was open at the same time: greeting received, held open.",
    "{count} connections were open at the same time: greeting received, held open.",
)
# Words: Other programs on the same computer, added to the number found.
OTHERS: Final = npgettext(
    "technical",
    "{count} connection of other programs on this computer was open as well and is counted in.",
    "{count} connections of other programs on this computer were open as well and are counted in.",
)

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
# Words: A new connection got in after one was closed. {time}: UTC. {milliseconds}: how long.
FREED: Final = pgettext(
    "technical",
    "{time}: after an open connection was closed, a new one got in within {milliseconds} ms.",
)
# Words: {time}: UTC.
ALL_CLOSED: Final = pgettext("technical", "All test connections were closed by {time}.")
# Words: {said}: the server's words, a quotation.
SAID: Final = pgettext("technical", "The server said: “{said}”")
# Words: {greeting}: the server's first line, a quotation.
GREETING: Final = pgettext("technical", "Greeting: “{greeting}”")

# Words: {line}: a line of the server's log, not to be translated.
LOG: Final = pgettext("technical", "At these times your log should show: {line}")
# Words: Before a command for searching the log.
SEARCH: Final = pgettext("technical", "To find it:")
# Words: Before a command. "Debian's paths": the file names are those of Debian.
ONE_ADDRESS: Final = pgettext(
    "technical",
    "Way 1, for our address only, no restart, nobody is disconnected (Debian's paths):",
)
# Words: The same, where our address is not known: ADDRESS in the command stands for it.
ONE_ADDRESS_UNKNOWN: Final = pgettext(
    "technical",
    "Way 1, for our address only (put it in place of ADDRESS), no restart, nobody is "
    "disconnected (Debian's paths):",
)
# Words: Where a setting is made. {setting}={value}: not to be translated.
PLACES: Final = pgettext("technical", "Set {setting}={value} here:")
# Words: Where the setting for the whole server is made. {setting}={value}: not to be translated.
SAME_FILE: Final = pgettext("technical", "Set {setting}={value} in the same file.")
# Words: Where a setting is made, where it has no name. Commands or places follow.
PLACES_UNNAMED: Final = pgettext("technical", "The limit is set here:")
# Words: One place. {system}: a system's name; {file}, {restart}: not to be translated.
PLACE: Final = pgettext("technical", "{system}: {file}, then: {restart}")
# Words: One place without a command. {system}: a system's name; {file}: not to be translated.
PLACE_ONLY: Final = pgettext("technical", "{system}: {file}")
# Words: One place in a web interface. {panel}: a path there, not to be translated.
IN_PANEL: Final = pgettext("technical", "Web interface: {panel}")
# Words: How to undo the request.
UNDO_BOTH: Final = pgettext(
    "technical",
    "To undo: remove the line from {file} and run makeimapaccess again, or set the old value "
    "and apply it in the same way.",
)
# Words: How to undo the request.
UNDO: Final = pgettext("technical", "To undo: set the old value and apply it in the same way.")
# Words: {value}: the number asked for.
CEILING: Final = pgettext(
    "technical", "{value} is the most this office can reach, not a steady load."
)
# Words: Where the software is not known. Do not translate the names.
UNKNOWN_ADDRESS: Final = pgettext(
    "technical",
    "The server did not name its software. Courier-IMAP: MAXPERIP (for one address: MAXCPERIP in "
    "imapaccess). A firewall or proxy before it can refuse in the same way. "
    "Dovecot's mail_max_userip_connections would refuse only after the sign-in.",
)
# Words: A last word to the provider. The quotation is an example of an answer.
NO_SECRETS: Final = pgettext(
    "technical",
    "Please do not send us server files or passwords. “Done, now {value}” is enough.",
)

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
        "technical", "Where imapaccess is a folder, the line goes into a file in it."
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
}
