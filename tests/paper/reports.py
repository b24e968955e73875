"""Made reports for the writers of paper: one in each direction, with every kind of block.

The Arabic, Hebrew and Hindi ones are written for the tests; the program does not speak these yet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tests.paper.cases import per_address
from wizard.core.progress import Place
from wizard.paper.chart import chart
from wizard.paper.document import (
    Block,
    Code,
    Column,
    Drawing,
    Facts,
    Figure,
    Figures,
    Heading,
    Items,
    Paragraph,
    Part,
    Report,
    Table,
)
from wizard.paper.picture import Picture, strip

COMMAND: Final = (
    r"printf '203.0.113.7\tallow,MAXCPERIP=30\n' >> /etc/courier/imapaccess && makeimapaccess"
)
GREETING: Final = "* OK [CAPABILITY IMAP4rev1 UIDPLUS CHILDREN NAMESPACE] Courier-IMAP ready."
PLACES: Final = (*(Place.OPEN,) * 4, Place.REFUSED, *(Place.NOT_TRIED,) * 17)


def places(*, right_to_left: bool = False) -> Drawing:
    """The strip of an office that needs 22 and gets 4."""
    return Drawing(
        strip(PLACES, right_to_left=right_to_left),
        "4 connections open, number 5 refused, the office needs about 22",
        "Filled with a check mark: open. A cross: refused. Dashed: not tried yet.",
    )


def step_chart() -> Picture:
    """Four get in, then one after the other is turned away."""
    return chart(per_address()[0].events, 22)


def attempts(count: int) -> Table:
    """The evidence: so many attempts."""
    columns = (
        Column("No.", 1, numbers=True),
        Column("Time (UTC)", 3, foreign=True),
        Column("What happened", 4),
        Column("ms", 1, numbers=True),
        Column("Words of the server", 6, foreign=True),
    )
    rows = tuple(
        (str(n), f"2026-08-24 12:32:{n % 60:02d}Z", "connection accepted", "38", GREETING)
        for n in range(1, count + 1)
    )
    return Table("Every attempt", columns, rows)


def report(*parts: Part, **others: object) -> Report:
    """A report of the example office, in English."""
    made = Report(
        title="Why mail fails in your office",
        language="en",
        right_to_left=False,
        parts=parts,
        author="Miller & Sons",
        subject="4 mail connections are allowed at the same time",
        identity="5f" * 32,
        written="2026-08-24T12:32:41Z",
        footer="mail.example-host.net, 24 August 2026, 14:32 (CEST)",
        page_of="Page {page} of {pages}",
    )
    return replace(made, **others)  # type: ignore[arg-type]


def of_blocks(*blocks: Block, **others: object) -> Report:
    """A report of one part."""
    return report(Part("Why mail fails in your office", blocks), **others)


def english() -> Report:
    """All of it, as long as a real one."""
    return report(_for_the_office(), _for_the_technician(), _evidence())


def _for_the_office() -> Part:
    return Part(
        "Why mail fails in your office",
        (
            Figures(
                (
                    Figure(
                        "4",
                        "mail connections are allowed at the same time. "
                        "Your office needs about 22.",
                    ),
                )
            ),
            places(),
            Heading("What this means"),
            Paragraph(
                "This explains why mail fails on random computers: whoever comes fifth is turned "
                "away, even when every computer is set up correctly. It is like an office with "
                "4 phone lines: the fifth caller hears the busy tone."
            ),
            Heading("Who can fix it"),
            Paragraph("Your hosting provider, in a few minutes.", strong=True),
            Paragraph("You do not need new computers or a new internet line."),
            Heading("What to do"),
            Items(
                (
                    "Send this report to your provider, or only the note.",
                    "When they are done, open the case file and choose “Check again after a fix”.",
                ),
                numbered=True,
            ),
            Heading("How sure is this?"),
            Paragraph("Very sure. Number 5 was refused 3 times out of 3."),
            Facts(
                (
                    ("Tested", "24 August 2026, 14:32 (CEST)"),
                    ("By", "Anna Miller, Miller & Sons"),
                    ("Mail server", "mail.example-host.net"),
                )
            ),
            Paragraph("The same report as a web page can be read out loud.", quiet=True),
        ),
    )


def _for_the_technician() -> Part:
    return Part(
        "For the hosting provider’s technician",
        (
            Heading("Request"),
            Paragraph("Please allow 30 connections for 203.0.113.7. Either way does it:"),
            Heading("A. For this customer only", 3),
            Paragraph("No restart, and nobody is disconnected."),
            Code((COMMAND,)),
            Heading("B. For all customers", 3),
            Items(
                (
                    "Set MAXPERIP=30 in the imapd file → stop and start both services.",
                    "Check that imapd-ssl does not set its own value.",
                )
            ),
            Code(("MAXPERIP=30", "", "systemctl stop courier-imap courier-imap-ssl")),
            Heading("Where to look"),
            Code(("ALERT: Maximum connection limit reached for ::ffff:203.0.113.7",)),
            Figures(
                (
                    Figure("4", "connections were allowed.", "Before, 24 August 2026"),
                    Figure("30 or more", "connections are allowed.", "Now, 26 August 2026"),
                )
            ),
        ),
    )


def _evidence() -> Part:
    return Part(
        "What was measured",
        (Drawing(step_chart(), "Connections over time"), attempts(40)),
    )


def arabic() -> Report:
    """From right to left, with words in other scripts between."""
    words = (
        Figures((Figure("٤", "اتصالات مسموح بها في نفس الوقت. مكتبك يحتاج إلى ٢٢ تقريبا."),)),
        places(right_to_left=True),
        Heading("ماذا يعني هذا"),
        Paragraph(
            "هذا يفسر لماذا يفشل البريد على أجهزة عشوائية: من يأتي خامسا يُرفض. "
            "الخادم \u2066mail.example-host.net\u2069 يسمح بأربعة فقط."
        ),
        Items(("أرسل هذا التقرير إلى مزودك.", "ثم اختر الفحص مرة أخرى."), numbered=True),
        Items(("أرسل هذا التقرير إلى مزودك.",)),
        Code((COMMAND,)),
        Facts((("تم الاختبار", "٢٤ أغسطس ٢٠٢٦"), ("الخادم", "\u2066mail.example-host.net\u2069"))),
        Table(
            "كل محاولة",
            (
                Column("رقم", 1, numbers=True),
                Column("الوقت", 3, foreign=True),
                Column("ماذا حدث", 4),
                Column("كلمات الخادم", 6, foreign=True),
            ),
            tuple((str(n), "12:32:07Z", "تم القبول", GREETING) for n in range(1, 6)),
        ),
        Figures((Figure("٤", "قبل ذلك", "قبل"), Figure("٣٠", "الآن", "الآن"))),
    )
    return report(
        Part("لماذا يفشل البريد في مكتبك", words),
        title="لماذا يفشل البريد في مكتبك",
        language="ar",
        right_to_left=True,
        footer="\u2066mail.example-host.net\u2069، ٢٤ أغسطس ٢٠٢٦",
        page_of="صفحة {page} من {pages}",
    )
