"""Names that a stick can hold, and names that Windows would refuse there."""

import pytest

from wizard.freezing import fat_names


def test_ordinary_names_are_fine() -> None:
    names = ["START-HERE.html", "Windows/_internal/base_library.zip", "a/Größe äöü.txt", "console"]
    assert list(fat_names.faults(names)) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a/what?.txt", "has a character that Windows forbids"),
        ("a:b", "has a character that Windows forbids"),
        ("back\\slash", "has a character that Windows forbids"),
        ("line\nbreak", "has a character that Windows forbids"),
        ("lib/aux.py", "is a name that Windows keeps for a device"),
        ("Con", "is a name that Windows keeps for a device"),
        ("a/com1.tar.gz", "is a name that Windows keeps for a device"),
        ("folder./a", "ends with a space or a full stop, which Windows drops"),
        ("a ", "ends with a space or a full stop, which Windows drops"),
        ("a/../b", "leads out of the stick"),
        ("/etc/a", "leads out of the stick"),
        ("a//b", "leads out of the stick"),
        ("", "leads out of the stick"),
        ("a/" + "😀" * 128, "is too long"),
    ],
)
def test_what_breaks_a_rule_is_named(name: str, why: str) -> None:
    assert list(fat_names.faults([name])) == [f"{name}: {why}"]


def test_names_that_differ_in_capitals_only_are_one_name() -> None:
    names = ["a/Read.me", "A/other", "a/read.me"]
    assert list(fat_names.faults(names)) == [
        "A: differs from a only in capital letters",
        "a/read.me: differs from a/Read.me only in capital letters",
    ]
