"""Reports with every block, for the writers of paper formats: what a page must be able to carry."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Final

from PIL import Image

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
    Logo,
    Paragraph,
    Part,
    Report,
    Table,
)
from wizard.paper.picture import strip

COLUMNS: Final = (
    Column("No.", numbers=True),
    Column("Local time", 2),
    Column("UTC", 3, foreign=True),
    Column("Result", 3),
    Column("Milliseconds", 2, numbers=True),
    Column("Words of the server", 6, foreign=True),
)
# A line that somebody may copy: longer than a page is wide.
COMMAND: Final = (
    r"printf '203.0.113.7\tallow,MAXCPERIP=30\n' >> /etc/courier/imapaccess "
    "&& makeimapaccess && tail -n 100 /var/log/mail.log | grep 'Maximum connection limit reached'"
)
PLACES: Final = (*[Place.CLOSED] * 3, Place.OPEN, Place.REFUSED, *[Place.NOT_TRIED] * 17)
HOSTILE: Final = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)> \" onload='x' "
    "&lt;b&gt; \x00\x1b[2J \u202egnp.exe\u202c \ud800 " + "W" * 400
)


def sample() -> Report:
    """What an English office gets: all blocks, in three parts."""
    return Report(
        title="Mail connection check for mail.example-host.net",
        language="en",
        right_to_left=False,
        parts=(Part("Why mail fails in your office", manager()), technician(), evidence(3)),
        author="Mail Connection Check",
        subject="mail.example-host.net, 24 August 2026",
        identity="0123456789abcdef" * 4,
        written="2026-08-24T12:32:41Z",
        footer="Mail Connection Check 0.1.0 · mail.example-host.net · 24 August 2026",
        page_of="Page {page} of {pages}",
    )


def manager(figures: tuple[Figure, ...] = ()) -> tuple[Block, ...]:
    four = Figure("4", "connections are allowed at the same time. Your office needs about 22.")
    return (
        Paragraph("Your office is allowed only 4 mail connections at a time", strong=True),
        Figures(figures or (four,)),
        Drawing(
            strip(PLACES),
            "4 connections were open, number 5 was refused, your office needs about 22",
            "A filled box with a check was open. A box with a cross was refused. "
            "A dashed box was not tried.",
        ),
        Heading("What this means"),
        Paragraph(
            "This explains why mail fails on random computers: whoever comes fifth is turned away, "
            "even when every computer is set up correctly."
        ),
        Heading("What to do"),
        Items(
            (
                "Send this report to your hosting provider.",
                "When they are done, open the case file and choose “Check again after a fix”.",
            ),
            numbered=True,
        ),
        Heading("How sure is this?"),
        Paragraph("Very sure. Refused 3 times out of 3."),
        Paragraph("Tested on 24 August 2026, 14:32 (CEST).", quiet=True),
    )


def technician() -> Part:
    return Part(
        "For the technician of the hosting provider",
        (
            Heading("Request"),
            Heading("For this address only", 3),
            Paragraph("Allow 30 connections for 203.0.113.7. Nobody is disconnected."),
            Code((COMMAND, "", "MAXPERIP=30")),
            Heading("What we saw"),
            Items(("Connections 1 to 4 were held.", "Connection 5 was closed without a word.")),
        ),
    )


def evidence(attempts: int, columns: tuple[Column, ...] = COLUMNS) -> Part:
    case, _ = per_address()
    times = ((f"14:32:{at:02}", f"2026-08-24T12:32:{at:02}Z") for at in range(60))
    rows = [
        (str(number), local, utc, "closed at once", "38", "‹ALERT: Maximum connection limit›")
        for number, (local, utc) in zip(range(1, attempts + 1), list(times) * 4, strict=False)
    ]
    return Part(
        "Evidence",
        (
            Table("Every attempt", columns, tuple(rows)),
            Heading("The test over time"),
            Drawing(chart(case.events, 22), "The number of open connections rose to 4 and stayed"),
            Table(
                "All tests",
                (Column("Date", 2), Column("Result", 3), Column("", 1)),
                (("24 August 2026", "4", "first"), ("", "24 or more", "")),
            ),
            Heading("Set-up"),
            Facts((("Server", "mail.example-host.net:993"), ("Signed in", "no"))),
        ),
    )


def before_and_now() -> Report:
    pair = (
        Figure("4", "connections were allowed at the same time.", "Before (24 August 2026)"),
        Figure("24 or more", "connections are allowed now.", "Now (26 August 2026)"),
    )
    first, *others = sample().parts
    parts = (replace(first, blocks=manager(pair)), *others)
    # A part that is called like the report has no second heading of the same words.
    return replace(sample(), title=first.title, parts=parts, logo=Logo(logo(), "Müller IT & Co."))


def long_table() -> Report:
    return replace(sample(), parts=(Part("All of it", manager()), evidence(240)))


def right_to_left() -> Report:
    """Arabic and Hebrew, with what stays left to right inside them."""
    columns = tuple(
        replace(column, heading=heading)
        for column, heading in zip(
            COLUMNS, ("رقم", "الوقت", "UTC", "النتيجة", "المدة", "رد الخادم"), strict=True
        )
    )
    table = replace(evidence(4, columns), title="الأدلة")
    shown = Drawing(
        strip(PLACES, right_to_left=True), "أربعة اتصالات مفتوحة", "المربع المملوء مفتوح"
    )
    first = Part(
        "لماذا يتعطل البريد في مكتبكم",
        (
            Paragraph("مكتبكم مسموح له بأربعة اتصالات فقط في الوقت نفسه", strong=True),
            Figures((Figure("٤", "اتصالات مسموح بها. مكتبكم يحتاج إلى ٢٢ تقريبا.", "قبل"),)),
            shown,
            Heading("ماذا نفعل"),
            Items(("أرسلوا هذا التقرير إلى \u2066mail.example-host.net:993\u2069.", "שלום עולם")),
            Code((COMMAND,)),
            Facts((("الخادم", "\u2066* mail.example-host.net:993\u2069"), ("שרת", "לא"))),
        ),
    )
    return replace(
        sample(),
        title="تقرير فحص البريد",
        language="ar",
        right_to_left=True,
        parts=(first, table),
        footer="فحص اتصالات البريد · mail.example-host.net",
        page_of="صفحة {page} من {pages}",
    )


def hostile() -> Report:
    """Every text that a server, a file or a person could have written is an attack."""
    columns = tuple(Column(HOSTILE, foreign=bool(index)) for index in range(4))
    drawn = Drawing(strip(PLACES, lambda _: HOSTILE), HOSTILE, HOSTILE)
    blocks: tuple[Block, ...] = (
        Heading(HOSTILE),
        Paragraph(HOSTILE, strong=True, quiet=True),
        Items((HOSTILE,)),
        Figures((Figure(HOSTILE, HOSTILE, HOSTILE),)),
        Code((HOSTILE,)),
        Table(HOSTILE, columns, ((HOSTILE,) * 4,)),
        Facts(((HOSTILE, HOSTILE),)),
        drawn,
    )
    return Report(
        title=HOSTILE,
        language="en",
        right_to_left=False,
        parts=(Part(HOSTILE, blocks), Part(f"2 {HOSTILE}", blocks)),
        author=HOSTILE,
        subject=HOSTILE,
        identity=HOSTILE,
        written=HOSTILE,
        footer=HOSTILE,
        page_of=HOSTILE + "{page}{pages}",
        logo=Logo(logo(), HOSTILE),
    )


def logo() -> bytes:
    """A green bar."""
    kept = io.BytesIO()
    Image.new("RGB", (240, 64), "#00694D").save(kept, "PNG")
    return kept.getvalue()


REPORTS: Final = {
    "english": sample,
    "before-and-now": before_and_now,
    "long-table": long_table,
    "right-to-left": right_to_left,
    "hostile": hostile,
}
