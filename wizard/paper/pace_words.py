"""The sentences of the notes about the pace of new connections, and about old ones pushed out.

Owns them as data, marked for translation.
"""

from __future__ import annotations

from typing import Final

from wizard.words import npgettext, pgettext

# -- The pace -----

# Words: Subject of the note. "new": connections that are just being opened.
SUBJECT_PACE: Final = pgettext(
    "note", "Mail fails in our office: too few new connections are allowed in a short time"
)
# Words: What was seen. {count}: so many connections opened, then one did not.
IN_A_ROW: Final = npgettext(
    "note",
    "{count} IMAP connection opened, then the next one was turned away.",
    "{count} IMAP connections opened in a row, then the next one was turned away.",
)
# Words: The same. {said}: the server's words, a quotation.
SAID: Final = pgettext("note", "Your server said: “{said}”.")
# Words: Proof that it is no number of connections at the same time. {count}: seconds.
NONE_OPEN: Final = npgettext(
    "note",
    "With none of ours open, one was still refused; after a pause of {count} second one got in.",
    "With none of ours open, one was still refused; after a pause of {count} seconds one got in.",
)
# Words: What was seen. {count}: so many connections opened at once, the later ones waited.
HELD_BACK: Final = npgettext(
    "note",
    "{count} IMAP connection opened at once, and each later one was held back for seconds.",
    "{count} IMAP connections opened at once, and each later one was held back for seconds.",
)
# Words: When that began. {count}: seconds from the start of the test.
HELD_BACK_AFTER: Final = npgettext(
    "note",
    "That began about {count} second after the start.",
    "That began about {count} seconds after the start.",
)
# Words: What it seems to be.
SEEMS_PACE: Final = pgettext(
    "note",
    "So it seems to be a limit on how fast new connections may start, not on their number.",
)
# Words: Why it hurts.
MORNING: Final = pgettext(
    "note", "In the morning our mail programs start together and open many at once."
)
# Words: Request. {count}: so many new connections. {address}: the office's internet address.
ALLOW_PACE: Final = npgettext(
    "note",
    "Please allow {count} new connection within one minute from our address {address}.",
    "Please allow {count} new connections within one minute from our address {address}.",
)
# Words: The same where the address is not known.
ALLOW_PACE_UNKNOWN: Final = npgettext(
    "note",
    "Please allow {count} new connection within one minute from our office's internet address.",
    "Please allow {count} new connections within one minute from our office's internet address.",
)
# Words: For a technician. Names of programs and settings stay as they are.
PACKET_FILTER: Final = pgettext(
    "technical",
    "This looks like a rule of a packet filter about new connections "
    "(recent, hashlimit or limit in iptables, limit rate in nftables, PORTFLOOD in CSF).",
)

# -- Pushed out -----

# Words: Subject of the note.
SUBJECT_PUSHED: Final = pgettext(
    "note", "Mail fails in our office: new connections push out old ones"
)
# Words: What was seen. {host}: server name. {count}: so many connections stay open.
KEEPS: Final = npgettext(
    "note",
    "Your server {host} keeps only {count} IMAP connection of ours open.",
    "Your server {host} keeps only {count} IMAP connections of ours open at the same time.",
)
# Words: The same where other devices may have used mail. {count}: so many of ours.
KEEPS_MORE: Final = npgettext(
    "note",
    "While other devices may have been using mail, your server {host} kept {count} IMAP "
    "connection of the test open.",
    "While other devices may have been using mail, your server {host} kept {count} IMAP "
    "connections of the test open.",
)
# Words: What was seen.
PUSHED: Final = pgettext("note", "When a new one gets in, an old one is closed.")
# Words: The same. {said}: the server's words, a quotation.
PUSHED_SAYING: Final = pgettext(
    "note", "When a new one gets in, an old one is closed with the words “{said}”."
)
# Words: What is not known.
WHOSE: Final = pgettext(
    "note", "From here we cannot tell whether this is for our address or for one mailbox."
)
# Words: Why it hurts.
LOSES: Final = pgettext("note", "A computer whose mail worked a moment ago loses it.")
# Words: Request. {value}: a number of connections.
KEEP_MORE: Final = pgettext(
    "note", "Please let {value} connections stay open at the same time, for our office at least."
)
