"""The sentences of the note's technical details: what was measured, where to look, what to mind.

Owns them as data, marked for translation. Here a technician reads: TCP, TLS and IMAP are named.
Commands, file names, settings and log lines are placeholders or stand as they are; a translation
leaves them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
# Words: The same where the server was named by its address. {office}: our own address.
TEST_ADDRESS_FROM: Final = pgettext(
    "technical",
    "Test: {service}, {host} port {port}, from {office}, {start} to {end}, by {program} {version}.",
)
# Words: The same where the server was never reached, or has no name but its address.
TEST_NOWHERE: Final = pgettext(
    "technical", "Test: {service}, {host} port {port}, {start} to {end}, by {program} {version}."
)
# Words: How each connection was kept open.
SIGNED_IN: Final = pgettext("technical", "Every connection signed in and stayed open.")
# Words: How each connection was kept open.
NOT_SIGNED_IN: Final = pgettext(
    "technical", "Every connection stayed open without a sign-in; no password was sent."
)
# Words: The same where not all of them stayed open.
SIGNED_IN_ONLY: Final = pgettext("technical", "Every connection signed in.")
# Words: The same where not all of them stayed open.
NOT_SIGNED_IN_ONLY: Final = pgettext("technical", "No connection signed in; no password was sent.")
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
# Words: The same where they are not part of the number found.
OTHERS_BESIDE: Final = npgettext(
    "technical",
    "{count} connection of other programs on this computer was open as well.",
    "{count} connections of other programs on this computer were open as well.",
)

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
# Words: Before three commands. {value}: what the second one has to print. "way 2": see the request.
ONE_ADDRESS_PROVED: Final = pgettext(
    "technical",
    "Way 1, for our address only. The second line must print {value} before the third is run; "
    "if it reports a conflict, remove the new file and take way 2:",
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
# Words: Stands behind a place. {place}: the line before; {known}: the value as shipped.
PLACE_KNOWN: Final = pgettext("technical", "{place} (as shipped: {known})")
# Words: Where a limit for the whole server is set. "by": so many more than today.
PLACES_BY: Final = pgettext("technical", "Raise {setting} by {value} here:")
# Words: What may stand before the mail service. Lines with places follow.
IN_FRONT: Final = pgettext(
    "technical",
    "A proxy or service starter before the mail service can refuse in the same way. "
    "If one of these stands there, it is set here:",
)
# Words: The line in such a program's log. {place}: a line before; {line}: not to be translated.
IN_FRONT_LOG: Final = pgettext("technical", "{place} (its log: {line})")
# Words: {count}: so many connections to one mailbox were open. "above": more than that.
OFFICE_NOT_TESTED: Final = npgettext(
    "technical",
    "Whether our office's address has a limit of its own above {count} connection was not tested.",
    "Whether our office's address has a limit of its own above {count} connections was not tested.",
)
# Words: One place in a web interface. {panel}: a path there, not to be translated.
IN_PANEL: Final = pgettext("technical", "Web interface: {panel}")
# How to undo the request, by the codes of the table.
UNDO: Final[Mapping[str, Message]] = {
    # Words: How to undo the request.
    "line-or-old-value": pgettext(
        "technical",
        "To undo: remove the line from {file} and run makeimapaccess again, or set the old value "
        "and apply it in the same way.",
    ),
    # Words: How to undo the request.
    "old-value": pgettext("technical", "To undo: set the old value and apply it in the same way."),
}
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
# Words: The same where the new value is not known to us.
NO_SECRETS_BY: Final = pgettext(
    "technical", "Please do not send us server files or passwords. “Done” is enough."
)
