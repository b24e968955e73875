"""The password: in memory only, without a useful repr, never part of any other value."""

from __future__ import annotations

from typing import NoReturn

HIDDEN = "[password]"


class Secret:
    """Holds one password and refuses to be printed, compared, copied or pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        """Keep `value`; raises ValueError for characters that no mail server takes."""
        if any(mark in value for mark in "\r\n\0"):
            raise ValueError("a password cannot contain a line break or a zero byte")
        self._value = value

    def reveal(self) -> str:
        """The password itself: called at the moment it goes to the server, nowhere else."""
        return self._value

    def __repr__(self) -> str:
        """Nothing of the password, not even its length."""
        return "Secret(...)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        """A secret is never stored."""
        raise TypeError("a Secret cannot be copied or stored")
