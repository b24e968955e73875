"""From JSON to the program's own values, checked all the way down: nothing that is read is trusted.

Owns the check of every value against its type and against bounds.py. It must never read a file,
and never do more with what it was given than take it or refuse it with the place of the fault.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from wizard.core import bounds

# Fields of model.py and case_file.py that older cases do not have.
CAME_LATER: Final = frozenset(
    {
        "second_user",
        "again_wordless",
        "known",
        "test_anyway",
        "whereabouts",
        "names",
        "own_address_changed",
        "zone",
        "certificate",
        "agreement",
    }
)

_UNION = type(int | None)
T = TypeVar("T")


class ArchiveError(ValueError):
    """What was read is no case, or not one this version understands.

    `newer` says that a later version of the program wrote it, `foreign` that no version did.
    """

    def __init__(self, reason: str, *, newer: bool = False, foreign: bool = False) -> None:
        """Keep where the reading failed."""
        super().__init__(reason)
        self.newer = newer
        self.foreign = foreign


def expect(data: object, form: str, version: int) -> Mapping[str, object]:
    """`data` as an object of this format and version; raises ArchiveError."""
    if not isinstance(data, Mapping) or data.get("format") != form:
        raise ArchiveError("this is no case", foreign=True)
    told = data.get("version")
    if type(told) is not int or told != version:
        newer = type(told) is int and told > version
        raise ArchiveError("this case has another version", newer=newer)
    return data


def expect_fields(value: Mapping[str, object], names: Collection[str], where: str) -> None:
    """Raises ArchiveError where a field is missing, or is one that only a later version knows."""
    unknown = set(value) - set(names)
    if odd := unknown | (set(names) - set(value) - CAME_LATER):
        named = str(min(odd, key=str))[:40]
        reason = f"{where}: field {named!r} is missing or unknown"
        raise ArchiveError(reason, newer=bool(unknown))


def build(kind: type[T], value: object, where: str) -> T:
    """`value` as a `kind` (one of our dataclasses); raises ArchiveError."""
    return cast("T", _record(kind, value, where))


def build_list(value: object, most: int, where: str) -> list[object]:
    """`value` as a list of at most `most` items; raises ArchiveError."""
    if not isinstance(value, list):
        raise ArchiveError(f"{where}: a list is wanted")
    if len(value) > most:
        raise ArchiveError(f"{where}: at most {most} items are wanted")
    return value


def _record(kind: Any, value: object, where: str) -> object:  # noqa: ANN401  a dataclass
    if not isinstance(value, Mapping):
        raise ArchiveError(f"{where}: an object is wanted")
    hints = _hints(kind)
    expect_fields(value, hints.keys(), where)
    told = {
        name: _checked(hints[name], given, f"{where}.{name}", (kind, name))
        for name, given in value.items()
    }
    return kind(**told)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401  a dataclass
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _checked(kind: Any, value: object, where: str, field: bounds.Field) -> object:  # noqa: ANN401
    if kind is str:
        return _text(value, where, field)
    if kind is int or kind is float:
        return _number(kind, value, where, field)
    if is_dataclass(kind):
        return _record(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _code(kind, value, where)
    origin = get_origin(kind)
    if origin in {Union, _UNION}:
        return _one_of(get_args(kind), value, where, field)
    if origin is tuple:
        return _tuple(get_args(kind), value, where, field)
    if kind is datetime:
        return _moment(value, where)
    return _exactly(kind, value, where)


def _one_of(kinds: Sequence[Any], value: object, where: str, field: bounds.Field) -> object:
    if value is None:
        return None
    present = [kind for kind in kinds if kind is not type(None)]
    return _checked(present[0], value, where, field)


def _tuple(
    kinds: Sequence[Any], value: object, where: str, field: bounds.Field
) -> tuple[object, ...]:
    items = build_list(value, bounds.ITEMS.get(field, bounds.MOST_ITEMS), where)
    if kinds[1:] != (Ellipsis,):
        if len(items) != len(kinds):
            raise ArchiveError(f"{where}: {len(kinds)} items are wanted")
    else:
        kinds = [kinds[0]] * len(items)
    pairs = enumerate(zip(kinds, items, strict=True))
    return tuple(_checked(kind, item, f"{where}[{i}]", field) for i, (kind, item) in pairs)


def _text(value: object, where: str, field: bounds.Field) -> object:
    text = cast("str", _exactly(str, value, where))
    if len(text) > bounds.LONGEST_TEXT:
        raise ArchiveError(f"{where}: at most {bounds.LONGEST_TEXT} characters are wanted")
    if bounds.NO_TEXT.search(text):
        raise ArchiveError(f"{where}: a character that is in no text")
    if field in bounds.CODES:
        _code(bounds.CODES[field], text, where)
    if field in bounds.SHAPES and not bounds.SHAPES[field].fullmatch(text):
        raise ArchiveError(f"{where}: {text[:40]!r} is not known")
    return text


def _code(kind: type[Enum], value: object, where: str) -> object:
    if not isinstance(value, str):
        raise ArchiveError(f"{where}: a text is wanted")
    try:
        return kind(value)
    except ValueError:
        # A later version may know more of them.
        raise ArchiveError(f"{where}: {value[:40]!r} is not known", newer=True) from None


def _number(kind: type[float], value: object, where: str, field: bounds.Field) -> object:
    whole_seconds = kind is float and type(value) is int
    number = cast("float", value if whole_seconds else _exactly(kind, value, where))
    if not bounds.NUMBERS[field].holds(number):
        raise ArchiveError(f"{where}: this number cannot be")
    return kind(number)


def _moment(value: object, where: str) -> datetime:
    text = cast("str", _exactly(str, value, where))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArchiveError(f"{where}: {text[:40]!r} is not known") from None
    if moment.tzinfo is None:
        raise ArchiveError(f"{where}: a time needs its zone")
    if not bounds.FIRST_YEAR <= moment.year <= bounds.LAST_YEAR:
        raise ArchiveError(f"{where}: this year cannot be")
    return moment.astimezone(UTC)


def _exactly(kind: Any, value: object, where: str) -> object:  # noqa: ANN401  a type
    if type(value) is not kind:
        raise ArchiveError(f"{where}: {kind.__name__} is wanted")
    return value
