"""The user guide as a page for a browser: on a stick nobody can show a Markdown file.

Owns the small part of Markdown that docs/guide.md uses. It must never guess: what it does not know
is told, so that the guide is not shown half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from wizard.freezing.stick_files import Item, StickTrouble, item

_PICTURE: Final = re.compile(r"!\[([^]]+)\]\((pictures/[\w-]+\.png)\)")
_LINK: Final = re.compile(r"\[([^]]+)\]\(([\w-]+)\.md\)")
_MARKS: Final = re.compile(r"\*\*(.+?)\*\*|`(.+?)`")
_UNKNOWN: Final = re.compile(r"<\w|^>|\]\(|\[\^|```|^\*\*\*|^---", re.MULTILINE)
_STYLE: Final = """
*{box-sizing:border-box}
html{color-scheme:light;background:#fff;color:#1b1f24;overflow-wrap:anywhere;
font:100%/1.55 system-ui,"Segoe UI","Noto Sans",sans-serif}
body{max-width:48rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1,h2{line-height:1.25;margin:2rem 0 .6rem}
img{max-width:100%;height:auto;border:1px solid #c5cbd3}
table{border-collapse:collapse}
th,td{padding:.35rem .6rem;border:1px solid #c5cbd3;text-align:start;vertical-align:top}
pre{padding:.8rem 1rem;background:#f3f5f8;white-space:pre-wrap}
code{font:.9375em/1.5 ui-monospace,Consolas,monospace}
"""


def items(docs: Path, name: str) -> Iterator[Item]:
    """The guide as file `name` of a stick, and its pictures beside it; raises StickTrouble."""
    folder = name.rpartition("/")[0]
    text = (docs / "guide.md").read_text(encoding="utf-8")
    yield item(name, html(text).encode())
    for _, picture in _PICTURE.findall(text):
        yield item(f"{folder}/{picture}", (docs / picture).read_bytes())


def html(text: str) -> str:
    """A page of the guide's Markdown; raises StickTrouble for what it cannot show."""
    blocks = [block for block in re.split(r"\n{2,}", text.strip()) if block.strip()]
    title = blocks[0].removeprefix("# ")
    body = "\n".join(_block(block) for block in blocks)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Mail Connection Check: {escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _block(block: str) -> str:
    lines = block.split("\n")
    if all(line.startswith("    ") for line in lines):
        return f"<pre>{escape(chr(10).join(line[4:] for line in lines))}</pre>"
    if heading := re.fullmatch(r"(#{1,3}) (.+)", block):
        level = len(heading[1])
        return f"<h{level}>{_line(heading[2])}</h{level}>"
    if picture := _PICTURE.fullmatch(block):
        return f'<p><img src="{picture[2]}" alt="{escape(picture[1])}"></p>'
    if lines[0].startswith("|"):
        return _table(lines)
    if lines[0].startswith("- "):
        return _list("ul", re.split(r"\n- ", block[2:]))
    if block.startswith("1. "):
        return _list("ol", re.split(r"\n\d+\. ", block[3:]))
    if numbered := re.match(r"\d+[.)]", block):  # a list that begins elsewhere
        raise _unknown(numbered[0])
    return f"<p>{_line(block)}</p>"


def _list(kind: str, points: list[str]) -> str:
    inside = "\n".join(f"<li>{_line(point)}</li>" for point in points)
    return f"<{kind}>\n{inside}\n</{kind}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{_line(cell)}</th>' for cell in rows[0])
    body = "\n".join(
        "<tr>" + "".join(f"<td>{_line(cell)}</td>" for cell in row) + "</tr>" for row in rows[2:]
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _line(text: str) -> str:
    # The other documents are not on the stick: their names stay as words.
    plain = _LINK.sub(lambda link: link[1], text)
    if unknown := _UNKNOWN.search(plain):
        raise _unknown(unknown[0])
    marked = escape(plain, quote=False)
    return _MARKS.sub(
        lambda mark: f"<strong>{mark[1]}</strong>" if mark[1] else f"<code>{mark[2]}</code>", marked
    )


def _unknown(what: str) -> StickTrouble:
    return StickTrouble(f"The user guide has {what!r}, which guide_page cannot show.")
