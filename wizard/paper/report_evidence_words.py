"""The sentences of the report's third part: headings, set-up, method, limits.

Owns them as data, marked for translation; what an attempt was and what came of it stands in
step_words.py. They promise nothing the program does not do.
"""

from __future__ import annotations

from typing import Final

from wizard.words import Message, npgettext, pgettext

# Words: Title of the report's last part.
TITLE: Final = pgettext("evidence", "Evidence")

# Words: Heading above a table: every test that was made so far.
ALL_TESTS: Final = pgettext("evidence", "All tests")
# Words: Name of that table.
ALL_TESTS_KEPT: Final = pgettext("evidence", "Every test in the case file, the oldest first")
# Words: Heading of a column: when a test was.
DATE: Final = pgettext("evidence", "Date")
# Words: Heading of a column: what a test found.
FINDING: Final = pgettext("evidence", "Finding")
# Words: Heading of a column: the number found.
NUMBER: Final = pgettext("evidence", "Number")

# Words: Heading above a picture.
OVER_TIME: Final = pgettext("evidence", "Connections over time")
# Words: What that picture shows. {refused}, {silent}: how many attempts ended so.
CHART: Final = npgettext(
    "evidence",
    "At most {count} connection open; refused: {refused}; without an answer: {silent}.",
    "At most {count} connections open; refused: {refused}; without an answer: {silent}.",
)
# Words: How to read that picture.
CHART_LEGEND: Final = pgettext(
    "evidence",
    "From left to right: seconds since the start. Upwards: open connections. "
    "Cross: refused. Dot: no answer. Dashed line: what the office needs.",
)
# Words: The same for a limit of one mailbox.
CHART_LEGEND_MAILBOX: Final = pgettext(
    "evidence",
    "From left to right: seconds since the start. Upwards: open connections. "
    "Cross: refused. Dot: no answer. Dashed line: what this mailbox needs.",
)

# Words: Heading above a table.
EVENTS: Final = pgettext("evidence", "Step by step")
# Words: Name of a table. {date}: the day of the test.
EVENTS_OF: Final = pgettext("evidence", "Every attempt of {date}, and what was seen beside it")
# Words: Heading of a narrow column: the number of an attempt.
NO: Final = pgettext("evidence", "No.")
# Words: Heading of a column: a time of day. {zone}: time zone.
LOCAL_TIME: Final = pgettext("evidence", "Time ({zone})")
# Words: Heading of a column.
UTC_TIME: Final = pgettext("evidence", "UTC")
# Words: Heading of a column: what was tried.
TRIED: Final = pgettext("evidence", "Tried")
# Words: Heading of a column: what came of it.
RESULT: Final = pgettext("evidence", "Result")
# Words: Heading of a narrow column: how long it took in all, in milliseconds.
MILLISECONDS: Final = pgettext("evidence", "ms")
# Words: Heading of a narrow column: so many connections were open right afterwards.
OPEN: Final = pgettext("evidence", "Open")
# Words: Heading of a column: the server's own words, a quotation.
SAID: Final = pgettext("evidence", "The server said")
# Words: In that column, where the server said the same as in the row before.
SAME_WORDS: Final = pgettext("evidence", "the same words again")
# Words: A quotation of the server. {words}: its words.
QUOTED: Final = pgettext("evidence", "“{words}”")
# Words: Below a table that is too long. {count}: rows that are not shown.
LEFT_OUT: Final = npgettext(
    "evidence",
    "{count} more row is left out here; the case file holds it.",
    "{count} more rows are left out here; the case file holds them.",
)

