"""The rules of CycloneDX 1.6, as their makers publish them, and what they leave to people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parent / "cyclonedx"


def validator() -> Draft7Validator:
    """What holds a bill against the schema; nothing is fetched for it."""
    schemas = [json.loads(place.read_text("utf-8")) for place in sorted(SCHEMAS.glob("*.json"))]
    known = [
        # The schema asks for its neighbours by the names of their drafts.
        (schema["$id"].replace(".schema.json", draft), Resource.from_contents(schema))
        for schema in schemas
        for draft in (".schema.json", ".SNAPSHOT.schema.json")
    ]
    registry: Registry[Any] = Registry().with_resources(known)
    (main,) = [schema for schema in schemas if "bom-1.6" in schema["$id"]]
    return Draft7Validator(main, registry=registry)


def breaches(bill: dict[str, Any]) -> list[str]:
    """What the schema finds, and names that are used twice or for nothing."""
    found = [f"{error.json_path}: {error.message[:200]}" for error in validator().iter_errors(bill)]
    refs = [bill["metadata"]["component"], *bill["components"]]
    names = [component["bom-ref"] for each in refs for component in _with_inner(each)]
    found += [f"twice: {name}" for name in sorted(set(names)) if names.count(name) > 1]
    told = [each["ref"] for each in bill["dependencies"]]
    told += [name for each in bill["dependencies"] for name in each.get("dependsOn", [])]
    return [*found, *(f"unknown: {name}" for name in sorted(set(told) - set(names)))]


def _with_inner(component: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        component,
        *(i for inner in component.get("components", []) for i in _with_inner(inner)),
    ]
