"""The system's clipboard: what we put there, and taking it back.

Owns whether what lies there is ours. It must never take away what another program put there.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QClipboard, QGuiApplication

_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class _Ours:
    """Remembers by a checksum only; the text itself lies in the clipboard and nowhere else."""

    def __init__(self) -> None:
        self.put_there = ""


_ours: Final = _Ours()


def put(text: str) -> None:
    """Copy this text."""
    QGuiApplication.clipboard().setText(text)
    _ours.put_there = _checksum(text)


def was_filled() -> bool:
    """Whether something was copied here since `take_back`, by a button or by hand."""
    board = QGuiApplication.clipboard()
    return bool(_ours.put_there) or _is_ours(board, QClipboard.Mode.Clipboard)


def take_back() -> bool:
    """Clear what is ours, also what was copied or selected by hand here; whether it is gone."""
    board, gone = QGuiApplication.clipboard(), True
    for mode in _MODES:
        if mode is QClipboard.Mode.Selection and not board.supportsSelection():
            continue
        if _is_ours(board, mode):
            board.clear(mode)
            gone = gone and not _is_ours(board, mode)
    if gone:
        _ours.put_there = ""
    return gone


def _is_ours(board: QClipboard, mode: QClipboard.Mode) -> bool:
    """Whether something lies there that came from this program.

    A program that keeps a history of the clipboard may have taken our text over, so the text
    counts as well. Without one of ours nothing of others is read.
    """
    owned = board.ownsClipboard() if mode is QClipboard.Mode.Clipboard else board.ownsSelection()
    if not owned and not _ours.put_there:
        return False
    text = board.text(mode)
    return bool(text) and (owned or _checksum(text) == _ours.put_there)


def _checksum(text: str) -> str:
    """Of the text whatever its line ends became on the way."""
    told = text.replace("\r\n", "\n")
    import hashlib  # noqa: PLC0415 - not with the first page

    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