# Words: Heading: with what and how was tested.
SET_UP: Final = pgettext("evidence", "Set-up")
# Words: A name in a list of facts.
PROGRAM: Final = pgettext("evidence", "Program")
# Words: A name in a list of facts.
SERVER: Final = pgettext("evidence", "Mail server")
# Words: A name in a list of facts: the numeric address of the server.
ADDRESS: Final = pgettext("evidence", "Its address")
# Words: A value beside it. {address}: not translated; {family}: IPv4 or IPv6.
ADDRESS_OF: Final = pgettext("evidence", "{address} ({family})")
# Words: A name in a list of facts: the service (IMAP over TLS) and its port.
SERVICE: Final = pgettext("evidence", "Service")
# Words: A value beside it. {service}: IMAP over TLS.
SERVICE_AT: Final = pgettext("evidence", "{service}, port {port}")
# Words: A name in a list of facts: what the server proves its name with.
CERTIFICATE: Final = pgettext("evidence", "Its certificate")
# Words: A name in a list of facts: what a technician set by hand.
BY_HAND: Final = pgettext("evidence", "Changed by IT support")
# Words: A value beside it.
CERTIFICATE_TRUSTED: Final = pgettext(
    "evidence", "the certificate was trusted by hand, by its SHA-256 fingerprint"
)
# Words: A name in a list of facts: the server's second service, with its port.
OTHER_WAY: Final = pgettext("evidence", "Other way into the server")
# Words: A name in a list of facts: when the test began and ended.
TIME: Final = pgettext("evidence", "Time")
# Words: A value beside it. {start}, {end}: UTC, not to be translated.
FROM_TO: Final = pgettext("evidence", "{start} to {end}")
# Words: A name in a list of facts: whether the client agreed to the test, by the technician's word.
AGREEMENT: Final = pgettext("evidence", "Agreement")
# Words: A value beside it. {date}, {time}, {zone}: when the technician noted that.
AGREED: Final = pgettext(
    "evidence", "The client agreed to this test. Noted on {date} at {time} ({zone})."
)
# Words: A value beside “Sign-in”: the test signed in nowhere.
NOT_SIGNED_IN: Final = pgettext("evidence", "none, no password was sent")
# Words: A value beside “Sign-in”. {domain}: a domain name.
MAILBOX_AT: Final = pgettext("evidence", "a mailbox at {domain}")
# Words: A value beside “Sign-in”.
ONE_MAILBOX: Final = pgettext("evidence", "one mailbox")
# Words: A name in a list of facts: VPN, hotspot and the like. "Tested from": from which connection.
WHEREABOUTS: Final = pgettext("evidence", "Tested from")
# Words: A name in a list of facts.
PACE: Final = pgettext("evidence", "Pause between two attempts")
# Words: A value beside it. {seconds}: a number. "at most": less where it has to be quick.
SECONDS: Final = pgettext("evidence", "about {seconds} s")

# Words: Heading.
METHOD: Final = pgettext("evidence", "Method")
METHOD_STEPS: Final[tuple[Message, ...]] = (
    # Words: How a test goes, the first of four sentences.
    pgettext("evidence", "The test opens one connection after the other and keeps them open."),
    # Words: The second one.
    pgettext("evidence", "Where one does not get in, it tries again to be sure."),
    # Words: The third one.
    pgettext("evidence", "Then it closes open ones and looks whether new ones get in instead."),
    # Words: The fourth one.
    pgettext("evidence", "At the end it closes every connection."),
)
# Words: Heading: what the test cannot say.
LIMITS: Final = pgettext("evidence", "Limits of this test")
# Words: Under that heading.
ONE_COMPUTER: Final = pgettext("evidence", "Measured from one computer at one time.")
# Words: Under that heading. {count}: the most connections that were tried at once.
NOT_BEYOND: Final = npgettext(
    "evidence",
    "We tested up to {count} connection, not beyond.",
    "We tested up to {count} connections, not beyond.",
)
# Words: Under that heading.
OTHERS_MAY: Final = pgettext(
    "evidence", "Other devices may have been using mail, so a number can be too low."
)
# Words: Under that heading, for a test without a password.
MAILBOX_NOT_SEEN: Final = pgettext(
    "evidence", "Without a sign-in a limit of one mailbox cannot be seen."
)
# Words: Heading: how this report can be checked.
PROOF: Final = pgettext("evidence", "Data and copies")
# Words: A name in a list of facts. Do not translate case.json and SHA-256.
CHECKSUM: Final = pgettext("evidence", "Checksum of case.json (SHA-256)")
# Words: Last sentence of the report. Do not translate PDF and HTML.
TWIN: Final = pgettext(
    "evidence",
    "This report exists twice with the same content: as PDF for printing, "
    "and as HTML for screen readers.",
)
