"""Every paper of a test, made and looked at: in memory but for one case file, which is removed.

Owns what has to be in each. Each fault is one sentence, and in English only.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from wizard import casework
from wizard.casework import CannotOpen, Choices, PageSize, Paper
from wizard.core.case_file import CaseFile
from wizard.core.comparison import Change
from wizard.faults import fault_code
from wizard.files import CannotReadError
from wizard.paper import bundle
from wizard.paper.sentences import headline
from wizard.proof import pdf_look, web_look
from wizard.words import Words

# The letters that every report is written with, in A4 and in Letter; sizes in points.
FONTS: Final = frozenset({"NotoSans-Regular", "NotoSans-Bold", "NotoSansMono-Regular"})
SIZES: Final = {PageSize.A4: (595, 842), PageSize.LETTER: (612, 792)}
FEWEST_PAGES: Final = 3
_MARK: Final = "\ufffd"


def faults(file: CaseFile, words: Words) -> Iterator[str]:
    """Everything that is wrong with the papers of this file, in one language."""
    casework.get_ready()
    looks: dict[Paper, Callable[[CaseFile, Words], Iterator[str]]] = {
        Paper.TEXT: _text,
        Paper.MAIL: _mail,
        Paper.PDF: _pdf,
        Paper.HTML: _web,
        Paper.CASE: _case,
    }
    for paper in Paper:
        try:
            yield from (f"the paper {paper}: {fault}" for fault in looks[paper](file, words))
        except Exception as error:  # noqa: BLE001 - what cannot be made is what we look for
            yield f"the paper {paper} cannot be made, code {fault_code(error)}."


def _text(file: CaseFile, words: Words) -> Iterator[str]:
    text = casework.make(Paper.TEXT, file, words).decode("utf-8")
    if file.latest.target.host not in text:
        yield "it does not name the server."
    if text != casework.note_text(file, words):
        yield "it is another note than the one on the screen."


def _mail(file: CaseFile, words: Words) -> Iterator[str]:
    data = casework.make(Paper.MAIL, file, words)
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body()
    if body is None or file.latest.target.host not in body.get_content():
        yield "it does not name the server."
    if not message["Subject"] or message["X-Unsent"] != "1":
        yield "it has no subject, or is not a draft."
    attached = [part.get_content() for part in message.iter_attachments()]
    if attached != [casework.make(Paper.PDF, file, words)]:
        yield "the report is not attached to it."


def _pdf(file: CaseFile, words: Words) -> Iterator[str]:
    read = casework.read_all(file)[-1]
    expected = [headline(read.advice, words, read.case), read.case.target.host]
    for size, points in SIZES.items():
        data = casework.make(Paper.PDF, file, words, Choices(size=size))
        try:
            looked = pdf_look.look(data)
        except pdf_look.BrokenPdfError as error:
            yield f"in {size}, {error}."
            continue
        if looked.size != points or looked.pages < FEWEST_PAGES:
            yield f"in {size}, it has {looked.pages} pages of {looked.size} points."
        if missing := FONTS - looked.fonts:
            yield f"in {size}, it is without the letters {', '.join(sorted(missing))}."
        written = _close(looked.text)
        if _MARK in written or not all(_close(text) in written for text in expected):
            yield f"in {size}, what it says cannot be read out of it."


def _web(file: CaseFile, words: Words) -> Iterator[str]:
    text, wrong = web_look.look(casework.make(Paper.HTML, file, words).decode("utf-8"))
    yield from wrong
    read = casework.read_all(file)[-1]
    if _close(headline(read.advice, words, read.case)) not in _close(text):
        yield "it does not tell the result."


def _case(file: CaseFile, words: Words) -> Iterator[str]:
    """Written, opened again from a disk, and held against itself."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, casework.file_name(file, Paper.CASE))
        place.write_bytes(casework.make(Paper.CASE, file, words))
        try:
            opened = casework.open_case(place)
        except (CannotOpen, CannotReadError):
            yield "it cannot be opened again."
            return
    if opened != file or bundle.checksum(opened) != bundle.checksum(file):
        yield "what is opened is not what was saved."
    change = casework.comparison(opened.with_run(file.latest))
    if change is None or change.change is not Change.SAME:
        yield "the same test again is told as a change."


def _close(text: str) -> str:
    """Without what a line break or a justified line does to a text."""
    return "".join(text.split())
