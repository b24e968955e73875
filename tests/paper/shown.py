"""A report as plain text, block by block in reading order, for tests that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from wizard.paper.document import (
    Block,
    Code,
    Drawing,
    Facts,
    Figures,
    Heading,
    Items,
    Paragraph,
    Part,
    Report,
    Table,
)
from wizard.paper.picture import Label


def texts(report: Report) -> list[str]:
    """Every text of a report, what stands in its properties included."""
    own = [report.title, report.author, report.subject, report.footer, report.page_of]
    return [*own, *(text for part in report.parts for text in of_part(part))]


def of_part(part: Part) -> list[str]:
    """Every text of one part."""
    return [part.title, *(text for block in part.blocks for text in of_block(block))]


def of_block(block: Block) -> Iterator[str]:
    """Every text of one block."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case Items(texts=lines) | Code(lines=lines):
            yield from lines
        case Figures(figures=figures):
            for figure in figures:
                yield from (figure.label, figure.number, figure.text)
        case Table(caption=caption, columns=columns, rows=rows):
            yield from (caption, *(column.heading for column in columns))
            for row in rows:
                yield from row
        case Facts(pairs=pairs):
            for name, value in pairs:
                yield from (name, value)
        case Drawing(picture=picture, title=title, legend=legend):
            yield from (title, legend)
            yield from (mark.text for mark in picture.marks if isinstance(mark, Label))
        case _:
            assert_never(block)
