"""Who can fix it, and what to do next, for every situation.

Owns both tables as data, marked for translation. Every situation has a next step: a description
alone helps nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper import next_certificate as certificate
from wizard.paper import refused_words
from wizard.paper.next_certificate import YOU as _YOU
from wizard.paper.situation import Situation
from wizard.words import Message, pgettext

# Words: Who can fix it. "change this": raise the limit.
_PROVIDER: Final = pgettext(
    "who",
    "Only your hosting provider can change this, in a few minutes. "
    "You do not need new computers or a new internet line.",
)
# Words: Who can fix it, for a limit of one mailbox.
_PROVIDER_OR_SPREAD: Final = pgettext(
    "who",
    "Only your hosting provider can change this. "
    "You can help yourself by using more than one mailbox.",
)
# Words: Who can fix it, for a full server.
_PROVIDER_ROOM: Final = pgettext(
    "who", "Only your hosting provider can help: the mail server needs more room."
)
# Words: Who can fix it, where not one connection got in.
_IF_IT_STAYS: Final = pgettext(
    "who", "If it stays like this with mail closed everywhere, ask your hosting provider."
)
# Words: Who can fix it, where nothing is wrong.
_NOBODY: Final = pgettext("who", "There is nothing to fix at the mail server.")
# Words: Who can fix it, where the test could not tell.
_TOO_EARLY: Final = pgettext("who", "It is too early to say who can fix it.")

WHO: Final[Mapping[Situation, Message]] = {
    **refused_words.WHO,
    Situation.OFFICE: _PROVIDER,
    Situation.OFFICE_AT_LEAST: _PROVIDER,
    Situation.OFFICE_NO_PLACE: _IF_IT_STAYS,
    Situation.NO_PLACE_IN_WORDS: _IF_IT_STAYS,
    Situation.NO_PLACE_OR_DEAD: _IF_IT_STAYS,
    Situation.MAILBOX: _PROVIDER_OR_SPREAD,
    Situation.MAILBOX_AT_LEAST: _PROVIDER_OR_SPREAD,
    Situation.MAILBOX_HERE: _PROVIDER_OR_SPREAD,
    Situation.MAILBOX_HERE_AT_LEAST: _PROVIDER_OR_SPREAD,
    Situation.MAILBOX_NO_PLACE: _PROVIDER_OR_SPREAD,
    Situation.NO_LIMIT: _NOBODY,
    # Words: Who can go on, where the test ended at its own ceiling.
    Situation.NO_LIMIT_BELOW_NEED: pgettext(
        "V3-", "Somebody from IT support can test with more connections."
    ),
    Situation.OFFICE_JUST_ENOUGH: _PROVIDER,
    Situation.MAILBOX_JUST_ENOUGH: _PROVIDER_OR_SPREAD,
    Situation.OFFICE_ENOUGH: _NOBODY,
    Situation.MAILBOX_ENOUGH: _NOBODY,
    Situation.SERVER_BUSY: _PROVIDER_ROOM,
    Situation.SERVER_SAYS_FULL: _PROVIDER_ROOM,
    # Words: Who can end the lock.
    Situation.LOCKED_OUT: pgettext("V6", "Your hosting provider can end the lock at once."),
    # Words: Who can change how fast connections may start.
    Situation.RATE: pgettext("V7", "Only your hosting provider can change this speed."),
    Situation.UNCLEAR: _TOO_EARLY,
    Situation.UNCLEAR_SIGN_IN: _YOU,
    # Words: Who can change how many connections are kept.
    Situation.EVICTS: pgettext("V10", "Only your hosting provider can change this."),
    # Words: Who can fix the office's own network.
    Situation.OWN_NETWORK: pgettext(
        "V11",
        "Whoever looks after your router. Your hosting provider has nothing to do with it.",
    ),
    Situation.FIREWALL: _PROVIDER,
    Situation.FIREWALL_AT_LEAST: _PROVIDER,
    Situation.SIGN_IN_REFUSED: _YOU,
    # Words: Who can fix it, for mail at Google and the like. "this limit": of one mailbox.
    Situation.LARGE_PROVIDER: pgettext(
        "E09", "You can help yourself. As far as is known, this limit is raised for nobody."
    ),
    Situation.BROWSER_SIGN_IN: _YOU,
    Situation.NOT_FOUND: _YOU,
    Situation.NO_SUCH_FAMILY: _YOU,
    Situation.NO_NAME_SERVICE: _YOU,
    Situation.NO_ANSWER: _TOO_EARLY,
    # Words: Who can fix it, where only mail does not get through.
    Situation.MAIL_BLOCKED: pgettext("E13", "Ask whoever looks after your network first."),
    # Words: Who can fix a server that turns everybody away.
    Situation.TURNED_AWAY: pgettext("E12b", "Only your hosting provider can say which."),
    Situation.NOT_A_MAIL_SERVER: _YOU,
    Situation.OTHER_SECURITY: _YOU,
    **certificate.WHO,
    Situation.ASLEEP: _YOU,
    Situation.NETWORK_LOST: _TOO_EARLY,
    Situation.ADDRESS_CHANGED: _TOO_EARLY,
    Situation.STOPPED: _TOO_EARLY,
    Situation.OUR_FAULT: _YOU,
}

# Words: What to do next. "the note": the message to the provider that this program writes.
_SEND: Final = pgettext(
    "next",
    "Send the note to your hosting provider. When they say it is done, test again.",
)
# Words: The same, where the number is only a lower bound.
_SEND_OR_EXACT: Final = pgettext(
    "next",
    "Send the note to your hosting provider. For the exact number, close mail on all computers "
    "and phones and test again.",
)
# Words: What to do next, for a limit of one mailbox.
_SPREAD: Final = pgettext(
    "next",
    "Give each person a mailbox of their own, or send the note to your hosting provider.",
)
# Words: What to do next, for a limit of one mailbox that the provider never raises.
SPREAD_ONLY: Final = pgettext(
    "next",
    "This provider does not raise the limit. Give each person a mailbox of their own, "
    "and close mail on devices nobody uses.",
)
# Words: What to do next, where mail fails although no limit was met. In the order to check.
_LOOK_ELSEWHERE: Final = pgettext(
    "next",
    "If mail fails again, see first whether it hits one computer or all. Then test at the busiest "
    "hour. Then look for an old password on one device, for antivirus programs and for weak Wi-Fi.",
)
# Words: What to do next, for a limit hardly above the need.
_BEFORE_ONE_MORE: Final = pgettext(
    "next", "Send the note to your hosting provider before you add a device."
)
# Words: What to do next, for a full server.
_LATER: Final = pgettext(
    "next",
    "Test again at another time. If it happens again, send the note to your hosting provider.",
)
# Words: What to do next, where the number was not steady.
_CLOSE_AND_TEST: Final = pgettext("next", "Close mail on all computers and phones, and test again.")
# Words: What to do next, where not one connection got in.
_CLOSE_AND_WAIT: Final = pgettext(
    "next",
    "Close mail on all computers and phones, wait two minutes and test again. "
    "If it is still refused, send the note to your hosting provider.",
)

NEXT: Final[Mapping[Situation, Message]] = {
    **refused_words.NEXT,
    Situation.OFFICE: _SEND,
    Situation.OFFICE_AT_LEAST: _SEND_OR_EXACT,
    Situation.OFFICE_NO_PLACE: _CLOSE_AND_WAIT,
    Situation.NO_PLACE_OR_DEAD: _CLOSE_AND_WAIT,
    # Words: What to do next, where not one connection got in and the server says something of it.
    Situation.NO_PLACE_IN_WORDS: pgettext(
        "V1c",
        "Close mail on all computers and phones, wait two minutes and test again. "
        "If it is still refused, tell your hosting provider what the server says.",
    ),
    Situation.MAILBOX: _SPREAD,
    Situation.MAILBOX_AT_LEAST: _SPREAD,
    Situation.MAILBOX_HERE: _SPREAD,
    Situation.MAILBOX_HERE_AT_LEAST: _SPREAD,
    # Words: What to do next, where the mailbox had no free connection.
    Situation.MAILBOX_NO_PLACE: pgettext(
        "E07",
        "Close mail programs on other devices that use this mailbox, wait one minute "
        "and test again.",
    ),
    Situation.NO_LIMIT: _LOOK_ELSEWHERE,
    # Words: What to do next, where the test ended at its own ceiling.
    Situation.NO_LIMIT_BELOW_NEED: pgettext(
        "V3-", "Ask IT support to unlock more connections, and test again."
    ),
    Situation.OFFICE_JUST_ENOUGH: _BEFORE_ONE_MORE,
    Situation.MAILBOX_JUST_ENOUGH: _BEFORE_ONE_MORE,
    Situation.OFFICE_ENOUGH: _LOOK_ELSEWHERE,
    Situation.MAILBOX_ENOUGH: _LOOK_ELSEWHERE,
    Situation.SERVER_BUSY: _LATER,
    Situation.SERVER_SAYS_FULL: _LATER,
    # Words: What to do next, and what to say on the phone. The quoted part is spoken by the caller.
    Situation.LOCKED_OUT: pgettext(
        "V6",
        "Wait one hour, or call your hosting provider and say: “Our office is blocked. We ran a "
        "connection test, it was no attack on passwords. Unblock our internet address.”",
    ),
    # Words: What to do next, for a limit on how fast connections may start.
    Situation.RATE: pgettext(
        "V7",
        "Start the mail programs one after the other. "
        "Ask your hosting provider whether more are possible.",
    ),
    Situation.UNCLEAR: _CLOSE_AND_TEST,
    # Words: What to do next, where a password is needed.
    Situation.UNCLEAR_SIGN_IN: pgettext(
        "V8s", "Test again with the password of one mailbox. It is never saved."
    ),
    # Words: What to do next, where old connections are closed.
    Situation.EVICTS: pgettext(
        "V10", "Ask your hosting provider whether more connections can be kept at a time."
    ),
    # Words: What to do next, for the office's own network.
    Situation.OWN_NETWORK: pgettext(
        "V11",
        "Restart the router and test again. If it happens again, replace the router "
        "or use fewer devices at a time.",
    ),
    # Words: What to do next, after the computer slept. "awake": not in its sleep mode.
    Situation.ASLEEP: pgettext("E25", "Keep the computer awake, and test again."),
    # Words: What to do next, after the internet was gone in the middle of the test.
    Situation.NETWORK_LOST: pgettext(
        "E26", "Test again. If it happens twice, check the Wi-Fi or router."
    ),
    # Words: What to do next, after this computer changed its network.
    Situation.ADDRESS_CHANGED: pgettext(
        "E27", "Switch VPN off, stay on one network, and test again."
    ),
    Situation.FIREWALL: _SEND,
    Situation.FIREWALL_AT_LEAST: _SEND_OR_EXACT,
    # Words: What to do next, for a password that was refused.
    Situation.SIGN_IN_REFUSED: pgettext(
        "E05",
        "Check the address and the password, or test without a password. Do not try often: "
        "some servers lock out a whole office after a few wrong passwords.",
    ),
    # known_words.py says more where the provider is known.
    Situation.LARGE_PROVIDER: _LOOK_ELSEWHERE,
    # Words: What to do next, where there is no sign-in with a password.
    Situation.BROWSER_SIGN_IN: pgettext("E09b", "Test again without a password."),
    # Words: What to do next, where the server was not found. "incoming server": a label.
    Situation.NOT_FOUND: pgettext(
        "E11",
        "Check the spelling. In a working mail program the name stands in the account settings, "
        "under “incoming server”.",
    ),
    # Words: What to do next, where a kind of internet address (IPv4, IPv6) was asked for.
    Situation.NO_SUCH_FAMILY: pgettext(
        "E11b", "Leave the kind of internet address open, and test again."
    ),
    # Words: What to do next, where the look-up of the server's name failed.
    Situation.NO_NAME_SERVICE: pgettext(
        "E20", "Check the cable or the Wi-Fi. When a web page opens, test again."
    ),
    # Words: What to do next, where nothing answers.
    Situation.NO_ANSWER: pgettext(
        "E12",
        "See whether a web page opens. If it does, try with mobile data, "
        "or call your hosting provider.",
    ),
    # Words: What to do next, where only mail does not get through.
    Situation.MAIL_BLOCKED: pgettext(
        "E13",
        "Try another computer, a network cable or a phone on mobile data. If mail works there, "
        "copy the text for IT support.",
    ),
    # Words: What to do next, where everything is turned away.
    Situation.TURNED_AWAY: pgettext(
        "E12b",
        "Try with a phone on mobile data. If mail works there, the server is blocking your "
        "office: call your hosting provider.",
    ),
    # Words: What to do next, where something else answers.
    Situation.NOT_A_MAIL_SERVER: pgettext(
        "E12c", "Check the server name and the security setting, and test again."
    ),
    # Words: What to do next, where the security setting does not fit.
    Situation.OTHER_SECURITY: pgettext("E12d", "Choose the other security setting and test again."),
    **certificate.NEXT,
    # Words: What to do next after stopping.
    Situation.STOPPED: pgettext("E32", "Test again when it suits you."),
    # Words: What to do next after a fault of this computer.
    Situation.OUR_FAULT: pgettext("E36", "Close other programs and test again."),
}
