"""The bill of materials: what is really in a bundle, in the form CycloneDX 1.6.

Owns that form (https://cyclonedx.org/docs/1.6/json/). Its content is the parts and the files of the
bundle as they lie there. The same bundle gives the same bill: its number is made from its content,
and the time in it is that of the source, not of the clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from wizard import PROGRAM, __version__
from wizard.freezing import spdx
from wizard.freezing.names import FILE_NAME
from wizard.freezing.parts import Part

NAME: Final = "bill-of-materials.cdx.json"


def bill(found: Iterable[Part], bundle: Path, made_at: int) -> str:
    """The bill as JSON, of parts whose places begin at `bundle`; `made_at`: seconds since 1970.

    Raises OSError where a file of a part is not in the bundle.
    """
    parts = list(found)
    components = [_component(part, bundle) for part in parts if part.name != PROGRAM]
    (program,) = [_component(part, bundle) for part in parts if part.name == PROGRAM]
    program |= {"type": "application"}
    depends = [component["bom-ref"] for component in components]
    number = uuid5(NAMESPACE_URL, json.dumps([program, components], sort_keys=True))
    content = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(made_at, UTC).isoformat().replace("+00:00", "Z"),
            "lifecycles": [{"phase": "build"}],
            "tools": {"components": [_writer()]},
            "component": program,
        },
        "components": components,
        "dependencies": [
            {"ref": program["bom-ref"], "dependsOn": depends},
            *({"ref": ref} for ref in depends),
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _writer() -> dict[str, str]:
    name = f"{FILE_NAME} (wizard.freezing.bill)"
    return {"type": "application", "name": name, "version": __version__}


def _component(part: Part, bundle: Path) -> dict[str, Any]:
    files = [_file(place, bundle / place) for place in sorted(part.files)]
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl or f"part:{part.name}",
        "name": part.name,
    }
    if part.version:
        component["version"] = part.version
    component["licenses"] = [_licence(part.licence)]
    if part.purl:
        component["purl"] = part.purl
    properties = [
        *({"name": "licence-text", "value": f"licences/{text.place}"} for text in part.texts),
        {"name": "modules-in-the-program-file", "value": str(part.packed)},
    ]
    component["properties"] = properties
    inner = [_linked(inside, component["bom-ref"]) for inside in part.within]
    if files or inner:
        component["components"] = [*inner, *files]
    return component


def _linked(part: Part, within: str) -> dict[str, Any]:
    """What is linked into a part: a version of a library of its own, with no file of its own."""
    ref = f"{within}#{part.purl or part.name}"
    told = {"type": "library", "bom-ref": ref, "name": part.name, "version": part.version}
    told |= {"purl": part.purl} if part.purl else {}
    return {**told, "licenses": [_licence(part.licence)]} if part.licence else told


def _licence(name: str) -> dict[str, Any]:
    if name in spdx.IDENTIFIERS:
        return {"license": {"id": name}}
    if spdx.is_expression(name):
        return {"expression": name}
    return {"license": {"name": name}}


def _file(place: str, here: Path) -> dict[str, Any]:
    content = here.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {
        "type": "file",
        "bom-ref": f"file:{place}",
        "name": place,
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }
