"""The sentences about a sign-in that could not work, in place of "wrong password".

Owns them as data, marked for translation, one table for each question that a result answers. They
say whose rule it is: a password that was refused for another reason is never called wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper.situation import Situation
from wizard.words import Message, npgettext, pgettext

HEADLINES: Final[Mapping[Situation, Message]] = {
    # Words: Headline of an error. "app password": a second password, made in the browser.
    Situation.APP_PASSWORD: pgettext("E08", "This provider wants an app password"),
    # Words: Headline: the server refuses sign-ins for a while, whatever the password.
    Situation.TOO_OFTEN: pgettext("E07b", "The mail server takes no more sign-ins right now"),
    # Words: Headline: the provider has a sign-in that this program does not know.
    Situation.OTHER_SIGN_IN: pgettext("E09c", "This provider uses a sign-in we do not know"),
    # Words: Headline of an error: the server takes a password only when it is encrypted.
    Situation.PROTECTED_ONLY: pgettext(
        "E12f", "The mail server takes a password only on a protected connection"
    ),
}

WHY: Final[Mapping[Situation, Message]] = {
    # Words: Why the password was refused. "app password": a second password, made in the browser.
    Situation.APP_PASSWORD: pgettext("E08", "Your normal password works only in the browser."),
    # Words: Why the sign-in was refused.
    Situation.TOO_OFTEN: pgettext(
        "E07b",
        "It says that there were too many tries. The password may well be right: another device "
        "of your office may be trying an old one.",
    ),
    # Words: What an unknown way to sign in means for this test.
    Situation.OTHER_SIGN_IN: pgettext(
        "E09c",
        "Your password was not sent. The limit for your office can still be tested.",
    ),
    # Words: What it means that the server wants encryption.
    Situation.PROTECTED_ONLY: pgettext(
        "E12f",
        "Others could read along on a connection without protection. Your password was not sent.",
    ),
}

# Words: Who can fix it: the person who reads this.
_YOU: Final = pgettext("who", "You can put this right yourself.")

WHO: Final[Mapping[Situation, Message]] = dict.fromkeys(HEADLINES, _YOU)

NEXT: Final[Mapping[Situation, Message]] = {
    # Words: What to do next. "it": an app password.
    Situation.APP_PASSWORD: pgettext(
        "E08",
        "Make an app password in the security settings of your mail account and enter it here.",
    ),
    # Words: What to do next, where the server refuses all sign-ins for a while.
    Situation.TOO_OFTEN: pgettext(
        "E07b",
        "Wait one hour. Then try again with a password that works in webmail, or test without a "
        "password.",
    ),
    # Words: What to do next, where the way to sign in is not known to this program.
    Situation.OTHER_SIGN_IN: pgettext("E09c", "Test again without a password."),
    # Words: What to do next, where the server wants encryption.
    Situation.PROTECTED_ONLY: pgettext(
        "E12f", "Choose a protected connection in the security setting and test again."
    ),
}

REASONS: Final[Mapping[str, Message]] = {
    # Words: Seen in a test, or known of the provider.
    "app-password-wanted": pgettext(
        "reason", "Mail programs need a password of their own there, an app password."
    ),
    # Words: Seen in a test. The server sent a text that says so.
    "sign-ins-too-often": pgettext(
        "reason", "The server itself says that there were too many sign-ins."
    ),
    # Words: Seen in a test.
    "other-sign-in-only": pgettext(
        "reason", "The server offers only ways to sign in that this program does not know."
    ),
    # Words: Seen in a test.
    "protected-only": pgettext(
        "reason", "The server takes no password on a connection without protection."
    ),
}

# Words: How to get an app password; below the headline "This provider wants an app password".
HOW: Final = pgettext(
    "E08",
    "Sign in to your mail account in the browser and open its security settings. Look there for "
    "“app passwords”. Some providers ask you first to switch on a second step for signing in. "
    "Make one for this check and enter it here instead of your normal password.",
)
# Words: Behind that. {address}: a web page, not a link.
HOW_AT: Final = pgettext("E08", "Your provider explains it here: {address}")
# Words: Below the password field, and on the command line. {provider}: its name, not translated.
HINT: Final = pgettext(
    "E08",
    "{provider} wants an app password here: your normal password works only in the browser.",
)
# Words: After a sign-in that took many seconds and worked. {count}: seconds.
SLOW: Final = npgettext(
    "E05d",
    "The sign-in worked, but only after {count} second. The password is right. Servers slow down "
    "an office where a wrong one was tried: some device may still be using an old password.",
    "The sign-in worked, but only after {count} seconds. The password is right. Servers slow down "
    "an office where a wrong one was tried: some device may still be using an old password.",
)
