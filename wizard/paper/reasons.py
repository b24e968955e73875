"""What was seen, one plain sentence for each reason code of a verdict.

Owns the sentences behind `Because.code`. A code it does not know gets a neutral sentence, never a
crash: a case file may come from a newer version.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.advice import Advice
from wizard.paper import refused_words
from wizard.paper.known_words import what_is_known
from wizard.paper.reasons_neighbours import NEIGHBOURS
from wizard.paper.reasons_where import WHERE
from wizard.words import Message, Words, pgettext

# Words: One thing seen in a test, for the office; used for a reason this version does not know.
UNKNOWN: Final = pgettext("reason", "The details of the test say more about this.")

REASONS: Final[Mapping[str, Message]] = {
    **NEIGHBOURS,
    **refused_words.REASONS,
    **WHERE,
    # Words: One thing seen in a test, in the past, for the office. The same for all of "reason".
    "freed-places-taken": pgettext(
        "reason",
        "As soon as we closed connections, new ones got in, and one more was refused again.",
    ),
    # Words: Seen in a test.
    "refused-at-the-same-number": pgettext(
        "reason", "Each further try at the same number was refused as well."
    ),
    # Words: Seen in a test. The server sent a text that says so.
    "words-name-the-address": pgettext(
        "reason", "The server itself says that the limit is for your internet address."
    ),
    # Words: Seen in a test. The server sent a text that says so.
    "words-name-the-mailbox": pgettext(
        "reason", "The server itself says that the limit is for this mailbox."
    ),
    # Words: Seen in a test. The server sent a text that says so.
    "words-name-a-full-server": pgettext(
        "reason", "The server itself says that it is full or busy."
    ),
    # Words: Seen in a test.
    "queue-moved-on": pgettext(
        "reason", "A waiting connection was answered as soon as we closed another one."
    ),
    # Words: Seen in a test.
    "silent-at-the-limit": pgettext(
        "reason", "The server took one more connection and then said nothing."
    ),
    # Words: Seen in a test.
    "closed-late": pgettext(
        "reason", "The server let one more connection wait and then closed it."
    ),
    # Words: Seen in a test.
    "sign-in-cut": pgettext(
        "reason", "The server closed one more connection in the middle of the sign-in."
    ),
    # Words: Seen in a test: nobody said that mail is closed on the other devices.
    "others-may-use-mail": pgettext(
        "reason", "Other devices may have been using mail during the test."
    ),
    # Words: Seen in a test: "counted in" means added to the number found.
    "others-on-this-computer": pgettext(
        "reason",
        "Other programs on this computer had mail connections open; they are counted in.",
    ),
    # Words: Seen in a test.
    "unsteady": pgettext("reason", "The number changed while we were testing."),
    # Words: Seen in a test.
    "freed-place-not-given-back": pgettext(
        "reason", "A place that we freed was gone at once. Somebody else may have taken it."
    ),
    # Words: Seen in a test. The places that are allowed at one time.
    "all-freed-one-got-in": pgettext(
        "reason", "With all our connections closed, a new one got in at once."
    ),
    # Words: Seen in a test.
    "refused-with-none-open": pgettext(
        "reason", "Even with all our connections closed, a new one was refused."
    ),
    # Words: Seen in a test.
    "refused-after-quiet": pgettext(
        "reason", "After one minute of quiet, a new connection was still refused."
    ),
    # Words: Seen in a test.
    "waiting-helped": pgettext("reason", "After a pause a new connection got in."),
    # Words: Why the test stopped after a few connections.
    "sign-in-needed": pgettext(
        "reason",
        "This kind of server may take tests without a password for an attack, so we stopped early.",
    ),
    # Words: Why the test did not go on.
    "too-soon": pgettext(
        "reason", "A test without a password ran here only minutes ago. Wait ten minutes."
    ),
    # Words: Why nothing was tested. "Here": this mail server. "tries": connections, passwords.
    "rest-first": pgettext(
        "reason",
        "We tried several times here. One more could lock out your office, so wait ten minutes.",
    ),
    # Words: Why the test did not go on.
    "time-used-up": pgettext(
        "reason",
        "This server ends connections without a password so soon that time ran out.",
    ),
    # Words: Why the test did not go on.
    "budget-spent": pgettext(
        "reason", "We stopped after a few refusals, so that your office is not locked out."
    ),
    # Words: Seen in a test.
    "held-frozen": pgettext("reason", "The open connections stopped answering."),
    # Words: Seen in a test.
    "held-reset": pgettext("reason", "All open connections were cut off together."),
    # Words: Seen in a test: without our doing.
    "held-ended": pgettext(
        "reason",
        "The open connections ended by themselves. The mail server may have been stopped.",
    ),
    # Words: Seen in a test.
    "held-pushed-out": pgettext(
        "reason", "Each time a new connection got in, an old one was closed."
    ),
    # Words: Seen in a test.
    "first-packets-lost": pgettext(
        "reason", "Several new connections in a row were held back at the very start."
    ),
    # Words: Seen in a test.
    "all-opened": pgettext("reason", "Every connection that we tried got in."),
    # Words: Why the test did not go on.
    "ceiling": pgettext("reason", "The test ended at its own ceiling, not at one of the server."),
    # Words: Why the test says nothing.
    "our-fault": pgettext(
        "reason", "This computer or this program had a fault, so the test says nothing."
    ),
    # Words: Why the test says nothing.
    "own-address-changed": pgettext(
        "reason", "This computer changed its network in the middle of the test."
    ),
    # Words: Why the test did not go on.
    "stopped": pgettext("reason", "You stopped the test."),
    # Words: Why a limit could not be proved.
    "nothing-ever-opened": pgettext(
        "reason", "Not one connection got in, so this could also be a fault of the server."
    ),
    # Words: What is wrong with the server's certificate.
    "certificate-name": pgettext(
        "reason", "The server's security certificate is for another name."
    ),
    # Words: What is wrong with the server's certificate.
    "certificate-issuer": pgettext(
        "reason", "Nobody this computer trusts confirms the server's security certificate."
    ),
    # Words: What is wrong with the server's certificate.
    "certificate-date": pgettext(
        "reason",
        "The server's security certificate is out of date, or the date of this computer is wrong.",
    ),
    # Words: What is wrong with the server's certificate.
    "certificate-other": pgettext(
        "reason", "The server's security certificate could not be checked."
    ),
    # Words: What is wrong with the server's certificate.
    "certificate-ran-out": pgettext("reason", "The server's security certificate has run out."),
    # Words: What is wrong with the server's certificate.
    "certificate-not-yet": pgettext(
        "reason", "The time of the server's security certificate has not begun."
    ),
    # Words: Why a certificate is not accepted.
    "certificate-clock": pgettext(
        "reason", "The date of this computer does not fit the server's certificate."
    ),
    # Words: Why a certificate is not accepted.
    "certificate-no-authorities": pgettext(
        "reason", "This computer has no list of trusted certificate issuers."
    ),
    # Words: Why a certificate is not accepted.
    "certificate-antivirus": pgettext(
        "reason", "The security certificate comes from an antivirus program on this computer."
    ),
    # Words: What is wrong with the server's certificate.
    "certificate-changed": pgettext(
        "reason", "The server shows another security certificate than the one that was trusted."
    ),
    # Words: What was noticed: the server has several names. "that name": the other one.
    "certificate-name-here": pgettext(
        "reason",
        "The server's security certificate is for another name of the same server. "
        "We used that name.",
    ),
    # Words: What somebody changed by hand.
    "certificate-pinned": pgettext(
        "reason", "Changed by IT support: the server's security certificate was trusted by hand."
    ),
    # Words: Why a result is not sure.
    "antivirus-between": pgettext(
        "reason",
        "All connections went through an antivirus program, so the limit may be its own.",
    ),
    # Words: Seen in a test.
    "old-encryption": pgettext(
        "reason", "The server offers only a protection that is no longer safe."
    ),
    # Words: Seen in a test.
    "not-a-mail-server": pgettext(
        "reason", "Something answered, but not in the way of a mail server."
    ),
    # Words: Seen in a test: the connection was to be encrypted from the start.
    "plain-on-encrypted": pgettext(
        "reason", "The server does not protect the connection from the start."
    ),
    # Words: Seen in a test: the connection was to be encrypted only after the start.
    "encrypted-on-plain": pgettext(
        "reason", "The server protects the connection from the start and wants us to do the same."
    ),
    # Words: Seen in a test.
    "no-encryption": pgettext("reason", "The server did not offer a protected connection."),
    # Words: Seen in a test.
    "mixed-refusals": pgettext("reason", "The refusals were not all of the same kind."),
    # Words: Seen in a test: the right password was accepted, but only after many seconds.
    "slow-sign-in": pgettext(
        "reason",
        "The sign-in was slow. Some device here may still be using an old password.",
    ),
    # Words: Seen in a test.
    "several-servers": pgettext(
        "reason", "The name stands for several servers, and each may count for itself."
    ),
    # Words: Seen in a test.
    "network-fault": pgettext("reason", "The network failed during the test."),
    # Words: Seen in a test.
    "address-unanswered": pgettext("reason", "Nobody answered at the server's address."),
    # Words: Seen in a test.
    "broken-off": pgettext("reason", "The server began to answer and then broke off."),
    # Words: Seen in a test. The server sent a text.
    "refused-in-words": pgettext("reason", "The server refused the connection with a text."),
    # Words: Seen in a test. The server sent a text.
    "words-unclear": pgettext(
        "reason", "The server refused with a text that does not say what the limit is for."
    ),
    # Words: Seen in a test.
    "sign-in-refused": pgettext("reason", "The server did not accept the password."),
    # Words: Seen in a test, after the same password had been accepted before.
    "sign-in-refused-later": pgettext(
        "reason",
        "The password was accepted at first and refused later, so it is not the password.",
    ),
    # Words: Seen in a test.
    "needs-browser-sign-in": pgettext("reason", "The server offers no sign-in with a password."),
    # Words: Seen in a test.
    "unknown-name": pgettext("reason", "Nobody on the internet knows a server of this name."),
    # Words: Seen in a test.
    "temporary": pgettext("reason", "The name of the server could not be looked up."),
    # Words: Seen in a test. IPv4 or IPv6 was asked for.
    "no-such-family": pgettext(
        "reason", "The server has no internet address of the kind that was asked for."
    ),
    # Words: What a result rests on. "list": a table in this program.
    "known-provider": pgettext(
        "reason", "This comes from a list of large providers, not from a test."
    ),
    # Words: Why the test ended. "who runs it": such as Google.
    "provider-named-itself": pgettext(
        "reason", "The server itself showed who runs it, so we stopped after the first connection."
    ),
    # Words: What the number in a result rests on.
    "known-from-provider": pgettext("reason", "The number comes from the provider itself."),
    # Words: What the number in a result rests on.
    "known-from-reports": pgettext(
        "reason", "The number comes from reports, not from the provider, and may be old."
    ),
    # Words: Why a result has no number.
    "known-number-unknown": pgettext("reason", "We found no number that can be relied on."),
    # Words: Said where IT support had Google or the like tested all the same.
    "known-provider-tested": pgettext(
        "reason", "This is a large provider, which counts the connections of each mailbox."
    ),
    # Words: Seen in a test: refused by the computer there, before a mail program could answer.
    "address-refused": pgettext(
        "reason", "The connection was refused before the mail server could say anything."
    ),
}


def reason(code: str, words: Words) -> str:
    """The sentence for one reason code."""
    return words.say(REASONS.get(code, UNKNOWN))


def reasons(advice: Advice, words: Words) -> list[str]:
    """The sentences for all reasons of a verdict, each once, in the verdict's order."""
    codes = [item.code for item in advice.verdict.because]
    if "control-silent" in codes:  # what answered at another moment would sound like the contrary
        codes = [code for code in codes if code != "control-answered"]
    said = (what_is_known(code, advice, words) or reason(code, words) for code in codes)
    return list(dict.fromkeys(said))
