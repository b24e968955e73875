"""The note as a link that opens a mail program.

Owns its encoding and its length: common systems cut such links at about 2,000 characters. Where the
text does not fit, the link carries the subject only; it is never cut in the middle.
"""

from __future__ import annotations

from typing import Final

from wizard.paper.note import Draft

LONGEST: Final = 1900
_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def mailto(draft: Draft, recipient: str = "") -> str:
    """The link, at most `LONGEST` characters."""
    start = f"mailto:{_encoded(recipient, also=b'@')}?subject={_encoded(draft.subject)}"
    whole = f"{start}&body={_encoded(draft.body)}"
    return whole if fits(draft, recipient) else start[:LONGEST]


def fits(draft: Draft, recipient: str = "") -> bool:
    """Whether the whole text goes into the link."""
    parts = (_encoded(recipient, also=b"@"), _encoded(draft.subject), _encoded(draft.body))
    return len("mailto:?subject=&body=") + sum(map(len, parts)) <= LONGEST


def _encoded(text: str, also: bytes = b"") -> str:
    """As a link carries it: lines end with CR LF there."""
    lines = text.strip().replace("\r\n", "\n").replace("\n", "\r\n")
    return "".join(
        chr(byte) if byte in _PLAIN or byte in also else f"%{byte:02X}"
        for byte in lines.encode("utf-8")
    )
