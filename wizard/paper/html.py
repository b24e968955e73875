"""The report as one web page that needs nothing else: for screens, screen readers and printers.

Owns the elements: which block becomes which, and their order. It must never hold a script, a style
at an element, or an address to load anything from; the page forbids itself all three, so that
even a text that slipped through could do nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Final, assert_never

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
from wizard.paper.html_style import style
from wizard.paper.html_text import told
from wizard.paper.picture_svg import svg

# A table with more columns than this is moved sideways on a narrow screen; others wrap.
_NARROW: Final = 3


def html(report: Report) -> str:
    """The whole report as one file, in HTML 5; the same report gives the same text."""
    language = told(report.language.replace("_", "-"))
    direction = "rtl" if report.right_to_left else "ltr"
    first = f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">'
    return "\n".join([first, *_head(report), *_body(report), "</html>", ""])


def _head(report: Report) -> Iterator[str]:
    sheet = style(report, frozenset(_shares(report)))
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "referrer": "no-referrer",
        # Else a telephone makes links of addresses and numbers.
        "format-detection": "telephone=no, date=no, address=no, email=no",
        "author": report.author,
        "description": report.subject,
        "dcterms.identifier": report.identity,
        "dcterms.created": report.written,
    }
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f"<title>{told(report.title)}</title>"
    for name, content in named.items():
        yield f'<meta name="{name}" content="{told(content)}">'
    yield f"<style>{sheet}</style>\n</head>"


def _body(report: Report) -> Iterator[str]:
    yield "<body>\n<header>"
    if report.logo:
        yield _logo(report.logo)
    yield f'<h1 id="title">{told(report.title)}</h1>\n</header>\n<main>'
    for number, part in enumerate(report.parts, start=1):
        yield from _part(part, f"part-{number}", alone=part.title == report.title)
    yield f"</main>\n<footer>\n<p>{told(report.footer)}</p>\n</footer>\n</body>"


def _logo(logo: Logo) -> str:
    picture = base64.b64encode(logo.png).decode()
    return f'<img class="logo" src="data:image/png;base64,{picture}" alt="{told(logo.text)}">'


def _part(part: Part, name: str, *, alone: bool) -> Iterator[str]:
    """A part below the title of the report; `alone` where that title is the part's own."""
    below = 0 if alone else 1
    named = "title" if alone else f"{name}-title"
    yield f'<section class="part" aria-labelledby="{named}">'
    if not alone:
        yield f'<h2 id="{named}">{told(part.title)}</h2>'
    for number, block in enumerate(part.blocks, start=1):
        yield _block(block, f"{name}-{number}", named, below)
    yield "</section>"


def _block(block: Block, name: str, part: str, below: int) -> str:
    """One block, called `name` on the page, of a part whose title is `part`.

    Its headings are moved down by `below`.
    """
    match block:
        case Heading(text=text, level=level):
            return f"<h{level + below}>{told(text)}</h{level + below}>"
        case Paragraph():
            return _paragraph(block)
        case Items():
            return _items(block)
        case Figures(figures=figures):
            return "\n".join(['<div class="figures">', *map(_figure, figures), "</div>"])
        case Code(lines=lines):
            copied = told("\n".join(lines))
            return f'<pre dir="ltr" translate="no"><code>{copied}</code></pre>'
        case Table():
            return "\n".join(_table(block, f"{name}-title", part))
        case Facts(pairs=pairs):
            named = (f"<div><dt>{told(one)}</dt><dd>{told(is_)}</dd></div>" for one, is_ in pairs)
            return "\n".join(["<dl>", *named, "</dl>"])
        case Drawing():
            return _drawing(block, name)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> str:
    text = f"<strong>{told(block.text)}</strong>" if block.strong else told(block.text)
    looks = [look for look, is_so in (("strong", block.strong), ("quiet", block.quiet)) if is_so]
    return f'<p class="{" ".join(looks)}">{text}</p>' if looks else f"<p>{text}</p>"


def _items(block: Items) -> str:
    kind = "ol" if block.numbered else "ul"
    return "\n".join([f"<{kind}>", *(f"<li>{told(one)}</li>" for one in block.texts), f"</{kind}>"])


def _figure(figure: Figure) -> str:
    """One paragraph, so that label, number and sentence are read as one."""
    label = f'<span class="label">{told(figure.label)}</span> ' if figure.label else ""
    number = f'<span class="number">{told(figure.number)}</span>'
    return f'<p class="figure">{label}{number} {told(figure.text)}</p>'


def _drawing(drawing: Drawing, name: str) -> str:
    legend = f"<figcaption>{told(drawing.legend)}</figcaption>\n" if drawing.legend else ""
    picture = svg(drawing.picture, drawing.title, name=name)
    return f"<figure>\n{picture}{legend}</figure>"


def _table(table: Table, name: str, part: str) -> Iterator[str]:
    wide = len(table.columns) > _NARROW
    if wide:  # Who has no mouse must be able to move it sideways, too.
        yield f'<section class="frame" aria-labelledby="{part} {name}" tabindex="0">'
    yield f'<table>\n<caption id="{name}">{told(table.caption)}</caption>\n<colgroup>'
    yield from (f'<col class="share-{share}">' for share in _hundredths(table.columns))
    yield "</colgroup>\n<thead>\n<tr>"
    yield from (_cell(one.heading, one, "col") for one in table.columns)
    yield "</tr>\n</thead>\n<tbody>"
    for row in table.rows:
        first, *others = zip(row, table.columns, strict=True)
        cells = [_cell(*first, "row"), *(_cell(text, column) for text, column in others)]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>\n</table>"
    if wide:
        yield "</section>"


def _cell(text: str, column: Column, heads: str = "") -> str:
    """One cell; it `heads` its row or its column. An empty one is no heading of anything."""
    headed = heads if text else ""
    kind, scope = ("th", f' scope="{headed}"') if headed else ("td", "")
    foreign = column.foreign and heads != "col"
    looks = [look for look, is_so in (("count", column.numbers), ("foreign", foreign)) if is_so]
    look = f' class="{" ".join(looks)}"' if looks else ""
    shown = f"<bdi>{told(text)}</bdi>" if foreign else told(text)
    turned = ' dir="ltr" translate="no"' if foreign else ""
    return f"<{kind}{scope}{look}{turned}>{shown}</{kind}>"


def _hundredths(columns: tuple[Column, ...]) -> list[int]:
    whole = sum(column.share for column in columns)
    return [round(100 * column.share / whole) for column in columns]


def _shares(report: Report) -> Iterator[int]:
    for part in report.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                yield from _hundredths(block.columns)
