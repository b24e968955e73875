"""Who can fix it, and what to do next, where certificate or encryption are not in order.

Owns these rows of the tables of next_steps.py as data, marked for translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper.situation import Situation
from wizard.words import Message, pgettext

# Words: Who can fix it: the person who reads this.
YOU: Final = pgettext("who", "You can put this right yourself.")
# Words: Who can fix it, for a certificate.
_PROVIDER: Final = pgettext("who", "Your hosting provider can put this right.")
# Words: What to do next, for a certificate.
_ASK_PROVIDER: Final = pgettext(
    "next", "Tell your hosting provider what you see here, and test again when it is done."
)

WHO: Final[Mapping[Situation, Message]] = {
    Situation.NO_ENCRYPTION: _PROVIDER,
    Situation.OLD_ENCRYPTION: _PROVIDER,
    Situation.CERTIFICATE_NAME: YOU,
    Situation.CERTIFICATE_ISSUER: _PROVIDER,
    Situation.CERTIFICATE_OTHER: _PROVIDER,
    Situation.CERTIFICATE_CHANGED: _PROVIDER,
    Situation.CERTIFICATE_DATE: _PROVIDER,
    Situation.CERTIFICATE_RAN_OUT: _PROVIDER,
    Situation.CERTIFICATE_NOT_YET: _PROVIDER,
    Situation.CLOCK_WRONG: YOU,
    Situation.NO_AUTHORITIES: YOU,
    Situation.ANTIVIRUS: YOU,
}

NEXT: Final[Mapping[Situation, Message]] = {
    Situation.NO_ENCRYPTION: _ASK_PROVIDER,
    Situation.OLD_ENCRYPTION: _ASK_PROVIDER,
    # Words: What to do next, where the certificate is for another name.
    Situation.CERTIFICATE_NAME: pgettext(
        "E14", "Ask your hosting provider for the right server name, and test again with it."
    ),
    Situation.CERTIFICATE_ISSUER: _ASK_PROVIDER,
    Situation.CERTIFICATE_OTHER: _ASK_PROVIDER,
    # Words: What to do next, where the certificate is out of date.
    Situation.CERTIFICATE_DATE: pgettext(
        "E16",
        "Look first whether this computer shows the right date. If it does, your hosting "
        "provider must renew the certificate.",
    ),
    Situation.CERTIFICATE_CHANGED: _ASK_PROVIDER,
    # Words: What to do next, where the certificate has run out.
    Situation.CERTIFICATE_RAN_OUT: pgettext("E16+", "Your hosting provider must renew it."),
    # Words: What to do next, where the certificate is good in some hours only.
    Situation.CERTIFICATE_NOT_YET: pgettext(
        "E16-", "Test again then. If the date of this computer is wrong, set it first."
    ),
    # Words: What to do next, where the clock of this computer is wrong.
    Situation.CLOCK_WRONG: pgettext("E17", "Set the date and time, then test again."),
    # Words: What to do next, where the list of trusted issuers is missing. "ca-certificates": the
    # Words: name of a package of Linux, not to be translated.
    Situation.NO_AUTHORITIES: pgettext(
        "E15d", "Install that list (on Linux the package ca-certificates), then test again."
    ),
    # Words: What to do next, where an antivirus program is in between.
    Situation.ANTIVIRUS: pgettext(
        "E18", "Pause its mail protection for 10 minutes or use another computer, and test again."
    ),
}
