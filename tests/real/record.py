"""Records every scene anew: `python -m tests.real.record [NAME ...]` (as root, minutes).

Writes tests/goldens/NAME.json: the case as the program stores it, without what belongs to this
computer, and the verdict that the scene holds to be right.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.real.office import Finding, in_short
from tests.real.scenes import SCENES
from tests.real.stage import Scene, played
from tests.servers.fetch import missing
from tests.servers.network import unavailable
from wizard.core import archive
from wizard.core.diagnose import diagnose
from wizard.core.model import PORTS, Case

GOLDENS: Final = Path(__file__).parent.parent / "goldens"
AT_ONCE: Final = 5
MOMENT: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def main(names: list[str]) -> int:
    """Plays the scenes, a few at once, and writes those whose verdict was right."""
    reason = missing() or unavailable()
    if reason is not None:
        print(reason, file=sys.stderr)
        return 1
    wanted = [one for one in SCENES if not names or one.name in names]
    wanted.sort(key=lambda one: not one.long)
    GOLDENS.mkdir(exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as several:
        written = list(several.map(recorded, wanted))
    if not names:
        known = {one.name for one in SCENES}
        for file in GOLDENS.glob("*.json"):
            if file.stem not in known:
                file.unlink()
    return 0 if all(written) else 1


def recorded(scene: Scene) -> bool:
    """One scene played and written; whether it went as it should."""
    try:
        found = played(scene)
    except Exception as trouble:  # noqa: BLE001  the others are to be recorded all the same
        print(f"{scene.name}: {trouble}", file=sys.stderr)
        return False
    keep(scene, found)
    print(f"{scene.name}: {in_short(found.verdict)}", flush=True)
    return True


def keep(scene: Scene, found: Finding) -> None:
    """Writes the golden case of a scene."""
    text = json.dumps(golden(found), indent=1, ensure_ascii=False)
    (GOLDENS / f"{scene.name}.json").write_text(text + "\n", encoding="utf-8")


def golden(found: Finding) -> dict[str, Any]:
    """The case and what is right about it."""
    case = neutral(found.case)
    verdict = diagnose(case)
    assert verdict == found.verdict, "the verdict depends on names, ports or the date"
    return {
        "expected": {
            "kind": str(verdict.kind),
            "limit": verdict.limit,
            "limit_named": verdict.limit_named,
            "at_least": verdict.at_least,
            "confidence": str(verdict.confidence),
        },
        "case": archive.to_json(case),
    }


def neutral(case: Case) -> Case:
    """The same case without ports, files and dates of the recording."""
    plan = case.plan
    if plan.other_service is not None:
        other = plan.other_service[1]
        plan = replace(plan, other_service=(PORTS[other], other))
    port = PORTS[case.target.security]
    return replace(
        case,
        target=replace(case.target, port=port, ca_file=None),
        plan=plan,
        started_at=MOMENT,
        finished_at=MOMENT + (case.finished_at - case.started_at),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
