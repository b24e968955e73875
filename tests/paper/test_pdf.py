"""The PDF a provider gets: what it says, what it says about itself, and that it never differs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import threading
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from tests.paper import poppler, reports
from wizard.paper.document import Code, Heading, Logo, Paragraph, Part, Report
from wizard.paper.page_size import PageSize
from wizard.paper.pdf import pdf
from wizard.paper.quoting import quote_server

HERE = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("qapp")
SIZES = pytest.mark.parametrize("size", PageSize)
# Every kind of thing that could tell where the report was made.
CANARY = "canary-of-this-computer"
ANOTHER_PROCESS = """
import sys
from tests.paper import reports
from wizard.paper.page_size import PageSize
from wizard.paper.pdf import pdf
for report in (reports.english(), reports.arabic()):
    sys.stdout.buffer.write(pdf(report, PageSize.A4))
"""


def a4(report: Report) -> bytes:
    return pdf(report, PageSize.A4)


def logo(width: int, height: int) -> Logo:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("#335577"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Logo(bytes(buffer.data().data()), "Miller IT")


# -- it never differs ------------------------------------------------------------------------------


@SIZES
def test_the_same_report_gives_the_same_bytes(size: PageSize) -> None:
    assert pdf(reports.english(), size) == pdf(reports.english(), size)


def test_another_process_writes_the_same_and_nothing_of_its_computer(tmp_path: Path) -> None:
    """Later, without a screen, for another user elsewhere, with other chances and no font."""
    home = tmp_path / CANARY
    home.mkdir()
    fonts = home / "fonts.conf"
    fonts.write_text(f"<fontconfig><cachedir>{home}</cachedir></fontconfig>", encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "QT_QPA_PLATFORM"}}
    strange = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "USER": CANARY, "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS],
        cwd=HERE,
        env={
            **kept,
            **strange,
            "FONTCONFIG_FILE": str(fonts),
            "LOGNAME": CANARY,
            "HOSTNAME": CANARY,
            "QT_HASH_SEED": "4242",
        },
        capture_output=True,
        check=True,
    )
    assert (
        hashlib.sha256(done.stdout).hexdigest()
        == hashlib.sha256(a4(reports.english()) + a4(reports.arabic())).hexdigest()
    )
    for trace in (CANARY, str(HERE), str(tmp_path)):
        assert trace.encode() not in unpacked(done.stdout)


def unpacked(written: bytes) -> bytes:
    """The file, and behind it everything that is packed in it."""
    streams = re.findall(rb"\nstream\n(.*?)\nendstream", written, re.DOTALL)
    assert len(streams) > 10
    return written + b"".join(zlib.decompressobj().decompress(s) for s in streams if s[0] == 0x78)


def test_another_thread_of_the_window_paints_the_same() -> None:
    made: list[bytes] = []
    thread = threading.Thread(target=lambda: made.append(a4(reports.english())))
    thread.start()
    thread.join()
    assert made == [a4(reports.english())]


def test_another_case_is_another_file() -> None:
    one, other = (a4(reports.of_blocks(identity=each * 64)) for each in "ab")
    assert one != other
    names = [re.findall(rb"/ID \[<(\w{32})> <(\w{32})>\]", made)[0] for made in (one, other)]
    assert len({name for pair in names for name in pair}) == 4
    longer = a4(reports.of_blocks(Paragraph("More."), identity="a" * 64))
    assert names[0][0] in longer  # the same case
    assert names[0][1] not in longer  # in another paper


# -- what it says about itself ---------------------------------------------------------------------


@SIZES
def test_it_says_what_it_is_on_paper_of_the_wanted_size(size: PageSize) -> None:
    told = poppler.info(pdf(reports.english(), size))
    assert told["Title"] == "Why mail fails in your office"
    assert told["Author"] == "Miller & Sons"
    assert told["Subject"] == "4 mail connections are allowed at the same time"
    assert told["Creator"] == "Mail Connection Check"
    assert told["CreationDate"] == told["ModDate"] == "D:20260824123241Z"
    paper = {PageSize.A4: "595 x 842 pts (A4)", PageSize.LETTER: "612 x 792 pts (letter)"}
    assert told["Page size"] == paper[size]


def test_it_says_its_language_and_lists_its_parts() -> None:
    written = a4(reports.arabic())
    title = reports.arabic().title.encode("utf-16-be").hex().encode()
    assert b"/Lang <feff00610072>" in written
    assert b"/Direction /R2L" in written
    assert written.count(title) == 2  # the title of the file, and of its only part
    listed = a4(reports.english())
    assert b"/Direction /L2R" in listed
    assert listed.count(b" /Dest [") == 3
    assert b"/Count 3 >>" in listed


def test_its_words_about_itself_cannot_break_it() -> None:
    sly = "a) /Evil (<script>]]>&\n\x00"
    written = a4(reports.of_blocks(title=sly, author=sly, subject=sly, language="de_AT"))
    assert poppler.info(written)["Title"] == "a) /Evil (<script>]]>&"
    assert b"/Evil" not in written.split(b"/Type /Metadata")[0]
    assert b"&lt;script&gt;]]&gt;&amp;" in written
    assert b"<script>" not in written


@pytest.mark.parametrize("made", [reports.english, reports.arabic])
def test_every_font_is_inside(made: object) -> None:
    assert callable(made)
    rows = poppler.ask("pdffonts", a4(made())).splitlines()[2:]
    assert {row.split()[0].partition("+")[2] for row in rows} >= {"NotoSans-Regular"}
    for row in rows:
        embedded, subset, readable = row.split()[-5:-2]
        assert (embedded, subset, readable) == ("yes", "yes", "yes"), row


# -- what it says ----------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [reports.english, reports.arabic])
@SIZES
def test_a_command_copied_out_of_it_works(made: object, size: PageSize) -> None:
    assert callable(made)
    copied = poppler.text(pdf(made(), size)).splitlines()
    assert reports.COMMAND in copied


@pytest.mark.parametrize(
    ("language", "right_to_left", "said"),
    [
        ("de", False, "Größe, Übung und Maß: überprüft"),
        ("ar", True, "البريد لا يعمل في مكتبك"),
        ("he", True, "הדואר לא עובד במשרד שלכם"),
        ("hi", False, "कल सब खराब था"),
    ],
)
def test_text_can_be_found(language: str, right_to_left: bool, said: str) -> None:
    blocks = (Heading(said), Paragraph(said), Paragraph(said, strong=True))
    shown = poppler.text(
        a4(reports.of_blocks(*blocks, language=language, right_to_left=right_to_left))
    )
    for word in said.split():
        # Where letters are written from the right, a reader may hand them out from the left.
        assert 3 in {shown.count(word), shown.count(word[::-1])}, (word, shown)


def test_no_letters_are_joined_into_others() -> None:
    shown = poppler.ask(
        "pdftotext", a4(reports.of_blocks(Paragraph("office, first, coffee fjord")))
    )
    assert "office, first, coffee fjord" in shown


def test_every_page_has_its_number_and_the_line_of_the_report() -> None:
    shown = poppler.pages(a4(reports.english()))
    assert len(shown) == 5
    for number, page in enumerate(shown, start=1):
        foot = page.rstrip().splitlines()[-1]
        assert re.search(rf"mail\.example-host\.net, 24 August 2026.*Page {number} of 5$", foot)


def test_the_number_of_the_page_is_across_in_a_report_from_right_to_left() -> None:
    made = reports.of_blocks(language="he", right_to_left=True, footer="the line of the report")
    foot = poppler.pages(a4(made))[0].rstrip().splitlines()[-1]
    assert foot.index("Page 1 of 1") < foot.index("the line of the report")


def test_every_part_begins_on_a_page_of_its_own() -> None:
    shown = poppler.pages(a4(reports.report(Part("One", ()), Part("Two", ()), Part("Three", ()))))
    assert [page.split()[0] for page in shown] == ["One", "Two", "Three"]


def test_the_head_of_a_table_comes_again_on_every_page() -> None:
    made = a4(reports.of_blocks(reports.attempts(100)))
    shown = poppler.pages(made)
    assert len(shown) > 3
    assert all(page.count("What happened") == 1 for page in shown)
    numbers = re.findall(r"^ *(\d+) +2026-08-24", "\n".join(shown), re.MULTILINE)
    assert numbers == [str(n) for n in range(1, 101)]


def test_a_long_table_takes_no_time() -> None:
    begun = time.process_time()
    a4(reports.of_blocks(reports.attempts(400)))
    assert time.process_time() - begun < 2


def test_a_logo_stands_across_from_the_title() -> None:
    plain = a4(reports.english())
    decorated = a4(replace(reports.english(), logo=logo(480, 100)))
    assert plain.count(b"/Subtype /Image") == 0
    assert decorated.count(b"/Subtype /Image") == 1
    assert b"/DCTDecode" not in decorated


def test_a_logo_that_is_none_is_left_out() -> None:
    broken = reports.of_blocks(logo=Logo(b"\x89PNG\r\n\x1a\nnothing", "Miller IT"))
    assert a4(broken) == a4(reports.of_blocks())


# -- what a stranger's server may have said --------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["x" * 10_000, "\x1b[2J\r\n\x00\x9b", "\u202etxet\u202c \u2066a\u2069", "\ud800\udfff"[:1],
     "<script>alert(1)</script>", "%s {0} \\u{202e}", "\u0301" * 500, ""],
)  # fmt: skip
def test_hostile_words_break_nothing(said: str, qapp: QApplication) -> None:
    table = reports.attempts(1)
    row = (*table.rows[0][:-1], said)
    blocks = (
        Paragraph(said),
        Code((said, quote_server(said), reports.COMMAND)),
        type(table)("", table.columns, (row, row)),
        Paragraph("The end."),
    )
    made = a4(reports.of_blocks(*blocks))
    assert "The end." in poppler.text(made)
    assert reports.COMMAND in poppler.text(made).splitlines()
    assert "\x1b" not in poppler.text(made)
