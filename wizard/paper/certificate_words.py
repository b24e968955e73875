"""The sentences of the note about a certificate.

Owns them as data, marked for translation. They say what one computer saw with its own clock and
its own list of issuers, and no more: dates of a certificate are not recorded, so none is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wizard.paper.situation import Situation
from wizard.words import Message, pgettext

SUBJECTS: Final[Mapping[Situation, Message]] = {
    # Words: Subject of the note. {host}: server name, not to be translated.
    Situation.CERTIFICATE_NAME: pgettext(
        "note", "The certificate of your mail server {host} is for another name"
    ),
    # Words: Subject of the note. {host}: server name, not to be translated.
    Situation.CERTIFICATE_ISSUER: pgettext(
        "note", "The certificate of your mail server {host} is not confirmed"
    ),
    # Words: Subject of the note. {host}: server name, not to be translated.
    Situation.CERTIFICATE_DATE: pgettext(
        "note", "The certificate of your mail server {host} seems to be out of date"
    ),
    # Words: Subject of the note. {host}: server name, not to be translated.
    Situation.CERTIFICATE_OTHER: pgettext(
        "note", "The certificate of your mail server {host} fails the check"
    ),
}
FAULTS: Final[Mapping[Situation, Message]] = {
    # Words: What is wrong with the certificate. {host}: server name, not to be translated.
    Situation.CERTIFICATE_NAME: pgettext("note", "The certificate it shows is not for {host}."),
    # Words: What is wrong with the certificate. "confirms": vouches for it.
    Situation.CERTIFICATE_ISSUER: pgettext(
        "note", "No issuer that our computer knows confirms the certificate it shows."
    ),
    # Words: What is wrong with the certificate.
    Situation.CERTIFICATE_DATE: pgettext(
        "note",
        "By the clock of our computer, the certificate it shows has run out or is not valid yet.",
    ),
    # Words: What is wrong with the certificate.
    Situation.CERTIFICATE_OTHER: pgettext(
        "note", "Our computer could not confirm the certificate it shows."
    ),
}
# Words: {names}: the servers' names in a certificate, not to be translated.
NAMES: Final = pgettext("note", "It is for: {names}.")
# Words: What was done about the fault of the certificate.
NOTHING_SENT: Final = pgettext("note", "The test ended there, and no password was sent.")
REQUESTS: Final[Mapping[Situation, Message]] = {
    # Words: Request. {host}: server name, not to be translated.
    Situation.CERTIFICATE_NAME: pgettext(
        "note",
        "Please show a certificate for {host}, or tell us the server name that we should use.",
    ),
    # Words: Request. "full chain": the certificate with all between it and its issuer.
    Situation.CERTIFICATE_ISSUER: pgettext(
        "note", "Please install a certificate of a known issuer, with its full chain."
    ),
    # Words: Request.
    Situation.CERTIFICATE_DATE: pgettext(
        "note", "Please renew the certificate, and let the mail service load the new one."
    ),
    # Words: Request. "full chain": the certificate with all between it and its issuer.
    Situation.CERTIFICATE_OTHER: pgettext(
        "note", "Please check the certificate, and that its full chain is installed."
    ),
}
IF_IN_ORDER: Final[Mapping[Situation, Message]] = {
    # Words: What else it may be.
    Situation.CERTIFICATE_NAME: pgettext(
        "note", "If it is none of your certificates, please tell us that as well."
    ),
    # Words: What else it may be.
    Situation.CERTIFICATE_ISSUER: pgettext(
        "note",
        "If yours is in order, please tell us: then something in our network shows another.",
    ),
    # Words: What else it may be.
    Situation.CERTIFICATE_DATE: pgettext(
        "note", "If yours is valid, please tell us: then the clock of our computer is wrong."
    ),
    # Words: What else it may be.
    Situation.CERTIFICATE_OTHER: pgettext(
        "note", "If yours is in order, please tell us: then we look for the fault here."
    ),
}
# Words: Before a command, for a technician.
SEE_IT: Final = pgettext("technical", "To see the certificate from outside:")

# A fault that a test without a password passed by.
BESIDES: Final[Mapping[str, Message]] = {
    # Words: For a technician, besides the limit.
    "certificate-name": pgettext(
        "technical",
        "Besides: the server's certificate is for another name. The test went on without a "
        "password.",
    ),
    # Words: For a technician, besides the limit.
    "certificate-issuer": pgettext(
        "technical",
        "Besides: no issuer our computer knows confirms the server's certificate. The test went "
        "on without a password.",
    ),
    # Words: For a technician, besides the limit.
    "certificate-date": pgettext(
        "technical",
        "Besides: by our computer's clock the server's certificate has run out or is not valid "
        "yet. The test went on without a password.",
    ),
    # Words: For a technician, besides the limit.
    "certificate-other": pgettext(
        "technical",
        "Besides: the server's certificate could not be confirmed. The test went on without a "
        "password.",
    ),
}
