"""A report as plain blocks, in reading order: what every writer of a paper format is given.

Owns the shape. It knows no format, no font and no colour; html.py and pdf.py write exactly these
blocks, so that one report says the same in each. All texts are plain text, never markup, in the
language of the report; the server's words in them are quoted already (quoting.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from wizard.paper.picture import Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part: level 2 or 3 (the part's own title is level 1)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `strong` stands out; `quiet` is small print."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of whole sentences; `numbered` where the order matters."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number with the sentence that says what it means; `label` stands above it."""

    number: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """One large number, or two side by side: before and now."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be copied: commands, settings, log lines. Left to right in every language."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, its share of the width, and whether it holds numbers.

    `foreign` columns hold what is not translated (times in UTC, codes, quoted words): they stay
    left to right.
    """

    heading: str
    share: int = 1
    numbers: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; every row has as many cells as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, as a list of terms."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as plain geometry; `title` is what it shows in one sentence, read out instead.

    `legend` says in words what its shapes mean ("" where the shapes are explained elsewhere).
    """

    picture: Picture
    title: str
    legend: str = ""


Block = Heading | Paragraph | Items | Figures | Code | Table | Facts | Drawing


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report; it begins on a new page. `title` is its heading of level 1."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the firm that tests, as PNG; at most 240 by 64 units large."""

    png: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    `identity` is the checksum of the case as hexadecimal digits; `written` a moment of the case
    (never of the clock), ISO 8601 in UTC: the same case gives the same bytes. `footer` stands on
    every page, with "page x of y" made by `page_of` ("Page {page} of {pages}", translated).
    """

    title: str
    language: str
    right_to_left: bool
    parts: tuple[Part, ...]
    author: str
    subject: str
    identity: str
    written: str
    footer: str
    page_of: str
    logo: Logo | None = None
