"""The sentences of the note for the hosting provider: subject, findings, need, closing.

Owns them as data, marked for translation. Here the office speaks to its provider's support, so
IMAP and internet address may be named; names of settings and files are never translated. They
state facts, blame nobody, and promise nothing the program did not see.
"""

from __future__ import annotations

from typing import Final

from wizard.core.advice import Refusal
from wizard.words import npgettext, pgettext

# Words: First line of the note. {subject}: its subject.
SUBJECT: Final = pgettext("note", "Subject: {subject}")

# Words: Subject of the note. {address}: the office's internet address.
SUBJECT_ADDRESS: Final = pgettext("note", "Please raise the mail connection limit for {address}")
# Words: Subject of the note, where the office's address is not known.
SUBJECT_OFFICE: Final = pgettext("note", "Please raise the mail connection limit for our office")
# Words: Subject of the note.
SUBJECT_FAILS: Final = pgettext(
    "note", "Mail fails in our office: connection limit per address is too low"
)
# Words: Subject of the note, where not one connection got in.
SUBJECT_NO_PLACE: Final = pgettext(
    "note", "Mail fails in our office: no further connection gets in"
)
# Words: Subject of the note, for a firewall's limit. {address}: the office's internet address.
SUBJECT_FIREWALL_ADDRESS: Final = pgettext(
    "note", "Please raise your firewall's connection limit for {address}"
)
# Words: Subject of the note, for a firewall's limit.
SUBJECT_FIREWALL: Final = pgettext(
    "note", "Mail fails in our office: your firewall's connection limit is too low"
)
# Words: Subject of the note, for the limit of one mailbox.
SUBJECT_MAILBOX: Final = pgettext(
    "note", "Mail fails in a shared mailbox: its connection limit is too low"
)
# Words: The same where it is still enough.
SUBJECT_MAILBOX_JUST: Final = pgettext(
    "note", "Please raise the connection limit of a shared mailbox"
)
# Words: Subject of the note, for a full server. {host}: server name, not to be translated.
SUBJECT_FULL: Final = pgettext("note", "Your mail server {host} accepts no further connections")

# Words: First line of the note.
HELLO: Final = pgettext("note", "Hello,")
# Words: First words of the short note, with a sentence after it in the same line.
HELLO_SHORT: Final = pgettext("note", "Hello.")
# Words: What people in the office see. The quotation is what their mail program says.
SYMPTOM: Final = pgettext(
    "note",
    "in our office, mail often fails with “cannot connect to the mail server”. "
    "It hits a different computer each time and goes away by itself.",
)
# Words: The same for one mailbox that several devices use.
SYMPTOM_MAILBOX: Final = pgettext(
    "note",
    "in our office, mail often fails on devices that share one mailbox. "
    "It hits a different device each time and goes away by itself.",
)
# Words: The first sentence where the limit is only just enough.
SYMPTOM_JUST: Final = pgettext(
    "note", "our office has only just enough mail connections. One more device will bring trouble."
)

# Words: {address}: the office's internet address.
SHARED_ADDRESS: Final = pgettext(
    "note", "All devices in our office share one internet address ({address})."
)
# Words: The same in short. {address}: the office's internet address.
SHARED_SHORT: Final = pgettext("note", "Our office uses one internet address, {address}.")
# Words: The same where the address is not known. The note gives the times.
SHARED_UNKNOWN: Final = pgettext(
    "note",
    "All devices in our office share one internet address (your log shows it at the times below).",
)
# Words: What was found. {host}: server name. {count}: the limit.
ACCEPTS: Final = npgettext(
    "note",
    "Your server {host} accepts only {count} IMAP connection from it at the same time.",
    "Your server {host} accepts only {count} IMAP connections from it at the same time.",
)
# Words: The same where other devices may have used mail. {count}: connections that were free.
ACCEPTS_MORE: Final = npgettext(
    "note",
    "While other devices may have been using mail, your server {host} accepted {count} more "
    "IMAP connection from it.",
    "While other devices may have been using mail, your server {host} accepted {count} more "
    "IMAP connections from it.",
)
# Words: What was found for a firewall. {host}: server name. {count}: the limit.
FIREWALL: Final = npgettext(
    "note",
    "The firewall of your server {host} allows only {count} IMAP connection from it "
    "at the same time.",
    "The firewall of your server {host} allows only {count} IMAP connections from it "
    "at the same time.",
)
# Words: The same where other devices may have used mail. {count}: connections that were free.
FIREWALL_MORE: Final = npgettext(
    "note",
    "While other devices may have been using mail, the firewall of your server {host} allowed "
    "{count} more IMAP connection from it.",
    "While other devices may have been using mail, the firewall of your server {host} allowed "
    "{count} more IMAP connections from it.",
)
# Words: What was found where not one connection got in. {host}: server name.
NONE_IN: Final = pgettext(
    "note", "Your server {host} did not accept a single further IMAP connection from it."
)
# Words: What was found for one mailbox used from one place. {host}: server name.
MAILBOX_HERE: Final = npgettext(
    "note",
    "Your server {host} accepts only {count} IMAP connection to one mailbox from our office "
    "at the same time.",
    "Your server {host} accepts only {count} IMAP connections to one mailbox from our office "
    "at the same time.",
)
# Words: What was found for one mailbox. {host}: server name. {count}: the limit.
MAILBOX: Final = npgettext(
    "note",
    "Your server {host} accepts only {count} IMAP connection to one mailbox at the same time.",
    "Your server {host} accepts only {count} IMAP connections to one mailbox at the same time.",
)
# Words: The same where other devices may have used the mailbox. {count}: were free.
MAILBOX_MORE: Final = npgettext(
    "note",
    "While other devices may have been using the mailbox, your server {host} accepted {count} "
    "more IMAP connection to it.",
    "While other devices may have been using the mailbox, your server {host} accepted {count} "
    "more IMAP connections to it.",
)
# Words: What was found for one mailbox where not one connection got in.
MAILBOX_NONE_IN: Final = pgettext(
    "note",
    "Your server {host} did not accept a single further IMAP connection to a mailbox of ours.",
)
# Words: What was found for a full server. {host}: server name. {count}: so many opened.
FULL: Final = npgettext(
    "note",
    "Your server {host} accepted {count} IMAP connection from our office, then no more.",
    "Your server {host} accepted {count} IMAP connections from our office, then no more.",
)
# Words: The same where not one opened. {host}: server name.
FULL_AT_ONCE: Final = pgettext(
    "note", "Your server {host} did not answer a single IMAP connection from our office."
)
# Words: What is believed about a full server. "customers": of the provider.
FULL_FOR_ALL: Final = pgettext(
    "note", "It seems to be full for all its customers, so this is no limit for our office alone."
)

