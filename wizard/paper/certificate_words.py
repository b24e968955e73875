"""The sentences of the note about a certificate.

Owns them as data, marked for translation. They say what one computer saw with its own clock and
its own list of issuers, and no more: a date is named only where it was seen.
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
    # Words: Subject of the note. {host}: server name, not to be translated.
    Situation.CERTIFICATE_CHANGED: pgettext(
        "note", "Your mail server {host} shows another certificate than before"
    ),
    # Words: Subject of the note. {host}: server name; {date}: a day.
    Situation.CERTIFICATE_RAN_OUT: pgettext(
        "note", "The certificate of your mail server {host} ran out on {date}"
    ),
    # Words: Subject of the note. {host}: server name; {date}: a day.
    Situation.CERTIFICATE_NOT_YET: pgettext(
        "note", "The certificate of your mail server {host} is not valid before {date}"
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
    # Words: What is wrong with the certificate.
    Situation.CERTIFICATE_CHANGED: pgettext(
        "note", "The certificate it shows is not the one that we had checked and trusted."
    ),
    # Words: What is wrong with the certificate. {moment}: day and time.
    Situation.CERTIFICATE_RAN_OUT: pgettext(
        "note", "The certificate it shows ran out on {date} ({moment})."
    ),
    # Words: What is wrong with the certificate. {moment}: day and time.
    Situation.CERTIFICATE_NOT_YET: pgettext(
        "note", "The certificate it shows is valid only from {date} on ({moment})."
    ),
}
# Words: {names}: the servers' names in a certificate, not to be translated.
NAMES: Final = pgettext("note", "It is for: {names}.")
# Words: What was done about the fault of the certificate.
NOTHING_SENT: Final = pgettext("note", "The test ended there, and no password was sent.")
# Words: Request.
_RENEW: Final = pgettext(
    "note", "Please renew the certificate, and let the mail service load the new one."
)
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
    Situation.CERTIFICATE_DATE: _RENEW,
    # Words: Request. "full chain": the certificate with all between it and its issuer.
    Situation.CERTIFICATE_OTHER: pgettext(
        "note", "Please check the certificate, and that its full chain is installed."
    ),
    # Words: Request.
    Situation.CERTIFICATE_CHANGED: pgettext(
        "note", "Please tell us whether you have changed it, and its SHA-256 fingerprint."
    ),
    Situation.CERTIFICATE_RAN_OUT: _RENEW,
    # Words: Request.
    Situation.CERTIFICATE_NOT_YET: pgettext(
        "note", "Please show one that is valid already, or tell us that the date is right."
    ),
}
# Words: What else it may be.
_OUR_CLOCK: Final = pgettext(
    "note", "If yours is valid, please tell us: then the clock of our computer is wrong."
)
# Words: What else it may be.
_FAULT_HERE: Final = pgettext(
    "note", "If yours is in order, please tell us: then we look for the fault here."
)
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
    Situation.CERTIFICATE_DATE: _OUR_CLOCK,
    Situation.CERTIFICATE_RAN_OUT: _OUR_CLOCK,
    Situation.CERTIFICATE_NOT_YET: _OUR_CLOCK,
    Situation.CERTIFICATE_OTHER: _FAULT_HERE,
    Situation.CERTIFICATE_CHANGED: _FAULT_HERE,
}
# Words: Before a command, for a technician.
SEE_IT: Final = pgettext("technical", "To see the certificate from outside:")

# Words: For a technician. {fingerprint}: hexadecimal; {issuer}: a quotation of the certificate.
# {start}, {end}: times in UTC.
SEEN: Final = pgettext(
    "technical",
    "The certificate it shows: SHA-256 {fingerprint}; issued by “{issuer}”; valid from {start} to "
    "{end}.",
)
# Words: The same for a certificate that is signed by itself. {start}, {end}: times in UTC.
SEEN_BY_ITSELF: Final = pgettext(
    "technical",
    "The certificate it shows: SHA-256 {fingerprint}; signed by itself; valid from {start} to "
    "{end}.",
)

# What was passed by: a fault by a test without a password, or what somebody said to go past.
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
    # Words: For a technician, besides the limit.
    "certificate-ran-out": pgettext(
        "technical",
        "Besides: the server's certificate has run out. The test went on without a password.",
    ),
    # Words: For a technician, besides the limit.
    "certificate-not-yet": pgettext(
        "technical",
        "Besides: the server's certificate is not valid yet. The test went on without a password.",
    ),
    # Words: For a technician, besides the limit.
    "certificate-name-here": pgettext(
        "technical",
        "Besides: the server's certificate is for another of its names, which was used in the "
        "test.",
    ),
    # Words: For a technician, besides the limit.
    "certificate-pinned": pgettext(
        "technical",
        "Changed by IT support: the server's certificate was not confirmed, but trusted by hand.",
    ),
    # Words: For a technician, besides the limit. "ours": of the computer that tested.
    "antivirus-between": pgettext(
        "technical",
        "Besides: an antivirus program of ours stood in between, so the limit may be its own.",
    ),
}
