"""Whether a search for a mail server met nobody who answers as himself: web site and mail alike.

Pure. Where names are looked up, and yet neither the web site nor a mail server of a domain gives a
proper answer, a Wi-Fi may want a sign-in first, or a firewall stands in between. Both may also be
out of order together: it is a reason to look, and no finding.
"""

from __future__ import annotations

from typing import Final

from wizard.core.discover import Answer, Found, Source
from wizard.core.model import Outcome

# No answer, one by somebody who cannot prove that name, or one that leads into a private network.
_NOT_THE_SITE: Final = frozenset({Answer.NO_ANSWER, Answer.CERTIFICATE, Answer.NOT_ALLOWED})
_NOT_THE_SERVER: Final = frozenset(
    {
        Outcome.CONNECT_UNANSWERED,
        Outcome.CONNECT_REFUSED,
        Outcome.SILENT,
        Outcome.CLOSED_AT_ONCE,
        Outcome.CERTIFICATE_PROBLEM,
        Outcome.NOT_A_MAIL_SERVER,
    }
)


def nobody_answers(found: Found) -> bool:
    """Whether the domain's own web site and every mail server that has an address failed."""
    site = {one.answer for one in found.asked if one.source is Source.WELL_KNOWN}
    # A name that nobody has tells nothing of the way to those that somebody has.
    servers = {one.outcome for one in found.tried} - {Outcome.NOT_FOUND}
    return bool(site and servers) and site <= _NOT_THE_SITE and servers <= _NOT_THE_SERVER