# How a connection beyond the number is refused. {count}: which one it is.
BEYOND: Final = {
    # Words: How connection number {count} is refused. "without a word": the server says nothing.
    Refusal.WORDLESS: pgettext(
        "note", "Connection number {count} is closed at once, without a word."
    ),
    # Words: How connection number {count} is refused. {said}: the server's words.
    Refusal.IN_WORDS: pgettext(
        "note", "Connection number {count} is refused with the words “{said}”."
    ),
    # Words: How connection number {count} is refused.
    Refusal.PACKET_FILTER: pgettext(
        "note", "Connection number {count} is refused before it reaches the mail service."
    ),
    # Words: How connection number {count} is refused.
    Refusal.SILENT: pgettext("note", "Connection number {count} gets no answer."),
    # Words: How connection number {count} is refused.
    Refusal.CUT: pgettext("note", "Connection number {count} is cut off during the sign-in."),
    # Words: How connection number {count} is refused.
    Refusal.NONE: pgettext("note", "Connection number {count} is refused."),
}
# The same where not one connection got in.
EACH: Final = {
    # Words: How every connection is refused. "without a word": the server says nothing.
    Refusal.WORDLESS: pgettext("note", "Each one is closed at once, without a word."),
    # Words: How every connection is refused. {said}: the server's words.
    Refusal.IN_WORDS: pgettext("note", "Each one is refused with the words “{said}”."),
    # Words: How every connection is refused.
    Refusal.PACKET_FILTER: pgettext(
        "note", "Each one is refused before it reaches the mail service."
    ),
    # Words: How every connection is refused.
    Refusal.SILENT: pgettext("note", "Each one gets no answer."),
    # Words: How every connection is refused.
    Refusal.CUT: pgettext("note", "Each one is cut off during the sign-in."),
    # Words: How every connection is refused.
    Refusal.NONE: pgettext("note", "Each one is refused."),
}
# Words: The proof that it is a number of connections at the same time.
FREED: Final = pgettext("note", "When we close an open one, a new one gets in.")

# Words: Where the server gave no sign whose limit it is.
OR_WHOLE_SERVER: Final = pgettext(
    "note",
    "From here we cannot tell whether this limit is for our address or for your whole server.",
)

# Words: {count} of {of} tries ended so, on this {date} at this {time}; {zone}: time zone.
SEEN_TIMES: Final = pgettext(
    "note", "We saw this {count} of {of} times on {date} at {time} ({zone})."
)
# Words: The same without a number of tries.
SEEN: Final = pgettext("note", "We saw this on {date} at {time} ({zone}).")
# Words: How sure the result is. {level}: Very sure, Fairly sure or Not sure.
SURE: Final = pgettext("note", "How sure is this? {level}.")

# Words: The need. {count}: connections; {devices}: 4 computers and 1 phone or tablet.
NEED_DEVICES: Final = npgettext(
    "note",
    "We need about {count} connection ({devices}).",
    "We need about {count} connections ({devices}).",
)
# Words: The need, where the devices were not counted.
NEED: Final = npgettext(
    "note", "We need about {count} connection.", "We need about {count} connections."
)
# Words: The need of all devices that share one mailbox.
NEED_MAILBOX: Final = npgettext(
    "note",
    "The devices that share this mailbox need about {count} connection.",
    "The devices that share this mailbox need about {count} connections.",
)
# Words: Why so many are needed.
SEVERAL_AT_ONCE: Final = pgettext("note", "A mail program opens several at once.")

# Words: What we ask for afterwards.
TELL_US: Final = pgettext(
    "note", "Please tell us when it is done. We will test again and report back."
)
# Words: The same in short.
TELL_US_SHORT: Final = pgettext("note", "Please tell us when it is done. Thank you.")
# Words: Said where a report is sent together with the note.
ATTACHED: Final = pgettext("note", "A report with all times is attached.")
# Words: Said where the limit is for one mailbox; the note never names it.
WHICH_MAILBOX: Final = pgettext("note", "We will gladly tell you which mailbox it is.")
# Words: The end of the note, before the name.
REGARDS: Final = pgettext("note", "Kind regards")
# Words: The end of the note, where no name is given.
OUR_OFFICE: Final = pgettext("note", "our office")
# Words: Below the name. {number}: the customer number with the provider.
CUSTOMER: Final = pgettext("note", "Customer number {number}")
