"""How the fonts of a Linux system are looked for: without leaving a list of them behind.

Owns one habit of fontconfig. Where the system has no list of its fonts, or an old one, fontconfig
writes one into the user's own folder, for every program that shows a letter. It must be told before
the first font is asked for. The price: fonts in the user's own folder are not seen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Final

# Not written where it is used: what makes the bundle would pack this very library into it.
_LIBRARY: Final = "libfontconfig.so.1"
_ERRORS: Final = 2


@cache
def look_without_traces() -> None:
    """Let fontconfig find its fonts now; does nothing on other systems, and never fails."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - nobody else needs it

    with suppress(OSError, AttributeError):  # not there: then Qt will say so itself
        library = ctypes.CDLL(_LIBRARY)
        library.FcConfigEnableHome(0)
        with _unheard():
            library.FcInit()


@contextmanager
def _unheard() -> Iterator[None]:
    """It would complain, once for each folder of fonts, that there is no place for a list."""
    aside = os.dup(_ERRORS)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _ERRORS)
        yield
    finally:
        os.dup2(aside, _ERRORS)
        for handle in (aside, nowhere):
            os.close(handle)
