"""The sentences around the lines for somebody who runs the mail server: one for each step.

Owns them as data, marked for translation. The reader works in a shell: technical words are named.
Commands, files and settings are placeholders and never translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.words import Message, npgettext, pgettext

# Words: Heading of lines for the owner of a mail server. {host}: its name; {software}: a name.
HEADING: Final = npgettext(
    "own",
    "To allow {count} connection on {host} ({software})",
    "To allow {count} connections on {host} ({software})",
)
# Words: The same for a full server whose present limit is not known. "more": than today.
HEADING_MORE: Final = npgettext(
    "own",
    "To allow {count} more connection on {host} ({software})",
    "To allow {count} more connections on {host} ({software})",
)
# Words: Stands for the software's name where it is not known.
UNNAMED: Final = pgettext("own", "software not known")
# Words: Said at the start. "lines": commands to be pasted.
AS_ROOT: Final = pgettext("own", "The lines are for the server itself, as its administrator.")
# Words: Said where our address is not known. Do not translate ADDRESS.
PUT_ADDRESS: Final = pgettext(
    "own", "ADDRESS stands for the office's internet address, as the server's log shows it."
)
# Words: Said where a command holds OLD. Do not translate it.
PUT_OLD: Final = pgettext("own", "OLD stands for the number that the first line showed.")
# Words: Said where a line holds NUMBER. Do not translate it. {value}: so many more.
PUT_NUMBER: Final = pgettext("own", "NUMBER stands for today's number plus {value}.")

# Words: Heading of the first of two ways. {address}: the office's address or ADDRESS.
WAY_ONE: Final = pgettext("own", "Way 1: for {address} only. Nobody is disconnected.")
# Words: Heading of the second of two ways.
WAY_TWO: Final = pgettext("own", "Way 2: for every address.")
# Words: Heading of the second way, for a limit of a mailbox.
WAY_TWO_MAILBOX: Final = pgettext("own", "Way 2: for every mailbox.")
# Words: Said above the lines. {system}: name of a system, such as Debian, Ubuntu.
PATHS_OF: Final = pgettext("own", "The paths are those of {system}.")

STEPS: Final[Mapping[str, Message]] = {
    # Words: Before a command. {value}: the number wanted.
    "look": pgettext("own", "Look first. Go on only where the number is below {value}:"),
    # Words: Before a command that copies a file.
    "keep": pgettext("own", "Keep a copy:"),
    # Words: Before a command that changes a setting.
    "change": pgettext("own", "Change it:"),
    # Words: Before a command. {wide}: the number wanted for the whole server.
    "wide": pgettext(
        "own", "The limit for the whole server, too, but only where it is below {wide}:"
    ),
    # Words: Before a command, run before the change applies. {value}: the number wanted.
    "prove": pgettext(
        "own", "Look before it applies. It must show {value} and no error; if not, undo it:"
    ),
    # Words: Before a command.
    "apply": pgettext("own", "Apply it. Open connections stay:"),
    # Words: Before a command. "end": are closed by the server.
    "restart": pgettext("own", "Apply it. Open connections end, so choose a quiet moment:"),
    # Words: Before a command, run after the change. {value}: the number wanted.
    "check": pgettext("own", "See that it applies. It must show {value}:"),
    # Words: Before a command.
    "undo": pgettext("own", "To undo it:"),
}
# Words: After the command that undoes a change.
UNDO_APPLY: Final = pgettext("own", "Then apply that in the same way.")
# Words: Before a command, where it is not known how much today's number is.
LOOK_ONLY: Final = pgettext("own", "Look first:")
# Words: Before a command that only looks.
FIND: Final = pgettext("own", "Find the rule or the setting:")
# Words: Before a command that shows which program answers for mail.
WHO_LISTENS: Final = pgettext("own", "See which program takes the connections:")
# Words: Heading of a list of other places and systems, with their files and commands.
ELSEWHERE: Final = pgettext("own", "Other places, and other systems:")
# Words: Said where systems are listed that write their configuration themselves.
BUNDLES: Final = pgettext(
    "own", "Some of these write their files anew with an update: look again afterwards."
)
# Words: Heading of what to mind.
MIND: Final = pgettext("own", "To mind:")
# Words: The last sentence.
TEST_AGAIN: Final = pgettext("own", "Then run the same test again.")
