"""The HTML report: every text of the report, nothing else, and nothing in it that can do harm."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paper.sample_reports import (
    COMMAND,
    HOSTILE,
    REPORTS,
    before_and_now,
    hostile,
    right_to_left,
    sample,
)
from wizard.paper.colours import LIGHT, contrast
from wizard.paper.document import (
    Block,
    Code,
    Column,
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
from wizard.paper.html import html
from wizard.paper.html_style import style
from wizard.paper.html_text import told

VOID = {"meta", "col", "img"}
# What SVG draws with; the rest of the elements is HTML.
DRAWN = {"svg", "title", "rect", "polyline", "polygon", "circle", "text"}
LOADING = {"src", "href", "srcset", "action", "data", "poster", "background", "xlink:href"}

every_report = pytest.mark.parametrize("name", REPORTS)


@dataclass
class Element:
    """One element with all the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """What a parser that trusts nobody sees of a page."""

    elements: list[Element] = field(default_factory=list)
    open_: list[Element] = field(default_factory=list)
    stray: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        one = Element(tag, dict(attrs), tuple(other.tag for other in self.open_))
        self.elements.append(one)
        if tag not in VOID:
            self.open_.append(one)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), tuple(one.tag for one in self.open_)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open_.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for one in self.open_:
            one.text += data
        if not self.open_:
            self.stray += data

    def all(self, tag: str) -> list[Element]:
        return [one for one in self.elements if one.tag == tag]

    def classed(self, name: str) -> list[Element]:
        return [one for one in self.elements if name in (one.attributes.get("class") or "").split()]


def read(report: Report) -> Page:
    page = Page()
    page.feed(html(report))
    page.close()
    assert not page.open_
    assert not page.stray.strip()
    return page


def holding(*blocks: Block) -> Page:
    """A page with one part of these blocks."""
    return read(replace(sample(), parts=(Part("Part", blocks),)))


# --- what a page may hold -------------------------------------------------------------------------


@every_report
def test_nothing_on_the_page_runs_loads_or_leads_away(name: str) -> None:
    page = read(REPORTS[name]())
    assert not {one.tag for one in page.elements} & {
        "script",
        "link",
        "a",
        "iframe",
        "form",
        "base",
    }
    for one in page.elements:
        assert not [key for key in one.attributes if key.startswith("on") or key == "style"], one
        for key in LOADING & one.attributes.keys():
            assert str(one.attributes[key]).startswith("data:image/png;base64,")
        for key, value in one.attributes.items():
            # The names of SVG's vocabulary look like an address, but nobody asks there.
            assert key == "xmlns" or "://" not in str(value), (one.tag, key)
    (sheet,) = page.all("style")
    assert not re.search(r"://|@import|url\(|</", sheet.text)


