"""The file that Qt wrote, written anew: the same pages, without chance and without the clock.

Owns the bones of a PDF: which object comes where, and what the file says about itself. Qt orders
its objects by chance and dates them by the clock; here they come in the order in which they are
reached from the pages, and dates and identifiers are the report's. It must add nothing about the
computer or its user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from itertools import pairwise
from typing import Final

from wizard import PROGRAM
from wizard.paper.document import Report
from wizard.paper.pdf_letters import writable

_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_ENTRY: Final = re.compile(rb"^(\d{10}) \d{5} n", re.MULTILINE)
_REFERENCE: Final = re.compile(rb"\b(\d+) 0 R\b")
_STREAM: Final = b"\nstream\n"
_FONT_NAME: Final = re.compile(rb"/(FontName|BaseFont) /(?:[A-Z]{6}\+)?([^\s/<>]+)")
# What is ours stands first; Qt's own objects follow from the tree of pages on.
_CATALOGUE, _INFO, _METADATA, _OUTLINES = 1, 2, 3, 4


def sealed(written: bytes, report: Report, begins: Sequence[int]) -> bytes:
    """The file of the report; its parts begin at these pages, from 0."""
    found = dict(_objects(written))
    pages = _referred(found[_referred(written, b"/Root")], b"/Pages")
    kept = _reached(pages, found)
    new = {old: number for number, old in enumerate(kept, _OUTLINES + len(begins) + 1)}
    kids = [new[kid] for kid in _kids(found[pages])]
    bodies = _own(report, new[pages], [kids[page] for page in begins])
    bodies += [_renamed(_renumbered(found[old], new)) for old in kept]
    return _file(bodies, report)


# -- reading what Qt wrote -------------------------------------------------------------------------


def _objects(written: bytes) -> Iterator[tuple[int, bytes]]:
    """Every object by its number, without the lines around it."""
    table = written.rindex(b"\nxref\n") + 1
    offsets = sorted(int(each) for each in _ENTRY.findall(written[table:]))
    for start, end in pairwise([*offsets, table]):
        number, body = written[start:end].split(b" 0 obj\n", 1)
        yield int(number), body[: body.rindex(b"endobj")].rstrip(b"\n")


def _split(body: bytes) -> tuple[bytes, bytes]:
    """What an object says of itself, and its stream."""
    said, keyword, stream = body.partition(_STREAM)
    return said, keyword + stream


def _referred(body: bytes, key: bytes) -> int:
    """The number of the object that is named by a key."""
    match = re.search(key + rb" (\d+) 0 R", body)
    assert match is not None
    return int(match[1])


def _references(body: bytes) -> list[int]:
    return [int(each) for each in _REFERENCE.findall(_split(body)[0])]


def _kids(pages: bytes) -> list[int]:
    """The pages, in their order."""
    return _references(pages[pages.index(b"/Kids") : pages.index(b"]")])


def _reached(first: int, found: Mapping[int, bytes]) -> list[int]:
    """The objects in the order in which one names another, from the first one on."""
    order = {first: None}
    for number in (line := [first]):
        fresh = [each for each in _references(found[number]) if each not in order]
        order.update(dict.fromkeys(fresh))
        line.extend(dict.fromkeys(fresh))
    return list(order)


# -- writing it anew -------------------------------------------------------------------------------


def _renumbered(body: bytes, new: Mapping[int, int]) -> bytes:
    said, stream = _split(body)
    return _REFERENCE.sub(lambda match: b"%d 0 R" % new[int(match[1])], said) + stream


def _renamed(body: bytes) -> bytes:
    """Fonts called as a part of a font has to be; Qt's six letters depend on chance."""
    said, stream = _split(body)

    def name(match: re.Match[bytes]) -> bytes:
        digest = sha256(match[2]).digest()[:6]
        tag = bytes(ord("A") + each % 26 for each in digest)
        return b"/%b /%b+%b" % (match[1], tag, match[2])

    return _FONT_NAME.sub(name, said) + stream


def _own(report: Report, pages: int, begins: Sequence[int]) -> list[bytes]:
    """The catalogue, what the file says about itself, and the list of its parts."""
    reading = b"/R2L" if report.right_to_left else b"/L2R"
    catalogue = (
        b"<<\n/Type /Catalog\n/Pages %d 0 R\n/Metadata %d 0 R\n/Outlines %d 0 R\n/Lang %b\n"
        b"/ViewerPreferences << /DisplayDocTitle true /Direction %b >>\n>>"
    ) % (pages, _METADATA, _OUTLINES, _text(report.language.replace("_", "-")), reading)
    metadata = _metadata(report)
    stream = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%b\nendstream"
    first, last = _OUTLINES + 1, _OUTLINES + len(begins)
    outlines = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
    return [
        catalogue,
        _information(report),
        stream % (len(metadata), metadata),
        outlines % (first, last, len(begins)),
        *_entries(report, begins),
    ]


def _entries(report: Report, begins: Sequence[int]) -> Iterator[bytes]:
    """The parts, as a reader lists them beside the pages."""
    last = len(begins) - 1
    for at, (part, page) in enumerate(zip(report.parts, begins, strict=True)):
        number = _OUTLINES + 1 + at
        before = b" /Prev %d 0 R" % (number - 1) if at else b""
        behind = b" /Next %d 0 R" % (number + 1) if at < last else b""
        yield b"<< /Title %b /Parent %d 0 R%b%b /Dest [%d 0 R /Fit] >>" % (
            *(_text(part.title), _OUTLINES),
            *(before, behind, page),
        )


def _information(report: Report) -> bytes:
    moment = _moment(report).strftime("D:%Y%m%d%H%M%SZ").encode()
    return (
        b"<<\n/Title %b\n/Author %b\n/Subject %b\n/Creator %b\n/Producer %b\n"
        b"/CreationDate (%b)\n/ModDate (%b)\n>>"
    ) % (
        *(_text(report.title), _text(report.author), _text(report.subject)),
        *(_text(PROGRAM), _text(PROGRAM), moment, moment),
    )


def _metadata(report: Report) -> bytes:
    """The same for programs that read only XMP."""
    moment = _moment(report).strftime("%Y-%m-%dT%H:%M:%SZ")
    title, author, subject = (
        escape(writable(each)) for each in (report.title, report.author, report.subject)
    )
    default = '<rdf:li xml:lang="x-default">'
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt>{default}{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt>{default}{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(report.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool>
<pdf:Producer>{PROGRAM}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _moment(report: Report) -> datetime:
    return datetime.fromisoformat(report.written).astimezone(UTC)


def _text(text: str) -> bytes:
    """A text as PDF writes it where it is no page."""
    return b"<feff%b>" % writable(text).encode("utf-16-be").hex().encode()


def _file(bodies: Sequence[bytes], report: Report) -> bytes:
    """The objects in a row, the table that finds them, and the two names of the file."""
    parts, table, at = [_HEADER], [b"0000000000 65535 f \n"], len(_HEADER)
    for number, body in enumerate(bodies, start=1):
        written = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        parts.append(written)
        table.append(b"%010d 00000 n \n" % at)
        at += len(written)
    # The first name is the case's, the second one that of exactly this paper.
    case = sha256(report.identity.encode()).hexdigest()[:32].encode()
    paper = sha256(b"".join([case, *parts])).hexdigest()[:32].encode()
    size = len(bodies) + 1
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>] >>\n"
    return b"".join(
        [
            *parts,
            b"xref\n0 %d\n" % size,
            *table,
            trailer % (size, _CATALOGUE, _INFO, case, paper),
            b"startxref\n%d\n%%%%EOF\n" % at,
        ]
    )
