"""What every note about a single fault says: how we tested, what it is about, from where.

Owns these sentences as data, marked for translation. The notes about a limit are note_words.py.
"""

from __future__ import annotations

from typing import Final

from wizard.words import npgettext, pgettext

# Words: Begins a note after "Hello,". "trouble": mail fails now and then.
OPENING: Final = pgettext(
    "note", "our office has trouble with mail, so we looked at the connections to your mail server."
)
# Words: What was tested. {host}: server name, {port}: a number; {zone}: time zone.
TESTED: Final = pgettext("note", "We tested {host}, port {port}, on {date} at {time} ({zone}).")
# Words: {address}: the office's internet address.
FROM: Final = pgettext("note", "Our office's internet address is {address}.")
# Words: The same where the address is not known.
FROM_UNKNOWN: Final = pgettext(
    "note", "Your log should show our office's internet address at that time."
)
# Words: {count}: so many connections were open at the same time.
OPENED: Final = npgettext(
    "note",
    "{count} IMAP connection opened, then no further one got in.",
    "{count} IMAP connections opened at the same time, then no further one got in.",
)
# Words: {count}: so many times one connection was tried.
TRIED: Final = npgettext(
    "note",
    "We tried {count} time, and no connection got in.",
    "We tried {count} times, and not one connection got in.",
)
# Words: {mailbox}: the name of the mailbox that was used for the test, not to be translated.
MAILBOX: Final = pgettext("note", "We tested with the mailbox {mailbox}.")
# Words: Of the mailbox a note is about. {mailbox}: its name, not to be translated.
THE_MAILBOX: Final = pgettext("note", "The mailbox is {mailbox}.")
# Words: The same where its name is not told. {domain}: the part of the name behind the @.
A_MAILBOX_AT: Final = pgettext(
    "note", "It is a mailbox at {domain}. We will gladly tell you which one."
)
