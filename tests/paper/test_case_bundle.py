"""The case file: the same bytes for the same case; it opens to what was put in, or to a fault."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.core import archive, archive_file
from wizard.core.case_file import CaseFile, Sender, case_file
from wizard.core.model import Case
from wizard.paper import bundle, opened_zip
from wizard.paper.bundle import CannotOpen, Fault, case_json, checksum, note_inside, pack, unpack

GOLDENS: Final = Path(__file__).parents[1] / "goldens"
NOTE: Final = "Subject: Größe\n\nprintf '203.0.113.7\\tmaxperip=24\\n'\n"
PDF: Final = b"%PDF-1.7\n" + bytes(range(256)) * 8
BOMB: Final = 30_000_000


def recorded(name: str) -> Case:
    return archive.from_json(json.loads((GOLDENS / f"{name}.json").read_text("utf-8"))["case"])


FILE: Final = CaseFile(
    (recorded("courier-4-tls-signed-in"), recorded("dovecot-3-tls")),
    Sender("Anna Müller", "Müller & Söhne", "K-4711", "203.0.113.7"),
)
PACKED: Final = pack(FILE, NOTE, PDF)


def fault(data: bytes) -> Fault:
    with pytest.raises(CannotOpen) as refused:
        unpack(data)
    assert str(refused.value) == refused.value.fault
    return refused.value.fault


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED,
           comment: bytes = b"") -> bytes:  # fmt: skip
    """A zip as somebody else could make it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as made:
        made.comment = comment
        for name, content in members:
            made.writestr(name, content)
    return whole.getvalue()


def with_case(data: object) -> bytes:
    return zipped(("case.json", json.dumps(data).encode()))


@cache
def plain() -> bytes:
    return case_json(FILE)


# -- What is written ----------


def test_what_was_packed_is_unpacked() -> None:
    assert unpack(PACKED) == FILE


def test_the_same_case_gives_the_same_bytes() -> None:
    assert pack(unpack(PACKED), NOTE, PDF) == PACKED
    assert case_json(unpack(PACKED)) == case_json(FILE)


