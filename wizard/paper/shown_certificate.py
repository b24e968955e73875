"""What a paper or a page says of the certificate that a server showed.

Owns the choice of that certificate and its dates in words. Whatever a certificate says of itself is
a stranger's word and quoted; without a case no date is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from wizard.core import certificate
from wizard.core.certificate import Certificate
from wizard.core.model import Case, Outcome
from wizard.paper import certificate_words as say
from wizard.paper.quoting import quote_server
from wizard.paper.situation import Situation
from wizard.words import Words, pgettext, utc

# Words: Stands for the name of an antivirus program that is not known.
_ANTIVIRUS: Final = pgettext("E18", "the antivirus program")
# Words: A day and a time of that day.
_MOMENT: Final = pgettext("E17", "{date}, {time}")
_SHORT: Final = 60
# Where nobody knows the day, what is said of certificates in general.
_UNDATED: Final[Mapping[Situation, Situation]] = {
    Situation.CERTIFICATE_RAN_OUT: Situation.CERTIFICATE_DATE,
    Situation.CERTIFICATE_NOT_YET: Situation.CERTIFICATE_DATE,
    Situation.CLOCK_WRONG: Situation.CERTIFICATE_DATE,
}


def undated(where: Situation) -> Situation:
    """The situation whose sentences hold no date."""
    return _UNDATED.get(where, where)


def shown(case: Case) -> Certificate | None:
    """The certificate with a fault, or else the one of the first connection; None if not seen."""
    with_one = [event for event in case.events if event.certificate is not None]
    at_fault = [event for event in with_one if event.outcome is Outcome.CERTIFICATE_PROBLEM]
    return next((event.certificate for event in (*at_fault, *with_one)), None)


def certificate_values(case: Case | None, words: Words) -> dict[str, object]:
    """What sentences about a certificate may need; "" for what nobody knows."""
    seen = shown(case) if case is not None else None
    product = certificate.antivirus(seen) or words.say(_ANTIVIRUS)
    told: dict[str, object] = {"product": product, "date": "", "moment": "", "now": ""}
    if case is None:
        return told
    told["now"] = _when(case.started_at.astimezone(case.zone.tzinfo), words)
    if seen is not None:
        decisive = seen.starts if seen.starts > case.started_at else seen.ends
        told["date"] = words.date(decisive.astimezone(case.zone.tzinfo))
        told["moment"] = words.isolate(utc(decisive))
    return told


def technical_line(case: Case, words: Words) -> str:
    """The certificate for a technician, "" where it was not looked at."""
    seen = shown(case)
    if seen is None:
        return ""
    return words.say(
        say.SEEN_BY_ITSELF if seen.by_itself else say.SEEN,
        fingerprint=words.isolate(certificate.in_pairs(seen.fingerprint)),
        issuer=words.isolate(quote_server(seen.issuer)),
        start=words.isolate(utc(seen.starts)),
        end=words.isolate(utc(seen.ends)),
    )


def certificate_facts(case: Case) -> dict[str, str]:
    """The same by name, in the field's own words, for lists that are not translated."""
    seen = shown(case)
    if seen is None:
        return {}
    issuer = quote_server(seen.issuer, _SHORT)
    return {
        "certificate": f"{utc(seen.starts)} to {utc(seen.ends)}, issuer “{issuer}”",
        "its SHA-256": certificate.in_pairs(seen.fingerprint),
    }


def _when(moment: datetime, words: Words) -> str:
    return words.say(_MOMENT, date=words.date(moment), time=words.time(moment))
