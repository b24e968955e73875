"""The real tables of need and remedies, and the example office that is measured by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.recommend import count_need

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
NEEDS: dict[str, Any] = json.loads((RESOURCES / "need.json").read_text("utf-8"))
REMEDIES: dict[str, Any] = json.loads((RESOURCES / "remedies.json").read_text("utf-8"))
PROVIDERS: dict[str, Any] = json.loads((RESOURCES / "big-providers.json").read_text("utf-8"))
SOFTWARE = [*REMEDIES["software"], "unknown", "kerio", "uw-imap", "citadel"]

OFFICE = count_need(NEEDS, computers=4, program="thunderbird", phones=1)


def verdict(
    kind: Kind,
    limit: int | None = None,
    *codes: str,
    refusal: Refusal = Refusal.WORDLESS,
    at_least: bool = False,
) -> Verdict:
    because = tuple(Because(code) for code in codes)
    return Verdict(
        kind, Confidence.VERY_SURE, limit, at_least=at_least, because=because, refusal=refusal
    )
