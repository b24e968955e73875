"""A note as a file that a mail program opens as a message to be sent, with what goes along.

Owns its shape: RFC 5322 and MIME, in UTF-8, with `X-Unsent` so that Outlook opens it for writing.
The same note gives the same bytes: it holds no date, no identifier, no name of this computer, and
its boundary comes from its content. It must never let a name or a subject add a header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.header import Header
from email.message import EmailMessage
from hashlib import sha256
from typing import Final

from wizard.paper.note import Draft

PDF: Final = "application/pdf"
_LONGEST_ADDRESS: Final = 254
_LONGEST_NAME: Final = 200
_LONGEST_PLAIN: Final = 60
# The plain form only: what is no such address is for the user to type into the message.
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that goes along; `kind` is its media type, such as `PDF`."""

    name: str
    kind: str
    content: bytes


def eml(draft: Draft, recipient: str = "", attachments: tuple[Attachment, ...] = ()) -> bytes:
    """The message; lines end with CR LF. A `recipient` that is no address is left out."""
    message = EmailMessage(policy.SMTP)
    if is_address(recipient):
        message["To"] = recipient.strip()
    message["X-Unsent"] = "1"
    message.set_content(_encodable(draft.body), charset="utf-8", cte="quoted-printable")
    for attachment in attachments:
        main, _, sub = attachment.kind.partition("/")
        message.add_attachment(
            attachment.content, main, sub, filename=_one_line(attachment.name)[:_LONGEST_NAME]
        )
    if attachments:
        message.set_boundary(_boundary(draft, attachments))
    return _subject(_one_line(draft.subject)) + message.as_bytes()


def is_address(text: str) -> bool:
    """Whether this is one plain mail address."""
    trimmed = text.strip()
    return len(trimmed) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(trimmed) is not None


def _subject(text: str) -> bytes:
    """The header of the subject.

    By itself, because EmailMessage folds it so that readers see a space too many or too few.
    """
    plain = text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text
    said = text if plain else Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {said}\r\n".encode("ascii")


def _one_line(text: str) -> str:
    marks = " ".join(_encodable(text).split())
    return "".join(mark for mark in marks if mark.isprintable())


def _encodable(text: str) -> str:
    """Half a character, as some keyboards leave behind, is written as a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _boundary(draft: Draft, attachments: tuple[Attachment, ...]) -> str:
    content = sha256(draft.body.encode("utf-8", "replace"))
    for attachment in attachments:
        content.update(attachment.content)
    return f"=_{content.hexdigest()[:40]}"
