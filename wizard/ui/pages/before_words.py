"""The words about where this computer is, on the page before the test.

Owns these sentences as data. The ones about no way out stand with the wait (ui/barred.py).
"""

from __future__ import annotations

from typing import Final

from wizard.words import pgettext

# Words: Heading. VPN is not translated.
VPN: Final = pgettext("E21", "A VPN is on, so this would test the wrong place")
# Words: Body below it. "another place": another internet address.
VPN_BODY: Final = pgettext(
    "E21",
    "With the VPN the mail server sees another place, not your office. Switch it off and try "
    "again.",
)
# Words: The same. {address}: the internet address that the mail server saw.
VPN_SEEN: Final = pgettext(
    "E21",
    "With the VPN the mail server sees {address}, not your office. Switch it off and try again.",
)
# Words: Button below it.
OFFICE_VPN: Final = pgettext("E21", "The whole office always uses this VPN")
# Words: Heading, a question.
HOTSPOT: Final = pgettext("E22", "Are you on a phone hotspot?")
# Words: Body below it. "phone network": of the mobile carrier.
HOTSPOT_BODY: Final = pgettext(
    "E22",
    "Then we would test the phone network. Connect to the office Wi-Fi or cable.",
)
# Words: Button below it.
OFFICE_LINE: Final = pgettext("E22", "This is our office connection")
# Words: Button below one of these: look once more.
TRY_AGAIN: Final = pgettext("E21", "Try again")
# Words: Button while there seems to be no internet connection.
TEST_ANYWAY: Final = pgettext("E20", "Test anyway")
# Words: Button: do not wait any longer.
CANCEL: Final = pgettext("E20", "Cance&l")
