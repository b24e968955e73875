"""Which font writes what, and what the report says of letters that nobody here can write."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QGuiApplication

from tests.paper import poppler, reports
from wizard import assets
from wizard.paper import pdf_letters
from wizard.paper.document import Code, Facts, Paragraph, Table
from wizard.paper.page_size import PageSize
from wizard.paper.pdf import missing_scripts, pdf
from wizard.paper.pdf_letters import Stretch, can_write, script_of, stretches, writable
from wizard.paper.pdf_words import SCRIPTS

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def poor(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose system has no font for any script of its own."""
    forget()
    monkeypatch.setattr(pdf_letters, "_of_the_system", lambda script: [])
    yield
    forget()


def forget() -> None:
    can_write.cache_clear()
    pdf_letters._drawn.cache_clear()


# -- our own fonts ---------------------------------------------------------------------------------


def test_every_font_that_comes_along_is_used_and_has_its_licence() -> None:
    folder = assets.path("fonts")
    assert {place.name for place in folder.glob("*.ttf")} == set(pdf_letters.FILES)
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")
    readme = (folder / "README.md").read_text("utf-8")
    assert all(name in readme for name in pdf_letters.FILES)


def test_our_fonts_write_what_they_are_there_for() -> None:
    pdf_letters.bring()
    wanted = {"Noto Sans", "Noto Sans Mono", *pdf_letters._OURS.values()}
    assert wanted <= set(QFontDatabase.families())
    assert all(map(can_write, "aÜßŁşΩЖ…•–“”→□٤عשלह\N{REPLACEMENT CHARACTER}"))


def test_each_script_has_its_font_first_and_the_text_font_behind() -> None:
    assert pdf_letters.families("Noto Sans") == ["Noto Sans", "Noto Sans Mono"]
    assert pdf_letters.families("Noto Sans Mono")[0] == "Noto Sans Mono"
    assert pdf_letters.families("Noto Sans", "HEBREW")[:2] == ["Noto Sans Hebrew", "Noto Sans"]


def test_other_scripts_are_written_with_the_fonts_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pdf_letters._of_the_system.cache_clear()
    known = {QFontDatabase.WritingSystem.Japanese: ["Some Gothic"]}
    monkeypatch.setattr(QFontDatabase, "families", lambda system: known.get(system, []))
    assert pdf_letters.families("Noto Sans", "HIRAGANA") == ["Some Gothic", "Noto Sans"]
    pdf_letters._of_the_system.cache_clear()


# -- parts of a text -------------------------------------------------------------------------------


def test_a_text_is_parted_by_scripts_and_signs_go_with_the_letters_before() -> None:
    assert stretches("Ab 12, שלום 4. नमस्ते!") == [
        Stretch("", 0, 7),
        Stretch("HEBREW", 7, 8),
        Stretch("DEVANAGARI", 15, 7),
    ]


def test_signs_before_the_first_letter_go_with_it() -> None:
    assert stretches("5. हम") == [Stretch("DEVANAGARI", 0, 5)]
    assert stretches("(12)") == [Stretch("common", 0, 4)]
    assert stretches("") == []


def test_parts_are_counted_as_qt_counts() -> None:
    assert stretches("😀א") == [Stretch("HEBREW", 0, 3)]
    assert stretches("א𝐀") == [Stretch("HEBREW", 0, 1), Stretch("", 1, 2)]


@pytest.mark.parametrize(
    ("character", "script"),
    [("a", ""), ("ー", "KATAKANA"), ("٤", "ARABIC"), ("1", None), ("\x00", None), ("日", "CJK")],
)
def test_the_script_of_a_character(character: str, script: str | None) -> None:
    assert script_of(character) == script


# -- what cannot be written ------------------------------------------------------------------------


def test_what_is_no_letter_is_made_harmless() -> None:
    assert writable("plain") == "plain"
    assert writable("a\tb\nc\u2028d\x9be") == "a b c d e"
    assert writable("a\ud800b") == "a\N{REPLACEMENT CHARACTER}b"
    assert writable("\u2066host\u2069") == "\u2066host\u2069"
    assert writable("e" + "\u0301" * 50 + "!") == "e" + "\u0301" * 3 + "!"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("日本語 は", ("japanese",)),
        ("ア", ("japanese",)),
        ("中文", ("chinese",)),
        ("한국어", ("korean",)),
        ("বাংলা 中", ("chinese", "other")),
        ("Ü عש ह ٤ →", ()),
        ("\ud800", ("other",)),
        ("\N{REPLACEMENT CHARACTER}", ()),
    ],
)
def test_missing_scripts_are_named(poor: None, said: str, named: tuple[str, ...]) -> None:
    assert missing_scripts(reports.of_blocks(Paragraph(said))) == named


def test_missing_letters_are_found_in_every_kind_of_block(poor: None) -> None:
    table = reports.attempts(1)
    for block in (
        Code(("a", "日")),
        Facts((("a", "日"),)),
        Table("", table.columns, (("日", "", "", "", ""),)),
    ):
        assert missing_scripts(reports.of_blocks(Paragraph("a"), block)) == ("chinese",)
    assert missing_scripts(reports.english()) == ()


def test_a_report_says_at_its_end_what_is_missing(poor: None) -> None:
    made = reports.report(*reports.english().parts, title="日本", subject="한")
    shown = poppler.pages(pdf(made, PageSize.A4))
    sentence = "Some letters could not be drawn. This computer has no font for: Chinese and Korean."
    assert sentence in shown[-1]
    assert all(sentence not in page for page in shown[:-1])


def test_a_report_with_all_its_letters_says_nothing_of_them() -> None:
    assert "letters" not in poppler.text(pdf(reports.english(), PageSize.A4))


def test_every_id_has_a_name() -> None:
    assert {*pdf_letters._NAMED.values(), "other"} == set(SCRIPTS)


# -- the application -------------------------------------------------------------------------------


def test_the_running_application_is_used(qapp: QGuiApplication) -> None:
    pdf_letters.application.cache_clear()
    assert pdf_letters.application() is qapp


@pytest.mark.parametrize(
    ("system", "before", "platform"),
    [
        ("linux", None, "offscreen"),
        ("linux", "minimal", "minimal"),
        ("win32", None, None),
        ("darwin", None, None),
    ],
)
def test_without_one_an_application_without_a_window_is_made(
    system: str, before: str | None, platform: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Made:
        def __init__(self, arguments: list[str]) -> None:
            self.arguments = arguments

        @staticmethod
        def instance() -> QCoreApplication | None:
            return None

    surroundings = {} if before is None else {"QT_QPA_PLATFORM": before}
    monkeypatch.setattr(pdf_letters, "QGuiApplication", Made)
    monkeypatch.setattr(os, "environ", surroundings)
    monkeypatch.setattr(sys, "platform", system)
    pdf_letters.application.cache_clear()
    assert isinstance(pdf_letters.application(), Made)
    assert surroundings.get("QT_QPA_PLATFORM") == platform
    pdf_letters.application.cache_clear()
