"""The report painted onto pages with Qt: the parts, what stands on every page, the logo.

Owns the frame of a page. It may be called from any thread: everything it paints with is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter, QPen

from wizard.paper import pdf_letters
from wizard.paper.document import Code, Logo, Paragraph, Part, Report
from wizard.paper.pdf_blocks import air, pieces, title
from wizard.paper.pdf_flow import Piece, paged
from wizard.paper.pdf_type import POINT, RULE, SMALL, Measure, Setting, Side, set_lines
from wizard.paper.pdf_words import MISSING, SCRIPTS
from wizard.words import Words

_A4, _LETTER = (595, 842), (612, 792)
_MARGIN: Final = 51 * POINT
# Below the line of the foot; above it, and between the two sides of it.
_FOOT_AIR, _FOOT_GAP = 5 * POINT, 14 * POINT
# One unit of a logo, and how much room it has at most; between it and the title.
_LOGO_UNIT: Final = 0.6 * POINT
_LOGO_WIDTH, _LOGO_HEIGHT = 240 * _LOGO_UNIT, 64 * _LOGO_UNIT
_LOGO_GAP: Final = 24 * POINT


@dataclass(frozen=True, slots=True)
class Painted:
    """The PDF as Qt writes it, and for each part of the report the page where it begins, from 0."""

    data: bytes
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Picture:
    """The logo as it is painted."""

    image: QImage
    width: float
    height: float


def painted(report: Report, *, a4: bool) -> Painted:
    """The report on paper of this size."""
    pdf_letters.bring()
    size = _A4 if a4 else _LETTER
    width, height = (side * POINT - 2 * _MARGIN for side in size)
    measure = Measure(width, report.right_to_left, Words(report.language).number)
    logo = _logo(report.logo)
    room = height - _foot(report, measure, report.page_of).height - _FOOT_GAP
    made = zip(report.parts, _parts(report, measure, logo), strict=True)
    parts = [paged(part, room, sparing=not _has_commands(told)) for told, part in made]
    pages = [page for part in parts for page in part]
    feet = _feet(report, measure, len(pages))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, a4=a4)
    painter = QPainter(writer)
    # Else pictures become JPEG, for which Qt needs a plugin.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.translate(_MARGIN, _MARGIN)
    for number, (page, foot) in enumerate(zip(pages, feet, strict=True), start=1):
        if number > 1:
            writer.newPage()
        elif logo is not None:
            left = measure.at(width - logo.width, logo.width)
            painter.drawImage(QRectF(left, 0, logo.width, logo.height), logo.image)
        for top, piece in page.placed:
            piece.draw(painter, top)
        foot.draw(painter, height - foot.height)
    painter.end()
    begins = accumulate((len(part) for part in parts[:-1]), initial=0)
    return Painted(bytes(buffer.data().data()), tuple(begins))


def _writer(buffer: QBuffer, *, a4: bool) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(72 * POINT)
    kind = QPageSize.PageSizeId.A4 if a4 else QPageSize.PageSizeId.Letter
    writer.setPageSize(QPageSize(kind))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return writer


def _parts(report: Report, measure: Measure, logo: _Picture | None) -> Iterator[list[Piece]]:
    """The pieces of each part; the last one tells what could not be written."""
    for number, part in enumerate(report.parts):
        beside = logo if number == 0 else None
        blocks = list(part.blocks)
        if part is report.parts[-1]:
            blocks += _missing(report)
        yield [*_title(part.title, measure, beside), *pieces(blocks, measure)]


def _has_commands(part: Part) -> bool:
    """Whether somebody may copy from it: that works best where its blocks stay together."""
    return any(isinstance(block, Code) for block in part.blocks)


def _title(text: str, measure: Measure, logo: _Picture | None) -> Iterator[Piece]:
    """The title, beside the logo where there is one; what follows is below both."""
    if logo is None:
        yield from title(text, measure)
        return
    titled = list(title(text, measure, logo.width + _LOGO_GAP))
    yield from titled
    yield air(logo.height - sum(piece.height for piece in titled))


def _missing(report: Report) -> Iterator[Paragraph]:
    lost = pdf_letters.missing(pdf_letters.texts(report))
    if lost:
        words = Words(report.language)
        scripts = words.listing([words.say(SCRIPTS[name]) for name in lost])
        yield Paragraph(words.say(MISSING, scripts=scripts), quiet=True)


def _logo(logo: Logo | None) -> _Picture | None:
    """The logo at the size it is painted in; None where there is none that can be read."""
    image = QImage.fromData(logo.png) if logo else QImage()
    if image.isNull():
        return None
    scale = min(_LOGO_WIDTH / image.width(), _LOGO_HEIGHT / image.height(), _LOGO_UNIT)
    return _Picture(image, image.width() * scale, image.height() * scale)


def _feet(report: Report, measure: Measure, count: int) -> list[Piece]:
    """The foot of every page."""
    places = [
        report.page_of.format(page=measure.numeral(number), pages=measure.numeral(count))
        for number in range(1, count + 1)
    ]
    return [_foot(report, measure, place) for place in places]


def _foot(report: Report, measure: Measure, page_of: str) -> Piece:
    """A thin line; below it the report's own line, and the number of the page across from it."""
    across = Setting(report.right_to_left, Side.LEFT if report.right_to_left else Side.RIGHT)
    place = set_lines(page_of, SMALL, measure.width, across)
    width = measure.width - place.wide - _FOOT_GAP
    line = set_lines(report.footer, SMALL, width, measure.setting)
    left = measure.at(0, width)

    def draw(painter: QPainter, y: float) -> None:
        painter.setPen(QPen(QColor(RULE), 0.5 * POINT))
        painter.drawLine(QLineF(0, y, measure.width, y))
        line.paint(painter, left, y + _FOOT_AIR)
        place.paint(painter, 0, y + _FOOT_AIR)

    return Piece(_FOOT_AIR + max(line.height, place.height), draw)
