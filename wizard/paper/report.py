"""The report: three parts for three readers, made from a case file and nothing else.

Owns what stands on every page and in the properties of the file. It is pure: the same case gives
the same report, and nothing of the computer it is made on gets into it.
"""

from __future__ import annotations

from datetime import UTC
from typing import Final

from wizard.paper import report_words as say
from wizard.paper.document import Logo, Report
from wizard.paper.facts import LONGEST_HOST, one_line
from wizard.paper.note_measured import PRODUCT
from wizard.paper.quoting import quote_server
from wizard.paper.report_evidence import evidence_part
from wizard.paper.report_manager import for_manager, local
from wizard.paper.report_technician import for_technician
from wizard.paper.told import Told
from wizard.words import Words

_BETWEEN: Final = " · "


def report(told: Told, words: Words, *, logo: Logo | None = None, contact: str = "") -> Report:
    """The report about the latest test; `contact` is a line of the firm that tests."""
    case = told.case
    first = for_manager(told, words)
    host = words.isolate(quote_server(case.target.host, LONGEST_HOST))
    date = words.date(local(case.started_at, case))
    footer = (PRODUCT, one_line(contact), host, date)
    return Report(
        title=first.title,
        language=words.language,
        right_to_left=words.right_to_left,
        parts=(first, for_technician(told, words), evidence_part(told, words)),
        author=PRODUCT,
        subject=words.say(say.SUBJECT, host=host, date=date),
        identity=told.checksum,
        written=case.finished_at.astimezone(UTC).isoformat(timespec="seconds"),
        footer=_BETWEEN.join(text for text in footer if text),
        page_of=words.say(say.PAGE_OF, page="{page}", pages="{pages}"),
        logo=logo,
    )
