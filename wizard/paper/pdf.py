"""The report as a PDF: the door. Qt is loaded behind it, and only when somebody comes.

The same report gives the same bytes on every day and in every process;
nothing of the computer it is made on gets in but the shapes of its letters for scripts that the
program brings no font for. Needs no screen and no thread of its own: on the command line an
application without a window is made, in the window's program it may be called from any thread.
"""

from __future__ import annotations

from wizard.paper.document import Report
from wizard.paper.page_size import PageSize


def pdf(report: Report, size: PageSize) -> bytes:
    """The report, set and painted; what it cannot write it says at its end, in small print."""
    from wizard.paper import pdf_file, pdf_pages  # noqa: PLC0415 - Qt only where a PDF is wanted

    painted = pdf_pages.painted(report, a4=size is PageSize.A4)
    return pdf_file.sealed(painted.data, report, painted.begins)


def missing_scripts(report: Report) -> tuple[str, ...]:
    """The scripts of its texts that no font here can write; () is the rule."""
    from wizard.paper import pdf_letters  # noqa: PLC0415 - the same

    return pdf_letters.missing(pdf_letters.texts(report))
