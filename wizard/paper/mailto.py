"""The note as a link that opens a mail program.

Owns its encoding and its length: common systems cut such links at about 2,000 characters. Where the
text does not fit, a shorter one of whole sentences is taken, and the subject alone at the last;
nothing is ever cut in the middle.
"""

from __future__ import annotations

from typing import Final

from wizard.paper.note import Draft

LONGEST: Final = 1900
_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def mailto(draft: Draft, recipient: str = "") -> str:
    """The link, at most `LONGEST` characters."""
    whole = f"mailto:{_encoded(recipient, also=b'@')}"
    start = f"{whole}?subject={_encoded(draft.subject)}"
    bodies = (f"{start}&body={_encoded(body)}" for body in (draft.body, *draft.shorter))
    links = (*bodies, start, whole, "mailto:")
    return next(link for link in links if len(link) <= LONGEST)


def fits(draft: Draft, recipient: str = "") -> bool:
    """Whether a text goes into the link, this one or a shorter one."""
    return "&body=" in mailto(draft, recipient)


def _encoded(text: str, also: bytes = b"") -> str:
    """As a link carries it: lines end with CR LF there."""
    lines = text.strip().replace("\r\n", "\n").replace("\n", "\r\n")
    return "".join(
        chr(byte) if byte in _PLAIN or byte in also else f"%{byte:02X}"
        for byte in lines.encode("utf-8", "replace")
    )
