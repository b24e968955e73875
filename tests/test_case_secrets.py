"""No password and nothing of this computer gets into a case file, whatever the server sent back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from tests.servers import CANARY
from tests.test_secrets import leaks
from wizard.core import archive
from wizard.core.case_file import Sender, case_file
from wizard.core.model import Case
from wizard.paper.bundle import case_json, pack

GOLDENS: Final = sorted((Path(__file__).parent / "goldens").glob("*.json"))
HERE: Final = "192.168.7.23"


def recorded(path: Path) -> Case:
    return archive.from_json(json.loads(path.read_text("utf-8"))["case"])


SIGNED_IN: Final = [path for path in GOLDENS if recorded(path).target.signs_in]


def test_there_are_cases_in_which_a_password_was_sent() -> None:
    assert len(SIGNED_IN) > 50


@pytest.mark.parametrize("golden", SIGNED_IN, ids=lambda path: path.stem)
def test_a_password_that_was_sent_is_in_no_case_file(golden: Path) -> None:
    case = recorded(golden)
    target = replace(case.target, source=HERE, ca_file="our/ca.pem")
    file = case_file(replace(case, target=target), Sender("Anna Miller"))
    text = case_json(file).decode("utf-8")
    assert leaks(text) == []
    assert HERE not in text
    assert "our/ca.pem" not in text


def test_nor_is_it_in_the_whole_file() -> None:
    packed = pack(case_file(recorded(SIGNED_IN[0])), "the note", b"the report")
    assert leaks(packed.decode("latin-1")) == []


def test_the_search_finds_what_it_looks_for() -> None:
    case = recorded(SIGNED_IN[0])
    leaky = replace(case, server=replace(case.server, greeting=f"* OK hello {CANARY}"))
    assert leaks(case_json(case_file(leaky)).decode("utf-8"))
