"""The JSON Schema of case.json, from the types it is read into: `python -m tests.case_schema`.

Writes resources/case.schema.json. Types and bounds are the program's own, so that the schema can
promise nothing that the program does not hold; only the descriptions stand here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

from wizard.core import archive, archive_file, bounds
from wizard.core.case_file import Agreement, CaseFile, Sender
from wizard.core.model import Case, Event, Need, Plan, ServerWords, Target
from wizard.core.untrusted import CAME_LATER

PATH: Final = Path(__file__).resolve().parent.parent / "resources" / "case.schema.json"

# A time in UTC, as Python writes it: the fraction is left out where it is nothing.
_MOMENT: Final = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$"
# What never leaves the computer it was true on: see case_file.py.
_ONLY_HERE: Final = {(Target, "source"), (Target, "ca_file")}

_DESCRIBED: Final[Mapping[bounds.Field, str]] = {
    (Sender, "office_address"): "The office's internet address; empty where it is not told.",
    (Sender, "names_mailbox"): "Whether papers may name the mailbox that was used for the test.",
    (Agreement, "noted_at"): "When a technician noted that the client agreed to the test.",
    (Case, "program"): "What wrote this test.",
    (Case, "zone"): "The office's time zone during the test: minutes east of UTC, short name.",
    (Case, "address"): "The server's address that was tested; empty where none was found.",
    (Case, "others"): "Other programs of that computer at the same server: name, connections.",
    (Case, "office_addresses"): "The office's internet addresses as far as a server named them.",
    (Case, "ending"): "Why the test ended.",
    (Case, "known"): "What was known of the provider before the test.",
    (Case, "events"): "Everything that happened, in order.",
    (Target, "user"): "The mailbox of the test; null for a test without signing in.",
    (Target, "source"): "An address of the computer itself, which never gets into a file.",
    (Target, "ca_file"): "A path on the computer itself, which never gets into a file.",
    (Need, "connections"): "How many connections the office keeps open.",
    (Plan, "most"): "How many connections the test would hold at most.",
    (ServerWords, "greeting"): "The server's own words, printable.",
    (Event, "at"): "Seconds since the start of the test.",
    (Event, "attempt"): "The number of the attempt, from 1; null for what is no attempt.",
    (Event, "milliseconds"): "How long it took in all.",
    (Event, "held"): "How many connections are open right after it.",
    (Event, "said"): "The server's own words, cut and printable; untrusted.",
    (Event, "sessions"): "The attempts it speaks of.",
    (Event, "answered"): "Those of them that answered.",
}


def schema() -> dict[str, Any]:
    """The whole schema."""
    parts: dict[str, Any] = {}
    runs = {
        "type": "array",
        "minItems": 1,
        "maxItems": bounds.ITEMS[CaseFile, "runs"],
        "description": "The tests of one office, oldest first; a test is never written over.",
        "items": _object({
            "format": {"const": archive.FORMAT},
            "version": {"const": archive.VERSION},
            "case": _record(Case, parts),
        }),
    }  # fmt: skip
    whole = _object({
        "format": {"const": archive_file.FORMAT},
        "version": {"const": archive_file.VERSION},
        "runs": runs,
        "sender": _record(Sender, parts),
        "agreement": _record(Agreement, parts),
    })  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case of a mail connection check",
        "description": "case.json in a .mailcheck file. No secret can be represented. "
        "A field that is not named here was written by a later version.",
        **whole,
        "$defs": parts,
    }


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in CAME_LATER],
        "properties": dict(properties),
    }


def _record(kind: type, parts: dict[str, Any]) -> dict[str, Any]:
    """A reference to one of our dataclasses, which is described once."""
    if kind.__name__ not in parts:
        parts[kind.__name__] = {}  # keeps its place before those it holds
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]
        parts[kind.__name__] = _object({
            name: _field(hints[name], (kind, name), parts) for name in names
        })  # fmt: skip
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _field(kind: Any, field: bounds.Field, parts: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    told = {"type": "null"} if field in _ONLY_HERE else _value(kind, field, parts)
    return {"description": _DESCRIBED[field], **told} if field in _DESCRIBED else told


def _value(kind: Any, field: bounds.Field, parts: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        return _list(inner, field, parts)
    if inner:  # this or None
        present = next(each for each in inner if each is not type(None))
        return {"anyOf": [{"type": "null"}, _value(present, field, parts)]}
    if kind is bool:
        return {"type": "boolean"}
    if kind is datetime:
        return {"type": "string", "pattern": _MOMENT}
    if kind is int or kind is float:
        return _number("integer" if kind is int else "number", bounds.NUMBERS[field])
    if issubclass(kind, Enum):
        return {"enum": [each.value for each in kind]}
    return _text(field) if kind is str else _record(kind, parts)


def _list(inner: tuple[Any, ...], field: bounds.Field, parts: dict[str, Any]) -> dict[str, Any]:
    if inner[1:] == (Ellipsis,):
        most = bounds.ITEMS.get(field, bounds.MOST_ITEMS)
        return {"type": "array", "maxItems": most, "items": _value(inner[0], field, parts)}
    items = [_value(each, field, parts) for each in inner]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}


def _number(name: str, allowed: bounds.Range) -> dict[str, Any]:
    told = {"type": name, "minimum": allowed.least, "maximum": allowed.most}
    return told if allowed.step == 1 else {**told, "multipleOf": allowed.step}


def _text(field: bounds.Field) -> dict[str, Any]:
    if field in bounds.CODES:
        return {"enum": [each.value for each in bounds.CODES[field]]}
    if field in bounds.SHAPES:
        return {"type": "string", "pattern": f"^{bounds.SHAPES[field].pattern}$"}
    return {"type": "string", "maxLength": bounds.LONGEST_TEXT}


def main() -> int:
    """Write the file."""
    PATH.write_text(text(), encoding="utf-8")
    print(f"{PATH.name} is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
