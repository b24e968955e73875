"""A paper that lacks something is seen, whichever it is and whatever it lacks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from wizard import casework
from wizard.casework import Choices, Paper
from wizard.core import archive
from wizard.core.case_file import CaseFile, case_file
from wizard.proof import papers, pdf_look, web_look
from wizard.words import Words

GOLDEN = Path(__file__).parents[1] / "goldens" / "courier-20-tls-signed-in.json"
MADE, USUAL = casework.make, Choices()
Spoil = Callable[[bytes], bytes]


@cache
def case() -> CaseFile:
    return case_file(archive.from_json(json.loads(GOLDEN.read_text("utf-8"))["case"]))


@cache
def made(paper: Paper) -> bytes:
    casework.get_ready()
    return MADE(paper, case(), Words())


def instead(old: bytes, new: bytes) -> Spoil:
    """The same paper with one thing changed, which has to be in it."""

    def spoil(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new)

    return spoil


@pytest.fixture
def spoilt(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Callable[[Paper, Spoil], None]:
    """Let one paper be made wrong."""

    def plant(which: Paper, spoil: Spoil) -> None:
        def make(paper: Paper, file: CaseFile, words: Words, choices: Choices = USUAL) -> bytes:
            data = MADE(paper, file, words, choices)
            return spoil(data) if paper is which else data

        monkeypatch.setattr(casework, "make", make)

    return plant


@pytest.mark.parametrize("language", ["en", "de"])
def test_good_papers_have_no_fault(qapp: QApplication, language: str) -> None:
    assert list(papers.faults(case(), Words(language))) == []


@pytest.mark.parametrize(
    ("paper", "spoil", "told"),
    [
        (Paper.TEXT, lambda _: b"", "it does not name the server"),
        (Paper.TEXT, lambda data: data + b"!", "it is another note than the one on the screen"),
        (Paper.MAIL, instead(b"127.0.0.1", b"somewhere"), "it does not name the server"),
        (Paper.MAIL, instead(b"X-Unsent: 1\r\n", b""), "it has no subject, or is not a draft"),
        (Paper.MAIL, lambda data: data.partition(b"--=_")[0] + b"--", "is not attached"),
        (Paper.PDF, lambda data: data[:-6], "in a4, it does not begin or end as a PDF"),
        (Paper.PDF, instead(b"/MediaBox [0 0 595.0", b"/MediaBox [0 0 600.0"), "(600, 842)"),
        (Paper.PDF, instead(b"+NotoSans-Bold", b"+Some-Bold.ttf"), "letters NotoSans-Bold"),
        (Paper.PDF, instead(b"<0059>", b"<0058>"), "cannot be read out of it"),
        (Paper.HTML, instead(b"<title>", b"<script>"), "which could do something"),
        (Paper.HTML, instead(b"<h1", b"<h1 hidden><p"), "ends what was not begun"),
        (Paper.HTML, instead(b"is allowed only", b"has"), "does not tell the result"),
        (Paper.CASE, lambda data: data[:100], "it cannot be opened again"),
    ],
)
def test_what_a_paper_lacks_is_told(
    spoilt: Callable[[Paper, Spoil], None], paper: Paper, spoil: Spoil, told: str
) -> None:
    spoilt(paper, spoil)
    found = list(papers.faults(case(), Words()))
    assert any(fault.startswith(f"the paper {paper}: ") and told in fault for fault in found), found


def test_a_paper_that_cannot_be_made_is_told_without_the_errors_words(
    spoilt: Callable[[Paper, Spoil], None],
) -> None:
    def fail(_: bytes) -> bytes:
        raise KeyError("words that may tell too much")

    spoilt(Paper.HTML, fail)
    (told,) = papers.faults(case(), Words())
    assert told.startswith("the paper html cannot be made, code KeyError test_papers:")


def test_another_case_than_the_saved_one_is_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(case().latest, target=replace(case().latest.target, host="mail.other.example"))
    monkeypatch.setattr(casework, "open_case", lambda place: case_file(other))
    assert list(papers.faults(case(), Words())) == [
        "the paper mailcheck: what is opened is not what was saved.",
        "the paper mailcheck: the same test again is told as a change.",
    ]


# --- the two readers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (instead(b"%PDF-1.4", b"%TXT-1.4"), "begin or end"),
        (instead(b"\nxref\n0", b"\nsome\n0"), "its table is not where"),
        (instead(b"9 0 obj\n", b"8 0 obj\n"), "object 9 is not where"),
        (instead(b"/Count 7", b"/Count 6"), "pages cannot be counted"),
        (instead(b"/Type /Pages\n", b"/Type /Paged\n"), "0 objects with /Type /Pages"),
        (instead(b"/MediaBox", b"/MediaBag"), "no size, or several"),
        (instead(b"/FontFile2", b"/SomeFile2"), "is not in it"),
        (instead(b"/Contents", b"/Somewhat"), "no /Contents where one should be"),
        (lambda data: re.sub(rb"(stream\n)x.", rb"\1..", data), "cannot be unpacked"),
    ],
)
def test_a_broken_pdf_says_what_is_broken(qapp: QApplication, spoil: Spoil, why: str) -> None:
    looked = pdf_look.look(made(Paper.PDF))
    assert (looked.pages, looked.size) == (7, (595, 842))
    with pytest.raises(pdf_look.BrokenPdfError, match=why):
        pdf_look.look(spoil(made(Paper.PDF)))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (instead(b"<!DOCTYPE html>\n", b""), "does not begin or end"),
        (instead(b"</html>", b""), "does not begin or end"),
        (instead(b"default-src 'none'", b"default-src *"), "does not forbid itself"),
        (instead(b"box-sizing", b"box-sizimg"), "its look is not the one"),
        (instead(b"<h1", b"<img src='https://example.net/a.png'><h1"), "would load something"),
        (instead(b"<body", b"<body onload='go()'"), "could do something"),
    ],
)
def test_a_web_page_that_is_not_whole_or_could_do_something_is_seen(
    qapp: QApplication, spoil: Spoil, why: str
) -> None:
    page = made(Paper.HTML)
    assert web_look.look(page.decode())[1] == []
    faults = web_look.look(spoil(page).decode())[1]
    assert any(why in fault for fault in faults), faults