@every_report
def test_the_page_forbids_itself_all_but_its_own_sheet(name: str) -> None:
    page = read(REPORTS[name]())
    (policy,) = [one.attributes["content"] for one in page.all("meta")
                 if one.attributes.get("http-equiv") == "Content-Security-Policy"]  # fmt: skip
    (sheet,) = page.all("style")
    digest = base64.b64encode(hashlib.sha256(sheet.text.encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy).split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{digest}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


@given(text=st.text())
def test_no_text_can_become_an_element_or_an_attribute(text: str) -> None:
    """Wherever it stands, the page has the same bones as with a harmless word."""
    wild, tame = ([bones(one) for one in read(said(word)).elements] for word in (text, "word"))
    assert wild == tame


def bones(one: Element) -> tuple[str, list[str], tuple[str, ...]]:
    return one.tag, list(one.attributes), one.inside


def said(text: str) -> Report:
    """A report in which everything is this text, and begins with a letter so as to be there."""
    word = f"a{text}"
    table = Table(word, (Column(word), Column(word, foreign=True)), ((word, word),))
    blocks = (
        Heading(word),
        Paragraph(word),
        Items((word,)),
        Code((word,)),
        table,
        Facts(((word, word),)),
        Figures((Figure(word, word, word),)),
    )
    texts = dict.fromkeys(("title", "author", "subject", "identity", "written", "footer"), word)
    return replace(sample(), **texts, page_of=word, parts=(Part("Part", blocks),))  # type: ignore[arg-type]


@given(text=st.text())
def test_whatever_can_be_shown_is_shown_as_it_is(text: str) -> None:
    shown = holding(Paragraph(text)).all("p")[0].text
    assert list(filter(str.isprintable, shown)) == list(filter(str.isprintable, text))


def test_what_would_turn_or_break_the_line_is_left_out_and_what_shapes_words_stays() -> None:
    assert told("a\u202eb\u202ac\x00d\x1be\ud800f\r\ng\uffff") == "abcdef\ng"
    for kept in ("10\u00a0ms", "1\u202f234", "\u2066host\u2069", "می\u200cخواهم", "क\u200dष", "🖧"):
        assert told(kept) == kept
    assert told("<&\"'>") == "&lt;&amp;&quot;&#x27;&gt;"


def test_an_attack_is_there_to_be_read_and_nothing_more() -> None:
    page = read(hostile())
    texts = [*page.all("h1"), *page.all("p"), *page.all("li"), *page.all("td"), *page.all("dd")]
    assert len(texts) > 10
    for one in texts:
        assert "<script>alert(1)</script>" in one.text
        assert not re.search("[\x00\x1b\u202e\ud800]", one.text)
    assert HOSTILE.startswith("</style>")
    assert len(page.all("title")) == 1 + len(page.all("svg"))
    assert {one.tag for one in page.elements if "svg" in one.inside} <= DRAWN
    assert {str(one.attributes["src"])[:22] for one in page.all("img")} == {
        "data:image/png;base64,"
    }


def test_the_same_report_gives_the_same_text() -> None:
    for made in REPORTS.values():
        assert html(made()) == html(made())


# --- what it says of itself -----------------------------------------------------------------------


def test_the_page_says_its_language_direction_title_and_what_it_is() -> None:
    page = read(sample())
    assert page.all("html")[0].attributes == {"lang": "en", "dir": "ltr"}
    assert page.all("title")[0].text == sample().title
    said = {one.attributes.get("name"): one.attributes.get("content") for one in page.all("meta")}
    assert said["author"] == "Mail Connection Check"
    assert said["description"] == "mail.example-host.net, 24 August 2026"
    assert said["dcterms.identifier"] == sample().identity
    assert said["dcterms.created"] == sample().written
    turned = read(replace(right_to_left(), language="ar_EG")).all("html")[0]
    assert turned.attributes == {"lang": "ar-EG", "dir": "rtl"}


def test_a_screen_reader_finds_header_main_and_footer() -> None:
    page = read(before_and_now())
    for landmark in ("header", "main", "footer"):
        (one,) = page.all(landmark)
        assert one.inside == ("html", "body")
    assert page.all("footer")[0].text.strip() == sample().footer
    (logo,) = page.all("img")
    assert logo.attributes["alt"] == "Müller IT & Co."
    assert logo.inside[-1] == "header"
    assert not read(sample()).all("img")


@every_report
def test_headings_begin_with_one_title_and_skip_no_level(name: str) -> None:
    levels = [
        int(one.tag[1]) for one in read(REPORTS[name]()).elements if re.match(r"h\d$", one.tag)
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_part_that_is_called_like_the_report_has_no_second_heading_of_its_words() -> None:
    page = read(before_and_now())
    assert [one.text for one in page.all("h1")] == ["Why mail fails in your office"]
    assert [one.text for one in page.all("h2")][:2] == ["What this means", "What to do"]
    first, second, *_ = page.classed("part")
    assert first.attributes["aria-labelledby"] == "title"
    assert second.attributes["aria-labelledby"] == "part-2-title"


@every_report
def test_every_identifier_is_there_once_and_every_reference_leads_to_one(name: str) -> None:
    page = read(REPORTS[name]())
    named = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(named) == len(set(named))
    asked = " ".join(one.attributes.get("aria-labelledby") or "" for one in page.elements)
    assert set(asked.split()) <= set(named)


# --- the blocks -----------------------------------------------------------------------------------


def test_paragraphs_stand_out_or_step_back() -> None:
    page = holding(Paragraph("a"), Paragraph("b", strong=True), Paragraph("c", quiet=True))
    looks = [(one.text, one.attributes.get("class")) for one in page.all("p")[:3]]
    assert looks == [("a", None), ("b", "strong"), ("c", "quiet")]
    assert [one.text for one in page.all("strong")] == ["b"]


def test_lists_are_lists_and_numbered_where_the_order_matters() -> None:
    page = holding(Items(("a", "b")), Items(("c",), numbered=True))
    assert [(one.text, one.inside[-1]) for one in page.all("li")] == [
        ("a", "ul"),
        ("b", "ul"),
        ("c", "ol"),
    ]


def test_a_large_number_is_read_in_one_with_its_sentence() -> None:
    page = read(before_and_now())
    assert [one.text for one in page.classed("figure")] == [
        "Before (24 August 2026) 4 connections were allowed at the same time.",
        "Now (26 August 2026) 24 or more connections are allowed now.",
    ]
    assert [one.tag for one in page.classed("figure")] == ["p", "p"]
    alone = holding(Figures((Figure("4", "connections."),)))
    assert [one.text for one in alone.classed("figure")] == ["4 connections."]


def test_a_command_is_copied_as_it_is_from_left_to_right() -> None:
    page = read(right_to_left())
    (block,) = page.all("pre")
    assert block.attributes == {"dir": "ltr", "translate": "no"}
    assert block.text == COMMAND
    assert "tabindex" not in block.attributes
    lines = holding(Code(("one", "", "  two\\t"))).all("code")[0].text
    assert lines == "one\n\n  two\\t"


def test_facts_are_a_list_of_terms() -> None:
    page = holding(Facts((("Server", "mail.example-host.net"), ("Signed in", "no"))))
    assert [one.text for one in page.all("dt")] == ["Server", "Signed in"]
    assert [one.text for one in page.all("dd")] == ["mail.example-host.net", "no"]
    assert {one.inside[-2:] for one in page.all("dt")} == {("dl", "div")}


def test_a_table_says_which_cell_heads_what() -> None:
    columns = (Column("No.", numbers=True), Column("UTC", 3, foreign=True), Column(""))
    page = holding(Table("Attempts", columns, (("1", "12:32:07Z", "a"), ("", "12:32:08Z", ""))))
    assert page.all("caption")[0].text == "Attempts"
    heads = [(one.text, one.attributes.get("scope"), one.inside[-2]) for one in page.all("th")]
    assert heads == [("No.", "col", "thead"), ("UTC", "col", "thead"), ("1", "row", "tbody")]
    assert [one.attributes["class"] for one in page.all("col")] == [
        "share-20",
        "share-60",
        "share-20",
    ]
    assert "\n.share-20{width:20%}\n.share-60{width:60%}\n" in page.all("style")[0].text
    foreign = [one for one in page.all("td") if one.attributes.get("dir") == "ltr"]
    assert [one.text for one in foreign] == ["12:32:07Z", "12:32:08Z"]
    assert [one.text for one in page.all("bdi")] == ["12:32:07Z", "12:32:08Z"]
    assert [one.text for one in page.classed("count")] == ["No.", "1", ""]


@pytest.mark.parametrize(("columns", "moved"), [(3, False), (4, True)])
def test_only_a_table_that_is_moved_sideways_stops_the_tab_key(columns: int, moved: bool) -> None:
    row = tuple(str(number) for number in range(columns))
    page = holding(Table("Attempts", tuple(map(Column, row)), (row,)))
    frames = [one.attributes for one in page.elements if "tabindex" in one.attributes]
    named = {"aria-labelledby": "part-1-title part-1-1-title", "tabindex": "0"}
    assert frames == ([{"class": "frame", **named}] if moved else [])


def test_pictures_are_drawn_in_the_page_and_told_in_words() -> None:
    page = read(sample())
    strip, chart = page.all("svg")
    assert strip.attributes["role"] == chart.attributes["role"] == "img"
    assert strip.attributes["aria-labelledby"] != chart.attributes["aria-labelledby"]
    assert strip.text.strip().startswith("4 connections were open, number 5 was refused")
    assert strip.inside[-1] == "figure"
    (legend,) = page.all("figcaption")  # the chart has none: it is explained where it stands
    assert legend.text.startswith("A filled box with a check was open.")


# --- the looks ------------------------------------------------------------------------------------


def test_every_colour_of_a_text_is_seen_well() -> None:
    sheet = style(sample(), frozenset())
    texts = set(re.findall(r"(?<![-\w])color:(#\w{6})", sheet))
    grounds = set(re.findall(r"background:(#\w{6})", sheet))
    assert len(texts) > 1
    assert LIGHT.ground in grounds
    assert all(contrast(text, ground) >= 6.5 for text in texts for ground in grounds)


def test_every_part_begins_on_a_page_of_its_own_and_every_page_is_numbered() -> None:
    sheet = style(sample(), frozenset())
    assert ".part+.part{margin:0;padding:0;border:0;break-before:page}" in sheet
    assert '@bottom-right{content:"Page " counter(page) " of " counter(pages);' in sheet
    assert '@bottom-left{content:"Mail Connection Check 0\\2e 1\\2e 0 ' in sheet
    turned = style(right_to_left(), frozenset())
    assert '@bottom-left{content:"صفحة " counter(page) " من " counter(pages);' in turned
    assert "direction:rtl" in turned


def test_a_footer_cannot_leave_its_place_in_the_sheet() -> None:
    sheet = style(replace(sample(), footer='";}</style>\\\n*{', page_of="{page}"), frozenset())
    assert '@bottom-left{content:"\\22 \\3b \\7d \\3c \\2f style\\3e \\5c \\a \\2a \\7b "' in sheet
    assert "@bottom-right{content:counter(page);" in sheet


def test_below_a_printed_page_nothing_turns_the_line_either() -> None:
    """The footer goes there by the sheet and not by an element: the same rule holds."""
    footer = "a\u202egnp.exe\u202c\x1b\x00\ud800"
    sheet = style(replace(sample(), footer=footer, page_of=footer), frozenset())
    assert sheet.count('{content:"agnp\\2e exe";') == 2
    assert not re.search(r"\\(?:202[a-e]|1b|0|d800) ", sheet)
