"""A case as JSON and back, versioned. No secret can be represented: no type here can hold one.

It must never read or write a file. What it reads is untrusted: every value is checked against
the types of model.py, and an unknown field, a wrong type or another version is an `ArchiveError`.
A field that an older version of the program did not know takes its default.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from wizard.core.model import Case

FORMAT: Final = "mail-connection-check/case"
VERSION: Final = 1

# Fields of model.py that older cases do not have.
_CAME_LATER: Final = frozenset(
    {
        "second_user",
        "again_wordless",
        "known",
        "test_anyway",
        "names",
        "own_address_changed",
        "zone",
    }
)

_UNION = type(int | None)
T = TypeVar("T")


class ArchiveError(ValueError):
    """What was read is no case, or not one this version understands.

    `newer` says that a later version of the program wrote it.
    """

    def __init__(self, reason: str, *, newer: bool = False) -> None:
        """Keep where the reading failed."""
        super().__init__(reason)
        self.newer = newer


def to_json(case: Case) -> dict[str, Any]:
    """The case as plain JSON values; times in UTC, ISO 8601."""
    return {"format": FORMAT, "version": VERSION, "case": _plain(case)}


def from_json(data: object) -> Case:
    """The case that `to_json` wrote; raises ArchiveError for anything else."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise ArchiveError("this is no case")
    version = data.get("version")
    if not isinstance(version, int) or version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        raise ArchiveError("this case has another version", newer=newer)
    return _build(Case, data.get("case"), "case")


def _plain(value: object) -> Any:  # noqa: ANN401  JSON
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _build(kind: type[T], value: object, where: str) -> T:
    """`value` as a `kind`, checked all the way down."""
    return cast("T", _checked(kind, value, where))


def _checked(kind: Any, value: object, where: str) -> object:  # noqa: ANN401  a type expression
    origin = get_origin(kind)
    if origin in {Union, _UNION}:
        return _one_of(get_args(kind), value, where)
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if is_dataclass(kind):
        return _record(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _converted(kind, value, where)
    if kind is datetime:
        moment = _converted(datetime.fromisoformat, value, where)
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            raise ArchiveError(f"{where}: a time needs its zone")
        return moment
    return _simple(kind, value, where)


def _one_of(kinds: Sequence[Any], value: object, where: str) -> object:
    if value is None and type(None) in kinds:
        return None
    present = [kind for kind in kinds if kind is not type(None)]
    return _checked(present[0], value, where)


def _tuple(kinds: Sequence[Any], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ArchiveError(f"{where}: a list is wanted")
    if kinds[1:] == (Ellipsis,):
        return tuple(_checked(kinds[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    if len(value) != len(kinds):
        raise ArchiveError(f"{where}: {len(kinds)} items are wanted")
    pairs = zip(kinds, value, strict=True)
    return tuple(_checked(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(pairs))


def _record(kind: Any, value: object, where: str) -> object:  # noqa: ANN401  a dataclass
    if not isinstance(value, Mapping):
        raise ArchiveError(f"{where}: an object is wanted")
    hints = get_type_hints(kind)
    names = {field.name for field in fields(kind)}
    if odd := (set(value) ^ names) - (_CAME_LATER - set(value)):
        named = str(min(odd, key=str))[:40]
        raise ArchiveError(f"{where}: field {named!r} is missing or unknown")
    told = {name: _checked(hints[name], given, f"{where}.{name}") for name, given in value.items()}
    return kind(**told)


def _converted(convert: Any, value: object, where: str) -> object:  # noqa: ANN401  a callable
    if not isinstance(value, str):
        raise ArchiveError(f"{where}: a text is wanted")
    try:
        return cast("object", convert(value))
    except ValueError:
        raise ArchiveError(f"{where}: {value[:40]!r} is not known") from None


def _simple(kind: Any, value: object, where: str) -> object:  # noqa: ANN401  a type
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ArchiveError(f"{where}: {getattr(kind, '__name__', kind)} is wanted")
    return value
