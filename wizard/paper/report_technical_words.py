"""The sentences of the report's second part, for the technician of the hosting provider.

Owns them as data, marked for translation. What was measured and what is asked for stands in the
words of the note (technical_words.py, request_words.py); here is only what binds them together.
"""

from __future__ import annotations

from typing import Final

from wizard.words import npgettext, pgettext

# Words: Title of a part of the report.
TITLE: Final = pgettext("report-technical", "For the hosting provider's technician")
# Words: The same where nothing is asked of the provider.
TITLE_ANYBODY: Final = pgettext("report-technical", "For technicians")
# Words: Small print below that title.
UTC: Final = pgettext("report-technical", "All times in this part are in UTC.")
# Words: Heading: what the provider is asked for.
REQUEST: Final = pgettext("report-technical", "Request")
# Words: Under that heading, where no setting can be named.
NO_REQUEST: Final = pgettext(
    "report-technical", "This test names no setting to be changed. It says what was seen."
)
# Words: Heading.
SAW: Final = pgettext("report-technical", "What we saw")
# Words: The finding in one line. {finding}: a headline; {level}: Very sure, Fairly sure, Not sure.
FOUND: Final = pgettext("report-technical", "Finding: {finding} ({level}).")
# Words: One event. {time}: UTC; {tried}: what was tried; {result}: what came of it.
EVENT: Final = pgettext("report-technical", "{time}: {tried}: {result}.")
# Words: Behind the first refusal. {count} of {of} tries ended so.
TRIES: Final = npgettext(
    "report-technical",
    "So it ended {count} of {of} time.",
    "So it ended {count} of {of} times.",
)
# Words: Two sentences that belong together in one line. {first}, {second}: sentences.
BOTH: Final = pgettext("report-technical", "{first} {second}")
# Words: Where no test was made, or it was stopped at once.
NOT_CONNECTED: Final = pgettext("report-technical", "No connection was tried.")
# Words: Heading: where in the server's log the refusals stand.
LOOK: Final = pgettext("report-technical", "Where to look")
# Words: Under that heading, where no line of a log is known.
LOOK_ANYWHERE: Final = pgettext(
    "report-technical",
    "Look at the log of the mail service, and at that of a firewall before it, at these times.",
)
# Words: Heading: what a technician has to know before the change.
MIND: Final = pgettext("report-technical", "What to mind")
# Words: Heading.
UNDO: Final = pgettext("report-technical", "How to undo")
# Words: Under that heading, where the setting is not known.
UNDO_ANY: Final = pgettext("report-technical", "To undo: set the old value again.")
# Words: Heading.
EFFECT: Final = pgettext("report-technical", "Effect on your server")
# Words: What a higher limit of one mailbox means. {value}: the number asked for.
CEILING_MAILBOX: Final = pgettext(
    "report-technical", "{value} is the most one mailbox can reach, not a steady load."
)
# Words: What a higher limit of the whole server means. {count}: connections.
CEILING_SERVER: Final = pgettext(
    "report-technical", "Our office needs about {count} of these connections."
)
