"""What is wrong with an entry, in words.

Owns the sentences about the codes of wizard.core.entries. They say what to do and blame nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.core.entries import Fault
from wizard.words import Message, Words, pgettext

# Words: Before every sentence about a wrong entry. {sentence}: what is wrong.
_ERROR: Final = pgettext("P0", "⚠ Error: {sentence}")

FAULTS: Final[Mapping[Fault, Message]] = {
    # Words: At the field for the email address. For all that follow: what to do about an entry.
    Fault.ADDRESS_EMPTY: pgettext("E01", "Enter your email address"),
    # Words: At the field for the email address.
    Fault.ADDRESS_INCOMPLETE: pgettext("E02", "Enter the full email address, with the @ sign"),
    # Words: At the field for the email address, which holds two @ signs.
    Fault.ADDRESS_TWICE: pgettext("E02a", "Enter one address only, with one @ sign"),
    # Words: At the field for the email address.
    Fault.ADDRESS_SPACES: pgettext("E02b", "Take the space out of the email address"),
    # Words: At the field for the email address.
    Fault.ADDRESS_LONG: pgettext("E02c", "This address is too long: enter one address only"),
    # Words: At the field for the password.
    Fault.PASSWORD_EMPTY: pgettext("E03", "Enter the password for this mailbox"),
    # Words: At the field for the password; a button beside it removes the space.
    Fault.PASSWORD_SPACE: pgettext("E03a", "The password begins or ends with a space. Remove it?"),
    # Words: At the field for the password.
    Fault.PASSWORD_MARKS: pgettext("E03b", "This password holds a mark that no mail server takes"),
    # Words: At the field for the password.
    Fault.PASSWORD_LONG: pgettext("E03c", "This is too long for a password: enter it again"),
    # Words: At the field for the mail server.
    Fault.SERVER_EMPTY: pgettext("E10s", "Enter the name of the mail server"),
    # Words: At the field for the mail server.
    Fault.SERVER_IS_ADDRESS: pgettext(
        "E10a", "This is an email address: enter the name of the mail server"
    ),
    # Words: At the field for the mail server. The example is not translated.
    Fault.SERVER_NAME: pgettext(
        "E10b", "Enter the name of the mail server alone, such as mail.example.com"
    ),
    # Words: At the field for the mail server: what stands behind the colon is no number.
    Fault.SERVER_PORT: pgettext("E10c", "Enter the name of the mail server without the last part"),
    # Words: At the number of computers.
    Fault.COMPUTERS_EMPTY: pgettext("E38", "Enter how many computers use mail"),
    # Words: At the number of computers.
    Fault.NO_DEVICES: pgettext("E38a", "Enter at least one device"),
    # Words: At a question with three answers.
    Fault.OFFICE_UNSAID: pgettext("E39", "Choose if this computer is on the office internet"),
    # Words: At the same question, answered with "No".
    Fault.NOT_AT_OFFICE: pgettext(
        "E22", "This would test another network. Connect to the office Wi-Fi or cable first"
    ),
    # Words: At the field for the office's internet address. The example is not translated.
    Fault.OFFICE_ADDRESS: pgettext(
        "E39a", "Enter an internet address such as 203.0.113.7, or leave it out"
    ),
}


def fault_sentence(fault: Fault | None, words: Words) -> str:
    """The sentence at the field; "" where nothing is wrong."""
    if fault is None:
        return ""
    return words.say(_ERROR, sentence=words.say(FAULTS[fault]))
