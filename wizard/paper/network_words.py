"""The sentences of the text for whoever looks after the office's router and line.

Owns them as data, marked for translation. It goes to no provider of mail, and says so.
"""

from __future__ import annotations

from typing import Final

from wizard.words import npgettext, pgettext

# Words: Subject of a text to the person who looks after the office's network.
SUBJECT_ROUTER: Final = pgettext("note", "Our router or internet line stops new connections")
# Words: The same where the whole line was gone for a moment.
SUBJECT_LINE: Final = pgettext("note", "Our internet line failed during a test")
# Words: Begins that text after "Hello,".
FOR_NETWORK: Final = pgettext(
    "note", "this is for whoever looks after our router and our internet line."
)
# Words: What was seen. {count}: so many connections were open.
NOTHING_ELSE: Final = npgettext(
    "note",
    "With {count} connection open, no new one got through, "
    "not to another server on the internet either.",
    "With {count} connections open, no new one got through, "
    "not to another server on the internet either.",
)
# Words: The open connections went on.
OPEN_WENT_ON: Final = pgettext("note", "The open connections still answered.")
# Words: The open connections failed too.
OPEN_FAILED: Final = pgettext("note", "The open connections stopped answering as well.")
# Words: What it seems to be.
SEEMS_OURS: Final = pgettext(
    "note", "So the trouble seems to be in our own network or line, not at the mail server."
)
# Words: Request to the person who looks after the network.
CHECK_ROUTER: Final = pgettext(
    "note",
    "Please check the router: is its table of connections full, or does it limit "
    "connections for each computer or each minute?",
)
# Words: The same where the whole line was gone for a moment.
CHECK_LINE: Final = pgettext(
    "note", "Please check the Wi-Fi, the cables, the router and the line, and their logs."
)
# Words: {count}: connections that the office needs.
NEED: Final = npgettext(
    "note",
    "For mail alone our office needs about {count} connection at the same time.",
    "For mail alone our office needs about {count} connections at the same time.",
)
# Words: For a technician. {host} and {port}: another server that was asked as well.
CONTROL: Final = pgettext("technical", "The other server that was asked: {host} port {port}.")

# Words: Subject of a text to whoever looks after the network. {host}: not translated.
SUBJECT_BLOCKED: Final = pgettext("note", "Mail to {host} does not get through our network")
# Words: What was seen. {host}: not translated.
MAIL_BLOCKED: Final = pgettext(
    "note",
    "Neither of the mail services of {host} answered. "
    "The web service of the same address answered, and so did another server.",
)
# Words: What it may be besides. "we": the office.
MAY_BE_BAN: Final = pgettext(
    "note",
    "If nothing here holds mail back, the provider of the mail server may be blocking us.",
)
# Words: Request to whoever looks after the network. {host}, {port}: not translated.
ALLOW_MAIL: Final = pgettext(
    "note",
    "Please allow connections to {host} at port {port}, in the router, in firewalls "
    "and in the Wi-Fi.",
)
