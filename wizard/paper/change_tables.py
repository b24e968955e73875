"""The sentences of "check again": headlines, what they mean, what to do next. Tables only.

Owns them as data, marked for translation. They state what two tests showed; they never say that
somebody did something, or did not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.comparison import Bound, Change, Why
from wizard.words import Message, npgettext, pgettext

# -- Headlines ------------------------------------------------------------------------------------

HEADLINES: Final[Mapping[Change, Message]] = {
    # Words: Headline of a second test, after the provider raised the limit.
    Change.FIXED: pgettext("P8", "Fixed: your office now has enough connections"),
    # Words: Headline of a second test. It is not known whether the limit was changed.
    Change.ENOUGH_NOW: pgettext("P8", "Your office has enough connections now"),
    # Words: Headline of a second test: there was enough before, too.
    Change.STILL_ENOUGH: pgettext("P8", "Your office still has enough connections"),
    # Words: Headline of a second test: more connections than before, but below the need.
    Change.BETTER: pgettext("P8", "Better, but not enough yet"),
    # Words: Headline of a second test: the very same number as before.
    Change.SAME: pgettext("P8", "Nothing has changed yet"),
    # Words: Headline of a second test.
    Change.FEWER: pgettext("P8", "Fewer connections than last time"),
    # Words: Headline of a second test: as many as needed were open, then something else happened.
    Change.OTHER: pgettext("P8", "The limit is fine now, but we saw a different problem"),
    # Words: Headline of a second test that shows neither a change nor that there was none.
    Change.UNCLEAR: pgettext("P8", "It is not clear yet whether anything has changed"),
}
MAILBOX_HEADLINES: Final[Mapping[Change, Message]] = {
    # Words: Headline of a second test, for the limit of one mailbox.
    Change.FIXED: pgettext("P8", "Fixed: this mailbox now has enough connections"),
    # Words: The same where it is not known whether the limit was changed.
    Change.ENOUGH_NOW: pgettext("P8", "This mailbox has enough connections now"),
    # Words: The same where there was enough before, too.
    Change.STILL_ENOUGH: pgettext("P8", "This mailbox still has enough connections"),
}
# Words: Headline of a second test: more than before, and the real limit may be higher still.
BETTER_AT_LEAST: Final = pgettext("P8", "Better, but we do not know yet whether it is enough")
# Words: Headline of a second test: more than the old limit were open, but fewer than needed.
OTHER_TOO_FEW: Final = pgettext("P8", "The old limit is gone, but we saw a different problem")

# -- Numbers --------------------------------------------------------------------------------------

# Words: Numbers of two tests. {before}, {now}: "4", "24 or more", "at least 4", "none free".
BEFORE_AND_NOW: Final = pgettext("P8", "Before: {before}. Now: {now}.")
# Words: Beside the numbers of two tests. {count}: how many connections the office needs.
NEED: Final = npgettext("P8", "You need about {count}.", "You need about {count}.")
# Words: The same for the devices that share one mailbox. {count}: connections.
NEED_MAILBOX: Final = npgettext(
    "P8", "This mailbox needs about {count}.", "This mailbox needs about {count}."
)
# Words: The need has changed since the earlier test. {count}: connections needed then.
NEED_WAS: Final = npgettext(
    "P8", "Last time the need was about {count}.", "Last time the need was about {count}."
)
# Words: Two tests, for a report. {before}, {now}: "24 or more"; {before_day}: 24 August 2026.
ON_TWO_DAYS: Final = pgettext(
    "P8", "Connections at the same time: {before} on {before_day}, {now} on {now_day}."
)
# Words: Two tests on one day. {day}: the day; {before_time}, {now_time}: such as 14:32 CEST.
ON_ONE_DAY: Final = pgettext(
    "P8",
    "Connections at the same time on {day}: {before} at {before_time}, {now} at {now_time}.",
)
SHOWN: Final[Mapping[Bound, Message]] = {
    # Words: A number of connections, the real one may be higher. It may stand inside a sentence.
    Bound.AT_LEAST: npgettext("P8", "at least {count}", "at least {count}"),
    # Words: A number of connections: so many opened, and no limit was met.
    Bound.OR_MORE: npgettext("P8", "{count} or more", "{count} or more"),
    # Words: In place of a number: no connection was free.
    Bound.NONE_FREE: pgettext("P8", "none free"),
}
# Words: In place of a number: the test found none.
NO_NUMBER: Final = pgettext("P8", "no result")

# -- What it means --------------------------------------------------------------------------------

# Words: After a second test: there is enough for the office.
ALL_GET_IN: Final = pgettext("P8", "As many connections as you need can be open at the same time.")
MEANINGS: Final[Mapping[Change, Message]] = {
    Change.FIXED: ALL_GET_IN,
    Change.ENOUGH_NOW: ALL_GET_IN,
    Change.STILL_ENOUGH: ALL_GET_IN,
    # Words: After a second test that found a higher number than the first one.
    Change.BETTER: pgettext("P8", "More connections get in than last time."),
    # Words: After a second test that found the same number.
    Change.SAME: pgettext("P8", "The limit is the same as last time."),
    # Words: After a second test that found a lower number.
    Change.FEWER: pgettext(
        "P8",
        "Fewer connections get in than last time. A computer that fell asleep may still be "
        "counted, for up to two hours.",
    ),
    # Words: After a second test. {finding}: the headline of what it found instead.
    Change.OTHER: pgettext(
        "P8", "More connections were open than the old limit allowed. We now saw: “{finding}”."
    ),
}
# Words: After a second test with a higher number that is still too low.
STILL_TOO_FEW: Final = pgettext("P8", "That is still fewer than you need.")
# Words: After a second test with a higher number that is only a minimum.
MAY_BE_HIGHER: Final = pgettext("P8", "The real limit may be higher than this number.")
# Words: A doubt about two numbers: nobody knows whom the server counts.
FOR_ALL: Final = pgettext(
    "P8",
    "The server may count all its customers together. Then the number changes by itself.",
)

WHY: Final[Mapping[Why, Message]] = {
    # Words: Why two tests cannot be compared. "settings": port and encryption.
    Why.OTHER_SERVER: pgettext(
        "P8",
        "Last time another server or other settings were tested. Each may have its own limit.",
    ),
    # Words: Why two tests cannot be compared: one name, several computers of the provider.
    Why.OTHER_MACHINE: pgettext(
        "P8",
        "The name of your mail server now leads to another machine. "
        "Each machine may have its own limit.",
    ),
    # Words: Why two tests cannot be compared.
    Why.OTHER_MAILBOX: pgettext(
        "P8", "The limit is for one mailbox, and last time a different one was tested."
    ),
    # Words: Why two tests cannot be compared: the second one was made without a password.
    Why.NOT_SIGNED_IN: pgettext(
        "P8", "The old limit shows only after signing in. This time nobody signed in."
    ),
    # Words: Why two tests cannot be compared.
    Why.OTHER_SIGN_IN: pgettext(
        "P8",
        "Only one of the two tests signed in with a password. "
        "Their numbers may differ for that reason.",
    ),
    # Words: Why two tests cannot be compared. {finding}: the headline of the second test.
    Why.NO_RESULT: pgettext("P8", "This time there is no number to compare: “{finding}”."),
    # Words: Why two tests cannot be compared. A line about both addresses stands beside it.
    Why.OFFICE_MOVED: pgettext(
        "P8", "The two tests came from different internet addresses. Each may have its own limit."
    ),
    # Words: Why two tests cannot be compared: others may have used mail, or it was not steady.
    Why.MINIMUM_NOW: pgettext(
        "P8", "The number of this test is only a minimum. It shows no change."
    ),
    # Words: The same for the earlier test.
    Why.MINIMUM_THEN: pgettext(
        "P8", "The number of last time was only a minimum. So we cannot say what has changed."
    ),
    # Words: Why two tests cannot be compared: others may have held all places.
    Why.NONE_FREE_NOW: pgettext(
        "P8", "No connection was free this time. Other devices may be using all of them."
    ),
    # Words: The same for the earlier test.
    Why.NONE_FREE_THEN: pgettext(
        "P8",
        "No connection was free last time. Other devices may have used all of them, "
        "so we cannot say what has changed.",
    ),
    # Words: Why two tests cannot be compared. {finding}: the headline of the second test.
    Why.TROUBLE_NOW: pgettext(
        "P8", "A different problem came first, so the old limit was not reached: “{finding}”."
    ),
    # Words: Why two tests cannot be compared. {earlier}: the headline of the earlier test.
    Why.TROUBLE_THEN: pgettext("P8", "Last time we saw a different problem: “{earlier}”."),
    # Words: Why two tests cannot be compared, though their numbers are alike.
    Why.OTHER_LIMIT: pgettext(
        "P8", "The number is the same, but it seems to be a different limit than last time."
    ),
    Why.FOR_ALL: FOR_ALL,
}

# -- What to do next ------------------------------------------------------------------------------

# Words: What to do next. "it": the mail connections of the office.
TELL_THEM: Final = pgettext(
    "P8",
    "Tell your hosting provider that it works, and save this result. If mail fails again, "
    "check again.",
)
# Words: What to do next, where there is enough, but nobody knows what changed.
KEEP_IT: Final = pgettext(
    "P8", "Save this result. If mail fails again, check again at the busiest hour."
)
# Words: What to do next, where the new number is still too low.
SEND_NEW_NUMBERS: Final = pgettext(
    "P8", "Send the note with the new numbers to your hosting provider, and check again."
)
# Words: What to do next after the same number, where only a start makes a new limit count.
STOP_AND_START: Final = pgettext(
    "P8",
    "The mail service must be stopped and started after the change. A reload is not enough. "
    "Ask your provider if that was done.",
)
# Words: The same for other mail servers and firewalls.
IN_FORCE: Final = pgettext(
    "P8",
    "Ask your hosting provider whether the limit was changed, and whether the change is in force "
    "already.",
)
# Words: What to do next, where the number is lower than before.
LATER: Final = pgettext(
    "P8",
    "Close mail on all computers and phones, and check again in two hours. If the number stays, "
    "ask your hosting provider what was changed.",
)
# Words: What to do next, where the number is only a minimum.
CLOSE_MAIL: Final = pgettext("P8", "Close mail on all computers and phones, and check again.")

NEXT: Final[Mapping[Why, Message]] = {
    # Words: What to do next. "settings": port and encryption.
    Why.OTHER_SERVER: pgettext("P8", "Check again with the server and the settings of last time."),
    # Words: What to do next, where one name stands for several computers of the provider.
    Why.OTHER_MACHINE: pgettext(
        "P8",
        "Check again in an hour. If it stays like this, ask your hosting provider "
        "whether the change was made on every machine.",
    ),
    # Words: What to do next.
    Why.OTHER_MAILBOX: pgettext("P8", "Check again with the mailbox of last time."),
    # Words: What to do next.
    Why.NOT_SIGNED_IN: pgettext(
        "P8", "Check again with the password of the mailbox. It is never saved."
    ),
    # Words: What to do next.
    Why.OTHER_SIGN_IN: pgettext(
        "P8", "Check again as last time: with the password, or again without one."
    ),
    # Words: What to do next, where the office has another internet address than before.
    Why.OFFICE_MOVED: pgettext(
        "P8", "Ask your hosting provider for which internet address the limit was raised."
    ),
}

# Words: After a second test. {then}, {now}: the internet addresses of the office.
ADDRESS_CHANGED: Final = pgettext(
    "P8",
    "Your internet address is different from last time (then {then}, now {now}). "
    "If the provider raised the limit for the old address only, tell them the new one.",
)
