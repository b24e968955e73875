"""The sentences about what an office can do until its provider answers.

Owns them as data, marked for translation: what to do, where to click, what it brings. The office
itself reads them, so they use no word of a technician; menus stand as the program shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.measures import Code
from wizard.words import Message, npgettext, pgettext

# Words: Heading of a short list of what the office can do before the provider answers.
HEADING: Final = pgettext("today", "What you can do today:")
# Words: Heading of some more possibilities. What they bring is told for each one alone.
OTHER_WAYS: Final = pgettext("today", "Also possible, each by itself:")
# The names of programs are the same in every language.
PROGRAMS: Final[Mapping[str, str]] = {
    "thunderbird": "Thunderbird",
    "mailbird": "Mailbird",
    "evolution": "Evolution",
}

WHERE: Final[Mapping[str, Message]] = {
    # Words: The way to a setting in Thunderbird. Use the menu names of the translated program
    # Words: only where you are certain of them.
    "thunderbird": pgettext(
        "today",
        "In Thunderbird: Account Settings > Server Settings > Advanced > "
        "“Maximum number of server connections to cache”.",
    ),
    # Words: The way to a setting in Mailbird. "Connections" is a slider.
    "mailbird": pgettext(
        "today",
        "In Mailbird: Menu > Settings > Accounts > Edit > the slider “Connections”.",
    ),
    # Words: The way to a setting in Evolution.
    "evolution": pgettext(
        "today",
        "In Evolution: Edit > Preferences > Mail Accounts > Edit > Receiving Options > "
        "“Number of concurrent connections to use”.",
    ),
}

# Words: What to do. {program}: name of a mail program; {count}: connections.
FEWER: Final = npgettext(
    "today",
    "Let {program} keep only {count} connection on each computer.",
    "Let {program} keep only {count} connections on each computer.",
)

# What to do on a number of devices that was counted.
COUNTED: Final[Mapping[Code, Message]] = {
    # Words: What to do. Phones on mobile data do not count for the office.
    Code.MOBILE_DATA: npgettext(
        "today",
        "Use mobile data in place of the office Wi-Fi on {count} phone or tablet.",
        "Use mobile data in place of the office Wi-Fi on {count} phones and tablets.",
    ),
    # Words: What to do. "Take off": remove the account of this mailbox from the phone.
    Code.OFF_PHONES: npgettext(
        "today",
        "Take this mailbox off {count} phone or tablet.",
        "Take this mailbox off {count} phones and tablets.",
    ),
    # Words: What to do. {count}: people, each with a computer.
    Code.WEBMAIL: npgettext(
        "today",
        "Let {count} person read mail in the browser (webmail).",
        "Let {count} people read mail in the browser (webmail).",
    ),
    # Words: What to do. "other way": the server's other service, named in the result's details.
    Code.SECOND_WAY: npgettext(
        "today",
        "Set {count} computer to the other way into the mail server "
        "(see the details of the result).",
        "Set {count} computers to the other way into the mail server "
        "(see the details of the result).",
    ),
    # Words: What to do, where the pace is limited. {count}: computers at a time.
    Code.ONE_AFTER_THE_OTHER: npgettext(
        "today",
        "Start the mail program on {count} computer at a time.",
        "Start the mail programs on {count} computers at a time.",
    ),
}

# What to do where the devices were not counted, or where their number does not matter.
UNCOUNTED: Final[Mapping[Code, Message]] = {
    # Words: What to do. Phones on mobile data do not count for the office.
    Code.MOBILE_DATA: pgettext(
        "today", "Use mobile data in place of the office Wi-Fi on phones and tablets."
    ),
    # Words: What to do. "Take off": remove the account of this mailbox from the phone.
    Code.OFF_PHONES: pgettext(
        "today", "Take this mailbox off phones and tablets that do not need it."
    ),
    # Words: What to do.
    Code.WEBMAIL: pgettext("today", "Let some people read mail in the browser (webmail)."),
    # Words: What to do. "other way": the server's other service, named in the result's details.
    Code.SECOND_WAY: pgettext(
        "today",
        "Set half of the computers to the other way into the mail server "
        "(see the details of the result).",
    ),
    # Words: What to do. "newer kind": IPv6, named in the details only.
    Code.OWN_ADDRESS: pgettext(
        "today",
        "Let every device use an internet address of its own, of the newer kind. "
        "Whoever looks after your router can switch that on.",
    ),
    # Words: What to do, for a mailbox that several people share, such as info@.
    Code.OWN_MAILBOX: pgettext(
        "today",
        "Give each person a mailbox of their own, and let the shared address forward to it.",
    ),
    # Words: What to do, where the router holds too many connections.
    Code.RESTART_ROUTER: pgettext(
        "today", "Restart the router before work begins: that empties its list of connections."
    ),
    # Words: What to do, where the server is full.
    Code.QUIETER_HOURS: pgettext(
        "today",
        "Fetch mail early in the morning or in the evening, when fewer people use the server.",
    ),
    # Words: What may still work while an office is locked out.
    Code.WEBMAIL_MEANWHILE: pgettext(
        "today",
        "Read mail in the browser (webmail): the lock may hold for mail programs only.",
    ),
    # Words: What still works while an office is locked out. "locked": by the mail server.
    Code.MOBILE_MEANWHILE: pgettext(
        "today",
        "Use phones with mobile data: they do not come from the internet address that is locked.",
    ),
    # Words: What to do, where nobody said which mail program is used. The menu path follows.
    Code.IF_THUNDERBIRD: pgettext(
        "today", "If your computers use Thunderbird, let it keep only 1 or 2 connections."
    ),
    # Words: What to do.
    Code.CLOSE_UNUSED: pgettext("today", "Close mail on computers nobody uses."),
}

# Words: What to do, for a mailbox that several devices share.
SHARED_WEBMAIL: Final = npgettext(
    "today",
    "Open this mailbox in the browser (webmail) on {count} computer.",
    "Open this mailbox in the browser (webmail) on {count} computers.",
)
# Words: The same where the devices were not counted.
SHARED_WEBMAIL_SOMEWHERE: Final = pgettext(
    "today", "Open this mailbox in the browser (webmail) on some computers."
)

# Words: Said where nobody said which mail program is used, so that an average was planned.
NAME_THE_PROGRAM: Final = pgettext(
    "today", "Name your mail program in the next test: then these numbers fit your office."
)

# Words: What it brings. {count}: connections saved; {before}, {after}: the need.
SAVES: Final = npgettext(
    "today",
    "That saves {count} connection: from {before} to {after}.",
    "That saves {count} connections: from {before} to {after}.",
)
# Words: What it brings on one device, where nobody counted the devices.
SAVES_ON_EACH: Final = npgettext(
    "today",
    "That saves about {count} connection on each.",
    "That saves about {count} connections on each.",
)
# Words: About the other way into the mail server.
SECOND_HAS: Final = npgettext(
    "today",
    "That way usually has {count} place of its own.",
    "That way usually has {count} places of its own.",
)
# Words: The same where the number is a lower bound.
SECOND_HAS_AT_LEAST: Final = npgettext(
    "today",
    "That way usually has at least {count} place of its own.",
    "That way usually has at least {count} places of its own.",
)
# Words: How we know it. "full": no further connection was let in on the usual way.
GOT_IN_WHILE_FULL: Final = pgettext("today", "The test got in there while the usual way was full.")
# Words: What it brings. {count}: connections on the way with more of them; {before}: on one way.
FULLER_WAY: Final = npgettext(
    "today",
    "The fuller way then needs {count} connection in place of {before}.",
    "The fuller way then needs {count} connections in place of {before}.",
)
# Words: Said after a change that may not work with every server.
TRY_ONE: Final = pgettext("today", "Try it on one computer first.")
# Words: What it brings. {count}: connections of the device that has most; {before}: of all.
LARGEST_DEVICE: Final = npgettext(
    "today",
    "Then at most {count} connection counts together, in place of {before}.",
    "Then at most {count} connections count together, in place of {before}.",
)
# Words: What it brings. {count}: connections of one person's mailbox; {before}: of the shared one.
EACH_MAILBOX: Final = npgettext(
    "today",
    "Each mailbox then needs about {count} connection in place of {before}.",
    "Each mailbox then needs about {count} connections in place of {before}.",
)
# Words: How long to wait before the next group of computers.
WAIT: Final = npgettext(
    "today",
    "Wait about {count} minute before the next.",
    "Wait about {count} minutes before the next.",
)
# Words: How long it takes until the mail programs of all computers run.
ALL_RUN_AFTER: Final = npgettext(
    "today",
    "After about {count} minute all of them are running.",
    "After about {count} minutes all of them are running.",
)

# Words: What all steps of the list bring. {before}: the need now; {count}: the need then.
TOGETHER: Final = npgettext(
    "today",
    "Together that brings the need from {before} to {count} connection.",
    "Together that brings the need from {before} to {count} connections.",
)
# Words: Whether it is enough. {count}: connections that are allowed.
ENOUGH: Final = npgettext(
    "today", "{count} is allowed: that is enough.", "{count} are allowed: that is enough."
)
# Words: The same where the number is a lower bound.
ENOUGH_AT_LEAST: Final = npgettext(
    "today",
    "At least {count} is allowed: that is enough.",
    "At least {count} are allowed: that is enough.",
)
# Words: The same, if the other way into the server allows as many as the usual one.
ENOUGH_ON_EACH_WAY: Final = npgettext(
    "today",
    "If each way allows {count}, that is enough.",
    "If each way allows {count}, that is enough.",
)
# Words: The same, where each device uses an internet address of its own.
ENOUGH_FOR_EACH_ADDRESS: Final = npgettext(
    "today",
    "{count} is allowed for each address: enough, once every device has one of its own.",
    "{count} are allowed for each address: enough, once every device has one of its own.",
)
# Words: The same, where the limit may be for all customers of the server together.
ENOUGH_IF_OURS: Final = npgettext(
    "today",
    "If {count} is allowed for your office alone, that is enough.",
    "If {count} are allowed for your office alone, that is enough.",
)
# Words: It is not enough. {count}: connections that are allowed.
NOT_ENOUGH: Final = npgettext(
    "today",
    "Only {count} is allowed, so mail will still fail at times.",
    "Only {count} are allowed, so mail will still fail at times.",
)
# Words: The same where the number is a lower bound.
NOT_ENOUGH_AT_LEAST: Final = npgettext(
    "today",
    "At least {count} is allowed, so this may not be enough yet.",
    "At least {count} are allowed, so this may not be enough yet.",
)