def test_it_holds_three_files_that_every_zip_program_opens() -> None:
    with zipfile.ZipFile(io.BytesIO(PACKED)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["case.json", "note.txt", "report.pdf"]
        assert opened.read("case.json") == case_json(FILE)
        assert opened.read("note.txt").decode("utf-8") == NOTE
        assert opened.read("report.pdf") == PDF
        moments = {info.date_time for info in opened.infolist()}
        made = {(info.create_system, info.external_attr >> 16) for info in opened.infolist()}
    ended = FILE.latest.finished_at
    assert moments == {(*ended.timetuple()[:5], ended.second // 2 * 2)}
    assert made == {(3, 0o100644)}


def test_case_json_is_written_in_one_way_only() -> None:
    text = case_json(FILE).decode("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert "Müller & Söhne" in text


def test_the_checksum_follows_every_change() -> None:
    other = replace(FILE, sender=replace(FILE.sender, name="Anna Miller"))
    assert checksum(FILE) == checksum(unpack(PACKED))
    assert checksum(FILE) != checksum(other)
    assert len(bytes.fromhex(checksum(FILE))) == 32


@pytest.mark.parametrize(("year", "told"), [(1970, 1980), (2026, 2026), (2199, 2107)])
def test_a_clock_that_is_wrong_does_not_hinder_saving(year: int, told: int) -> None:
    moment = datetime(year, 2, 3, 4, 5, 6, tzinfo=UTC)
    wrong = case_file(replace(FILE.latest, started_at=moment, finished_at=moment))
    packed = pack(wrong, NOTE, PDF)
    assert unpack(packed) == wrong
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.getinfo("case.json").date_time == (told, 2, 3, 4, 5, 6)


def test_what_could_not_be_opened_again_is_not_written() -> None:
    many = CaseFile(FILE.runs[:1] * 201)
    with pytest.raises(CannotOpen):
        pack(many, NOTE, PDF)


def test_a_note_that_is_no_text_is_packed_all_the_same() -> None:
    assert unpack(pack(FILE, "a\ud800b", PDF)) == FILE


# -- What is opened ----------


@pytest.mark.parametrize("length", [0, 1, 3, 4, 21, 22, 500, len(PACKED) - 23, len(PACKED) - 1])
def test_a_truncated_file_is_damaged_or_no_case_at_all(length: int) -> None:
    wanted = Fault.NOT_A_CASE if length < 4 else Fault.DAMAGED
    assert fault(PACKED[:length]) is wanted


@pytest.mark.parametrize("junk", [b"\n", b"\0" * 100, PACKED])
def test_nothing_stands_before_or_behind_it(junk: bytes) -> None:
    assert fault(PACKED + junk) is Fault.DAMAGED
    assert fault(b"junk" + PACKED) is Fault.NOT_A_CASE


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 a report", b"{}", NOTE.encode(), b"MZ\x90", zipped(("word.xml", b"<x/>"))]
)
def test_another_kind_of_file_is_no_case(data: bytes) -> None:
    assert fault(data) is Fault.NOT_A_CASE


def test_a_later_version_is_told_apart() -> None:
    told = json.loads(plain())
    assert fault(with_case({**told, "version": 2, "runs": "folded"})) is Fault.NEWER
    assert fault(with_case({**told, "colour": "red"})) is Fault.NEWER
    assert fault(with_case({**told, "runs": 5})) is Fault.DAMAGED
    assert fault(with_case({**told, "format": "else"})) is Fault.NOT_A_CASE


def test_what_a_later_version_puts_beside_it_does_no_harm() -> None:
    assert unpack(zipped(("chart.svg", b"<svg/>"), ("case.json", plain()))) == FILE
    assert unpack(zipped(("case.json", plain()), method=zipfile.ZIP_STORED)) == FILE


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf" + plain(),
        plain()[:-10],
        plain() + b"{}",
        b'{"format": NaN}',
        b'{"format": -Infinity}',
        b'{"format": ' + b"9" * 10_000 + b"}",
        b"[" * 200_000 + b"]" * 200_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        plain().replace(b'"runs"', b'"format": "else", "runs"', 1),
        plain().replace(b'"at": 0', b'"at": 1e999', 1),
    ],
)
def test_what_is_no_plain_json_is_damaged(text: bytes) -> None:
    assert fault(zipped(("case.json", text))) is Fault.DAMAGED


def linked() -> bytes:
    link = zipfile.ZipInfo("note.txt")
    link.external_attr = 0o120777 << 16
    return zipped((link, b"/etc/passwd"), ("case.json", plain()))


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return zipped(("case.json", plain()), ("case.json", plain()))


def flagged(flag: int) -> bytes:
    """The first member marked in the list at the end, and in its own header."""
    changed = bytearray(PACKED)
    for place in (6, PACKED.index(b"PK\x01\x02") + 8):
        changed[place : place + 2] = flag.to_bytes(2, "little")
    return bytes(changed)


@pytest.mark.parametrize(
    "name",
    ["../case.json", "a/../../b", "/etc/passwd", "..", "C:\\a", "C:a", "\\\\host\\a", "..\\a"],
)
def test_a_name_that_climbs_out_makes_the_whole_file_foreign(name: str) -> None:
    assert fault(zipped((name, b"x"), ("case.json", plain()))) is Fault.NOT_A_CASE


def test_a_name_that_hides_its_end_does_too() -> None:
    data = zipped(("note.txt", b"x"), ("case.json#txt", plain())).replace(b"n#t", b"n\0t")
    assert fault(data) is Fault.NOT_A_CASE


def test_what_no_program_of_ours_makes_is_foreign() -> None:
    assert fault(linked()) is Fault.NOT_A_CASE
    assert fault(twice()) is Fault.NOT_A_CASE
    assert fault(flagged(0x1)) is Fault.NOT_A_CASE
    assert fault(flagged(0x41)) is Fault.NOT_A_CASE
    assert fault(zipped(("case.json", plain()), method=zipfile.ZIP_BZIP2)) is Fault.NOT_A_CASE
    assert fault(zipped(("case.json", plain()), comment=b"hello")) is Fault.DAMAGED
    many = [(f"{number}.txt", b"") for number in range(1001)]
    assert fault(zipped(*many, ("case.json", plain()))) is Fault.NOT_A_CASE


def test_what_only_large_zips_need_is_foreign() -> None:
    end = PACKED[-22:]
    locator = b"PK\x06\x07" + bytes(16)
    listed = int.from_bytes(end[12:16], "little") + len(locator)
    longer = end[:12] + listed.to_bytes(4, "little") + end[16:]
    assert fault(PACKED[:-22] + locator + longer) is Fault.NOT_A_CASE


def test_a_list_longer_than_it_says_is_not_read() -> None:
    """Nor one that lists more members than the record at the end admits."""
    many = [(f"{number}", b"") for number in range(1200)]
    data = bytearray(zipped(*many, ("case.json", plain())))
    for place in (-14, -12):
        data[place : place + 2 or None] = (3).to_bytes(2, "little")
    assert fault(bytes(data)) is Fault.NOT_A_CASE
    data[-10:-6] = (2_000_000_000).to_bytes(4, "little")
    assert fault(bytes(data)) is Fault.NOT_A_CASE


def test_records_at_the_end_that_do_not_agree_are_damage() -> None:
    for place in (-18, -14, -6):
        data = bytearray(PACKED)
        data[place] ^= 1
        assert fault(bytes(data)) is Fault.DAMAGED


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert fault(zipped(("case.json", b" " * BOMB))) is Fault.TOO_LARGE
    crowd = [(f"{number}.txt", bytes(BOMB)) for number in range(7)]
    assert fault(zipped(*crowd, ("case.json", plain()))) is Fault.TOO_LARGE
    assert fault(bytes(bundle.MOST_BYTES + 1)) is Fault.TOO_LARGE


def test_a_bomb_that_declares_less_than_it_is_goes_no_further() -> None:
    data = bytearray(zipped(("case.json", b" " * BOMB)))
    for place in (22, data.index(b"PK\x01\x02") + 24):
        data[place : place + 4] = (1000).to_bytes(4, "little")
    assert fault(bytes(data)) is Fault.DAMAGED


@pytest.mark.parametrize("place", [40, 200, 1000])
def test_one_changed_byte_is_found_by_its_checksum(place: int) -> None:
    data = bytearray(PACKED)
    data[place] ^= 0x10
    assert fault(bytes(data)) is Fault.DAMAGED


CHANGES = st.lists(
    st.tuples(st.integers(0, len(PACKED) - 1), st.binary(max_size=6), st.integers(0, 6)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(CHANGES)
def test_whatever_happens_to_a_file_it_opens_to_the_same_or_not_at_all(
    changes: list[tuple[int, bytes, int]],
) -> None:
    data = PACKED
    for place, put_in, taken_out in changes:
        data = data[:place] + put_in + data[place + taken_out :]
    note_inside(data)
    try:
        opened = unpack(data)
    except CannotOpen:
        return
    assert opened == FILE


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", PACKED[:60]]))
def test_no_bytes_at_all_do_more_than_be_refused(data: bytes, before: bytes) -> None:
    note_inside(before + data)
    assert fault(before + data) in set(Fault)


# -- The note in a file that cannot be opened ----------


def test_the_note_of_a_truncated_file_can_still_be_read() -> None:
    assert note_inside(PACKED) == NOTE
    cut = PACKED[: PACKED.index(b"report.pdf") + 10]
    assert fault(cut) is Fault.DAMAGED
    assert note_inside(cut) == NOTE


def test_and_that_of_a_later_version() -> None:
    told = {**json.loads(plain()), "version": 9}
    data = zipped(("case.json", json.dumps(told).encode()), ("note.txt", NOTE.encode()))
    assert fault(data) is Fault.NEWER
    assert note_inside(data) == NOTE
    assert note_inside(zipped(("note.txt", NOTE.encode()), method=zipfile.ZIP_STORED)) == NOTE


def test_a_note_that_is_not_whole_is_not_shown() -> None:
    """Half a command is worse than none."""
    begin = PACKED.index(b"note.txt") + 8
    for place in (begin, begin + 20):
        broken = bytearray(PACKED)
        broken[place] ^= 0xFF
        assert note_inside(bytes(broken)) == ""
    assert note_inside(PACKED[: begin + 20]) == ""
    assert note_inside(b"") == ""
    assert note_inside(zipped(("case.json", plain()))) == ""
    assert note_inside(flagged(0x1)) == ""


def test_a_note_is_not_read_without_end() -> None:
    assert note_inside(zipped(("note.txt", b"x" * 200_000))) == "x" * 200_000
    assert note_inside(zipped(("note.txt", b"x" * 200_001))) == ""
    bomb = bytearray(zipped(("note.txt", b"x" * BOMB)))
    bomb[22:26] = (1000).to_bytes(4, "little")
    assert note_inside(bytes(bomb)) == ""
    crowd = [(f"{number}", b"") for number in range(opened_zip.MOST_MEMBERS)]
    assert note_inside(zipped(*crowd, ("note.txt", b"x"))) == ""


def test_a_hostile_note_moves_no_cursor_and_turns_no_line() -> None:
    hostile = "one\x1b[2J\r\ntwo\u202egpj\u2066x\u2069\x00\n".encode() + b"\xff"
    told = note_inside(zipped(("note.txt", hostile)))
    assert told == "one [2J\ntwogpj\u2066x\u2069 \n\ufffd"


def test_the_case_with_the_most_events_of_all_opens() -> None:
    run = FILE.latest
    large = case_file(replace(run, events=run.events[:1] * 5000,
                              finished_at=run.started_at + timedelta(hours=1)))  # fmt: skip
    packed = pack(large, NOTE, PDF)
    assert unpack(packed) == large
    assert zlib.crc32(case_json(large)) == zlib.crc32(case_json(unpack(packed)))


def test_archive_and_bundle_agree() -> None:
    told: Any = json.loads(plain())
    assert archive_file.from_json(told) == FILE
