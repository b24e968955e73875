"""The sentences around the report: its titles, its first part, what stands on every page.

Owns them as data, marked for translation. The first part is read by the office: no technical word.
What was found is said by sentences.py, so that paper and screen can never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.progress import Place
from wizard.words import Message, pgettext

# Words: Title of the report, where a limit was found that is too low.
TITLE_OFFICE: Final = pgettext("report", "Why mail fails in your office")
# Words: The same where the limit is for one mailbox.
TITLE_MAILBOX: Final = pgettext("report", "Why mail fails in a shared mailbox")
# Words: A large number on the report that is only a lower bound. {number}: 24.
OR_MORE: Final = pgettext("report", "{number} or more")
# Words: Above the large number of an earlier test. {date}, {time}; {zone}: time zone.
BEFORE: Final = pgettext("report", "Before: {date}, {time} ({zone})")
# Words: Above the large number of the latest test.
NOW: Final = pgettext("report", "Now: {date}, {time} ({zone})")

# Words: Below the picture of the places; what its shapes mean follows in the same line.
LEGEND: Final = pgettext("report", "Each square stands for one connection.")
# What the shapes of the picture mean.
SHAPES: Final[Mapping[Place, Message]] = {
    # Words: Below the picture: what a shape means. The same for all that follow.
    Place.OPEN: pgettext("report", "Check mark: open."),
    # Words: Below the picture, a shape: the connection is being opened just now.
    Place.OPENING: pgettext("report", "Three dots: opening."),
    # Words: Below the picture, a shape: the mail server said no.
    Place.REFUSED: pgettext("report", "Cross: refused."),
    # Words: Below the picture, a shape: the mail server did not say anything.
    Place.SILENT: pgettext("report", "Hourglass: no answer."),
    # Words: Below the picture, a shape: it was open and is closed now.
    Place.CLOSED: pgettext("report", "Small check mark: closed again."),
    # Words: Below the picture, a shape.
    Place.NOT_TRIED: pgettext("report", "Dashed outline: not tried."),
}

# Words: Heading of the report.
MEANS: Final = pgettext("report", "What this means")
# Words: Heading of the report.
WHO: Final = pgettext("report", "Who can fix it")
# Words: Heading of the report.
WHAT_TO_DO: Final = pgettext("report", "What to do")
# Words: Heading of the report.
HOW_SURE: Final = pgettext("report", "How sure is this?")

# Words: Under "What to do". "the note": the message to the provider that this program writes.
SEND: Final = pgettext(
    "report",
    "Send this report together with the note: the next pages are for technicians.",
)
# Words: Under "What to do". The quotation is the name of a button.
CHECK_AGAIN: Final = pgettext(
    "report",
    "To test again, open the case file and choose “Check again after a fix”.",
)

# Words: When a test was. {zone}: time zone.
MOMENT: Final = pgettext("report", "{date}, {time} ({zone})")
# Words: Last line of the report's first part. {host}: server name; {moment}: date and time.
TESTED: Final = pgettext("report", "Tested: {host}, {moment}.")
# Words: The same line goes on. {names}: a person, a company, or both.
TESTED_BY: Final = pgettext("report", "Tested by: {names}.")
# Words: The same line goes on. {number}: the number of the office at its provider.
CUSTOMER: Final = pgettext("report", "Customer number: {number}.")

# Words: What the report is about, for a list of files. {host}: server name, not to be translated.
SUBJECT: Final = pgettext("report", "Mail connection check of {host}, {date}")
# Words: At the foot of every page. {page} and {pages}: numbers.
PAGE_OF: Final = pgettext("report", "Page {page} of {pages}")
