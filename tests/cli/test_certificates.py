"""A certificate that is not in order, on the command line: its status, its words, its details."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.servers import CANARY, presets
from tests.servers.certs import Certs, ServerCert
from tests.servers.hostile import Hostile


@pytest.mark.parametrize(
    ("which", "code", "headline"),
    [
        ("expired", "certificate-ran-out", "Your mail server's certificate ran out on "),
        ("not_yet_valid", "certificate-clock", "The clock of this computer may be wrong"),
        ("self_signed", "certificate-issuer", "We cannot be sure this is your mail server"),
        ("by_antivirus", "certificate-antivirus", "Your antivirus stands between you and"),
    ],
)
def test_each_fault_has_its_line_and_its_note(
    run: Run, certs: Certs, papers: Path, which: str, code: str, headline: str
) -> None:
    shown: ServerCert = getattr(certs, which)
    note = papers / "note.txt"
    with Hostile(presets.polite(), tls=shown) as server:
        said = run(
            "check", "localhost", "--port", server.port, "--security", "tls", "--user", "alice",
            "--password-stdin", "--ca-file", shown.cafile, "--note", note, typed=f"{CANARY}\n",
        )  # fmt: skip
        assert not server.has_heard(CANARY)
    assert said.status == 22, said.err
    assert f"because: {code}\n" in said.out
    assert f"headline: {headline}" in said.out
    assert ("Subject: " in note.read_text("utf-8")) is (which in {"expired", "self_signed"})


def test_an_antivirus_program_is_gone_past_with_an_option(run: Run, certs: Certs) -> None:
    shown = certs.by_antivirus
    with Hostile(presets.polite(), tls=shown) as server:
        said = run(
            "check", "localhost", "--port", server.port, "--security", "tls", "--user", "alice",
            "--password-stdin", "--ca-file", shown.cafile, "--need", 1, "--test-anyway",
            "--mail-closed", typed=f"{CANARY}\n",
        )  # fmt: skip
        assert server.has_heard(CANARY)
    assert "confidence: not-sure\n" in said.out
    assert "antivirus-between" in said.out
