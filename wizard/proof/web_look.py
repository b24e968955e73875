"""A look at the report as a web page: is it whole, and can it do nothing but be read.

Owns the rules that such a page has to keep. It opens no address and runs nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

# Tags that have no end.
_ALONE: Final = frozenset(
    ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_NEVER: Final = frozenset(("base", "embed", "form", "iframe", "link", "object", "script"))
_POLICY: Final = re.compile(
    r"default-src 'none'; style-src '(sha256-[^']+)'; img-src data:; "
    r"base-uri 'none'; form-action 'none'"
)


class _Reader(HTMLParser):
    """Reads a page once, and notes what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.policy, self.style, self.text = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in _NEVER or any(name.startswith("on") for name in said):
            self.faults.append(f"it has <{tag}>, which could do something.")
        if not (said.get("src") or "data:").startswith("data:"):
            self.faults.append("it would load something.")
        if said.get("http-equiv") == "Content-Security-Policy":
            self.policy = said.get("content") or ""
        if tag not in _ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _ALONE:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends what was not begun.")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
        else:
            self.text += data


def look(page: str) -> tuple[str, list[str]]:
    """The text of the page, and what is wrong with it."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.text, [*reader.faults, *_whole(page, reader)]


def _whole(page: str, reader: _Reader) -> Iterator[str]:
    if not page.startswith("<!DOCTYPE html>\n") or reader.open:
        yield "it does not begin or end as a web page."
    policy = _POLICY.fullmatch(reader.policy)
    if policy is None:
        yield "it does not forbid itself to load anything."
        return
    made = base64.b64encode(hashlib.sha256(reader.style.encode()).digest()).decode()
    if policy[1] != f"sha256-{made}":
        yield "its look is not the one that it allows itself."
