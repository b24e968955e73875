"""The sentences of the request: the smallest one first, then the general one, then what to mind.

Owns them as data, marked for translation. Names of settings, files and commands are placeholders
and never translated. It must never ask for 0 or "unlimited".
"""

from __future__ import annotations

from typing import Final

from wizard.words import pgettext

# Words: Stands before two numbered requests.
EITHER: Final = pgettext("request", "Our request, either one of these:")
# Words: Stands before one request.
REQUEST: Final = pgettext("request", "Our request:")
# Words: A numbered request. {number}: 1 or 2.
NUMBERED: Final = pgettext("request", "{number}. {request}")

# Words: Request. {address}: our address. {software}, {setting}, {file}: not to be translated.
EXCEPTION: Final = pgettext(
    "request",
    "Raise the limit for our address only: {address}, {value} connections "
    "({software}: {setting}={value} in the {file} file; no restart is needed).",
)
# Words: The same where our address is not known.
EXCEPTION_UNKNOWN: Final = pgettext(
    "request",
    "Raise the limit for our office's internet address only, to {value} connections "
    "({software}: {setting}={value} in the {file} file; no restart is needed).",
)
# Words: The same where the software is not known or has no known way.
EXCEPTION_ANY: Final = pgettext(
    "request",
    "Raise the limit for our address only: {address}, {value} connections, "
    "if your system allows that.",
)
# Words: The same where neither our address nor a way is known.
EXCEPTION_ANY_UNKNOWN: Final = pgettext(
    "request",
    "Raise the limit for our office's internet address only, to {value} connections, "
    "if your system allows that.",
)
# Words: Request. {setting}={value}, {software}: not to be translated.
GENERAL: Final = pgettext(
    "request", "Raise the limit for every address: {setting}={value} in {software}."
)
# Words: The same where the software is not known. Do not translate the names.
GENERAL_ANY: Final = pgettext(
    "request",
    "Raise the limit for every address to {value} connections "
    "(in Courier-IMAP this is MAXPERIP, and MAXCPERIP in imapaccess for one address only).",
)
# Words: The same where the software is known, but not its setting.
GENERAL_OTHER: Final = pgettext(
    "request",
    "Raise the limit for every address to {value} connections, "
    "in the mail service or in a firewall or proxy before it.",
)
# Words: Request. {panel}: path in a web interface. {setting}={value}, {software}: not translated.
GENERAL_PANEL: Final = pgettext(
    "request", "Raise the limit for every address: {setting}={value} in {software} ({panel})."
)
# Words: Request for a firewall. {address}: our address.
FIREWALL_EXCEPTION: Final = pgettext(
    "request", "In the firewall, allow {value} connections for our address only: {address}."
)
# Words: The same where our address is not known.
FIREWALL_EXCEPTION_UNKNOWN: Final = pgettext(
    "request", "In the firewall, allow {value} connections for our office's internet address only."
)
# Words: Request for a firewall.
FIREWALL_GENERAL: Final = pgettext(
    "request",
    "Raise the firewall's limit of connections from one address to {value}. "
    "No setting of the mail service changes this limit.",
)
# Words: Request for the limit of one mailbox.
MAILBOX_EXCEPTION: Final = pgettext(
    "request",
    "Raise the limit for this mailbox or our office only, to {value} connections, "
    "if your system allows that.",
)
# Words: Request for the limit of one mailbox. {setting}={value}, {software}: not to be translated.
MAILBOX_GENERAL: Final = pgettext(
    "request", "Raise the limit for every mailbox: {setting}={value} in {software}."
)
# Words: The same. {panel}: path in a web interface, not to be translated.
MAILBOX_GENERAL_PANEL: Final = pgettext(
    "request", "Raise the limit for every mailbox: {setting}={value} in {software} ({panel})."
)
# Words: The same where the software is not known. Do not translate the names.
MAILBOX_GENERAL_ANY: Final = pgettext(
    "request",
    "Raise the limit for every mailbox to {value} connections "
    "(in Dovecot this is mail_max_userip_connections).",
)
# Words: The same where the software is known, but not its setting.
MAILBOX_GENERAL_OTHER: Final = pgettext(
    "request", "Raise the limit for every mailbox to {value} connections."
)
# Words: Request for a full server. {setting}, {software}: not to be translated.
FULL: Final = pgettext(
    "request",
    "Raise the limit for the whole server: {setting} in {software}, "
    "for example from {default} to {value}.",
)
# Words: The same. {panel}: path in a web interface, not to be translated.
FULL_PANEL: Final = pgettext(
    "request",
    "Raise the limit for the whole server: {setting} in {software} ({panel}), "
    "for example from {default} to {value}.",
)
# Words: The same where today's value is not known. "by": so many more than today.
FULL_BY: Final = pgettext(
    "request",
    "Raise the limit for the whole server by {value} connections: {setting} in {software}.",
)
# Words: The same. {panel}: path in a web interface, not to be translated.
FULL_BY_PANEL: Final = pgettext(
    "request",
    "Raise the limit for the whole server by {value} connections: "
    "{setting} in {software} ({panel}).",
)
# Words: The same where the software is not known. Do not translate the names.
FULL_ANY: Final = pgettext(
    "request",
    "Raise the limit for the whole server, so that our office gets {value} connections "
    "(Courier-IMAP: MAXDAEMONS, Dovecot: process_limit, Cyrus: maxchild).",
)
# Words: Added where the value comes near the limit for the whole server. {setting}: not translated.
SERVER_WIDE: Final = pgettext(
    "request",
    "Please raise {setting}, the limit for the whole server, too: to {value} at least.",
)
# Words: What applies the change. "second way": the second numbered request.
STOP_AND_START: Final = pgettext(
    "request",
    "For the second way the mail service must be stopped and started (a reload does not apply it).",
)
# Words: The same where there is only one request.
STOP_AND_START_ONE: Final = pgettext(
    "request",
    "For this the mail service must be stopped and started (a reload does not apply it).",
)
# Words: The same where the limit for the whole server is to be raised, too. {setting}: its name.
STOP_AND_START_WIDE: Final = pgettext(
    "request",
    "For the second way and for {setting} the mail service must be stopped and started "
    "(a reload does not apply it).",
)

# Words: Request of the short note. {address}: ours. {exception}, {file}, {setting}: not translated.
SHORT: Final = pgettext(
    "request",
    "Please allow {value} for our address ({exception} in {file}), or set {setting} to {value}.",
)
# Words: The same where the names of the settings are not known.
SHORT_ANY: Final = pgettext("request", "Please allow {value} for our address.")
# Words: The same for a firewall.
SHORT_FIREWALL: Final = pgettext("request", "Please allow {value} for our address in the firewall.")
# Words: The same with one setting. {setting}: not to be translated.
SHORT_SETTING: Final = pgettext("request", "Please set {setting} to {value}.")
# Words: The same for one mailbox, where the name of the setting is not known.
SHORT_MAILBOX: Final = pgettext("request", "Please allow {value} for this mailbox.")
# Words: The same for a full server. {default}: the value as shipped.
SHORT_FULL: Final = pgettext(
    "request", "Please raise {setting}, for example from {default} to {value}."
)
# Words: The same where today's value is not known. "by": so many more than today.
SHORT_FULL_BY: Final = pgettext("request", "Please raise {setting} by {value}.")
