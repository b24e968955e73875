"""Writes a picture as SVG: for the report as a web page. No script, no font, no link in it."""

from __future__ import annotations

import html
from typing import assert_never

from wizard.paper.colours import LIGHT, Ink, Tone
from wizard.paper.picture import Dot, Frame, Label, Mark, Picture, Stroke


def svg(
    picture: Picture, title: str, description: str = "", tone: Tone = LIGHT, name: str = "strip"
) -> str:
    """The picture as one SVG element; `title` and `description` are what is read out instead.

    `name` begins its identifiers: another one for each picture on a page.
    """
    spoken = [f'<title id="{_told(name)}-title">{_told(title)}</title>']
    labelled = f"{name}-title"
    if description:
        spoken.append(f'<desc id="{_told(name)}-desc">{_told(description)}</desc>')
        labelled += f" {name}-desc"
    size = f'width="{picture.width}" height="{picture.height}"'
    shown = f'viewBox="0 0 {picture.width} {picture.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {shown} role="img"'
    lines = [f'{head} aria-labelledby="{_told(labelled)}">', *spoken]
    lines += [_mark(mark, tone) for mark in picture.marks]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _mark(mark: Mark, tone: Tone) -> str:
    match mark:
        case Frame():
            return _frame(mark, tone)
        case Stroke():
            return _stroke(mark, tone)
        case Dot(x=x, y=y, radius=radius, ink=ink):
            place = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
            return f'<circle {place} fill="{tone[ink]}"/>'
        case Label():
            return _label(mark, tone)
        case _:
            assert_never(mark)


def _frame(mark: Frame, tone: Tone) -> str:
    inset = mark.width / 2
    place = f'x="{_number(mark.x + inset)}" y="{_number(mark.y + inset)}"'
    side = _number(mark.side - mark.width)
    shape = f'{place} width="{side}" height="{side}" rx="{_number(mark.radius)}"'
    if mark.filled:
        return f'<rect {shape} fill="{tone[mark.ink]}"/>'
    line = f'stroke="{tone[mark.ink]}" stroke-width="{mark.width}"{_dash(mark.dash)}'
    return f'<rect {shape} fill="none" {line}/>'


def _stroke(mark: Stroke, tone: Tone) -> str:
    shape = "polygon" if mark.closed else "polyline"
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in mark.points)
    line = f'stroke="{tone[mark.ink]}" stroke-width="{_number(mark.width)}"{_dash(mark.dash)}'
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<{shape} points="{points}" fill="none" {line} {ends}/>'


def _label(mark: Label, tone: Tone) -> str:
    place = f'x="{_number(mark.x)}" y="{mark.y}" text-anchor="middle"'
    bold = ' font-weight="bold"' if mark.bold else ""
    font = f'font-family="sans-serif" font-size="{mark.size}"{bold}'
    return f'<text {place} {font} fill="{tone[Ink.TEXT]}">{_told(mark.text)}</text>'


def _dash(length: float) -> str:
    return f' stroke-dasharray="{_number(length)}"' if length else ""


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _told(text: str) -> str:
    """Text that is no markup; what XML cannot hold is left out."""
    kept = (one for one in text if one.isprintable() or one in "\n\u200e\u200f\u2066\u2067\u2069")
    return html.escape("".join(kept))
